// Holds every distribution against values of arbitrary precision, and quantiles against their cdfs.
import fc from "fast-check";
import { expect, test } from "vitest";
import oracle from "../../test/oracle/distributions.json" with { type: "json" };
import * as stats from "../index.ts";

const functions: Record<string, (...args: number[]) => number> = {
  normalCdf: stats.normalCdf,
  normalQuantile: stats.normalQuantile,
  studentSurvival: stats.studentSurvival,
  studentDensity: stats.studentDensity,
  studentQuantile: stats.studentQuantile,
  fisherSurvival: stats.fisherSurvival,
  gammaCdf: stats.gammaCdf,
  gammaSurvival: stats.gammaSurvival,
  gammaQuantile: stats.gammaQuantile,
  betaCdf: stats.betaCdf,
  betaDensity: stats.betaDensity,
  betaQuantile: stats.betaQuantile,
  binomialProbability: stats.binomialProbability,
  binomialCdf: stats.binomialCdf,
  poissonProbability: stats.poissonProbability,
  poissonCdf: stats.poissonCdf,
  negativeBinomialProbability: stats.negativeBinomialProbability,
  negativeBinomialCdf: stats.negativeBinomialCdf,
  logGamma: stats.logGamma,
};

test("[DS1] every distribution agrees with 50-digit values to a relative 1e-12", () => {
  const misses = oracle.rows.filter(([name, args, value]) => {
    const result = functions[name as string](...(args as number[]));
    return !(Math.abs(result - (value as number)) <= 1e-12 * Math.abs(value as number));
  });
  expect(oracle.rows.length).toBeGreaterThan(200);
  expect(misses).toEqual([]);
});

test("[DS2] a quantile leads back to its probability", () => {
  const probability = fc.double({ min: 1e-8, max: 1 - 1e-8, noNaN: true });
  const shape = fc.double({ min: 0.5, max: 500, noNaN: true });
  fc.assert(
    fc.property(probability, shape, shape, (p, a, b) => {
      expect(stats.normalCdf(stats.normalQuantile(p))).toBeCloseTo(p, 10);
      expect(stats.studentCdf(stats.studentQuantile(p, a), a)).toBeCloseTo(p, 10);
      expect(stats.gammaCdf(stats.gammaQuantile(p, a), a)).toBeCloseTo(p, 9);
      expect(stats.chiSquaredCdf(stats.chiSquaredQuantile(p, a), a)).toBeCloseTo(p, 9);
      expect(stats.betaCdf(stats.betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 6);
    }),
    { seed: 11, numRuns: 200 },
  );
});

test("[DS3] both tails add up to one and a probability outside [0, 1] is refused loudly", () => {
  expect(stats.fisherCdf(2.3, 4, 9) + stats.fisherSurvival(2.3, 4, 9)).toBeCloseTo(1, 14);
  expect(stats.betaCdf(0.3, 2, 5) + stats.betaSurvival(0.3, 2, 5)).toBeCloseTo(1, 14);
  expect(stats.binomialCdf(3, 10, 0.4) + stats.binomialAtLeast(4, 10, 0.4)).toBeCloseTo(1, 14);
  expect(stats.poissonCdf(3, 2.5) + stats.poissonAtLeast(4, 2.5)).toBeCloseTo(1, 14);
  expect(stats.chiSquaredCdf(3, 2) + stats.chiSquaredSurvival(3, 2)).toBeCloseTo(1, 14);
  expect(() => stats.normalQuantile(1.5)).toThrow(RangeError);
  expect(() => stats.gammaQuantile(-0.1, 2)).toThrow(RangeError);
  expect(() => stats.logGamma(0)).toThrow(RangeError);
});

test("[DS4] counting distributions sum to one over their support", () => {
  let binomial = 0;
  let negative = 0;
  for (let k = 0; k <= 30; k++) binomial += stats.binomialProbability(k, 30, 0.2);
  for (let k = 0; k <= 400; k++) negative += stats.negativeBinomialProbability(k, 5, 0.8);
  expect(binomial).toBeCloseTo(1, 13);
  expect(negative).toBeCloseTo(1, 12);
  expect(stats.negativeBinomialProbability(3, 2, 0)).toBe(stats.poissonProbability(3, 2));
});
