// Segments' effects: what is noise is drawn together, what differs stays apart.
import { expect, test } from "vitest";
import { createSeededRandom, drawNormal } from "../index.ts";
import { shrinkEffects } from "./shrink-effects.ts";

const errors = (values: readonly number[], standardError: number) =>
  values.map((estimate) => ({ estimate, standardError }));

test("[SH1] effects that spread no wider than chance become one, by the weight of what each knows", () => {
  const result = shrinkEffects([
    { estimate: 1, standardError: 1 },
    { estimate: 2, standardError: 0.5 },
  ]);
  if (!result.ok) throw new Error(result.message);
  expect(result.spread).toBe(0);
  expect(result.common).toBeCloseTo((1 + 4 * 2) / 5, 12);
  for (const effect of result.effects) {
    expect(effect.estimate).toBeCloseTo(1.8, 12);
    expect(effect.shrinkage).toBe(1);
    expect(effect.high - effect.low).toBeCloseTo((2 * 1.959963984540054) / Math.sqrt(5), 9);
  }
});

test("[SH2] effects that differ beyond chance keep their distance, and an ill-known one is drawn furthest", () => {
  const result = shrinkEffects([...errors([-10, 10, 0], 0.5), { estimate: 20, standardError: 15 }]);
  if (!result.ok) throw new Error(result.message);
  expect(result.pValue).toBeLessThan(1e-9);
  expect(result.effects[0]!.estimate).toBeCloseTo(-10, 0);
  expect(result.effects[3]!.shrinkage).toBeGreaterThan(0.5);
  expect(result.effects[3]!.estimate).toBeLessThan(12);
});

test("[SH3] shrunk effects are nearer the truth than raw ones, and their intervals cover it", () => {
  const random = createSeededRandom(11);
  let [raw, shrunk, covered] = [0, 0, 0];
  const runs = 2_000;
  for (let run = 0; run < runs; run++) {
    const truths = Array.from({ length: 8 }, () => 0.5 * drawNormal(random));
    const seen = truths.map((truth) => ({
      estimate: truth + drawNormal(random),
      standardError: 1,
    }));
    const result = shrinkEffects(seen);
    if (!result.ok) throw new Error(result.message);
    truths.forEach((truth, at) => {
      const { estimate, low, high } = result.effects[at]!;
      raw += (seen[at]!.estimate - truth) ** 2;
      shrunk += (estimate - truth) ** 2;
      covered += Number(low <= truth && truth <= high);
    });
  }
  expect(shrunk).toBeLessThan(0.55 * raw);
  expect(covered / (8 * runs)).toBeGreaterThan(0.8);
});

test("[SH4] one segment, an error of nothing and figures that are none are refused", () => {
  expect(shrinkEffects(errors([1], 1))).toMatchObject({ reason: "too-few-observations" });
  expect(shrinkEffects(errors([1, 2], 0))).toMatchObject({ reason: "invalid-input" });
  expect(shrinkEffects(errors([1, Number.NaN], 1))).toMatchObject({ reason: "invalid-input" });
});
