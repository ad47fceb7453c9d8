// Random numbers: reproducible, well spread, independent of order.
import { expect, test } from "vitest";
import { permutation, randomStream } from "./random.ts";

const count = 20_000;

test("[RN1] a number depends only on seed, labels and counter", () => {
  const a = randomStream(7, "x", 1);
  const b = randomStream(7).fork("x").fork(1);
  expect([5, 0, 9].map(a.uint32)).toEqual([5, 0, 9].map(b.uint32));
  expect(a.uint32(0)).not.toBe(randomStream(8, "x", 1).uint32(0));
  expect(a.uint32(0)).not.toBe(randomStream(7, "x", "1").uint32(0));
  expect(a.uint32(0)).not.toBe(randomStream(7, "x1").uint32(0));
});

test("[RN2] uniform numbers fill their range evenly and do not follow one another", () => {
  const random = randomStream(1);
  const bins = new Array<number>(20).fill(0);
  let product = 0;
  for (let at = 0; at < count; at += 1) {
    const x = random.uniform(at);
    bins[Math.floor(x * 20)]! += 1;
    product += (x - 0.5) * (random.uniform(at + 1) - 0.5);
  }
  const expected = count / 20;
  const chiSquare = bins.reduce((sum, bin) => sum + (bin - expected) ** 2 / expected, 0);
  // 43.8 is the 99.9 % point of chi-square with 19 degrees of freedom.
  expect(chiSquare).toBeLessThan(43.8);
  expect(Math.abs((product / count) * 12)).toBeLessThan(4 / Math.sqrt(count));
});

test("[RN2] normal numbers have mean 0, variance 1 and no skew", () => {
  const random = randomStream(2);
  const moments = [0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    const x = random.normal(at);
    for (const power of [1, 2, 3]) moments[power - 1]! += x ** power / count;
  }
  expect(Math.abs(moments[0]!)).toBeLessThan(4 / Math.sqrt(count));
  expect(Math.abs(moments[1]! - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
  expect(Math.abs(moments[2]!)).toBeLessThan(4 * Math.sqrt(15 / count));
});

test("[RN2] every order of three comes up equally often", () => {
  const seen = new Map<string, number>();
  for (let seed = 0; seed < 6000; seed += 1) {
    const order = permutation(3, randomStream(seed)).join("");
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  expect([...seen.keys()].sort()).toEqual(["012", "021", "102", "120", "201", "210"]);
  for (const times of seen.values()) expect(Math.abs(times - 1000)).toBeLessThan(130);
});

test("[RN2] a permutation holds each number once, also when empty", () => {
  expect([...permutation(100, randomStream(3))].sort((a, b) => a - b)).toEqual([
    ...Array(100).keys(),
  ]);
  expect(permutation(0, randomStream(3))).toHaveLength(0);
});
