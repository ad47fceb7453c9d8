// Feeds every function with degenerate input: it must answer finite figures or say why it cannot.
import fc from "fast-check";
import { expect, test } from "vitest";
import * as stats from "../src/index.ts";

/** Numbers that break careless formulas. */
const awkward = fc.oneof(
  fc.constantFrom(0, 1, -1, 2, 1e-300, 1e300, Number.NaN, Infinity, -Infinity),
  fc.integer({ min: -3, max: 30 }),
  fc.double({ min: -100, max: 100, noNaN: true }),
);
const list = fc.array(awkward, { maxLength: 14 });
const counts = fc.array(fc.oneof(fc.nat(20), awkward), { maxLength: 30 });
const flags = fc.array(fc.boolean(), { maxLength: 20 });

/** Fields that may be infinite: an open end, or a ratio to nothing. */
const OPEN = new Set(["low", "high", "rateRatio", "degreesOfFreedom"]);

/** Every figure inside a result, with the name of the field that holds it. */
function figures(value: unknown, field = ""): [string, number][] {
  if (typeof value === "number") return [[field, value]];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    figures(inner, Array.isArray(value) ? field : key),
  );
}

function checkAnswer(name: string, result: unknown): void {
  const answer = result as { ok: boolean; reason?: string; message?: string };
  if (!answer.ok) {
    expect(answer.reason, name).toMatch(/^[a-z-]+$/);
    expect(answer.message, name).toMatch(/\.$/);
    return;
  }
  for (const [field, figure] of figures(result)) {
    const sound = OPEN.has(field) ? !Number.isNaN(figure) : Number.isFinite(figure);
    expect(sound, `${name}.${field} = ${figure}`).toBe(true);
  }
}

const SMALL = { resamples: 100 };

test("[GN1] a result holds finite figures, or a refusal with a reason and a sentence; never NaN", () => {
  fc.assert(
    fc.property(list, list, (a, b) => {
      const means = { control: stats.meanStatistic(a), treatment: stats.meanStatistic(b) };
      for (const difference of ["absolute", "relative"] as const) {
        checkAnswer("tTest", stats.tTest({ ...means, difference }));
        checkAnswer("pooled", stats.tTest({ ...means, difference, variances: "pooled" }));
        checkAnswer("confidenceSequence", stats.confidenceSequence({ ...means, difference }));
        checkAnswer("bayesianEffect", stats.bayesianEffect({ ...means, difference }));
      }
      checkAnswer("mannWhitney", stats.mannWhitney({ control: a, treatment: b }));
      checkAnswer("oneWayAnova", stats.oneWayAnova([a, b]));
      checkAnswer("winsorLimits", stats.winsorLimits([a, b]));
      const outcomes = a.slice(0, b.length);
      const predictors = [b.slice(0, a.length)];
      checkAnswer("linearRegression", stats.linearRegression({ outcomes, predictors }));
      checkAnswer("matchedEffect", stats.matchedEffect(outcomes, predictors));
      checkAnswer("placeboTest", stats.placeboTest(a[0] ?? 0, b));
      checkAnswer("holm", stats.holm(a));
      checkAnswer("krippendorffsAlpha", stats.krippendorffsAlpha({ units: [a, b], ...SMALL }));
    }),
    { seed: 21, numRuns: 300 },
  );
});

test("[GN2] the same holds for counts, shares and series", () => {
  fc.assert(
    fc.property(counts, counts, (a, b) => {
      const [x = 0, y = 1, u = 0, v = 1] = [a[0], a[1], b[0], b[1]];
      checkAnswer("wilson", stats.wilsonInterval({ successes: x, trials: y }));
      checkAnswer("binomialTest", stats.binomialTest({ successes: x, trials: y }));
      checkAnswer("poisson", stats.poissonRateInterval({ events: x, exposure: y }));
      const rates = { control: { events: x, exposure: y }, treatment: { events: u, exposure: v } };
      checkAnswer("comparePoissonRates", stats.comparePoissonRates(rates));
      const shares = {
        control: stats.proportionStatistic(x, y),
        treatment: stats.proportionStatistic(u, v),
      };
      checkAnswer("twoProportionTest", stats.twoProportionTest(shares));
      const beliefs = {
        control: { successes: x, trials: y },
        treatment: { successes: u, trials: v },
      };
      checkAnswer("bayesianProportions", stats.bayesianProportions(beliefs));
      checkAnswer("srm", stats.sampleRatioMismatch({ observed: a, weights: b }));
      checkAnswer("sequentialSrm", stats.sequentialSampleRatio({ observed: a, weights: b }));
      const pair = { control: { counts: a }, treatment: { counts: b } };
      checkAnswer("overdispersed", stats.compareOverdispersedRates(pair));
      checkAnswer("weeklyTrend", stats.weeklyTrend({ counts: a }));
      checkAnswer("weeklyTrend", stats.weeklyTrend({ counts: a, exposures: b }));
      checkAnswer("segmented", stats.segmentedRegression(a, { changeAt: 8 }));
      checkAnswer("segmentedRate", stats.segmentedRateRegression({ counts: a }, { changeAt: 8 }));
      checkAnswer("changePoint", stats.changePoint({ values: a, ...SMALL }));
      const table = [a.slice(0, 2), b.slice(0, 2)];
      checkAnswer("cohensKappa", stats.cohensKappa({ table }));
    }),
    { seed: 22, numRuns: 300 },
  );
});

test("[GN3] the same holds for people: matching, paired answers, customers, designs", () => {
  fc.assert(
    fc.property(flags, list, list, (yes, a, b) => {
      const n = Math.min(yes.length, a.length);
      const isTreated = yes.slice(0, n);
      const units = isTreated.map((one, i) => ({ isTreated: one, outcome: a[i], stratum: "s" }));
      checkAnswer("exactMatching", stats.exactMatching(units));
      checkAnswer(
        "propensity",
        stats.propensityMatching({ isTreated, covariates: [a.slice(0, n)] }),
      );
      const customers = a.map((x, i) => ({ frequency: x, recency: b[i] ?? 0, age: 10 }));
      checkAnswer("fitBgNbd", stats.fitBgNbd(customers));
      const [x = 0, y = 0, z = 0] = a;
      for (const metric of [
        { kind: "proportion", baseRate: x },
        { kind: "mean", mean: x, standardDeviation: y },
      ] as const) {
        const design = { metric, difference: "relative" } as const;
        checkAnswer("powerOf", stats.powerOf(design, { effect: y, totalSize: z }));
        checkAnswer("sampleSizeFor", stats.sampleSizeFor(design, { effect: y, power: z }));
        checkAnswer("mde", stats.minimumDetectableEffect(design, { totalSize: z }));
      }
      checkAnswer("durationFor", stats.durationFor({ totalSize: x, unitsPerDay: y }));
    }),
    { seed: 23, numRuns: 300 },
  );
});
