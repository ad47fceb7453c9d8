// Matched people, agreeing raters, paired classifiers and the bootstrap.
import {
  bootstrap,
  bootstrapStudentized,
  cohensKappa,
  drawExponential,
  drawNormal,
  exactMatching,
  krippendorffsAlpha,
  matchedEffect,
  mcnemar,
  pairedCounts,
  propensityMatching,
  type SeededRandom,
} from "@heed/stats";
import { type Method, type Verdict, verdictOf } from "./method.ts";

/** Ratings of one item among three categories: each rater copies the truth or guesses. */
function rateItem(random: SeededRandom, raters: number, skill: number): number[] {
  const truth = random.integer(3);
  const rate = () => (random.next() < skill ? truth : random.integer(3));
  return Array.from({ length: raters }, rate);
}

/** With even categories, both kappa and alpha equal the chance that both raters copied. */
const SKILL = 0.7;
const AGREEMENT = SKILL * SKILL;

function confounded(random: SeededRandom, effect: number) {
  const x = Array.from({ length: 400 }, () => drawNormal(random));
  const isTreated = x.map((value) => random.next() < 1 / (1 + Math.exp(1.2 - 0.8 * value)));
  const outcomes = x.map((value, i) => value + (isTreated[i] ? effect : 0) + drawNormal(random));
  return { x, isTreated, outcomes };
}

function interval(low: number, high: number, truth: number): Verdict {
  return { covered: low <= truth && truth <= high };
}

export const peopleMethods: readonly Method[] = [
  {
    name: "Exact matching",
    setting: "600 people in 6 strata that drive both sides, effect 0.4",
    kind: "fixed",
    effect: 0.4,
    run: (random, effect) => {
      const units = Array.from({ length: 600 }, () => {
        const stratum = random.integer(6);
        const isTreated = random.next() < 0.1 + 0.1 * stratum;
        const outcome = stratum + (isTreated ? effect : 0) + drawNormal(random);
        return { isTreated, outcome, stratum: String(stratum) };
      });
      const matched = exactMatching(units);
      return matched.ok ? verdictOf({ ok: true, ...matched.effect }, effect) : undefined;
    },
  },
  {
    name: "Unmatched comparison of the same people",
    setting: "as propensity matching, without it: what confounding does",
    kind: "contrast",
    effect: 0.5,
    run: (random, effect) => {
      const { isTreated, outcomes } = confounded(random, effect);
      const units = outcomes.map((outcome, i) => ({
        isTreated: isTreated[i],
        outcome,
        stratum: "",
      }));
      const naive = exactMatching(units);
      return naive.ok ? verdictOf({ ok: true, ...naive.effect }, effect) : undefined;
    },
  },
  {
    name: "Propensity matching",
    setting: "400 people, one covariate drives both sides, effect 0.5",
    kind: "fixed",
    effect: 0.5,
    run: (random, effect) => {
      const { x, isTreated, outcomes } = confounded(random, effect);
      const matched = propensityMatching({ isTreated, covariates: [x] });
      if (!matched.ok) return undefined;
      const gap = (values: readonly number[]) =>
        matched.pairs.map(({ treated, control }) => values[treated] - values[control]);
      return verdictOf(matchedEffect(gap(outcomes), [gap(x)]), effect);
    },
  },
  {
    name: "McNemar, exact",
    setting: "200 items, accuracies 80 %, effect: one is 10 points better",
    kind: "fixed",
    effect: 0.1,
    run: (random, effect) => {
      const answers = (share: number) => Array.from({ length: 200 }, () => random.next() < share);
      const counts = pairedCounts(answers(0.8 + effect), answers(0.8));
      if (!counts.ok) return undefined;
      const test = mcnemar(counts);
      if (!test.ok) return undefined;
      return { ...interval(test.low, test.high, effect), rejected: test.exactPValue <= 0.05 };
    },
  },
  {
    name: "McNemar, corrected",
    setting: "as above",
    kind: "fixed",
    effect: 0.1,
    run: (random, effect) => {
      const answers = (share: number) => Array.from({ length: 200 }, () => random.next() < share);
      const counts = pairedCounts(answers(0.8 + effect), answers(0.8));
      if (!counts.ok) return undefined;
      const test = mcnemar(counts);
      return test.ok ? { rejected: test.correctedPValue <= 0.05 } : undefined;
    },
  },
  {
    name: "Cohen's kappa",
    setting: "150 items, 3 categories, kappa 0.49",
    kind: "fixed",
    effect: 0,
    run: (random) => {
      const table = [0, 1, 2].map(() => [0, 0, 0]);
      for (let i = 0; i < 150; i++) {
        const [first, second] = rateItem(random, 2, SKILL);
        table[first][second]++;
      }
      const kappa = cohensKappa({ table });
      return kappa.ok ? interval(kappa.low, kappa.high, AGREEMENT) : undefined;
    },
  },
  {
    name: "Krippendorff's alpha, bootstrap",
    setting: "100 items, 3 raters, 3 categories, alpha 0.49",
    kind: "fixed",
    effect: 0,
    run: (random) => {
      const units = Array.from({ length: 100 }, () => rateItem(random, 3, SKILL));
      const alpha = krippendorffsAlpha({ units, resamples: 500, seed: random.integer(1e9) });
      if (!alpha.ok || !alpha.interval) return undefined;
      return interval(alpha.interval.low, alpha.interval.high, AGREEMENT);
    },
  },
  {
    name: "Bootstrap of a mean (BCa)",
    setting: "60 normal values",
    kind: "fixed",
    effect: 0,
    run: (random) => {
      const values = Array.from({ length: 60 }, () => drawNormal(random));
      const result = bootstrap(values, meanOf, { resamples: 500, seed: random.integer(1e9) });
      return result.ok ? interval(result.low, result.high, 0) : undefined;
    },
  },
  {
    name: "Bootstrap of a skewed mean (BCa)",
    setting: "60 exponential waiting times: too few for BCa, see the studentised one",
    kind: "contrast",
    effect: 0,
    run: (random) => {
      const values = Array.from({ length: 60 }, () => drawExponential(random));
      const result = bootstrap(values, meanOf, { resamples: 500, seed: random.integer(1e9) });
      return result.ok ? interval(result.low, result.high, 1) : undefined;
    },
  },
  {
    name: "Bootstrap of a skewed mean (studentised)",
    setting: "60 exponential waiting times, mean 1",
    kind: "fixed",
    effect: 0,
    run: (random) => {
      const values = Array.from({ length: 60 }, () => drawExponential(random));
      const options = { resamples: 999, seed: random.integer(1e9) };
      const result = bootstrapStudentized(values, meanWithError, options);
      return result.ok ? interval(result.low, result.high, 1) : undefined;
    },
  },
];

function meanWithError(values: readonly number[]) {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    squares += values[i] * values[i];
  }
  const n = values.length;
  const variance = (squares - (sum * sum) / n) / (n - 1);
  return { value: sum / n, standardError: Math.sqrt(variance / n) };
}

function meanOf(values: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
