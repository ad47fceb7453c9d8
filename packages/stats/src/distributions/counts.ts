// The binomial, Poisson and negative-binomial distributions, for shares and complaint counts.
import { binomialKernel, poissonKernel } from "./density-kernels.ts";
import { incompleteBeta } from "./incomplete-beta.ts";
import { incompleteGamma } from "./incomplete-gamma.ts";

/** `P(X = k)` for a binomial `X` of `n` trials with success probability `p`. */
export function binomialProbability(k: number, n: number, p: number): number {
  if (k < 0 || k > n) return 0;
  return binomialKernel(k, n - k, p, 1 - p);
}

/** `P(X <= k)` for a binomial `X`. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return incompleteBeta(k + 1, n - k, p).upper;
}

/** `P(X >= k)` for a binomial `X`: note that `k` itself counts. */
export function binomialAtLeast(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n) return 0;
  return incompleteBeta(k, n - k + 1, p).lower;
}

/** `P(X = k)` for a Poisson `X` with the given mean. */
export function poissonProbability(k: number, mean: number): number {
  return k < 0 ? 0 : poissonKernel(k, mean);
}

/** `P(X <= k)` for a Poisson `X`. */
export function poissonCdf(k: number, mean: number): number {
  return k < 0 ? 0 : incompleteGamma(k + 1, mean).upper;
}

/** `P(X >= k)` for a Poisson `X`: note that `k` itself counts. */
export function poissonAtLeast(k: number, mean: number): number {
  return k <= 0 ? 1 : incompleteGamma(k, mean).lower;
}

/**
 * `P(X = k)` for a negative-binomial count with the given mean and variance
 * `mean + dispersion * mean^2`; dispersion 0 is Poisson.
 */
export function negativeBinomialProbability(k: number, mean: number, dispersion: number): number {
  if (k < 0) return 0;
  if (dispersion === 0) return poissonKernel(k, mean);
  const size = 1 / dispersion;
  const sum = size + mean;
  return (size / (size + k)) * binomialKernel(size, k, size / sum, mean / sum);
}

/** `P(X <= k)` for a negative-binomial count, parameters as above. */
export function negativeBinomialCdf(k: number, mean: number, dispersion: number): number {
  if (k < 0) return 0;
  if (dispersion === 0) return poissonCdf(k, mean);
  const size = 1 / dispersion;
  const sum = size + mean;
  return incompleteBeta(size, k + 1, size / sum, mean / sum).lower;
}
