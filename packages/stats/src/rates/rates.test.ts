// Proves exact shares and rates, and the comparison of counts that vary more than chance.
import { expect, test } from "vitest";
import { createSeededRandom, drawNegativeBinomial, poissonAtLeast, poissonCdf } from "../index.ts";
import { binomialTest } from "./binomial-test.ts";
import {
  compareOverdispersedRates,
  testOverdispersedRates,
} from "./compare-overdispersed-rates.ts";
import { comparePoissonRates, poissonRateInterval } from "./poisson-rate.ts";

test("[RT1] the exact test of a share equals scipy.stats.binomtest", () => {
  const result = binomialTest({ successes: 7, trials: 20 });
  if (!result.ok) throw new Error(result.message);
  expect(result.pValue).toBeCloseTo(0.26317596435546875, 13);
  expect(result.low).toBeCloseTo(0.1539092047845412, 12);
  expect(result.high).toBeCloseTo(0.5921885345328283, 12);
  expect(result.midPValue).toBeLessThan(result.pValue);
  expect(binomialTest({ successes: 0, trials: 0 })).toMatchObject({ reason: "no-data" });
  expect(binomialTest({ successes: 1.5, trials: 3 })).toMatchObject({ reason: "invalid-input" });
});

test("[RT2] the ends of a rate's interval give the count seen a tail of 2.5 %", () => {
  const result = poissonRateInterval({ events: 9, exposure: 3 });
  if (!result.ok) throw new Error(result.message);
  expect(poissonAtLeast(9, result.low * 3)).toBeCloseTo(0.025, 12);
  expect(poissonCdf(9, result.high * 3)).toBeCloseTo(0.025, 12);
  expect(poissonRateInterval({ events: 0, exposure: 3 })).toMatchObject({ low: 0, rate: 0 });
  expect(poissonRateInterval({ events: 2, exposure: 0 })).toMatchObject({ reason: "no-exposure" });
});

test("[RT3] exposure decides the ratio, and one side without events leaves it open", () => {
  const result = comparePoissonRates({
    control: { events: 20, exposure: 10 },
    treatment: { events: 20, exposure: 20 },
  });
  expect(result.ok && result.rateRatio).toBeCloseTo(0.5, 12);
  const open = comparePoissonRates({
    control: { events: 0, exposure: 1 },
    treatment: { events: 6, exposure: 1 },
  });
  expect(open).toMatchObject({ rateRatio: Infinity, high: Infinity });
  expect(open.ok && open.low).toBeGreaterThan(1);
  const none = { events: 0, exposure: 1 };
  expect(comparePoissonRates({ control: none, treatment: none })).toMatchObject({
    reason: "no-data",
  });
});

test("[RT4] the interval of an overdispersed ratio ends where its test stops rejecting", () => {
  const random = createSeededRandom(8);
  const counts = (n: number, mean: number) =>
    Array.from({ length: n }, () => drawNegativeBinomial(random, mean, 0.3));
  const control = { counts: counts(15, 12) };
  const treatment = { counts: counts(20, 22) };
  const result = compareOverdispersedRates({ control, treatment });
  if (!result.ok) throw new Error(result.message);
  const exposures = treatment.counts.map(() => result.low);
  const atEdge = compareOverdispersedRates({ control, treatment: { ...treatment, exposures } });
  expect(atEdge.ok && atEdge.pValue).toBeCloseTo(0.05, 6);
  expect(result.dispersion).toBeGreaterThan(0.05);
  expect(result.low).toBeLessThan(result.rateRatio);
  expect(result.high).toBeGreaterThan(result.rateRatio);
});

test("[RT5] overdispersion makes the same counts weaker evidence than Poisson's test", () => {
  const control = { counts: [2, 30, 5, 18, 1, 25] };
  const treatment = { counts: [40, 8, 33, 4, 50, 20] };
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const wide = compareOverdispersedRates({ control, treatment });
  const narrow = comparePoissonRates({
    control: { events: sum(control.counts), exposure: 6 },
    treatment: { events: sum(treatment.counts), exposure: 6 },
  });
  if (!wide.ok || !narrow.ok) throw new Error("refused");
  expect(wide.rateRatio).toBeCloseTo(narrow.rateRatio, 12);
  expect(narrow.pValue).toBeLessThan(0.001);
  expect(wide.pValue).toBeGreaterThan(0.05);
});

test("[RT10] the test of two overdispersed rates alone equals that of the comparison", () => {
  const control = { counts: [2, 30, 5, 18, 1, 25], exposures: [1, 2, 1, 3, 1, 2] };
  const treatment = { counts: [40, 8, 33, 4, 50, 20] };
  const whole = compareOverdispersedRates({ control, treatment });
  const alone = testOverdispersedRates({ control, treatment });
  if (!whole.ok || !alone.ok) throw new Error("refused");
  const { rateRatio, pValue, dispersion } = whole;
  expect(alone).toEqual({ ok: true, rateRatio, pValue, dispersion });
  expect(testOverdispersedRates({ control, treatment: { counts: [1, 2] } })).toMatchObject({
    reason: "too-few-observations",
  });
});

test("[RT6] series that cannot be compared are refused", () => {
  const fine = { counts: [3, 4, 5] };
  const reason = (treatment: { counts: number[]; exposures?: number[] }) => {
    const result = compareOverdispersedRates({ control: fine, treatment });
    return result.ok ? "ok" : result.reason;
  };
  expect(reason({ counts: [0, 0, 0] })).toBe("no-data");
  expect(reason({ counts: [1, 2] })).toBe("too-few-observations");
  expect(reason({ counts: [1, 2, 3], exposures: [1, 0, 1] })).toBe("no-exposure");
  expect(reason({ counts: [1, 2, 3], exposures: [1] })).toBe("invalid-input");
  expect(reason({ counts: [1, -2, 3] })).toBe("invalid-input");
});
