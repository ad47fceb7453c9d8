// Reads rows once into the count, mean and squared deviations that tests over rows need.
import { accurateSum } from "../numeric/accurate-sum.ts";

/** Count, mean and centred squares of a list of numbers. */
export type Summary = {
  readonly n: number;
  readonly mean: number;
  /** `sum((value - mean)^2)`. */
  readonly squaredDeviations: number;
};

/**
 * Two passes with compensated sums, so that values with many constant leading digits keep their
 * variance (the first pass alone would cancel it away). `n` may be 0; then the mean is 0.
 *
 * Source: T. Chan, G. Golub, R. LeVeque, "Algorithms for computing the sample variance",
 * The American Statistician 37 (1983), the corrected two-pass algorithm.
 */
export function summarize(values: ArrayLike<number>): Summary {
  const n = values.length;
  if (n === 0) return { n, mean: 0, squaredDeviations: 0 };
  const first = accurateSum(values) / n;
  const deviations = Float64Array.from(values, (value) => value - first);
  const drift = accurateSum(deviations) / n;
  const mean = first + drift;
  for (let i = 0; i < n; i++) deviations[i] = (deviations[i] - drift) ** 2;
  return { n, mean, squaredDeviations: accurateSum(deviations) };
}
