// Shows whether two groups are alike in what was known beforehand.
import { summarize } from "../statistics/summary.ts";

/** How one covariate differs between the groups. */
export type CovariateBalance = {
  readonly treatedMean: number;
  readonly controlMean: number;
  /**
   * Difference of means in pooled standard deviations of the groups before matching; below 0.1 in
   * size counts as balanced. Undefined where the means differ but nobody varies.
   */
  readonly standardizedDifference: number | undefined;
};

/** The two groups' values of one covariate. */
export type CovariateGroups = {
  readonly treated: readonly number[];
  readonly control: readonly number[];
};

/**
 * Balance of one covariate. `scaleFrom` gives the groups before matching, so that a matched sample
 * is measured with the same ruler. Both groups hold values.
 *
 * Source: P. Austin, "Balance diagnostics for comparing the distribution of baseline covariates",
 * Statistics in Medicine 28 (2009).
 */
export function covariateBalance(
  groups: CovariateGroups,
  scaleFrom: CovariateGroups = groups,
): CovariateBalance {
  const treatedMean = summarize(groups.treated).mean;
  const controlMean = summarize(groups.control).mean;
  const gap = treatedMean - controlMean;
  const spread = Math.sqrt((variance(scaleFrom.treated) + variance(scaleFrom.control)) / 2);
  const standardizedDifference = gap === 0 ? 0 : spread > 0 ? gap / spread : undefined;
  return { treatedMean, controlMean, standardizedDifference };
}

function variance(values: readonly number[]): number {
  const { n, squaredDeviations } = summarize(values);
  return n > 1 ? squaredDeviations / (n - 1) : 0;
}
