// Fits a straight-line model and refines it until rounding no longer shows.
import { accurateDot } from "../numeric/accurate-sum.ts";
import { type Columns, type Triangular, triangularize } from "../numeric/matrix.ts";

/** A fitted least-squares problem. */
export type LeastSquares = {
  readonly coefficients: Float64Array;
  readonly residuals: Float64Array;
  readonly triangular: Triangular;
};

/** How many refinements: each gains about as many digits as the first solve had. */
const REFINEMENTS = 3;

/**
 * Least squares of `outcomes` on `columns`; undefined where the columns are dependent. With
 * `refine` the residuals are recomputed in twice the precision and the solution corrected, which
 * keeps all digits even for badly scaled columns.
 *
 * Source: A. Bjorck, "Iterative refinement of linear least squares solutions", BIT 7 (1967), on the
 * augmented system; dot products by Ogita, Rump, Oishi (2005).
 */
export function leastSquares(
  columns: Columns,
  outcomes: Float64Array,
  refine = true,
): LeastSquares | undefined {
  const triangular = triangularize(columns, refine ? 1e-14 : undefined);
  if (!triangular) return undefined;
  const rotated = Float64Array.from(outcomes);
  triangular.rotate(rotated);
  const coefficients = triangular.solve(rotated);
  rotated.fill(0, 0, columns.length);
  triangular.rotateBack(rotated);
  const fit = { coefficients, residuals: rotated, triangular };
  if (refine) for (let i = 0; i < REFINEMENTS; i++) improve(columns, outcomes, fit);
  return fit;
}

function improve(columns: Columns, outcomes: Float64Array, fit: LeastSquares): void {
  const { coefficients, residuals, triangular } = fit;
  const n = outcomes.length;
  const k = columns.length;
  const row = new Float64Array(k);
  const missing = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < k; j++) row[j] = -columns[j][i];
    const left = outcomes[i] - residuals[i];
    const share = left - outcomes[i];
    const error = outcomes[i] - (left - share) + (-residuals[i] - share);
    missing[i] = accurateDot(row, coefficients, left, error);
  }
  const slope = Float64Array.from(columns, (column) => -accurateDot(column, residuals));
  const inner = triangular.solveTransposed(slope);
  triangular.rotate(missing);
  const top = missing.slice(0, k);
  for (let j = 0; j < k; j++) top[j] -= inner[j];
  const change = triangular.solve(top);
  missing.set(inner, 0);
  triangular.rotateBack(missing);
  for (let j = 0; j < k; j++) coefficients[j] += change[j];
  for (let i = 0; i < n; i++) residuals[i] += missing[i];
}
