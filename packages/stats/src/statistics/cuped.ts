// Takes off an outcome what could be foretold from before the experiment (CUPED).
import { answer, type Outcome, refuse } from "../outcome.ts";
import { covarianceOf, varianceOf } from "./moments.ts";
import { type AdjustedStatistic, addStatistics } from "./statistic.ts";

/** How much the covariate explains. */
export type Cuped = {
  /** Slope of the outcome on the covariate, over both arms. */
  readonly coefficient: number;
  readonly correlation: number;
  /** Share of the variance taken away, in [0, 1]: `correlation^2`. */
  readonly varianceReduction: number;
};

/**
 * The slope `theta = cov(post, pre) / var(pre)` over both arms pooled; 0 when either has no
 * variance, which leaves the outcome as it is.
 *
 * Source: A. Deng, Y. Xu, R. Kohavi, T. Walker, "Improving the sensitivity of online controlled
 * experiments by utilizing pre-experiment data", WSDM 2013, equation 4.
 */
export function cupedCoefficient(control: AdjustedStatistic, treatment: AdjustedStatistic): number {
  const all = addStatistics(control, treatment);
  const pre = varianceOf(all.pre, all.n);
  if (pre === 0 || varianceOf(all.post, all.n) === 0) return 0;
  return covarianceOf(all.post, all.pre, all.sumProducts, all.n) / pre;
}

/** What CUPED gains for two arms; refuses with `zero-variance` where the covariate is constant. */
export function describeCuped(
  control: AdjustedStatistic,
  treatment: AdjustedStatistic,
): Outcome<Cuped> {
  const all = addStatistics(control, treatment);
  const pre = varianceOf(all.pre, all.n);
  const post = varianceOf(all.post, all.n);
  if (pre === 0 || post === 0) {
    return refuse("zero-variance", "CUPED needs an outcome and a covariate that both vary.");
  }
  const covariance = covarianceOf(all.post, all.pre, all.sumProducts, all.n);
  const correlation = Math.max(-1, Math.min(1, covariance / Math.sqrt(pre * post)));
  return answer({
    coefficient: covariance / pre,
    correlation,
    varianceReduction: correlation * correlation,
  });
}
