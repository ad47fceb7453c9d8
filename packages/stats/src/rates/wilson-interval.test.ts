// Proves the score interval against its defining equation and its edges.
import { expect, test } from "vitest";
import { wilsonInterval } from "./wilson-interval.ts";

test("[RT7] both ends solve the score equation |p - share| = z sqrt(p (1 - p) / n)", () => {
  const result = wilsonInterval({ successes: 7, trials: 40 });
  if (!result.ok) throw new Error(result.message);
  for (const end of [result.low, result.high]) {
    const z = Math.abs(7 / 40 - end) / Math.sqrt((end * (1 - end)) / 40);
    expect(z).toBeCloseTo(1.959963984540054, 12);
  }
});

test("[RT8] no success keeps a low end of 0 and a high end above it", () => {
  const result = wilsonInterval({ successes: 0, trials: 10 });
  expect(result).toMatchObject({ ok: true, estimate: 0, low: 0 });
  expect(result.ok && result.high).toBeCloseTo(0.27753, 5);
});

test("[RT8] all successes mirror no successes", () => {
  const none = wilsonInterval({ successes: 0, trials: 25, confidenceLevel: 0.9 });
  const all = wilsonInterval({ successes: 25, trials: 25, confidenceLevel: 0.9 });
  expect(all).toMatchObject({ ok: true, high: 1 });
  expect(all.ok && none.ok && all.low + none.high).toBeCloseTo(1, 12);
});

test("[RT9] zero trials are unknown and impossible counts are refused", () => {
  expect(wilsonInterval({ successes: 0, trials: 0 })).toMatchObject({ reason: "no-data" });
  for (const bad of [
    { successes: 3, trials: 2 },
    { successes: -1, trials: 2 },
    { successes: Number.NaN, trials: 2 },
    { successes: 1, trials: 2, confidenceLevel: 1 },
  ]) {
    expect(wilsonInterval(bad)).toMatchObject({ ok: false, reason: "invalid-input" });
  }
});
