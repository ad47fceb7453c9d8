// Holm with weights: the published step-down, and Holm's own where all weigh the same.
import { expect, test } from "vitest";
import { createSeededRandom, holm } from "../index.ts";
import { weightedHolm } from "./weighted-holm.ts";

test("[MU5] weighted Holm gives each test its share of the level and hands on what a rejection frees", () => {
  const result = weightedHolm([
    { pValue: 0.012, weight: 4 },
    { pValue: 0.03, weight: 1 },
  ]);
  if (!result.ok) throw new Error(result.message);
  expect(result.adjusted[0]).toBeCloseTo((0.012 / 4) * 5, 12);
  expect(result.adjusted[1]).toBeCloseTo(0.03, 12);
  const random = createSeededRandom(5);
  const pValues = Array.from({ length: 9 }, () => random.next() ** 3);
  const same = weightedHolm(pValues.map((pValue) => ({ pValue, weight: 0.3 })));
  const own = holm(pValues);
  if (!same.ok || !own.ok) throw new Error("refused");
  same.adjusted.forEach((p, at) => {
    expect(p).toBeCloseTo(own.adjusted[at]!, 12);
  });
  expect(weightedHolm([{ pValue: 0.5, weight: 0 }])).toMatchObject({ reason: "invalid-input" });
  expect(weightedHolm([{ pValue: Number.NaN, weight: 1 }])).toMatchObject({ ok: false });
});
