// Standard errors of ordinary least squares that allow for autocorrelation and uneven variance.
import { type Columns, inverseGram } from "../numeric/matrix.ts";
import type { LeastSquares } from "./least-squares.ts";

/**
 * Newey and West's standard errors with Bartlett weights and the small-sample factor
 * `n / (n - k)`. `lag` 0 gives White's. They are too small for short or strongly autocorrelated
 * series: see `autoregressiveInference`.
 *
 * Source: W. Newey and K. West, Econometrica 55 (1987).
 */
export function neweyWestErrors(columns: Columns, fit: LeastSquares, lag: number): Float64Array {
  const n = fit.residuals.length;
  const k = columns.length;
  const inverse = inverseGram(fit.triangular);
  const influence = columns.map((_, j) => {
    const row = new Float64Array(n);
    for (let c = 0; c < k; c++) for (let i = 0; i < n; i++) row[i] += inverse[j][c] * columns[c][i];
    for (let i = 0; i < n; i++) row[i] *= fit.residuals[i];
    return row;
  });
  return Float64Array.from(influence, (scores) => {
    let variance = 0;
    for (let d = 0; d <= Math.min(lag, n - 1); d++) {
      let sum = 0;
      for (let i = d; i < n; i++) sum += scores[i] * scores[i - d];
      variance += (d === 0 ? 1 : 2 * (1 - d / (lag + 1))) * sum;
    }
    return Math.sqrt((Math.max(0, variance) * n) / (n - k));
  });
}

/** Newey and West's rule of thumb (Review of Economic Studies 61, 1994) for Bartlett weights. */
export function neweyWestLag(n: number): number {
  return Math.floor(4 * (n / 100) ** (2 / 9));
}
