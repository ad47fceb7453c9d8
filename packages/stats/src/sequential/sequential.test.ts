// Proves the always-valid and group-sequential methods against published constants and each other.
import { expect, test } from "vitest";
import { meanStatistic, proportionStatistic } from "../statistics/statistic.ts";
import { confidenceSequence, joinLooks } from "./confidence-sequence.ts";
import { classicBounds, spendingBounds } from "./group-sequential-bounds.ts";
import {
  groupSequentialPower,
  groupSequentialTest,
  stagewisePValue,
} from "./group-sequential-test.ts";
import { spentAlpha } from "./spending.ts";

const fifths = [0.2, 0.4, 0.6, 0.8, 1];
const arms = {
  control: proportionStatistic(300, 1500),
  treatment: proportionStatistic(390, 1500),
};

test("[SQ1] classic bounds equal the published constants", () => {
  const pocock = classicBounds({ looks: 5, shape: "pocock" });
  const fleming = classicBounds({ looks: 5, shape: "obrien-fleming" });
  if (!pocock.ok || !fleming.ok) throw new Error("refused");
  expect(pocock.bounds[0]).toBeCloseTo(2.413, 3);
  expect(fleming.bounds[4]).toBeCloseTo(2.04, 3);
  expect(fleming.bounds[0]).toBeCloseTo(2.04 * Math.sqrt(5), 2);
});

test("[SQ2] spending bounds equal the published ones and use up exactly the level", () => {
  const plan = spendingBounds({ fractions: fifths, spending: { kind: "obrien-fleming" } });
  if (!plan.ok) throw new Error(plan.message);
  [4.8769, 3.357, 2.6803, 2.2898, 2.031].forEach((bound, k) => {
    expect(plan.bounds[k]).toBeCloseTo(bound, 4);
  });
  expect(plan.spent[4]).toBeCloseTo(0.05, 10);
  const pocock = spendingBounds({ fractions: fifths, spending: { kind: "pocock" } });
  expect(pocock.ok && pocock.bounds[0]).toBeCloseTo(2.438, 4);
  const even = spentAlpha({ kind: "power", exponent: 1 }, 0.05, 0.3);
  expect(even).toBeCloseTo(0.015, 14);
});

test("[SQ3] fractions that do not rise within (0, 1] are refused", () => {
  for (const fractions of [[], [0.5, 0.5], [0.5, 1.2], [0, 1]]) {
    const plan = spendingBounds({ fractions, spending: { kind: "pocock" } });
    expect(plan).toMatchObject({ ok: false, reason: "invalid-input" });
  }
});

test("[SQ4] a single look is the ordinary test", () => {
  const plan = spendingBounds({ fractions: [1], spending: { kind: "pocock" } });
  if (!plan.ok) throw new Error(plan.message);
  expect(plan.bounds[0]).toBeCloseTo(1.959963984540054, 9);
  const ended = stagewisePValue(plan, [{ estimate: 2, standardError: 1 }]);
  expect(ended.ok && ended.pValue).toBeCloseTo(0.04550026389635842, 10);
});

test("[SQ5] a test stops at its first crossing, and its p-value knows the stage", () => {
  const plan = spendingBounds({ fractions: fifths, spending: { kind: "obrien-fleming" } });
  if (!plan.ok) throw new Error(plan.message);
  const looks = [1.5, 3.4, 2.9].map((estimate) => ({ estimate, standardError: 1 }));
  expect(groupSequentialTest(plan, looks)).toMatchObject({ stoppedAt: 1 });
  const early = stagewisePValue(plan, looks);
  expect(early.ok && early.pValue).toBeLessThan(plan.spent[1]);
  const open = stagewisePValue(plan, looks.slice(0, 1));
  expect(open).toMatchObject({ ok: false, reason: "too-few-observations" });
  expect(groupSequentialTest(plan, [])).toMatchObject({ reason: "no-data" });
});

