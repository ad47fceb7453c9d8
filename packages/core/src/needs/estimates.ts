// Intervals for the shares and means that a need shows.
import { normalQuantile, wilsonInterval } from "@heed/stats";
import type { Estimate } from "./need.ts";

/** Two-sided 95 %. */
export const Z95: number = normalQuantile(0.975);

/** How many people's worth of the overall spread a need's own spread is mixed with. */
const PRIOR_PEOPLE = 10;

/** A share with Wilson's interval; counts need not be whole (effective sample sizes are not). */
export function shareEstimate(part: number, whole: number): Estimate {
  const interval = wilsonInterval({ successes: Math.min(part, whole), trials: whole });
  if (!interval.ok) throw new RangeError(`No share of ${part} in ${whole}: ${interval.reason}.`);
  return { value: part / whole, low: interval.low, high: interval.high };
}

/** Half the width of a 95 % interval in standard errors. */
export function standardErrorOf({ low, high }: Estimate): number {
  return (high - low) / (2 * Z95);
}

/** Sum of squared deviations from the mean. */
export function squaresAroundMean(values: Iterable<number>): {
  count: number;
  mean: number;
  squares: number;
} {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const value of values) {
    count += 1;
    const step = value - mean;
    mean += step / count;
    squares += step * (value - mean);
  }
  return { count, mean, squares };
}

/**
 * The mean of values in [0, 1] with a 95 % interval that stays honest for one or two people: the variance is
 * the people's own mixed with `pooledVariance` as if 10 more people had shown it (G. Smyth, Statistical Applications in
 * Genetics and Molecular Biology 3, 2004, the moderated variance), so equal values never give an interval without width.
 */
export function meanEstimate(values: Iterable<number>, pooledVariance: number): Estimate {
  const { count, mean, squares } = squaresAroundMean(values);
  const variance = (squares + PRIOR_PEOPLE * pooledVariance) / (count - 1 + PRIOR_PEOPLE);
  const half = Z95 * Math.sqrt(variance / count);
  return { value: mean, low: Math.max(0, mean - half), high: Math.min(1, mean + half) };
}
