// Proves the customer model on simulated customers whose parameters are known.
import { expect, test } from "vitest";
import { createSeededRandom, drawBeta, drawExponential, drawGamma } from "../index.ts";
import { fitBgNbd } from "./bg-nbd.ts";
import { expectedPurchases, expectedPurchasesOfNew, probabilityAlive } from "./bg-nbd-forecast.ts";
import { summarizePurchases } from "./purchase-history.ts";

const truth = { r: 0.8, alpha: 6, a: 1.2, b: 3 };

/** Purchase times after the first, of a customer who may drop out after each. */
function purchasesOf(random: ReturnType<typeof createSeededRandom>, until: number): number[] {
  const rate = drawGamma(random, truth.r) / truth.alpha;
  const leaving = drawBeta(random, truth.a, truth.b);
  const times: number[] = [];
  for (let t = drawExponential(random) / rate; t < until; t += drawExponential(random) / rate) {
    times.push(t);
    if (random.next() < leaving) break;
  }
  return times;
}

test("[CB1] purchases at one time count once, and the first is not a repeat", () => {
  expect(summarizePurchases([3, 3, 1, 7], 10)).toEqual({ frequency: 2, recency: 6, age: 9 });
  expect(summarizePurchases([2], 10)).toEqual({ frequency: 0, recency: 0, age: 8 });
  expect(() => summarizePurchases([], 10)).toThrow(RangeError);
  expect(() => summarizePurchases([11], 10)).toThrow(RangeError);
});

test("[CB2] the fit recovers the parameters that made the customers", () => {
  const random = createSeededRandom(12);
  const customers = Array.from({ length: 6000 }, () =>
    summarizePurchases([0, ...purchasesOf(random, 50)], 50),
  );
  const fit = fitBgNbd(customers);
  if (!fit.ok) throw new Error(fit.message);
  expect(fit.parameters.r).toBeCloseTo(truth.r, 0);
  expect(fit.parameters.r / fit.parameters.alpha).toBeCloseTo(truth.r / truth.alpha, 1);
  const share = fit.parameters.a / (fit.parameters.a + fit.parameters.b);
  expect(share).toBeCloseTo(truth.a / (truth.a + truth.b), 1);
});

test("[CB3] the expected purchases of a new customer equal their simulated mean", () => {
  const random = createSeededRandom(13);
  let sum = 0;
  for (let i = 0; i < 30_000; i++) sum += purchasesOf(random, 30).length;
  expect(expectedPurchasesOfNew(truth, 30) / (sum / 30_000)).toBeCloseTo(1, 1);
  expect(expectedPurchasesOfNew(truth, 0)).toBe(0);
  const atPole = { ...truth, a: 1 };
  const near = { ...truth, a: 1.0005 };
  expect(expectedPurchasesOfNew(atPole, 30)).toBeCloseTo(expectedPurchasesOfNew(near, 30), 2);
});

test("[CB4] silence lowers the chance of being alive, and with it the forecast", () => {
  const active = { frequency: 5, recency: 38, age: 40 };
  const silent = { frequency: 5, recency: 10, age: 40 };
  expect(probabilityAlive(truth, active)).toBeGreaterThan(probabilityAlive(truth, silent));
  expect(expectedPurchases(truth, active, 10)).toBeGreaterThan(
    expectedPurchases(truth, silent, 10),
  );
  expect(probabilityAlive(truth, { frequency: 0, recency: 0, age: 40 })).toBe(1);
});

test("[CB5] customers that cannot teach the model are refused", () => {
  const once = { frequency: 0, recency: 0, age: 10 };
  expect(fitBgNbd([])).toMatchObject({ reason: "no-data" });
  expect(fitBgNbd([once])).toMatchObject({ reason: "too-few-observations" });
  expect(fitBgNbd(Array.from({ length: 20 }, () => once))).toMatchObject({
    reason: "no-variation",
  });
  const impossible = { frequency: 1, recency: 20, age: 10 };
  expect(fitBgNbd([impossible])).toMatchObject({ reason: "invalid-input" });
});
