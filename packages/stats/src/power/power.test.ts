// Proves that power, size and smallest effect are one question asked three ways.
import { expect, test } from "vitest";
import {
  durationFor,
  minimumDetectableEffect,
  type PowerDesign,
  powerOf,
  sampleSizeFor,
} from "./power.ts";

const share: PowerDesign = {
  metric: { kind: "proportion", baseRate: 0.12 },
  difference: "relative",
};
const mean: PowerDesign = {
  metric: { kind: "mean", mean: 40, standardDeviation: 30 },
  difference: "absolute",
};

test("[PW1] the size is the least that reaches the power", () => {
  for (const [design, effect] of [
    [share, 0.1],
    [mean, 3],
    [mean, -3],
  ] as const) {
    const size = sampleSizeFor(design, { effect, power: 0.9 });
    if (!size.ok) throw new Error(size.message);
    const enough = powerOf(design, { effect, totalSize: size.totalSize });
    const short = powerOf(design, { effect, totalSize: size.totalSize - 2 });
    if (!enough.ok || !short.ok) throw new Error("refused");
    expect(enough.power).toBeGreaterThanOrEqual(0.9);
    expect(short.power).toBeLessThan(0.9);
  }
});

test("[PW2] the smallest effect has exactly the power, each way", () => {
  const least = minimumDetectableEffect(share, { totalSize: 20_000 });
  if (!least.ok || least.increase === undefined || least.decrease === undefined) {
    throw new Error("refused");
  }
  for (const effect of [least.increase, least.decrease]) {
    const result = powerOf(share, { effect, totalSize: 20_000 });
    expect(result.ok && result.power).toBeCloseTo(0.8, 9);
  }
  expect(least.decrease).toBeLessThan(0);
});

test("[PW3] more arms share the level by Sidak and split the units in whole numbers", () => {
  const three = powerOf({ ...share, arms: 3 }, { effect: 0.1, totalSize: 10_001 });
  if (!three.ok) throw new Error(three.message);
  expect(three.sizePerArm).toBe(3333);
  const strict: PowerDesign = { ...share, significanceLevel: 1 - Math.sqrt(0.95) };
  const pair = powerOf(strict, { effect: 0.1, totalSize: 6666 });
  expect(pair.ok && pair.power).toBeCloseTo(three.power, 14);
});

test("[PW4] a margin turns the question into non-inferiority", () => {
  const design: PowerDesign = { ...mean, alternative: "greater", nullEffect: -4 };
  const size = sampleSizeFor(design, { effect: 0 });
  if (!size.ok) throw new Error(size.message);
  const z = 1.6448536269514722 + 0.8416212335729143;
  expect(size.sizePerArm).toBe(Math.ceil((2 * 900 * z * z) / 16));
  const wrong = sampleSizeFor(design, { effect: -5 });
  expect(wrong).toMatchObject({ reason: "out-of-reach" });
});

test("[PW5] what cannot be shown or planned is refused", () => {
  const tiny = minimumDetectableEffect(
    { metric: { kind: "proportion", baseRate: 0.5 }, difference: "absolute" },
    { totalSize: 8, power: 0.999 },
  );
  expect(tiny).toMatchObject({ ok: false, reason: "out-of-reach" });
  expect(sampleSizeFor(share, { effect: 0 })).toMatchObject({ reason: "out-of-reach" });
  expect(powerOf(share, { effect: 9, totalSize: 100 })).toMatchObject({ reason: "invalid-input" });
  expect(powerOf(share, { effect: 0.1, totalSize: 3 })).toMatchObject({
    reason: "too-few-observations",
  });
});

test("[PW6] a duration counts whole days and whole weeks", () => {
  expect(durationFor({ totalSize: 1001, unitsPerDay: 100 })).toEqual({
    ok: true,
    days: 11,
    weeks: 2,
  });
  expect(durationFor({ totalSize: 10, unitsPerDay: 0 })).toMatchObject({ reason: "invalid-input" });
});
