// Compares two shares, also where one of them is 0 or 1.
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkLevel } from "../outcome-checks.ts";
import { wilsonInterval } from "../rates/wilson-interval.ts";
import { checkArms } from "../statistics/effect.ts";
import type { ProportionStatistic } from "../statistics/statistic.ts";
import { type Alternative, studentTest, type TestResult } from "./interval-test.ts";

/** What {@link twoProportionTest} reads. */
export type TwoProportionInput = {
  readonly control: ProportionStatistic;
  readonly treatment: ProportionStatistic;
  readonly alternative?: Alternative;
  /** Default 0.95. */
  readonly confidenceLevel?: number;
  /**
   * "score" (default): Newcombe's interval from two Wilson intervals, honest for small counts;
   * "pooled": estimate plus or minus z pooled standard errors; "wald": the same, not pooled.
   */
  readonly interval?: "score" | "pooled" | "wald";
};

/**
 * The z-test of two shares with the pooled standard error (unpooled for "wald") and an interval of
 * treatment minus control.
 *
 * Refuses with `no-data`, `too-few-observations`, `no-variation` (all or none in both arms) and
 * `invalid-input`.
 *
 * Sources: K. Pearson's chi-squared (1900), whose root is the pooled z; R. G. Newcombe, "Interval
 * estimation for the difference between independent proportions", Statistics in Medicine 17
 * (1998), method 10.
 */
export function twoProportionTest(input: TwoProportionInput): Outcome<TestResult> {
  const { control, treatment, alternative = "two-sided", interval = "score" } = input;
  const { confidenceLevel = 0.95 } = input;
  const refusal = checkLevel(confidenceLevel) ?? checkArms(control, treatment);
  if (refusal) return refusal;
  const a = control.sum / control.n;
  const b = treatment.sum / treatment.n;
  const share = (control.sum + treatment.sum) / (control.n + treatment.n);
  const pooled = share * (1 - share) * (1 / control.n + 1 / treatment.n);
  const apart = (a * (1 - a)) / control.n + (b * (1 - b)) / treatment.n;
  const variance = interval === "wald" ? apart : pooled;
  if (!(variance > 0)) {
    return refuse("no-variation", `Both shares are ${a}: no difference can be told from chance.`);
  }
  const standardError = Math.sqrt(variance);
  const options = { alternative, confidenceLevel };
  const test = studentTest({
    estimate: b - a,
    standardError,
    degreesOfFreedom: Infinity,
    ...options,
  });
  if (interval !== "score") return answer(test);
  return answer({ ...test, ...newcombe(control, treatment, alternative, confidenceLevel) });
}

function newcombe(
  control: ProportionStatistic,
  treatment: ProportionStatistic,
  alternative: Alternative,
  confidenceLevel: number,
): { low: number; high: number } {
  const level = alternative === "two-sided" ? confidenceLevel : 2 * confidenceLevel - 1;
  const a = score(control, Math.abs(level));
  const b = score(treatment, Math.abs(level));
  const d = b.estimate - a.estimate;
  const towards = level < 0 ? -1 : 1;
  const low = d - towards * Math.hypot(b.estimate - b.low, a.high - a.estimate);
  const high = d + towards * Math.hypot(b.high - b.estimate, a.estimate - a.low);
  return {
    low: alternative === "less" ? -1 : Math.max(-1, low),
    high: alternative === "greater" ? 1 : Math.min(1, high),
  };
}

function score(arm: ProportionStatistic, confidenceLevel: number) {
  const input = { successes: arm.sum, trials: arm.n, confidenceLevel };
  const interval = wilsonInterval(input);
  if (!interval.ok) throw new Error(interval.message);
  return interval;
}
