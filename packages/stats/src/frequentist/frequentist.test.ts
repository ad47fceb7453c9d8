// Proves the fixed-size tests against independent values (SciPy 1.17.1) and against each other.
import { expect, test } from "vitest";
import { meanStatistic, proportionStatistic, ratioStatistic } from "../statistics/statistic.ts";
import { mannWhitney } from "./mann-whitney.ts";
import { oneWayAnova } from "./one-way-anova.ts";
import { tTest } from "./t-test.ts";
import { twoProportionTest } from "./two-proportion-test.ts";
import { winsorize, winsorLimits } from "./winsorize.ts";

const A = [3.1, 4.2, 5.6, 2.2, 4.8, 3.9];
const B = [5.1, 6.3, 4.4, 7.2, 5.9];
const arms = { control: meanStatistic(A), treatment: meanStatistic(B) };

test("[FR1] Welch's test equals scipy.stats.ttest_ind(equal_var=False)", () => {
  const result = tTest(arms);
  if (!result.ok) throw new Error(result.message);
  expect(result.statistic).toBeCloseTo(2.6268854140409585, 12);
  expect(result.pValue).toBeCloseTo(0.027684669365981063, 13);
  expect(result.degreesOfFreedom).toBeCloseTo(8.925604128613307, 11);
  expect(result.low).toBeCloseTo(0.2497848025242373, 12);
  expect(result.high).toBeCloseTo(3.376881864142428, 12);
});

test("[FR2] the pooled test equals scipy.stats.ttest_ind and its own analysis of variance", () => {
  const result = tTest({ ...arms, variances: "pooled" });
  const table = oneWayAnova([A, B]);
  if (!result.ok || !table.ok) throw new Error("refused");
  expect(result.statistic).toBeCloseTo(2.5976066524069985, 12);
  expect(result.pValue).toBeCloseTo(0.028851257553415964, 13);
  expect(table.fStatistic).toBeCloseTo(result.statistic ** 2, 11);
  expect(table.pValue).toBeCloseTo(result.pValue, 13);
  const ratio = ratioStatistic([1, 2, 3], [2, 2, 3]);
  const refused = tTest({ control: ratio, treatment: ratio, variances: "pooled" });
  expect(refused).toMatchObject({ reason: "invalid-input" });
});

test("[FR3] one-sided tests share the two-sided p-value and leave one end open", () => {
  const both = tTest(arms);
  const greater = tTest({ ...arms, alternative: "greater" });
  const less = tTest({ ...arms, alternative: "less" });
  if (!both.ok || !greater.ok || !less.ok) throw new Error("refused");
  expect(2 * greater.pValue).toBeCloseTo(both.pValue, 13);
  expect(greater.pValue + less.pValue).toBeCloseTo(1, 13);
  expect(greater.high).toBe(Infinity);
  expect(less.low).toBe(-Infinity);
});

test("[FR4] an interval leaves out exactly the values that its test rejects", () => {
  const result = tTest(arms);
  if (!result.ok) throw new Error(result.message);
  const atLow = tTest({ ...arms, nullValue: result.low });
  expect(atLow.ok && atLow.pValue).toBeCloseTo(0.05, 11);
  expect(tTest({ ...arms, confidenceLevel: 1 })).toMatchObject({ reason: "invalid-input" });
});

test("[FR5] shares at 0 and 1 keep an interval inside [-1, 1]; equal ones are refused", () => {
  const control = proportionStatistic(0, 12);
  const extreme = twoProportionTest({ control, treatment: proportionStatistic(12, 12) });
  if (!extreme.ok) throw new Error(extreme.message);
  expect(extreme.high).toBe(1);
  expect(extreme.low).toBeGreaterThan(0.5);
  const equal = twoProportionTest({ control, treatment: proportionStatistic(0, 20) });
  expect(equal).toMatchObject({ ok: false, reason: "no-variation" });
});

test("[FR6] the score interval of a difference agrees with Newcombe's published example", () => {
  const result = twoProportionTest({
    control: proportionStatistic(48, 80),
    treatment: proportionStatistic(56, 70),
  });
  if (!result.ok) throw new Error(result.message);
  expect(result.low).toBeCloseTo(0.0524, 4);
  expect(result.high).toBeCloseTo(0.3339, 4);
});

test("[FR7] small samples without ties are counted exactly, others corrected", () => {
  const exact = mannWhitney({
    control: [1.1, 2.2, 3.3, 4.5, 9],
    treatment: [2.5, 5.5, 7.7, 8.8, 10, 11],
  });
  expect(exact).toMatchObject({ method: "exact", u: 24 });
  expect(exact.ok && exact.pValue).toBeCloseTo(0.12554112554112554, 14);
  const tied = mannWhitney({ control: [1, 2, 2, 3, 4, 5, 5], treatment: [2, 5, 7, 8, 8, 11] });
  expect(tied).toMatchObject({ method: "normal", u: 36 });
  expect(tied.ok && tied.pValue).toBeCloseTo(0.03594741188714436, 12);
});

test("[FR8] the probability of superiority mirrors when the arms change places", () => {
  const [control, treatment] = [A, B];
  const one = mannWhitney({ control, treatment });
  const other = mannWhitney({ control: treatment, treatment: control });
  if (!one.ok || !other.ok) throw new Error("refused");
  expect(one.superiority + other.superiority).toBeCloseTo(1, 14);
  expect(one.low + other.high).toBeCloseTo(1, 10);
  expect(one.pValue).toBeCloseTo(other.pValue, 13);
  const equal = mannWhitney({ control: [2, 2], treatment: [2, 2] });
  expect(equal).toMatchObject({ reason: "zero-variance" });
});

test("[FR9] caps come from both arms together, so an arm cannot move its own", () => {
  const arms2 = [Array.from({ length: 99 }, (_, i) => i), [1000]];
  const limits = winsorLimits(arms2, { upper: 0.98 });
  if (!limits.ok) throw new Error(limits.message);
  expect(limits).toMatchObject({ low: -Infinity });
  expect(limits.high).toBeCloseTo(97.02, 10);
  expect(winsorize([5, 1000], limits)).toEqual([5, limits.high]);
  expect(winsorLimits([[], []])).toMatchObject({ reason: "no-data" });
});

test("[FR10] groups that never vary within are refused, as are groups without spare values", () => {
  expect(
    oneWayAnova([
      [1, 1],
      [2, 2],
    ]),
  ).toMatchObject({ reason: "zero-variance" });
  expect(oneWayAnova([[1], [2]])).toMatchObject({ reason: "too-few-observations" });
});
