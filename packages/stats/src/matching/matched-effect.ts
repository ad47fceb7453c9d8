// Estimates an effect from matched pairs, with what imbalance is left taken off.
import { studentQuantile, studentTwoSided } from "../distributions/student-t.ts";
import { inverseGram } from "../numeric/matrix.ts";
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkLevel, checkNumbers } from "../outcome-checks.ts";
import { type LeastSquares, leastSquares } from "../regression/least-squares.ts";
import type { Coefficient } from "../regression/linear-regression.ts";

/**
 * The mean difference of matched pairs, adjusted by regression for differences in covariates that
 * matching left; `covariateDifferences` has one list per covariate, each as long as `differences`.
 * Errors allow for uneven variance (HC3), with t quantiles.
 *
 * Refuses with `too-few-observations`, `zero-variance` and `invalid-input`; covariates whose
 * differences are constant or dependent are left out.
 *
 * Sources: A. Abadie and G. Imbens, Journal of Business & Economic Statistics 29 (2011), the bias
 * correction; J. MacKinnon and H. White, Journal of Econometrics 29 (1985), HC3.
 */
export function matchedEffect(
  differences: readonly number[],
  covariateDifferences: readonly (readonly number[])[] = [],
  options: { readonly confidenceLevel?: number } = {},
): Outcome<Coefficient> {
  const { confidenceLevel = 0.95 } = options;
  const refusal = checkLevel(confidenceLevel) ?? checkNumbers("The differences", differences);
  if (refusal) return refusal;
  const n = differences.length;
  const outcomes = Float64Array.from(differences);
  const columns = independentColumns(n, covariateDifferences);
  if (n < columns.length + 3) {
    return refuse(
      "too-few-observations",
      `${columns.length} coefficients need ${columns.length + 3} pairs: received ${n}.`,
    );
  }
  const fit = leastSquares(columns, outcomes, false);
  if (!fit) return refuse("not-identified", "The covariates of the pairs are dependent.");
  const standardError = robustError(columns, fit);
  const [estimate] = fit.coefficients;
  if (!(standardError > 1e-14 * Math.abs(estimate))) {
    return refuse("zero-variance", "All pairs differ alike, so no error is known.");
  }
  const df = n - columns.length;
  const half = studentQuantile(1 - (1 - confidenceLevel) / 2, df) * standardError;
  return answer({
    estimate,
    standardError,
    pValue: studentTwoSided(estimate / standardError, df),
    low: estimate - half,
    high: estimate + half,
  });
}

/** HC3 error of the intercept. */
function robustError(columns: readonly Float64Array[], fit: LeastSquares): number {
  const inverse = inverseGram(fit.triangular);
  const k = columns.length;
  let variance = 0;
  for (let i = 0; i < fit.residuals.length; i++) {
    let leverage = 0;
    let pull = 0;
    for (let j = 0; j < k; j++) {
      pull += inverse[0][j] * columns[j][i];
      for (let c = 0; c < k; c++) leverage += columns[j][i] * inverse[j][c] * columns[c][i];
    }
    variance += ((pull * fit.residuals[i]) / Math.max(1e-9, 1 - leverage)) ** 2;
  }
  return Math.sqrt(variance);
}

/** An intercept and those covariates that are not combinations of earlier columns. */
function independentColumns(n: number, covariates: readonly (readonly number[])[]): Float64Array[] {
  const columns = [new Float64Array(n).fill(1)];
  const zero = new Float64Array(n);
  for (const covariate of covariates) {
    const column = Float64Array.from(covariate);
    if (n > columns.length + 1 && leastSquares([...columns, column], zero, false)) {
      columns.push(column);
    }
  }
  return columns;
}
