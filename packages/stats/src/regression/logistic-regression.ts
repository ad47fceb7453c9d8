// Fits the chance of a yes to covariates, for propensity scores.
import type { Columns } from "../numeric/matrix.ts";
import { answer, type Outcome, refuse } from "../outcome.ts";
import { leastSquares } from "./least-squares.ts";

/** A fitted logistic regression. */
export type LogisticFit = {
  readonly coefficients: Float64Array;
  /** Fitted log odds of each row. */
  readonly logOdds: Float64Array;
};

/** Log odds beyond this mean that the covariates tell yes from no outright. */
const MOST_LOG_ODDS = 30;

/**
 * Maximum-likelihood logistic regression by iteratively reweighted least squares.
 * Refuses with `no-variation` (all or none yes), `not-identified` (dependent columns) and
 * `no-overlap` (the covariates separate yes from no, so no finite fit exists).
 *
 * Source: D. Cox, JRSS B 20 (1958); separation: A. Albert and J. Anderson, Biometrika 71 (1984).
 */
export function fitLogistic(columns: Columns, yes: readonly boolean[]): Outcome<LogisticFit> {
  const n = yes.length;
  const count = yes.filter(Boolean).length;
  if (count === 0 || count === n) {
    return refuse("no-variation", `Both answers must occur: received ${count} yes of ${n}.`);
  }
  let logOdds = new Float64Array(n).fill(Math.log(count / (n - count)));
  for (let iteration = 0; iteration < 60; iteration++) {
    const roots = new Float64Array(n);
    const working = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const share = 1 / (1 + Math.exp(-logOdds[i]));
      const weight = Math.max(1e-12, share * (1 - share));
      roots[i] = Math.sqrt(weight);
      working[i] = roots[i] * (logOdds[i] + ((yes[i] ? 1 : 0) - share) / weight);
    }
    const weighted = columns.map((column) => column.map((x, i) => x * roots[i]));
    const fit = leastSquares(weighted, working, false);
    if (!fit) return refuse("not-identified", "A covariate is a combination of the others.");
    const next = new Float64Array(n);
    columns.forEach((column, j) => {
      for (let i = 0; i < n; i++) next[i] += column[i] * fit.coefficients[j];
    });
    let moved = 0;
    let widest = 0;
    for (let i = 0; i < n; i++) {
      moved = Math.max(moved, Math.abs(next[i] - logOdds[i]));
      widest = Math.max(widest, Math.abs(next[i]));
    }
    if (widest > MOST_LOG_ODDS) break;
    logOdds = next;
    if (moved < 1e-9) return answer({ coefficients: fit.coefficients, logOdds });
  }
  return refuse(
    "no-overlap",
    "The covariates tell the two groups apart outright: nobody compares.",
  );
}
