// Proves the bootstraps: seeded, near the textbook interval, honest about what they cannot do.
import { expect, test } from "vitest";
import { createSeededRandom, drawNormal } from "../index.ts";
import { bootstrap } from "./bootstrap.ts";
import { bootstrapStudentized } from "./bootstrap-studentized.ts";

const random = createSeededRandom(2);
const values = Array.from({ length: 80 }, () => 10 + 2 * drawNormal(random));
const mean = (sample: readonly number[]) => sample.reduce((sum, x) => sum + x, 0) / sample.length;
const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean(values)) ** 2, 0) / 79);

test("[BT1] the same seed gives the same interval, another seed another", () => {
  const once = bootstrap(values, mean, { seed: 5 });
  expect(bootstrap(values, mean, { seed: 5 })).toEqual(once);
  expect(bootstrap(values, mean, { seed: 6 })).not.toEqual(once);
});

test("[BT2] for a plain mean every method comes near the t interval", () => {
  const half = (1.99 * deviation) / Math.sqrt(80);
  const withError = (sample: readonly number[]) => {
    const centre = mean(sample);
    const variance = sample.reduce((sum, x) => sum + (x - centre) ** 2, 0) / 79;
    return { value: centre, standardError: Math.sqrt(variance / 80) };
  };
  for (const result of [
    bootstrap(values, mean),
    bootstrap(values, mean, { method: "percentile" }),
    bootstrapStudentized(values, withError),
  ]) {
    if (!result.ok) throw new Error(result.message);
    expect(result.low).toBeCloseTo(mean(values) - half, 0);
    expect(Math.abs(result.high - mean(values) - half)).toBeLessThan(0.1);
  }
});

test("[BT3] statistics without a value or without variance are refused", () => {
  expect(bootstrap([], mean)).toMatchObject({ reason: "no-data" });
  expect(bootstrap([1, 2], mean)).toMatchObject({ reason: "too-few-observations" });
  expect(bootstrap([4, 4, 4], mean)).toMatchObject({ reason: "zero-variance" });
  const patchy = (sample: readonly number[]) => (sample.includes(1) ? mean(sample) : undefined);
  expect(bootstrap([1, 2, 3, 4], patchy)).toMatchObject({ reason: "not-identified" });
  expect(bootstrap(values, mean, { resamples: 10 })).toMatchObject({ reason: "invalid-input" });
  const flat = () => ({ value: 1, standardError: 0 });
  expect(bootstrapStudentized(values, flat)).toMatchObject({ reason: "zero-variance" });
});
