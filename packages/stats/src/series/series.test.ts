// Proves trends, steps, change points and placebos on series whose truth is known.
import { expect, test } from "vitest";
import { createSeededRandom, drawNegativeBinomial, drawNormal, drawPoisson } from "../index.ts";
import { changePoint, changePoints } from "./change-point.ts";
import { placeboInTime, placeboTest } from "./placebo-test.ts";
import { segmentedRateRegression, segmentedRegression } from "./segmented-regression.ts";
import { weeklyTrend, weeklyTrends } from "./weekly-trend.ts";

const weekday = [3, 1, 0, 0, 1, 4, 6];
const noise = (seed: number, n: number) => {
  const random = createSeededRandom(seed);
  return Array.from({ length: n }, () => drawNormal(random));
};

test("[SE1] a step is told apart from trend and weekday", () => {
  const values = noise(1, 84).map((e, i) => 20 + 0.1 * i + weekday[i % 7] + e + (i < 50 ? 0 : -4));
  const fit = segmentedRegression(values, { changeAt: 50, season: { period: 7 } });
  if (!fit.ok) throw new Error(fit.message);
  expect(fit.levelChange.low).toBeLessThan(-4);
  expect(fit.levelChange.high).toBeGreaterThan(-4);
  expect(fit.levelChange.pValue).toBeLessThan(0.001);
  expect(fit.trend.estimate).toBeCloseTo(0.1, 1);
  expect(fit.slopeChange).toBeUndefined();
});

test("[SE2] harmonics stand for a long season, and a slope may change too", () => {
  const values = noise(2, 156).map(
    (e, i) => 5 * Math.cos((2 * Math.PI * i) / 52) + 0.3 * Math.max(0, i - 80) + 0.3 * e,
  );
  const season = { period: 52, harmonics: 1 };
  const fit = segmentedRegression(values, { changeAt: 80, season, slopeChange: true });
  if (!fit.ok || !fit.slopeChange) throw new Error("refused");
  expect(fit.slopeChange.estimate).toBeCloseTo(0.3, 1);
  expect(fit.slopeChange.low).toBeGreaterThan(0.25);
  expect(fit.levelChange.pValue).toBeGreaterThan(0.01);
});

test("[SE3] for counts, exposure is taken out before a step is looked for", () => {
  const random = createSeededRandom(3);
  const exposures = Array.from({ length: 60 }, (_, i) => (i < 30 ? 1 : 3));
  const steady = exposures.map((e) => drawNegativeBinomial(random, 25 * e, 0.03));
  const halved = exposures.map((e, i) =>
    drawNegativeBinomial(random, 25 * e * (i < 30 ? 1 : 0.5), 0.03),
  );
  const none = segmentedRateRegression({ counts: steady, exposures }, { changeAt: 30 });
  const some = segmentedRateRegression({ counts: halved, exposures }, { changeAt: 30 });
  if (!none.ok || !some.ok) throw new Error("refused");
  expect(none.levelChange.pValue).toBeGreaterThan(0.05);
  expect(Math.exp(some.levelChange.low)).toBeLessThan(0.5);
  expect(Math.exp(some.levelChange.high)).toBeGreaterThan(0.5);
  expect(some.levelChange.pValue).toBeLessThan(0.01);
});

test("[SE4] short sides, constant series and confounded seasons are refused", () => {
  const values = noise(4, 30);
  const reason = (series: number[], changeAt: number, period?: number) => {
    const season = period === undefined ? undefined : { period };
    const fit = segmentedRegression(series, { changeAt, season });
    return fit.ok ? "ok" : fit.reason;
  };
  expect(reason(values, 2)).toBe("too-few-observations");
  expect(reason(values, 28)).toBe("too-few-observations");
  expect(
    reason(
      values.map(() => 3),
      15,
    ),
  ).toBe("zero-variance");
  expect(reason(values, 15, 28)).toBe("too-few-observations");
  expect(reason([...values.slice(1), Number.NaN], 15)).toBe("invalid-input");
  expect(reason(values, 15.5)).toBe("invalid-input");
});

test("[SE5] a growing theme is found among steady ones, and short ones are refused in place", () => {
  const random = createSeededRandom(6);
  const theme = (growth: number) => ({
    counts: Array.from({ length: 30 }, (_, i) => drawPoisson(random, 10 * growth ** i)),
  });
  const trends = weeklyTrends([theme(1), theme(1.08), { counts: [1, 2] }, theme(1)]);
  expect(trends.map((trend) => (trend.ok ? trend.isFound : trend.reason))).toEqual([
    false,
    true,
    "too-few-observations",
    false,
  ]);
  const [, growing] = trends;
  expect(growing.ok && growing.weeklyRatio).toBeCloseTo(1.08, 1);
  expect(growing.ok && growing.qValue >= growing.pValue).toBe(true);
});

