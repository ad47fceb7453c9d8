// Looks that are planned beforehand and kept with an experiment: which one is due, and when the plan has ended (EX62 to EX66).
import { InvalidInput } from "../errors.ts";
import {
  LOOK_SPENDINGS,
  type Looking,
  type LookSpending,
  type OverallVerdict,
} from "./experiment.ts";
import { boundsSoFar } from "./look-bounds.ts";

/** When one will look, decided before anything is seen. */
export interface LookPlan {
  /** Shares of the planned size, rising to 1; 2 to 10 of them. */
  readonly fractions: readonly number[];
  readonly spending: LookSpending;
}

/** What the rules about looks need to know of one that was taken. */
export interface LookTaken {
  /** Its place in the plan, from 1; a look that fell out because more people came leaves a gap. */
  readonly look: number;
  /** Units over all arms at which it was taken, over those that the plan asks for. */
  readonly fraction: number;
  readonly verdict: OverallVerdict;
}

export type LookNow =
  /** `look` is taken now. */
  | { readonly kind: "due"; readonly look: number; readonly looking: Looking }
  | { readonly kind: "between"; readonly looking: Looking }
  /** The last look was taken, or an earlier one has decided: what it told stands. */
  | { readonly kind: "ended" };

/** One line of the plan: a look that was taken or is to come. */
export interface LookLine {
  readonly look: number;
  /** Units over all arms: as they were where it was taken, else as planned. */
  readonly units: number;
  readonly fraction: number;
  /** The p-value of one comparison at this look alone that ends the experiment. */
  readonly nominalPValue: number;
  readonly isTaken: boolean;
}

const MOST_LOOKS = 10;
const DECIDED: readonly OverallVerdict[] = ["better", "worse", "mixed"];

/** Looks at equal steps. @throws `look-plan` for fewer than 2 or more than 10 */
export function equalLooks(count: number, spending: LookSpending = "obrien-fleming"): LookPlan {
  const fractions = Array.from({ length: count }, (_, at) => (at + 1) / count);
  const plan = { fractions, spending };
  checkLookPlan(plan);
  return plan;
}

/** @throws `look-plan` for looks that do not rise to the planned end, or are too few or too many */
export function checkLookPlan({ fractions, spending }: LookPlan): void {
  const rises = fractions.every((share, at) => share > (fractions[at - 1] ?? 0) && share <= 1);
  if (fractions.length < 2 || fractions.length > MOST_LOOKS)
    throw refused(
      `it has ${fractions.length} looks, expected 2 to ${MOST_LOOKS}`,
      `查看次数为 ${fractions.length}，应为 2 到 ${MOST_LOOKS}`,
    );
  if (!rises || fractions.at(-1) !== 1)
    throw refused(
      `its shares do not rise to 1: received ${fractions.join(", ")}`,
      `各次查看的比例应递增至 1：收到 ${fractions.join("、")}`,
    );
  if (!LOOK_SPENDINGS.includes(spending))
    throw refused(
      `the level is spent as ${LOOK_SPENDINGS.join(" or ")}: received ${spending}`,
      `显著性水平的分配方式应为 ${LOOK_SPENDINGS.join(" 或 ")}：收到 ${spending}`,
    );
}

/** Units at which each look is due. */
export function lookUnits({ fractions }: LookPlan, plannedUnits: number): number[] {
  return fractions.map((share) => Math.ceil(share * plannedUnits - 1e-9));
}

/**
 * Which look is due with so many units in. Whoever comes late takes the latest look that is due; those before it fall out,
 * and the level that they would have spent is spent by the one that is taken.
 */
export function lookAt(
  plan: LookPlan,
  plannedUnits: number,
  taken: readonly LookTaken[],
  units: number,
): LookNow {
  const last = taken.at(-1);
  const looks = plan.fractions.length;
  if (last !== undefined && (last.look === looks || DECIDED.includes(last.verdict)))
    return { kind: "ended" };
  const due = lookUnits(plan, plannedUnits);
  const reached = due.filter((least) => units >= least).length;
  const before = last?.look ?? 0;
  if (reached <= before)
    return {
      kind: "between",
      looking: { kind: "between-looks", ahead: { look: before, looks, next: due[before]! } },
    };
  return {
    ...{ kind: "due", look: reached },
    looking: {
      ...{ kind: "planned-looks", spending: plan.spending },
      fractions: [...taken.map(({ fraction }) => fraction), units / plannedUnits],
      ...(reached === looks ? {} : { ahead: { look: reached, looks, next: due[reached]! } }),
    },
  };
}

/** The looks that were taken with what bound them, and those to come with what will if they come as planned. */
export function lookLines(
  plan: LookPlan,
  plannedUnits: number,
  taken: readonly LookTaken[],
  level: number,
): LookLine[] {
  const due = lookUnits(plan, plannedUnits);
  const before = taken.at(-1)?.look ?? 0;
  const lines = [
    ...taken.map(({ look, fraction }) => ({
      ...{ look, fraction, units: Math.round(fraction * plannedUnits), isTaken: true },
    })),
    ...plan.fractions.slice(before).map((fraction, at) => ({
      ...{ look: before + at + 1, fraction, units: due[before + at]!, isTaken: false },
    })),
  ];
  const fractions = lines.map(({ fraction }) => fraction);
  const { nominalPValues } = boundsSoFar({ fractions, spending: plan.spending }, level);
  return lines.map((line, at) => ({ ...line, nominalPValue: nominalPValues[at]! }));
}

function refused(why: string, zh: string): InvalidInput {
  return new InvalidInput("look-plan", `The looks cannot be planned: ${why}.`, {
    hint: "For example four looks at equal steps: 0.25, 0.5, 0.75, 1.",
    zh: { message: `无法规划查看：${zh}。`, hint: "例如等间隔的四次：0.25、0.5、0.75、1。" },
  });
}
