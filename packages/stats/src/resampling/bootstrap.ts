// Gives any statistic an interval by drawing its units again and again, from a seed.
import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import { studentQuantile } from "../distributions/student-t.ts";
import { quantileOfSorted } from "../frequentist/winsorize.ts";
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkLevel } from "../outcome-checks.ts";
import { createSeededRandom } from "../random/seeded-random.ts";

/** How resamples are made and read. */
export type BootstrapOptions = {
  /** Default 2000. */
  readonly resamples?: number;
  /** Default 1; the same seed gives the same interval. */
  readonly seed?: number;
  /** Default 0.95. */
  readonly confidenceLevel?: number;
  /**
   * "bca" (default) corrects bias and skewness; "percentile" reads the replicates' quantiles. Both
   * are widened for small samples.
   */
  readonly method?: "bca" | "percentile";
};

/** A statistic with its bootstrap interval. */
export type BootstrapInterval = {
  readonly estimate: number;
  /** Standard deviation of the replicates. */
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  /** Replicates in which the statistic had a value. */
  readonly replicates: number;
};

/** The least share of replicates that must have a value. */
const LEAST_DEFINED = 0.95;

/**
 * The bootstrap interval of `statistic` over units that were sampled independently (resample
 * people, not their clicks). `statistic` answers undefined where it has no value.
 *
 * Refuses with `no-data`, `too-few-observations` (under 3 units), `zero-variance` (all replicates
 * equal), `not-identified` (no value for the data or for over 5 % of the replicates) and
 * `invalid-input`.
 *
 * Sources: B. Efron, JASA 82 (1987), BCa; T. Hesterberg, The American Statistician 69 (2015), the
 * widening for small samples.
 */
export function bootstrap<T>(
  units: readonly T[],
  statistic: (sample: readonly T[]) => number | undefined,
  options: BootstrapOptions = {},
): Outcome<BootstrapInterval> {
  const sample = units.slice();
  return bootstrapIndices(
    units.length,
    (indices) => {
      sample.length = indices.length;
      for (let i = 0; i < indices.length; i++) sample[i] = units[indices[i]];
      return statistic(sample);
    },
    options,
  );
}

/** {@link bootstrap} over positions 0 to `size - 1`, for statistics that keep their own data. */
export function bootstrapIndices(
  size: number,
  statistic: (indices: Int32Array) => number | undefined,
  options: BootstrapOptions = {},
): Outcome<BootstrapInterval> {
  const { resamples = 2000, seed = 1, confidenceLevel = 0.95, method = "bca" } = options;
  const refusal = checkLevel(confidenceLevel);
  if (refusal) return refusal;
  if (!(Number.isInteger(resamples) && resamples >= 100)) {
    return refuse(
      "invalid-input",
      `A bootstrap needs 100 resamples or more: received ${resamples}.`,
    );
  }
  if (size === 0) return refuse("no-data", "A bootstrap needs units.");
  if (size < 3)
    return refuse("too-few-observations", `A bootstrap needs 3 units: received ${size}.`);
  const indices = Int32Array.from({ length: size }, (_, i) => i);
  const estimate = statistic(indices);
  if (estimate === undefined) return refuse("not-identified", "The statistic has no value here.");
  const replicates = drawReplicates(indices, statistic, resamples, seed);
  if (replicates.length < LEAST_DEFINED * resamples) {
    const missing = resamples - replicates.length;
    return refuse("not-identified", `The statistic has no value in ${missing} of ${resamples}.`);
  }
  const standardError = deviation(replicates);
  if (!(standardError > 0)) return refuse("zero-variance", "All resamples give the same value.");
  const shift = method === "bca" ? correction(replicates, estimate, size, statistic) : NO_SHIFT;
  const read = (z: number) => {
    const moved = shift.bias + (shift.bias + z) / (1 - shift.acceleration * (shift.bias + z));
    return quantileOfSorted(replicates, normalCdf(moved));
  };
  const tail = (1 - confidenceLevel) / 2;
  const wide = studentQuantile(tail, size - 1) * Math.sqrt(size / (size - 1));
  return answer({
    estimate,
    standardError,
    low: read(wide),
    high: read(-wide),
    replicates: replicates.length,
  });
}

const NO_SHIFT = { bias: 0, acceleration: 0 };

function drawReplicates(
  indices: Int32Array,
  statistic: (indices: Int32Array) => number | undefined,
  resamples: number,
  seed: number,
): Float64Array {
  const random = createSeededRandom(seed);
  const size = indices.length;
  const replicates = new Float64Array(resamples);
  const drawn = new Int32Array(size);
  let defined = 0;
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < size; i++) drawn[i] = random.integer(size);
    const value = statistic(drawn);
    if (value !== undefined) replicates[defined++] = value;
  }
  return replicates.subarray(0, defined).sort();
}

/** Efron's bias correction from the replicates, acceleration from the jackknife. */
function correction(
  sorted: Float64Array,
  estimate: number,
  size: number,
  statistic: (indices: Int32Array) => number | undefined,
): { bias: number; acceleration: number } {
  let below = 0;
  for (const value of sorted) below += value < estimate ? 1 : value === estimate ? 0.5 : 0;
  const half = 0.5 / sorted.length;
  const bias = normalQuantile(Math.min(1 - half, Math.max(half, below / sorted.length)));
  const left: number[] = [];
  const others = new Int32Array(size - 1);
  for (let out = 0; out < size; out++) {
    for (let i = 0; i < size - 1; i++) others[i] = i < out ? i : i + 1;
    const value = statistic(others);
    if (value !== undefined) left.push(value);
  }
  const mean = left.reduce((sum, value) => sum + value, 0) / (left.length || 1);
  let squares = 0;
  let cubes = 0;
  for (const value of left) {
    squares += (mean - value) ** 2;
    cubes += (mean - value) ** 3;
  }
  return { bias, acceleration: squares > 0 ? cubes / (6 * squares ** 1.5) : 0 };
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