test("[SE6] growing exposure alone is no trend", () => {
  const exposures = Array.from({ length: 26 }, (_, i) => 1.1 ** i);
  const counts = exposures.map((e) => Math.round(20 * e));
  const trend = weeklyTrend({ counts, exposures });
  if (!trend.ok) throw new Error(trend.message);
  expect(trend.weeklyRatio).toBeCloseTo(1, 2);
  expect(trend.pValue).toBeGreaterThan(0.05);
});

test("[SE7] a change point is dated, and its p-value repeats from its seed", () => {
  const values = noise(7, 40).map((e, i) => e + (i < 22 ? 0 : 3));
  const found = changePoint({ values, seed: 3 });
  expect(found).toMatchObject({ ok: true, changeAt: 22, pValue: 0.001 });
  expect(changePoint({ values, seed: 3 })).toEqual(found);
  const rates = changePoint({
    values: [2, 4, 2, 4, 6, 12, 6, 12],
    exposures: [1, 2, 1, 2, 1, 2, 1, 2],
  });
  expect(rates).toMatchObject({ changeAt: 4, before: 2, after: 6 });
  expect(changePoint({ values: [1, 1, 1, 1, 1, 1] })).toMatchObject({ reason: "zero-variance" });
  expect(changePoint({ values: [1, 2, 3] })).toMatchObject({ reason: "too-few-observations" });
});

test("[SE8] several changes are found in order, none in noise", () => {
  const values = noise(8, 90).map((e, i) => e + (i < 30 ? 0 : i < 60 ? 5 : -2));
  const found = changePoints({ values });
  expect(found.ok && found.changes.map((change) => change.changeAt)).toEqual([30, 60]);
  const nothing = changePoints({ values: noise(9, 60) });
  expect(nothing.ok && nothing.changes).toEqual([]);
});

test("[SE9] blocks keep neighbours together, so persistence alone is weaker evidence", () => {
  const steps = noise(10, 60);
  let level = 0;
  const values = steps.map((e) => {
    level = 0.85 * level + e;
    return level;
  });
  const loose = changePoint({ values, resamples: 499 });
  const blocked = changePoint({ values, resamples: 499, blockLength: 10 });
  if (!loose.ok || !blocked.ok) throw new Error("refused");
  expect(blocked.changeAt).toBe(loose.changeAt);
  expect(blocked.pValue).toBeGreaterThan(loose.pValue);
});

test("[SE12] giving up early never moves a p-value to the other side of its limit", () => {
  const random = createSeededRandom(12);
  for (let run = 0; run < 40; run++) {
    const step = run % 4;
    const values = Array.from({ length: 24 }, (_, i) =>
      drawPoisson(random, 8 + (i < 14 ? 0 : step)),
    );
    const whole = changePoint({ values, resamples: 199 });
    const hasty = changePoint({ values, resamples: 199, giveUpAbove: 0.05 });
    if (!whole.ok || !hasty.ok) throw new Error("refused");
    expect(hasty.pValue <= 0.05).toBe(whole.pValue <= 0.05);
    if (whole.pValue <= 0.05) expect(hasty).toEqual(whole);
    else expect(hasty.pValue).toBeLessThanOrEqual(whole.pValue);
  }
});

test("[SE10] a placebo rank counts the actual effect among all", () => {
  expect(placeboTest(-5, [1, 2, 3, 4])).toEqual({
    ok: true,
    pValue: 0.2,
    leastPValue: 0.2,
    placebos: 4,
  });
  expect(placeboTest(2, [1, -2, 3, 0])).toMatchObject({ pValue: 0.6 });
  expect(placeboTest(2, [])).toMatchObject({ ok: false, reason: "no-data" });
});

test("[SE11] placebos in time use only steps before the change", () => {
  const values = noise(11, 60).map((e, i) => e + (i < 45 ? 0 : 6));
  const lengths: number[] = [];
  const test_ = placeboInTime(
    (length, options) => {
      lengths.push(length);
      return segmentedRegression(values.slice(0, length), options);
    },
    60,
    { changeAt: 45, standardErrors: "newey-west" },
  );
  expect(lengths.slice(1).every((length) => length <= 45)).toBe(true);
  expect(test_).toMatchObject({ ok: true, placebos: 38 });
  expect(test_.ok && test_.pValue).toBeCloseTo(1 / 39, 12);
});