test("[SQ6] looks with few degrees of freedom need a wider bound", () => {
  const plan = spendingBounds({ fractions: [0.5, 1], spending: { kind: "pocock" } });
  if (!plan.ok) throw new Error(plan.message);
  const look = { estimate: 2.3, standardError: 1 };
  const wide = groupSequentialTest(plan, [{ ...look, degreesOfFreedom: 8 }]);
  const narrow = groupSequentialTest(plan, [look]);
  if (!wide.ok || !narrow.ok) throw new Error("refused");
  expect(wide.intervals[0].low).toBeLessThan(narrow.intervals[0].low - 0.3);
  expect(narrow.stoppedAt).toBe(0);
  expect(wide.stoppedAt).toBeUndefined();
});

test("[SQ7] power at no effect is the level, and stopping early saves information", () => {
  const plan = spendingBounds({ fractions: fifths, spending: { kind: "pocock" } });
  if (!plan.ok) throw new Error(plan.message);
  expect(groupSequentialPower(plan, 0).power).toBeCloseTo(0.05, 9);
  const strong = groupSequentialPower(plan, 3.5);
  expect(strong.power).toBeGreaterThan(0.85);
  expect(strong.expectedFraction).toBeLessThan(0.65);
});

test("[SQ8] a confidence sequence leaves out 0 exactly when its p-value is below the level", () => {
  for (const alternative of ["two-sided", "greater", "less"] as const) {
    const look = confidenceSequence({ ...arms, alternative });
    if (!look.ok) throw new Error(look.message);
    const level = 1 - look.pValue;
    if (!(level > 0.5)) continue;
    const edge = confidenceSequence({ ...arms, alternative, tuning: 5000 });
    expect(edge).toEqual(look);
    const excludes = look.low > 0 || look.high < 0;
    expect(excludes).toBe(look.pValue < 0.05);
  }
  expect(confidenceSequence({ ...arms, tuning: 0 })).toMatchObject({ reason: "invalid-input" });
});

test("[SQ9] a sequence is wider than a fixed interval, and looks only ever narrow it", () => {
  const first = confidenceSequence(arms);
  const second = confidenceSequence({
    control: proportionStatistic(800, 4000),
    treatment: proportionStatistic(980, 4000),
  });
  if (!first.ok || !second.ok) throw new Error("refused");
  expect(first.high - first.low).toBeGreaterThan(2 * 1.96 * first.standardError);
  const joined = joinLooks(joinLooks(undefined, first), second);
  expect(joined.low).toBe(Math.max(first.low, second.low));
  expect(joined.high).toBe(Math.min(first.high, second.high));
  expect(joined.pValue).toBe(Math.min(first.pValue, second.pValue));
  const empty = meanStatistic([]);
  expect(confidenceSequence({ control: empty, treatment: empty })).toMatchObject({
    reason: "no-data",
  });
});

test("[SQ10] looks at uneven shares have the bounds of a multivariate normal integral, also where more came than was planned", () => {
  // Expected: SciPy 1.17, scipy.stats.multivariate_normal.cdf over the same rectangles, solved for each bound in turn.
  const at = (information: readonly number[]) =>
    spendingBounds({
      fractions: [0.3, 0.55, 1],
      information,
      spending: { kind: "obrien-fleming" },
    });
  const [planned, over] = [at([0.3, 0.55, 1]), at([0.3, 0.55, 1.2])];
  if (!planned.ok || !over.ok) throw new Error("refused");
  [3.928573, 2.807877, 1.974016].forEach((bound, k) => {
    expect(planned.bounds[k]).toBeCloseTo(bound, 4);
  });
  expect(over.bounds[2]).toBeCloseTo(1.979148, 4);
  expect(over.spent[2]).toBeCloseTo(0.05, 10);
  // Published: the table of PharmCat's SeqBounds.jl, one-sided.
  const oneSided = spendingBounds({
    ...{ fractions: [0.25, 0.5, 0.75, 1], sides: 1 },
    spending: { kind: "obrien-fleming" },
  });
  if (!oneSided.ok) throw new Error(oneSided.message);
  [3.74955, 2.53993, 2.01604, 1.72014].forEach((bound, k) => {
    expect(oneSided.bounds[k]).toBeCloseTo(bound, 3);
  });
  expect(at([0.3, 0.2, 1])).toMatchObject({ reason: "invalid-input" });
  expect(at([0.3, 1])).toMatchObject({ reason: "invalid-input" });
});
