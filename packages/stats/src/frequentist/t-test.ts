// Compares two arms' means, shares or ratios from their sums alone.
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkLevel } from "../outcome-checks.ts";
import { type Comparison, estimateEffect } from "../statistics/effect.ts";
import { momentsOf } from "../statistics/moments.ts";
import { type Alternative, studentTest, type TestResult } from "./interval-test.ts";

/** What {@link tTest} reads. */
export type TTestInput = Comparison & {
  /** "welch" (default) lets the arms' variances differ; "pooled" takes them as one. */
  readonly variances?: "welch" | "pooled";
  readonly alternative?: Alternative;
  /** Default 0.95. */
  readonly confidenceLevel?: number;
  /** The effect under the null hypothesis, such as a margin of non-inferiority. Default 0. */
  readonly nullValue?: number;
};

/**
 * Welch's (default) or Student's pooled t-test of treatment against control, absolute or relative,
 * for any kind of statistic; adjusted statistics are compared by CUPED. Pooling serves numbers and
 * shares and is refused (`invalid-input`) for the other kinds. Refuses as `estimateEffect` does.
 *
 * Sources: Student, Biometrika 6 (1908); B. L. Welch, Biometrika 34 (1947).
 */
export function tTest(input: TTestInput): Outcome<TestResult> {
  const refusal = checkLevel(input.confidenceLevel ?? 0.95);
  if (refusal) return refusal;
  const effect = estimateEffect(input);
  if (!effect.ok) return effect;
  if (input.variances !== "pooled") return answer(studentTest({ ...effect, ...options(input) }));
  const { control, treatment, difference } = input;
  if (control.kind === "ratio" || control.kind === "adjusted") {
    return refuse("invalid-input", `Pooling serves numbers and shares: received ${control.kind}.`);
  }
  const a = momentsOf(control);
  const b = momentsOf(treatment);
  const degreesOfFreedom = a.n + b.n - 2;
  const pooled = ((a.n - 1) * a.variance + (b.n - 1) * b.variance) / degreesOfFreedom;
  const controlWeight = difference === "relative" ? (b.mean / a.mean) ** 2 : 1;
  const scale = difference === "relative" ? Math.abs(a.mean) : 1;
  const standardError = Math.sqrt(pooled * (controlWeight / a.n + 1 / b.n)) / scale;
  return answer(
    studentTest({ estimate: effect.estimate, standardError, degreesOfFreedom, ...options(input) }),
  );
}

function options(input: TTestInput) {
  const { alternative, confidenceLevel, nullValue } = input;
  return { alternative, confidenceLevel, nullValue };
}
