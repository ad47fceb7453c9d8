// Ordinary least squares with its usual table: coefficients, errors and analysis of variance.
import { fisherSurvival, studentQuantile, studentTwoSided } from "../distributions/student-t.ts";
import { accurateDot } from "../numeric/accurate-sum.ts";
import { inverseGram } from "../numeric/matrix.ts";
import { answer, type Outcome, type Refusal, refuse } from "../outcome.ts";
import { checkLevel, checkNumbers } from "../outcome-checks.ts";
import { summarize } from "../statistics/summary.ts";
import { type LeastSquares, leastSquares } from "./least-squares.ts";

/** What {@link linearRegression} reads. */
export type LinearRegressionInput = {
  readonly outcomes: readonly number[];
  /** One list per predictor, each as long as the outcomes. */
  readonly predictors: readonly (readonly number[])[];
  /** Default true; the intercept comes first among the coefficients. */
  readonly intercept?: boolean;
  /** Default 0.95. */
  readonly confidenceLevel?: number;
};

/** One coefficient with its test against 0. */
export type Coefficient = {
  readonly estimate: number;
  readonly standardError: number;
  readonly pValue: number;
  readonly low: number;
  readonly high: number;
};

/** The fitted line. */
export type LinearRegression = {
  readonly coefficients: readonly Coefficient[];
  readonly residuals: readonly number[];
  readonly residualStandardDeviation: number;
  /** About the mean with an intercept, about 0 without. */
  readonly rSquared: number;
  readonly regressionSumOfSquares: number;
  readonly residualSumOfSquares: number;
  /** Undefined for a perfect fit. */
  readonly fStatistic: number | undefined;
  readonly fPValue: number | undefined;
  readonly degreesOfFreedom: number;
};

/**
 * Ordinary least squares. Refuses with `invalid-input`, `too-few-observations` (no more rows than
 * coefficients), `zero-variance` (constant outcomes) and `not-identified` (dependent predictors).
 *
 * Source: C. F. Gauss (1809); the computation as in `leastSquares`.
 */
export function linearRegression(input: LinearRegressionInput): Outcome<LinearRegression> {
  const { outcomes, intercept = true, confidenceLevel = 0.95 } = input;
  const columns = input.predictors.map((predictor) => Float64Array.from(predictor));
  if (intercept) columns.unshift(new Float64Array(outcomes.length).fill(1));
  const refusal = checkLevel(confidenceLevel) ?? checkShape(input, columns.length);
  if (refusal) return refusal;
  const { n, squaredDeviations, mean } = summarize(outcomes);
  const total = intercept ? squaredDeviations : squaredDeviations + n * mean * mean;
  if (total === 0) return refuse("zero-variance", "All outcomes are equal: nothing to explain.");
  const fit = leastSquares(columns, Float64Array.from(outcomes));
  if (!fit) return refuse("not-identified", "A predictor is a combination of the others.");
  const residualSumOfSquares = accurateDot(fit.residuals, fit.residuals);
  const degreesOfFreedom = n - columns.length;
  const variance = residualSumOfSquares / degreesOfFreedom;
  const explained = total - residualSumOfSquares;
  const between = columns.length - (intercept ? 1 : 0);
  const fStatistic = variance > 0 && between > 0 ? explained / between / variance : undefined;
  return answer({
    coefficients: coefficientsOf(fit, variance, degreesOfFreedom, confidenceLevel),
    residuals: Array.from(fit.residuals),
    residualStandardDeviation: Math.sqrt(variance),
    rSquared: explained / total,
    regressionSumOfSquares: explained,
    residualSumOfSquares,
    fStatistic,
    fPValue: fStatistic && fisherSurvival(fStatistic, between, degreesOfFreedom),
    degreesOfFreedom,
  });
}

function coefficientsOf(fit: LeastSquares, variance: number, df: number, level: number) {
  const inverse = inverseGram(fit.triangular);
  const t = studentQuantile(1 - (1 - level) / 2, df);
  return Array.from(fit.coefficients, (estimate, j): Coefficient => {
    const standardError = Math.sqrt(variance * inverse[j][j]);
    const exact = estimate === 0 ? 1 : 0;
    const pValue = standardError === 0 ? exact : studentTwoSided(estimate / standardError, df);
    const half = t * standardError;
    return { estimate, standardError, pValue, low: estimate - half, high: estimate + half };
  });
}

function checkShape(input: LinearRegressionInput, columns: number): Refusal | undefined {
  const n = input.outcomes.length;
  const refusal = checkNumbers("The outcomes", input.outcomes);
  if (refusal) return refusal;
  for (const predictor of input.predictors) {
    const bad = checkNumbers("A predictor", predictor);
    if (bad) return bad;
    if (predictor.length !== n) {
      return refuse(
        "invalid-input",
        `A predictor needs ${n} values: received ${predictor.length}.`,
      );
    }
  }
  if (columns === 0) return refuse("invalid-input", "A regression needs a predictor or intercept.");
  if (n > columns) return undefined;
  return refuse(
    "too-few-observations",
    `${columns} coefficients need more than ${columns} rows: received ${n}.`,
  );
}
