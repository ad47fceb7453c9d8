// Tells which complaints grow or shrink from week to week, without crying wolf over many.
import { benjaminiHochberg } from "../multiple/adjust-p-values.ts";
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkLevel } from "../outcome-checks.ts";
import {
  type CountSeries,
  checkSeries,
  exposuresOf,
} from "../rates/compare-overdispersed-rates.ts";
import { autoregressiveInference } from "../regression/autoregressive-inference.ts";
import { fitCounts } from "../regression/count-regression.ts";

/** How a rate moves from week to week. */
export type WeeklyTrend = {
  /** Factor by which the rate changes each week: 1.05 grows by 5 %. */
  readonly weeklyRatio: number;
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
  readonly dispersion: number;
  /** Correlation of one week's surprise with the next's. */
  readonly autocorrelation: number;
};

/** Fewest weeks for a trend with autocorrelated errors. */
export const LEAST_WEEKS = 8;

/**
 * The trend of counts with exposures: log-linear, overdispersed, autocorrelated from week to week.
 * Refuses with `too-few-observations` (under 8 weeks, or under 5 events), `no-exposure`,
 * `not-converged` and `invalid-input`.
 *
 * Source: `fitCounts` for the rates, `autoregressiveInference` on its Pearson scale, as the working
 * model of S. Zeger, "A regression model for time series of counts", Biometrika 75 (1988).
 */
export function weeklyTrend(
  series: CountSeries,
  options: { readonly confidenceLevel?: number } = {},
): Outcome<WeeklyTrend> {
  const { confidenceLevel = 0.95 } = options;
  const refusal = checkLevel(confidenceLevel) ?? checkSeries(series);
  if (refusal) return refusal;
  const n = series.counts.length;
  const events = series.counts.reduce((sum, count) => sum + count, 0);
  if (n < LEAST_WEEKS || events < 5) {
    return refuse(
      "too-few-observations",
      `A trend needs ${LEAST_WEEKS} weeks and 5 events: received ${n} and ${events}.`,
    );
  }
  const week = Float64Array.from({ length: n }, (_, i) => i - (n - 1) / 2);
  const fitted = fitCounts([new Float64Array(n).fill(1), week], series.counts, exposuresOf(series));
  if (!fitted.ok) return fitted;
  const { weightedColumns, workingOutcomes, dispersion } = fitted.fit;
  const judged = autoregressiveInference(weightedColumns, workingOutcomes, confidenceLevel, [1]);
  if (!judged) return refuse("not-identified", "The weeks do not determine a trend.");
  const slope = judged.coefficients[0];
  return answer({
    weeklyRatio: Math.exp(slope.estimate),
    low: Math.exp(slope.low),
    high: Math.exp(slope.high),
    pValue: slope.pValue,
    dispersion,
    autocorrelation: judged.autocorrelation,
  });
}

/** One of many trends, after adjustment. */
export type JudgedTrend = Outcome<
  WeeklyTrend & {
    /** The least false-discovery rate at which this trend counts as found. */
    readonly qValue: number;
    readonly isFound: boolean;
  }
>;

/**
 * Trends of many series with the false-discovery rate controlled over those that can be judged;
 * answers stand in the order received. `falseDiscoveryRate` defaults to 0.05.
 *
 * Source: Benjamini and Hochberg, JRSS B 57 (1995).
 */
export function weeklyTrends(
  series: readonly CountSeries[],
  options: { readonly falseDiscoveryRate?: number; readonly confidenceLevel?: number } = {},
): readonly JudgedTrend[] {
  const { falseDiscoveryRate = 0.05 } = options;
  const trends = series.map((one) => weeklyTrend(one, options));
  const pValues = trends.flatMap((trend) => (trend.ok ? [trend.pValue] : []));
  const adjusted = benjaminiHochberg(pValues);
  if (!adjusted.ok) return trends.map(() => adjusted);
  let next = 0;
  return trends.map((trend) => {
    if (!trend.ok) return trend;
    const qValue = adjusted.adjusted[next++];
    return answer({ ...trend, qValue, isFound: qValue <= falseDiscoveryRate });
  });
}
