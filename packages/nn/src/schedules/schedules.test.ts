// Schedules at their start, middle, end and beyond.
import { expect, test } from "vitest";
import { constantSchedule, cosineSchedule, linearSchedule, warmupSchedule } from "./schedules.ts";

test("[SC1] the constant schedule never changes", () => {
  expect([0, 5, 1e6].map(constantSchedule(0.1))).toEqual([0.1, 0.1, 0.1]);
});

test("[SC1] the linear schedule halves half-way and stays at its end", () => {
  const schedule = linearSchedule({ from: 1, to: 0.2, steps: 10 });
  expect(schedule(0)).toBe(1);
  expect(schedule(5)).toBeCloseTo(0.6, 12);
  expect(schedule(10)).toBeCloseTo(0.2, 12);
  expect(schedule(99)).toBeCloseTo(0.2, 12);
});

test("[SC1] the cosine schedule is slow at both ends", () => {
  const schedule = cosineSchedule({ from: 2, steps: 100 });
  expect(schedule(0)).toBe(2);
  expect(schedule(25)).toBeCloseTo(1 + Math.SQRT1_2, 12);
  expect(schedule(50)).toBeCloseTo(1, 12);
  expect(schedule(100)).toBeCloseTo(0, 12);
});

test("[SC1] warmup rises in equal parts and then hands over", () => {
  const schedule = warmupSchedule(4, constantSchedule(1));
  expect([0, 1, 2, 3, 4, 5].map(schedule)).toEqual([0.25, 0.5, 0.75, 1, 1, 1]);
  const falling = linearSchedule({ from: 1, steps: 12, warmup: 2 });
  expect([0, 1, 2, 7, 12].map(falling)).toEqual([0.5, 1, 1, 0.5, 0]);
});

test("[SC1] a schedule that ends in its warmup is refused", () => {
  expect(() => linearSchedule({ from: 1, steps: 5, warmup: 5 })).toThrow(/end after its warmup/);
});
