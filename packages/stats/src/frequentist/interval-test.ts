// Turns an estimate with a standard error into the interval and p-value that most tests report.
import { studentQuantile, studentSurvival, studentTwoSided } from "../distributions/student-t.ts";

/** The question's direction: "greater" asks whether treatment exceeds control. */
export type Alternative = "two-sided" | "greater" | "less";

/** An estimate with its test; one-sided intervals are open to one side (Infinity). */
export type TestResult = {
  readonly estimate: number;
  readonly standardError: number;
  /** The estimate's distance from the value tested, in standard errors. */
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  readonly low: number;
  readonly high: number;
};

/** What {@link studentTest} reads. */
export type StudentTestInput = {
  readonly estimate: number;
  /** Must be positive: callers refuse before. */
  readonly standardError: number;
  /** Infinity gives the normal test. */
  readonly degreesOfFreedom: number;
  readonly alternative?: Alternative;
  readonly confidenceLevel?: number;
  /** The value of the null hypothesis. Default 0. */
  readonly nullValue?: number;
};

/** The t (or, with infinite degrees of freedom, z) test and interval of an estimate. */
export function studentTest(input: StudentTestInput): TestResult {
  const { estimate, standardError, degreesOfFreedom } = input;
  const { alternative = "two-sided", confidenceLevel = 0.95, nullValue = 0 } = input;
  const statistic = (estimate - nullValue) / standardError;
  const twoSided = alternative === "two-sided";
  const level = twoSided ? 1 - (1 - confidenceLevel) / 2 : confidenceLevel;
  const half = studentQuantile(level, degreesOfFreedom) * standardError;
  const pValue = twoSided
    ? studentTwoSided(statistic, degreesOfFreedom)
    : studentSurvival(alternative === "greater" ? statistic : -statistic, degreesOfFreedom);
  return {
    estimate,
    standardError,
    statistic,
    degreesOfFreedom,
    pValue,
    low: alternative === "less" ? -Infinity : estimate - half,
    high: alternative === "greater" ? Infinity : estimate + half,
  };
}
