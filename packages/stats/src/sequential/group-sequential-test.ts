// Reads the looks of a running experiment against its group-sequential bounds.
import { normalQuantile, normalSurvival } from "../distributions/normal.ts";
import { studentQuantile, studentSurvival } from "../distributions/student-t.ts";
import { answer, type Outcome, type Refusal, refuse } from "../outcome.ts";
import { crossingProbabilities } from "./crossing-probability.ts";
import type { GroupSequentialBounds } from "./group-sequential-bounds.ts";

/** One interim estimate. */
export type Look = {
  readonly estimate: number;
  readonly standardError: number;
  /** Of the standard error; default Infinity. Early looks at few units need it. */
  readonly degreesOfFreedom?: number;
};

/** What a group-sequential test says after some of its looks. */
export type GroupSequentialResult = {
  /** The first look (from 0) that crossed its bound, or undefined to go on. */
  readonly stoppedAt: number | undefined;
  /** Repeated confidence intervals: jointly valid at every look. */
  readonly intervals: readonly { readonly low: number; readonly high: number }[];
};

/**
 * Compares each look with its bound; looks are as many as have happened, at most as many as planned.
 * Looks with degrees of freedom are compared by tail probability (Jennison and Turnbull 2000,
 * section 11.5). Refuses with `no-data`, `zero-variance` and `invalid-input`.
 *
 * Source: C. Jennison and B. Turnbull, JRSS B 51 (1989), repeated confidence intervals.
 */
export function groupSequentialTest(
  plan: GroupSequentialBounds,
  looks: readonly Look[],
): Outcome<GroupSequentialResult> {
  const refusal = checkLooks(plan, looks);
  if (refusal) return refusal;
  const crossed = firstCrossing(plan, looks);
  return answer({
    stoppedAt: crossed < 0 ? undefined : crossed,
    intervals: looks.map((look, k) => {
      const reach = studentBound(plan.bounds[k], look) * look.standardError;
      const high = plan.sides === 2 ? look.estimate + reach : Infinity;
      return { low: look.estimate - reach, high };
    }),
  });
}

/**
 * p-value of a test that has ended, in the stage-wise ordering: crossing earlier counts as stronger.
 * Looks after the first crossing are ignored. Refuses as {@link groupSequentialTest}, and with
 * `too-few-observations` while the test still goes on.
 *
 * Source: A. Tsiatis, G. Rosner, C. Mehta, Biometrics 40 (1984).
 */
export function stagewisePValue(
  plan: GroupSequentialBounds,
  looks: readonly Look[],
): Outcome<{ readonly pValue: number }> {
  const refusal = checkLooks(plan, looks);
  if (refusal) return refusal;
  const crossed = firstCrossing(plan, looks);
  if (crossed < 0 && looks.length < plan.bounds.length) {
    return refuse("too-few-observations", "The test goes on: it has crossed no bound yet.");
  }
  const at = crossed < 0 ? looks.length - 1 : crossed;
  const upper = [...plan.bounds.slice(0, at), equivalentNormal(looks[at], plan.sides)];
  const lower = upper.map((bound) => (plan.sides === 2 ? -bound : -Infinity));
  const paths = crossingProbabilities({ lower, upper }, plan.fractions.slice(0, at + 1), 0);
  const exits = paths.above.map((share, k) => share + paths.below[k]);
  return answer({
    pValue: Math.min(
      1,
      exits.reduce((sum, share) => sum + share, 0),
    ),
  });
}

function firstCrossing(plan: GroupSequentialBounds, looks: readonly Look[]): number {
  return looks.findIndex((look, k) => equivalentNormal(look, plan.sides) >= plan.bounds[k]);
}

function checkLooks(plan: GroupSequentialBounds, looks: readonly Look[]): Refusal | undefined {
  if (looks.length === 0) return refuse("no-data", "A sequential test needs a first look.");
  if (looks.length > plan.bounds.length) {
    return refuse(
      "invalid-input",
      `The plan has ${plan.bounds.length} looks: received ${looks.length}; plan more by spending.`,
    );
  }
  if (looks.every((look) => look.standardError > 0)) return undefined;
  return refuse("zero-variance", "Every look needs a positive standard error.");
}

/** What {@link groupSequentialPower} gives. */
export type GroupSequentialPower = {
  readonly power: number;
  /** Mean share of the planned information used before stopping. */
  readonly expectedFraction: number;
  /** Probability of stopping to reject, by look. */
  readonly stopping: readonly number[];
};

/**
 * Power of a plan when the z statistic at full information has mean `drift` (effect divided by its
 * standard error at the planned size).
 */
export function groupSequentialPower(
  plan: GroupSequentialBounds,
  drift: number,
): GroupSequentialPower {
  const lower = plan.bounds.map((bound) => (plan.sides === 2 ? -bound : -Infinity));
  const paths = crossingProbabilities({ lower, upper: plan.bounds }, plan.fractions, drift);
  const stopping = paths.above.map((share, k) => share + paths.below[k]);
  const power = stopping.reduce((sum, share) => sum + share, 0);
  const last = plan.fractions[plan.fractions.length - 1];
  const saved = stopping.reduce((sum, share, k) => sum + share * (last - plan.fractions[k]), 0);
  return { power, expectedFraction: last - saved, stopping };
}

/** The normal score with the same tail as the look's t statistic, unsigned for two sides. */
function equivalentNormal(look: Look, sides: 1 | 2): number {
  const { estimate, standardError, degreesOfFreedom = Infinity } = look;
  const t = sides === 2 ? Math.abs(estimate / standardError) : estimate / standardError;
  if (degreesOfFreedom === Infinity) return t;
  return -normalQuantile(Math.max(1e-300, studentSurvival(t, degreesOfFreedom)));
}

/** A bound on the z scale, turned into the t value with the same tail. */
function studentBound(bound: number, { degreesOfFreedom = Infinity }: Look): number {
  if (degreesOfFreedom === Infinity) return bound;
  return -studentQuantile(Math.max(1e-300, normalSurvival(bound)), degreesOfFreedom);
}
