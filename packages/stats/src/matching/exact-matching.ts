// Compares treated and untreated people only within groups that are alike.
import { studentQuantile, studentTwoSided } from "../distributions/student-t.ts";
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkLevel, checkNumbers } from "../outcome-checks.ts";
import type { Coefficient } from "../regression/linear-regression.ts";
import { summarize } from "../statistics/summary.ts";

/** One person (or other unit) to be compared. */
export type MatchUnit = {
  readonly isTreated: boolean;
  readonly outcome: number;
  /** Everything that must agree, joined into one key: country, plan, week of first use. */
  readonly stratum: string;
};

/** The comparison within strata. */
export type ExactMatching = {
  /** Mean effect on the treated that could be matched. */
  readonly effect: Coefficient;
  readonly matchedTreated: number;
  readonly matchedControl: number;
  /** Units in strata without a counterpart, or with too few to know a variance. */
  readonly unmatchedTreated: number;
  readonly unmatchedControl: number;
  readonly strata: number;
};

/**
 * Exact matching: differences of means within strata, weighted by their treated units. Strata with
 * fewer than 2 units on a side are left out and counted as unmatched.
 *
 * Refuses with `no-overlap` (no usable stratum), `zero-variance` and `invalid-input`.
 *
 * Sources: S. Iacus, G. King, G. Porro, Political Analysis 20 (2012); the post-stratified variance:
 * L. Miratrix, J. Sekhon, B. Yu, JRSS B 75 (2013); degrees of freedom: F. Satterthwaite (1946).
 */
export function exactMatching(
  units: readonly MatchUnit[],
  options: { readonly confidenceLevel?: number } = {},
): Outcome<ExactMatching> {
  const { confidenceLevel = 0.95 } = options;
  const outcomes = units.map((unit) => unit.outcome);
  const refusal = checkLevel(confidenceLevel) ?? checkNumbers("The outcomes", outcomes);
  if (refusal) return refusal;
  const strata = groupByStratum(units);
  const usable = strata.filter(({ treated, control }) => treated.length > 1 && control.length > 1);
  if (usable.length === 0) {
    return refuse("no-overlap", "No stratum has two treated and two untreated units.");
  }
  const effect = strataEffect(usable, confidenceLevel);
  if (!effect) return refuse("zero-variance", "No stratum varies, so no error is known.");
  const matchedTreated = usable.reduce((sum, { treated }) => sum + treated.length, 0);
  const matchedControl = usable.reduce((sum, { control }) => sum + control.length, 0);
  const treatedUnits = units.filter((unit) => unit.isTreated).length;
  return answer({
    effect,
    matchedTreated,
    matchedControl,
    unmatchedTreated: treatedUnits - matchedTreated,
    unmatchedControl: units.length - treatedUnits - matchedControl,
    strata: usable.length,
  });
}

type Stratum = { readonly treated: number[]; readonly control: number[] };

function strataEffect(strata: readonly Stratum[], level: number): Coefficient | undefined {
  const all = strata.reduce((sum, { treated }) => sum + treated.length, 0);
  let estimate = 0;
  let variance = 0;
  let denominator = 0;
  for (const { treated, control } of strata) {
    const weight = treated.length / all;
    const [t, c] = [summarize(treated), summarize(control)];
    estimate += weight * (t.mean - c.mean);
    for (const arm of [t, c]) {
      const share = (weight * weight * arm.squaredDeviations) / ((arm.n - 1) * arm.n);
      variance += share;
      denominator += (share * share) / (arm.n - 1);
    }
  }
  if (!(variance > 0)) return undefined;
  const df = (variance * variance) / denominator;
  const standardError = Math.sqrt(variance);
  const half = studentQuantile(1 - (1 - level) / 2, df) * standardError;
  const pValue = studentTwoSided(estimate / standardError, df);
  return { estimate, standardError, pValue, low: estimate - half, high: estimate + half };
}

function groupByStratum(units: readonly MatchUnit[]): Stratum[] {
  const strata = new Map<string, Stratum>();
  for (const { stratum, isTreated, outcome } of units) {
    const group = strata.get(stratum) ?? { treated: [], control: [] };
    strata.set(stratum, group);
    (isTreated ? group.treated : group.control).push(outcome);
  }
  return [...strata.values()];
}
