// Finds for each treated person an untreated one who was as likely to be treated.
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkNumbers } from "../outcome-checks.ts";
import { fitLogistic } from "../regression/logistic-regression.ts";
import { summarize } from "../statistics/summary.ts";
import { type CovariateBalance, covariateBalance } from "./balance.ts";

/** What {@link propensityMatching} reads. */
export type PropensityInput = {
  readonly isTreated: readonly boolean[];
  /** One list per covariate, each with one value per unit; known before the treatment. */
  readonly covariates: readonly (readonly number[])[];
  /** Farthest allowed distance in standard deviations of the log odds. Default 0.2. */
  readonly caliper?: number;
};

/** A treated unit and its counterpart, by position. */
export type MatchedPair = {
  readonly treated: number;
  readonly control: number;
};

/** The matched sample. */
export type PropensityMatching = {
  readonly pairs: readonly MatchedPair[];
  readonly unmatchedTreated: readonly number[];
  /** Per covariate, before and after. */
  readonly before: readonly CovariateBalance[];
  readonly after: readonly CovariateBalance[];
  /** The largest standardised difference left, in size. */
  readonly worstAfter: number | undefined;
  /** Fitted log odds of treatment, one per unit. */
  readonly logOdds: readonly number[];
};

/**
 * One-to-one nearest-neighbour matching on the log odds of treatment, without replacement, within a
 * caliper. Treated units choose in order of falling log odds, the hardest to match first; ties go
 * to the lower position, so the result does not depend on chance.
 *
 * Refuses with `no-overlap`, `no-variation`, `not-identified`, `too-few-observations` and
 * `invalid-input`.
 *
 * Sources: P. Rosenbaum and D. Rubin, Biometrika 70 (1983) and The American Statistician 39 (1985);
 * the caliper: P. Austin, Pharmaceutical Statistics 10 (2011).
 */
export function propensityMatching(input: PropensityInput): Outcome<PropensityMatching> {
  const { isTreated, covariates, caliper = 0.2 } = input;
  const n = isTreated.length;
  for (const covariate of covariates) {
    const refusal = checkNumbers("A covariate", covariate);
    if (refusal) return refusal;
  }
  if (covariates.some((covariate) => covariate.length !== n) || !(caliper > 0)) {
    return refuse("invalid-input", `Covariates need ${n} values each, the caliper must be over 0.`);
  }
  if (n < covariates.length + 10) {
    return refuse(
      "too-few-observations",
      `Matching needs ${covariates.length + 10} units: got ${n}.`,
    );
  }
  const columns = [new Float64Array(n).fill(1), ...covariates.map(standardize)];
  const fit = fitLogistic(columns, isTreated);
  if (!fit.ok) return fit;
  const { squaredDeviations } = summarize(fit.logOdds);
  const reach = caliper * Math.sqrt(squaredDeviations / (n - 1));
  const { pairs, unmatchedTreated } = matchNearest(isTreated, fit.logOdds, reach);
  if (pairs.length === 0)
    return refuse("no-overlap", "No treated unit has a counterpart in reach.");
  const balance = covariates.map((covariate) => balanceOf(covariate, isTreated, pairs));
  const after = balance.map((one) => one.after);
  const sizes = after.map(({ standardizedDifference }) => standardizedDifference);
  const worstAfter = sizes.reduce<number | undefined>(
    (worst, size) =>
      worst === undefined || size === undefined ? undefined : Math.max(worst, Math.abs(size)),
    0,
  );
  const before = balance.map((one) => one.before);
  const logOdds = Array.from(fit.logOdds);
  return answer({ pairs, unmatchedTreated, before, after, worstAfter, logOdds });
}

function balanceOf(
  covariate: readonly number[],
  isTreated: readonly boolean[],
  pairs: readonly MatchedPair[],
) {
  const all = {
    treated: covariate.filter((_, i) => isTreated[i]),
    control: covariate.filter((_, i) => !isTreated[i]),
  };
  const matched = {
    treated: pairs.map((pair) => covariate[pair.treated]),
    control: pairs.map((pair) => covariate[pair.control]),
  };
  return { before: covariateBalance(all), after: covariateBalance(matched, all) };
}

/** Greedy matching over controls sorted by log odds; used ones are skipped by linked neighbours. */
function matchNearest(isTreated: readonly boolean[], logOdds: Float64Array, reach: number) {
  const by = (a: number, b: number) => logOdds[a] - logOdds[b] || a - b;
  const all = Array.from(logOdds, (_, i) => i);
  const controls = all.filter((i) => !isTreated[i]).sort(by);
  const treated = all.filter((i) => isTreated[i]).sort((a, b) => by(b, a));
  const left = controls.map((_, i) => i - 1);
  const right = controls.map((_, i) => i + 1);
  const used = new Uint8Array(controls.length);
  const pairs: MatchedPair[] = [];
  const unmatchedTreated: number[] = [];
  for (const unit of treated) {
    const at = lowerBound(controls, logOdds, logOdds[unit]);
    const up = nextFree(at, right, used);
    const down = nextFree(at - 1, left, used);
    const distance = (i: number) =>
      i >= 0 && i < controls.length ? Math.abs(logOdds[controls[i]] - logOdds[unit]) : Infinity;
    const best = distance(down) <= distance(up) ? down : up;
    if (distance(best) > reach) {
      unmatchedTreated.push(unit);
      continue;
    }
    used[best] = 1;
    pairs.push({ treated: unit, control: controls[best] });
  }
  unmatchedTreated.sort((a, b) => a - b);
  pairs.sort((a, b) => a.treated - b.treated);
  return { pairs, unmatchedTreated };
}

/** First free place from `from` along `links`, with the path shortened for later searches. */
function nextFree(from: number, links: number[], used: Uint8Array): number {
  let end = from;
  while (end >= 0 && end < used.length && used[end]) end = links[end];
  let step = from;
  while (step !== end) {
    const next = links[step];
    links[step] = end;
    step = next;
  }
  return end;
}

function lowerBound(controls: readonly number[], logOdds: Float64Array, value: number): number {
  let low = 0;
  let high = controls.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (logOdds[controls[middle]] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function standardize(values: readonly number[]): Float64Array {
  const { n, mean, squaredDeviations } = summarize(values);
  const spread = Math.sqrt(squaredDeviations / n) || 1;
  return Float64Array.from(values, (value) => (value - mean) / spread);
}
