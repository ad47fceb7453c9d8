// Asks whether several groups share one mean.
import { fisherSurvival } from "../distributions/student-t.ts";
import { accurateSum } from "../numeric/accurate-sum.ts";
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkNumbers } from "../outcome-checks.ts";
import { summarize } from "../statistics/summary.ts";

/** The table of a one-way analysis of variance. */
export type OneWayAnova = {
  readonly fStatistic: number;
  readonly pValue: number;
  readonly betweenDegreesOfFreedom: number;
  readonly withinDegreesOfFreedom: number;
  readonly betweenSumOfSquares: number;
  readonly withinSumOfSquares: number;
  readonly rSquared: number;
  readonly residualStandardDeviation: number;
};

/**
 * One-way analysis of variance over rows, with sums that survive many constant leading digits.
 * Refuses with `invalid-input`, `too-few-observations` and `zero-variance`.
 *
 * Source: R. A. Fisher, "Statistical methods for research workers" (1925).
 */
export function oneWayAnova(groups: readonly (readonly number[])[]): Outcome<OneWayAnova> {
  for (const group of groups) {
    const refusal = checkNumbers("A group", group);
    if (refusal) return refusal;
  }
  const filled = groups.filter((group) => group.length > 0);
  const n = filled.reduce((sum, group) => sum + group.length, 0);
  if (filled.length < 2 || n <= filled.length) {
    return refuse(
      "too-few-observations",
      `Groups: received ${filled.length} with ${n} values, expected 2 or more and spare values.`,
    );
  }
  const grand = summarize(filled.flat());
  const summaries = filled.map((group) => summarize(group.map((value) => value - grand.mean)));
  const within = accurateSum(summaries.map((summary) => summary.squaredDeviations));
  const centre = accurateSum(summaries.map((summary) => summary.n * summary.mean)) / n;
  const between = accurateSum(summaries.map((s) => s.n * (s.mean - centre) ** 2));
  if (!(within > 0)) return refuse("zero-variance", "No group varies within itself.");
  const betweenDegreesOfFreedom = filled.length - 1;
  const withinDegreesOfFreedom = n - filled.length;
  const fStatistic = between / betweenDegreesOfFreedom / (within / withinDegreesOfFreedom);
  return answer({
    fStatistic,
    pValue: fisherSurvival(fStatistic, betweenDegreesOfFreedom, withinDegreesOfFreedom),
    betweenDegreesOfFreedom,
    withinDegreesOfFreedom,
    betweenSumOfSquares: between,
    withinSumOfSquares: within,
    rSquared: between / (between + within),
    residualStandardDeviation: Math.sqrt(within / withinDegreesOfFreedom),
  });
}
