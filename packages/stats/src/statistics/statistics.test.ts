// Proves the sums, their moments, CUPED and the effect they give.
import { expect, test } from "vitest";
import { createSeededRandom, drawNormal } from "../index.ts";
import { cupedCoefficient, describeCuped } from "./cuped.ts";
import { estimateEffect } from "./effect.ts";
import { momentsOf } from "./moments.ts";
import {
  addStatistics,
  adjustedStatistic,
  meanStatistic,
  proportionStatistic,
  ratioStatistic,
} from "./statistic.ts";
import { summarize } from "./summary.ts";

test("[ST1] statistics of disjoint units add up to the statistic of all, and are frozen", () => {
  const [x, y, u, v] = [
    [1, 4, 2],
    [5, 3],
    [2, 5, 4],
    [6, 6],
  ];
  expect(addStatistics(meanStatistic(x), meanStatistic(y))).toEqual(meanStatistic([...x, ...y]));
  expect(addStatistics(ratioStatistic(x, u), ratioStatistic(y, v))).toEqual(
    ratioStatistic([...x, ...y], [...u, ...v]),
  );
  expect(addStatistics(adjustedStatistic(x, u), adjustedStatistic(y, v))).toEqual(
    adjustedStatistic([...x, ...y], [...u, ...v]),
  );
  expect(addStatistics(proportionStatistic(1, 5), proportionStatistic(2, 9))).toEqual(
    proportionStatistic(3, 14),
  );
  expect(Object.isFrozen(meanStatistic(x))).toBe(true);
  expect(() => ratioStatistic(x, y)).toThrow(RangeError);
});

test("[ST2] a variance that is only rounding of the sums counts as none", () => {
  const constant = meanStatistic(Array.from({ length: 1000 }, () => 0.1 + 1e6));
  expect(momentsOf(constant).variance).toBe(0);
  expect(momentsOf(proportionStatistic(7, 7)).variance).toBe(0);
  expect(momentsOf(meanStatistic([1, 2, 3, 4])).variance).toBeCloseTo(5 / 3, 14);
  expect(momentsOf(proportionStatistic(1, 4)).variance).toBeCloseTo(3 / 16, 14);
});

test("[ST3] a summary keeps the variance under many constant leading digits", () => {
  const values = [0.1, 0.2, 0.3, 0.4].map((x) => 1e9 + x);
  const { mean, squaredDeviations } = summarize(values);
  expect(mean).toBeCloseTo(1e9 + 0.25, 6);
  expect(squaredDeviations).toBeCloseTo(0.05, 6);
  expect(summarize([])).toEqual({ n: 0, mean: 0, squaredDeviations: 0 });
});

test("[ST4] a ratio's variance is that of its linearised residuals", () => {
  const clicks = [1, 0, 3, 2, 5, 1];
  const views = [4, 2, 9, 3, 11, 7];
  const ratio = 12 / 36;
  const residuals = clicks.map((count, i) => (count - ratio * views[i]) / 6);
  const { squaredDeviations } = summarize(residuals);
  const { mean, variance } = momentsOf(ratioStatistic(clicks, views));
  expect(mean).toBeCloseTo(ratio, 14);
  expect(variance).toBeCloseTo(squaredDeviations / 5, 12);
});

test("[ST5] a relative effect divides by the size of the baseline, whatever its sign", () => {
  const up = estimateEffect({
    control: meanStatistic([-4, -6, -5, -5]),
    treatment: meanStatistic([-3, -5, -4, -4]),
    difference: "relative",
  });
  expect(up.ok && up.estimate).toBeCloseTo(0.2, 14);
});

test("[ST6] impossible comparisons are refused with their reason", () => {
  const fine = meanStatistic([1, 2, 3]);
  const none = meanStatistic([]);
  const reason = (control: typeof fine, treatment = fine, difference?: "relative") => {
    const effect = estimateEffect({ control, treatment, difference });
    return effect.ok ? "ok" : effect.reason;
  };
  expect(reason(none)).toBe("no-data");
  expect(reason(meanStatistic([4]))).toBe("too-few-observations");
  expect(reason(meanStatistic([4, 4, 4]))).toBe("zero-variance");
  expect(reason({ kind: "mean", n: 2, sum: 1396.87, sumSquares: 52377.9767 })).toBe(
    "zero-variance",
  );
  expect(reason(meanStatistic([-1, 0, 1]), fine, "relative")).toBe("zero-baseline");
  expect(reason({ kind: "mean", n: 3, sum: Number.NaN, sumSquares: 1 })).toBe("invalid-input");
  const mixed = estimateEffect({ control: fine, treatment: proportionStatistic(1, 3) });
  expect(mixed).toMatchObject({ ok: false, reason: "invalid-input" });
});

test("[CU1] CUPED removes the share of variance that the covariate explains", () => {
  const random = createSeededRandom(3);
  const arm = (shift: number) => {
    const pre = Array.from({ length: 4000 }, () => drawNormal(random));
    const post = pre.map((x) => shift + 0.8 * x + 0.6 * drawNormal(random));
    return { adjusted: adjustedStatistic(post, pre), plain: meanStatistic(post) };
  };
  const [a, b] = [arm(0), arm(0.1)];
  const gain = describeCuped(a.adjusted, b.adjusted);
  const with_ = estimateEffect({ control: a.adjusted, treatment: b.adjusted });
  const without = estimateEffect({ control: a.plain, treatment: b.plain });
  if (!gain.ok || !with_.ok || !without.ok) throw new Error("refused");
  expect(gain.coefficient).toBeCloseTo(0.8, 1);
  const kept = (with_.standardError / without.standardError) ** 2;
  expect(kept).toBeCloseTo(1 - gain.varianceReduction, 2);
});

test("[CU2] a constant covariate leaves the outcome as it is", () => {
  const control = adjustedStatistic([1, 2, 3], [5, 5, 5]);
  const treatment = adjustedStatistic([2, 3, 5], [5, 5, 5]);
  expect(cupedCoefficient(control, treatment)).toBe(0);
  const plain = estimateEffect({
    control: meanStatistic([1, 2, 3]),
    treatment: meanStatistic([2, 3, 5]),
  });
  expect(estimateEffect({ control, treatment })).toEqual(plain);
  expect(describeCuped(control, treatment)).toMatchObject({ reason: "zero-variance" });
});
