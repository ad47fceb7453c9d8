// The bootstrap for statistics that know their own standard error: the best one for skewed data.
import { quantileOfSorted } from "../frequentist/winsorize.ts";
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkLevel } from "../outcome-checks.ts";
import { createSeededRandom } from "../random/seeded-random.ts";
import type { BootstrapInterval, BootstrapOptions } from "./bootstrap.ts";

/** A value with its standard error, from one sample. */
export type WithError = {
  readonly value: number;
  readonly standardError: number;
};

/**
 * The bootstrap-t interval: replicates are measured in their own standard errors, which corrects
 * skewness to second order. Replicates without a positive standard error are left out.
 *
 * Refuses with `too-few-observations` (under 3 units), `zero-variance` (no positive standard error
 * here or in over 5 % of the replicates) and `invalid-input`. `method` is ignored.
 *
 * Source: B. Efron and R. Tibshirani, "An introduction to the bootstrap" (1993), section 12.5.
 */
export function bootstrapStudentized<T>(
  units: readonly T[],
  statistic: (sample: readonly T[]) => WithError,
  options: BootstrapOptions = {},
): Outcome<BootstrapInterval> {
  const { resamples = 2000, seed = 1, confidenceLevel = 0.95 } = options;
  const refusal = checkLevel(confidenceLevel);
  if (refusal) return refusal;
  if (!(Number.isInteger(resamples) && resamples >= 100)) {
    return refuse("invalid-input", `A bootstrap needs 100 resamples or more: got ${resamples}.`);
  }
  if (units.length < 3) {
    return refuse("too-few-observations", `A bootstrap needs 3 units: received ${units.length}.`);
  }
  const { value, standardError } = statistic(units);
  if (!(standardError > 0)) return refuse("zero-variance", "The sample shows no variance.");
  const random = createSeededRandom(seed);
  const sample = units.slice();
  const ratios = new Float64Array(resamples);
  let defined = 0;
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < sample.length; i++) sample[i] = units[random.integer(units.length)];
    const drawn = statistic(sample);
    if (drawn.standardError > 0) ratios[defined++] = (drawn.value - value) / drawn.standardError;
  }
  if (defined < 0.95 * resamples) {
    return refuse("zero-variance", `${resamples - defined} of ${resamples} resamples never vary.`);
  }
  const sorted = ratios.subarray(0, defined).sort();
  const tail = (1 - confidenceLevel) / 2;
  return answer({
    estimate: value,
    standardError,
    low: value - quantileOfSorted(sorted, 1 - tail) * standardError,
    high: value - quantileOfSorted(sorted, tail) * standardError,
    replicates: defined,
  });
}
