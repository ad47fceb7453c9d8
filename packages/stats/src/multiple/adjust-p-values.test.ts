// Proves the adjustments on worked examples and by their laws.
import fc from "fast-check";
import { expect, test } from "vitest";
import { benjaminiHochberg, benjaminiYekutieli, holm, sidakLevel } from "./adjust-p-values.ts";

const adjusted = (result: ReturnType<typeof holm>) => {
  if (!result.ok) throw new Error(result.message);
  return result.adjusted;
};

test("[MU1] Holm multiplies the smallest by all, the next by one less, and never falls", () => {
  expect(adjusted(holm([0.01, 0.04, 0.03, 0.2]))).toEqual([0.04, 0.09, 0.09, 0.2]);
});

test("[MU2] Benjamini-Hochberg equals scipy.stats.false_discovery_control", () => {
  const result = adjusted(benjaminiHochberg([0.01, 0.04, 0.03, 0.2]));
  [0.04, 0.16 / 3, 0.16 / 3, 0.2].forEach((q, i) => {
    expect(result[i]).toBeCloseTo(q, 14);
  });
});

test("[MU3] adjusted values keep the order, never fall below the raw ones, and stay in [0, 1]", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (p) => {
      for (const adjust of [holm, benjaminiHochberg, benjaminiYekutieli]) {
        const result = adjusted(adjust(p));
        p.forEach((raw, i) => {
          expect(result[i]).toBeGreaterThanOrEqual(raw * (1 - 1e-12));
          expect(result[i]).toBeLessThanOrEqual(1);
          p.forEach((other, j) => {
            if (raw < other) expect(result[i]).toBeLessThanOrEqual(result[j]);
          });
        });
      }
    }),
    { seed: 5, numRuns: 100 },
  );
  expect(holm([0.1, 1.2])).toMatchObject({ ok: false, reason: "invalid-input" });
});

test("[MU4] Sidak's level makes independent tests together have the level", () => {
  expect(1 - (1 - sidakLevel(0.1, 3)) ** 3).toBeCloseTo(0.1, 14);
  expect(sidakLevel(0.05, 1)).toBeCloseTo(0.05, 15);
});
