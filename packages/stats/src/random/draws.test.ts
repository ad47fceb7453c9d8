// Proves that draws repeat from their seed and have the moments of their distributions.
import { expect, test } from "vitest";
import {
  drawBeta,
  drawBinomial,
  drawExponential,
  drawGamma,
  drawNegativeBinomial,
  drawNormal,
  drawPoisson,
  shuffle,
} from "./draws.ts";
import { createSeededRandom, type SeededRandom } from "./seeded-random.ts";

test("[RN1] one seed gives one sequence, another seed another", () => {
  const first = createSeededRandom(42);
  const again = createSeededRandom(42);
  const other = createSeededRandom(43);
  const numbers = Array.from({ length: 5 }, () => first.next());
  expect(Array.from({ length: 5 }, () => again.next())).toEqual(numbers);
  expect(Array.from({ length: 5 }, () => other.next())).not.toEqual(numbers);
  expect(() => createSeededRandom(0.5)).toThrow(RangeError);
});

const N = 40_000;
test.each<[string, (random: SeededRandom) => number, number, number]>([
  ["normal", drawNormal, 0, 1],
  ["exponential", drawExponential, 1, 1],
  ["gamma of shape 0.4", (r) => drawGamma(r, 0.4), 0.4, 0.4],
  ["gamma of shape 9", (r) => drawGamma(r, 9), 9, 9],
  ["beta", (r) => drawBeta(r, 2, 3), 0.4, 0.04],
  ["small binomial", (r) => drawBinomial(r, 12, 0.3), 3.6, 2.52],
  ["large binomial", (r) => drawBinomial(r, 5000, 0.3), 1500, 1050],
  ["small Poisson", (r) => drawPoisson(r, 3), 3, 3],
  ["large Poisson", (r) => drawPoisson(r, 300), 300, 300],
  ["negative binomial", (r) => drawNegativeBinomial(r, 6, 0.5), 6, 24],
])("[RN2] %s draws have their mean and variance", (_, draw, mean, variance) => {
  const random = createSeededRandom(9);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < N; i++) {
    const value = draw(random) - mean;
    sum += value;
    squares += value * value;
  }
  expect(Math.abs(sum / N)).toBeLessThan(4.5 * Math.sqrt(variance / N));
  expect(squares / N / variance).toBeGreaterThan(0.93);
  expect(squares / N / variance).toBeLessThan(1.07);
});

test("[RN3] a shuffle keeps every item and reaches every order evenly", () => {
  const random = createSeededRandom(5);
  const seen = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const items = ["a", "b", "c"];
    shuffle(random, items);
    const order = items.join("");
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  expect([...seen.keys()].sort()).toEqual(["abc", "acb", "bac", "bca", "cab", "cba"]);
  for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(130);
});
