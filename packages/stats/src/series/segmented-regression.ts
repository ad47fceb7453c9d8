// Answers whether a series changed its level (or slope) at a release, apart from trend and season.
import { studentQuantile, studentTwoSided } from "../distributions/student-t.ts";
import type { Columns } from "../numeric/matrix.ts";
import { answer, type Outcome, type Refusal, refuse } from "../outcome.ts";
import { checkLevel, checkNumbers } from "../outcome-checks.ts";
import {
  type CountSeries,
  checkSeries,
  exposuresOf,
} from "../rates/compare-overdispersed-rates.ts";
import { autoregressiveInference } from "../regression/autoregressive-inference.ts";
import { fitCounts } from "../regression/count-regression.ts";
import { leastSquares } from "../regression/least-squares.ts";
import type { Coefficient } from "../regression/linear-regression.ts";
import { neweyWestErrors, neweyWestLag } from "../regression/newey-west.ts";
import { type Season, type SegmentDesign, segmentDesign } from "./segment-design.ts";

/** How a segmented regression is set up. */
export type SegmentOptions = {
  /** The first step after the change, from 0. */
  readonly changeAt: number;
  /** Default none; `{ period: 7 }` for daily data. */
  readonly season?: Season;
  /** Whether the slope may change too. Default false. */
  readonly slopeChange?: boolean;
  /**
   * "autoregressive" (default) counts in the uncertainty of the autocorrelation; "newey-west" gives
   * the classical errors of ordinary least squares, too small for short series.
   */
  readonly standardErrors?: "autoregressive" | "newey-west";
  /** Lag for "newey-west". Default by the rule of Newey and West (1994). */
  readonly lag?: number;
  /** Default 0.95. */
  readonly confidenceLevel?: number;
};

/** What changed; for counts every figure is on the log-rate scale. */
export type SegmentedRegression = {
  readonly levelChange: Coefficient;
  /** Change of the slope per step, where asked for. */
  readonly slopeChange: Coefficient | undefined;
  /** Slope per step before the change. */
  readonly trend: Coefficient;
  readonly autocorrelation: number;
};

/**
 * Segmented regression of a series of numbers, equally spaced in time.
 *
 * Refuses with `too-few-observations` (fewer than 4 steps on a side, or fewer than 4 steps beyond
 * the columns), `zero-variance`, `not-identified` and `invalid-input`.
 *
 * Source: A. Wagner et al., Journal of Clinical Pharmacy and Therapeutics 27 (2002); errors as in
 * `autoregressiveInference` or Newey and West, Econometrica 55 (1987).
 */
export function segmentedRegression(
  values: readonly number[],
  options: SegmentOptions,
): Outcome<SegmentedRegression> {
  const refusal = checkNumbers("The series", values) ?? checkOptions(values.length, options);
  if (refusal) return refusal;
  if (values.every((value) => value === values[0])) {
    return refuse("zero-variance", "The series never changes.");
  }
  const { changeAt, season, slopeChange = false } = options;
  const design = segmentDesign(values.length, changeAt, season, slopeChange);
  return judge(design, design.columns, Float64Array.from(values), options);
}

/**
 * The same for counts with exposures, such as complaints per thousand sessions: log-linear and
 * overdispersed, so `exp(levelChange.estimate)` is the factor by which the rate jumped.
 * Refuses also with `no-exposure` and `not-converged`.
 *
 * Source: `fitCounts`, then the regression above on its Pearson scale (S. Zeger, Biometrika 75,
 * 1988).
 */
export function segmentedRateRegression(
  series: CountSeries,
  options: SegmentOptions,
): Outcome<SegmentedRegression & { readonly dispersion: number }> {
  const n = series.counts.length;
  const refusal = checkSeries(series) ?? checkOptions(n, options);
  if (refusal) return refusal;
  const { changeAt, season, slopeChange = false } = options;
  const design = segmentDesign(n, changeAt, season, slopeChange);
  const fitted = fitCounts(design.columns, series.counts, exposuresOf(series));
  if (!fitted.ok) return fitted;
  const { weightedColumns, workingOutcomes, dispersion } = fitted.fit;
  const judged = judge(design, weightedColumns, workingOutcomes, options);
  return judged.ok ? answer({ ...judged, dispersion }) : judged;
}

function judge(
  design: SegmentDesign,
  columns: Columns,
  outcomes: Float64Array,
  options: SegmentOptions,
): Outcome<SegmentedRegression> {
  const { confidenceLevel = 0.95, standardErrors = "autoregressive" } = options;
  const { slopeChangeAt } = design;
  const wanted = [design.trendAt, design.levelChangeAt];
  if (slopeChangeAt !== undefined) wanted.push(slopeChangeAt);
  const judged =
    standardErrors === "newey-west"
      ? classical(columns, outcomes, confidenceLevel, wanted, options.lag)
      : autoregressiveInference(columns, outcomes, confidenceLevel, wanted);
  if (!judged) {
    return refuse("not-identified", "Season and change cannot be told apart in this series.");
  }
  const [trend, levelChange, slopeChange] = judged.coefficients;
  const n = outcomes.length;
  return answer({
    levelChange,
    slopeChange: slopeChange && perStep(slopeChange, n),
    trend: perStep(trend, n),
    autocorrelation: judged.autocorrelation,
  });
}

function classical(
  columns: Columns,
  outcomes: Float64Array,
  level: number,
  wanted: readonly number[],
  lag?: number,
) {
  const n = outcomes.length;
  const fit = leastSquares(columns, outcomes, false);
  if (!fit) return undefined;
  const errors = neweyWestErrors(columns, fit, lag ?? neweyWestLag(n));
  const df = n - columns.length;
  const t = studentQuantile(1 - (1 - level) / 2, df);
  let squares = 0;
  let products = 0;
  fit.residuals.forEach((residual, i) => {
    squares += residual * residual;
    if (i > 0) products += residual * fit.residuals[i - 1];
  });
  const coefficients = wanted.map((j): Coefficient => {
    const [estimate, standardError] = [fit.coefficients[j], errors[j]];
    const half = t * standardError;
    const pValue = studentTwoSided(estimate / standardError, df);
    return { estimate, standardError, pValue, low: estimate - half, high: estimate + half };
  });
  return { coefficients, autocorrelation: squares > 0 ? products / squares : 0 };
}

/** Trend columns run over shares of the series; a reader wants steps. */
function perStep(coefficient: Coefficient, n: number): Coefficient {
  return {
    estimate: coefficient.estimate / n,
    standardError: coefficient.standardError / n,
    pValue: coefficient.pValue,
    low: coefficient.low / n,
    high: coefficient.high / n,
  };
}

function checkOptions(n: number, options: SegmentOptions): Refusal | undefined {
  const { changeAt, season, slopeChange = false, confidenceLevel = 0.95 } = options;
  const refusal = checkLevel(confidenceLevel);
  if (refusal) return refusal;
  if (!Number.isInteger(changeAt) || (season && !Number.isInteger(season.period))) {
    return refuse("invalid-input", `The change is a step, a period counts steps: got ${changeAt}.`);
  }
  if (changeAt < 4 || n - changeAt < 4) {
    return refuse(
      "too-few-observations",
      `Each side of the change needs 4 steps: received ${changeAt} and ${n - changeAt}.`,
    );
  }
  const columns = segmentDesign(n, changeAt, season, slopeChange).columns.length;
  if (n - columns >= 4) return undefined;
  return refuse(
    "too-few-observations",
    `${columns} coefficients need ${columns + 4} steps: received ${n}.`,
  );
}
