// The gamma and chi-squared distributions, for rates, ratios of variances and goodness of fit.
import { poissonKernel } from "./density-kernels.ts";
import { incompleteGamma } from "./incomplete-gamma.ts";
import { invert } from "./invert.ts";
import { normalQuantile } from "./normal.ts";

/** `P(X <= x)` for a gamma `X` with the given shape and scale 1. */
export function gammaCdf(x: number, shape: number): number {
  return x <= 0 ? 0 : incompleteGamma(shape, x).lower;
}

/** `P(X > x)` for a gamma `X` with the given shape and scale 1. */
export function gammaSurvival(x: number, shape: number): number {
  return x <= 0 ? 1 : incompleteGamma(shape, x).upper;
}

/**
 * Quantile of the gamma distribution with the given shape and scale 1, by safeguarded Newton
 * steps from the cube-root guess of Wilson and Hilferty (PNAS 17, 1931).
 */
export function gammaQuantile(probability: number, shape: number): number {
  const z = normalQuantile(probability);
  const root = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape));
  const guess = root > 0.1 ? shape * root ** 3 : (probability * shape) ** (1 / shape);
  return invert(
    {
      cdf: (x) => gammaCdf(x, shape),
      survival: (x) => gammaSurvival(x, shape),
      density: (x) => (poissonKernel(shape, x) * shape) / x,
      support: [0, Infinity],
    },
    probability,
    guess,
  );
}

/** `P(X <= x)` for a chi-squared `X`. */
export function chiSquaredCdf(x: number, degreesOfFreedom: number): number {
  return gammaCdf(x / 2, degreesOfFreedom / 2);
}

/** `P(X > x)` for a chi-squared `X`: the p-value of a chi-squared statistic. */
export function chiSquaredSurvival(x: number, degreesOfFreedom: number): number {
  return gammaSurvival(x / 2, degreesOfFreedom / 2);
}

/** Quantile of the chi-squared distribution. */
export function chiSquaredQuantile(probability: number, degreesOfFreedom: number): number {
  return 2 * gammaQuantile(probability, degreesOfFreedom / 2);
}
