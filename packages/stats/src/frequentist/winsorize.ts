// Caps extreme values, so that one heavy spender cannot decide an experiment.
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkNumbers } from "../outcome-checks.ts";

/**
 * Sample quantile with linear interpolation between order statistics (type 7 of R. Hyndman and
 * Y. Fan, The American Statistician 50, 1996); `sorted` rises and holds a value or more.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, probability: number): number {
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

/** Limits between which values are kept. */
export type WinsorLimits = {
  readonly low: number;
  readonly high: number;
};

/**
 * Limits from the quantiles of all arms together: limits per arm would let the treatment move its
 * own cap and break the comparison. `lower` 0 and `upper` 1 leave a side open. Refuses with
 * `no-data` and `invalid-input`.
 *
 * Source: W. J. Dixon, "Simplified estimation from censored normal samples", Annals of Mathematical
 * Statistics 31 (1960).
 */
export function winsorLimits(
  arms: readonly (readonly number[])[],
  quantiles: { readonly lower?: number; readonly upper?: number } = {},
): Outcome<WinsorLimits> {
  const { lower = 0, upper = 0.99 } = quantiles;
  if (!(lower >= 0 && lower <= upper && upper <= 1)) {
    return refuse(
      "invalid-input",
      `Quantiles need 0 <= lower <= upper <= 1: received ${lower}, ${upper}.`,
    );
  }
  const values = Float64Array.from(arms.flat());
  const refusal = checkNumbers("The arms", values);
  if (refusal) return refusal;
  if (values.length === 0) return refuse("no-data", "Limits need at least one value.");
  values.sort();
  return answer({
    low: lower === 0 ? -Infinity : quantileOfSorted(values, lower),
    high: upper === 1 ? Infinity : quantileOfSorted(values, upper),
  });
}

/** The values with everything beyond a limit moved onto it. */
export function winsorize(values: readonly number[], limits: WinsorLimits): number[] {
  return values.map((value) => Math.min(limits.high, Math.max(limits.low, value)));
}
