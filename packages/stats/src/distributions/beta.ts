// The beta distribution, for exact shares and Bayesian conversion rates.
import { binomialKernel } from "./density-kernels.ts";
import { incompleteBeta } from "./incomplete-beta.ts";
import { invert } from "./invert.ts";
import { normalQuantile } from "./normal.ts";

/** Density of the beta distribution at `x` in (0, 1). */
export function betaDensity(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return 0;
  return ((a * b) / (a + b)) * (binomialKernel(a, b, x, 1 - x) / (x * (1 - x)));
}

/** `P(X <= x)` for a beta `X`. */
export function betaCdf(x: number, a: number, b: number): number {
  return x <= 0 ? 0 : x >= 1 ? 1 : incompleteBeta(a, b, x).lower;
}

/** `P(X > x)` for a beta `X`. */
export function betaSurvival(x: number, a: number, b: number): number {
  return x <= 0 ? 1 : x >= 1 ? 0 : incompleteBeta(a, b, x).upper;
}

/** Quantile of the beta distribution, by safeguarded Newton steps from a normal guess. */
export function betaQuantile(probability: number, a: number, b: number): number {
  const mean = a / (a + b);
  const spread = Math.sqrt((mean * (1 - mean)) / (a + b + 1));
  const guess = mean + normalQuantile(probability) * spread;
  return invert(
    {
      cdf: (x) => betaCdf(x, a, b),
      survival: (x) => betaSurvival(x, a, b),
      density: (x) => betaDensity(x, a, b),
      support: [0, 1],
    },
    probability,
    guess > 0 && guess < 1 ? guess : mean,
  );
}
