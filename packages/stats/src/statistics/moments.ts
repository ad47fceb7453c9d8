// Means, variances and covariances out of sums, with rounding noise told apart from variance.
import { productError } from "../numeric/accurate-sum.ts";
import type { Statistic, ValueSums } from "./statistic.ts";

/** Mean and per-unit variance of a statistic; the standard error is `sqrt(variance / n)`. */
export type Moments = {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
};

/** A squared coefficient of variation below this is rounding of the sums, not variance. */
const ROUNDING = 1e-13;

/**
 * Mean and variance of a statistic. The variance is unbiased (`n - 1`) for numbers, `p (1 - p)`
 * for shares, and first-order (delta method) for ratios; 0 stands for "none that the sums can
 * show". An adjusted statistic gives its unadjusted outcome here.
 *
 * Source of the ratio: A. Deng, U. Knoblich, J. Lu, "Applying the delta method in metric
 * analytics", KDD 2018, section 2.
 */
export function momentsOf(statistic: Statistic): Moments {
  const { n } = statistic;
  if (statistic.kind === "ratio") {
    const { numerator, denominator } = statistic;
    if (n === 0 || denominator.sum === 0) return { n, mean: 0, variance: 0 };
    const d = denominator.sum / n;
    const mean = numerator.sum / denominator.sum;
    const terms = [
      varianceOf(numerator, n),
      mean * mean * varianceOf(denominator, n),
      -2 * mean * covarianceOf(numerator, denominator, statistic.sumProducts, n),
    ];
    const variance = terms[0] + terms[1] + terms[2];
    const noise = ROUNDING * (Math.abs(terms[0]) + Math.abs(terms[1]) + Math.abs(terms[2]));
    return { n, mean, variance: variance > noise ? variance / (d * d) : 0 };
  }
  const sums = statistic.kind === "adjusted" ? statistic.post : sumsOfValues(statistic);
  return { n, mean: n === 0 ? 0 : sums.sum / n, variance: varianceOf(sums, n) };
}

/** Per-unit variance of one list of values from its sums; see {@link momentsOf}. */
export function varianceOf(sums: ValueSums, n: number): number {
  if (n <= 1) return 0;
  if (sums.sumSquares === undefined) {
    const share = sums.sum / n;
    return share > 0 && share < 1 ? share * (1 - share) : 0;
  }
  const squared = sums.sum * sums.sum;
  const centred =
    (n * sums.sumSquares -
      squared +
      (productError(n, sums.sumSquares) - productError(sums.sum, sums.sum))) /
    n;
  return centred > ROUNDING * sums.sumSquares ? centred / (n - 1) : 0;
}

/** Per-unit covariance of two values from their sums. */
export function covarianceOf(a: ValueSums, b: ValueSums, sumProducts: number, n: number): number {
  if (n <= 1) return 0;
  const centred =
    (n * sumProducts -
      a.sum * b.sum +
      (productError(n, sumProducts) - productError(a.sum, b.sum))) /
    n;
  const bothShares = a.sumSquares === undefined && b.sumSquares === undefined;
  return centred / (bothShares ? n : n - 1);
}

function sumsOfValues(statistic: Statistic & { kind: "mean" | "proportion" }): ValueSums {
  return statistic.kind === "mean"
    ? { sum: statistic.sum, sumSquares: statistic.sumSquares }
    : { sum: statistic.sum };
}
