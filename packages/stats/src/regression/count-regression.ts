// Fits counts with exposures: log-linear rates whose spread may exceed Poisson's.
import type { Columns } from "../numeric/matrix.ts";
import { answer, type Outcome, refuse } from "../outcome.ts";
import { leastSquares } from "./least-squares.ts";

/** A fitted log-linear count model, ready to be judged as a weighted straight-line model. */
export type CountFit = {
  readonly coefficients: Float64Array;
  readonly means: Float64Array;
  /** Negative-binomial dispersion: variance is `mean + dispersion * mean^2`; 0 is Poisson. */
  readonly dispersion: number;
  /** `sqrt(weight) * x` by column: the design on the scale of Pearson residuals. */
  readonly weightedColumns: readonly Float64Array[];
  /** The working outcome on the same scale: its least squares gives the coefficients back. */
  readonly workingOutcomes: Float64Array;
};

/** More dispersion than this is no longer told apart from chaos. */
const MOST_DISPERSION = 1e4;

/**
 * Negative-binomial regression with log link and offset `ln(exposure)`, by iteratively reweighted
 * least squares; the dispersion is the one at which Pearson's chi-squared equals its degrees of
 * freedom (0 where the counts vary no more than Poisson's).
 *
 * Refuses with `not-converged` (for example a stretch without any event) and `not-identified`.
 * Counts and exposures are taken as checked: same length, exposures above 0.
 *
 * Sources: P. McCullagh and J. Nelder, "Generalized linear models" (2nd edition), sections 2.5 and
 * 6.2; the moment equation: N. Breslow, Applied Statistics 33 (1984).
 */
export function fitCounts(
  columns: Columns,
  counts: ArrayLike<number>,
  exposures: ArrayLike<number>,
): Outcome<{ readonly fit: CountFit }> {
  const n = counts.length;
  const degreesOfFreedom = n - columns.length;
  const offset = Float64Array.from(exposures, Math.log);
  let means = startingMeans(counts, exposures);
  let dispersion = 0;
  for (let i = 0; i < 100; i++) {
    const step = solveWeighted(columns, counts, offset, means, dispersion);
    if (!step) return refuse("not-identified", "A column is a combination of the others.");
    const { coefficients } = step;
    const next = Float64Array.from(offset);
    for (let j = 0; j < columns.length; j++) {
      for (let r = 0; r < n; r++) next[r] += columns[j][r] * coefficients[j];
    }
    for (let r = 0; r < n; r++) next[r] = Math.exp(Math.max(-60, Math.min(60, next[r])));
    const nextDispersion = momentDispersion(counts, next, degreesOfFreedom);
    let moved = Math.abs(nextDispersion - dispersion) / (1 + dispersion);
    for (let r = 0; r < n; r++) moved = Math.max(moved, Math.abs(Math.log(next[r] / means[r])));
    means = next;
    dispersion = nextDispersion;
    if (moved < 1e-9) {
      if (hasVanished(means, exposures)) break;
      return answer({ fit: { ...step, means, dispersion } });
    }
  }
  return refuse(
    "not-converged",
    "The rates have no finite estimate, for example because a stretch has no event at all.",
  );
}

/** Whether some fitted rate has sunk to nothing beside the largest one. */
function hasVanished(means: Float64Array, exposures: ArrayLike<number>): boolean {
  const rates = means.map((mean, r) => mean / exposures[r]);
  const largest = rates.reduce((max, rate) => Math.max(max, rate), 0);
  return rates.some((rate) => rate < largest * 1e-9);
}

function solveWeighted(
  columns: Columns,
  counts: ArrayLike<number>,
  offset: Float64Array,
  means: Float64Array,
  dispersion: number,
) {
  const roots = means.map((mean) => Math.sqrt(mean / (1 + dispersion * mean)));
  const weightedColumns = columns.map((column) => column.map((x, r) => x * roots[r]));
  const workingOutcomes = means.map(
    (mean, r) => (Math.log(mean) - offset[r] + (counts[r] - mean) / mean) * roots[r],
  );
  const fit = leastSquares(weightedColumns, workingOutcomes, false);
  return fit && { coefficients: fit.coefficients, weightedColumns, workingOutcomes };
}

function startingMeans(counts: ArrayLike<number>, exposures: ArrayLike<number>): Float64Array {
  let events = 0;
  let exposure = 0;
  for (let r = 0; r < counts.length; r++) {
    events += counts[r];
    exposure += exposures[r];
  }
  const rate = Math.max(events, 0.5) / exposure;
  return Float64Array.from(exposures, (e, r) => (counts[r] + rate * e) / 2);
}

/**
 * Root in `d` of `sum((y - m)^2 / (m + d m^2)) = degrees of freedom`: a falling convex function, on
 * which Newton's steps from 0 rise to the root without passing it. 0 where there is none above 0.
 */
export function momentDispersion(
  counts: ArrayLike<number>,
  means: ArrayLike<number>,
  degreesOfFreedom: number,
): number {
  if (degreesOfFreedom <= 0) return 0;
  let dispersion = 0;
  for (let i = 0; i < 100; i++) {
    let excess = -degreesOfFreedom;
    let slope = 0;
    for (let r = 0; r < means.length; r++) {
      const shrink = 1 + dispersion * means[r];
      const term = (counts[r] - means[r]) ** 2 / (means[r] * shrink);
      excess += term;
      slope += (term * means[r]) / shrink;
    }
    if (!(excess > 0) || dispersion > MOST_DISPERSION) break;
    const step = excess / slope;
    dispersion += step;
    if (step <= 1e-10 * dispersion) break;
  }
  return Math.min(MOST_DISPERSION, dispersion);
}
