// People told by what they did: a cohort as it is asked for, and usable as a filter of every other question (SPEC-events.md, CO).
import { InvalidInput } from "../errors.ts";
import { checkMatch, type EventMatch } from "../events/event-match.ts";
import { checkRange } from "../events/periods.ts";
import type { DateRange } from "../events/product-event.ts";

/** Did the events of a match at least, and at most, so often; `atMost` 0 means not at all. */
export interface CohortCondition {
  readonly match: EventMatch;
  /** Default 1, or 0 where `atMost` is given. */
  readonly atLeast?: number;
  /** Default: without end. */
  readonly atMost?: number;
  /** Days that count; all of them when absent. */
  readonly range?: DateRange;
}

export interface Cohort {
  /** 1 to 10 conditions. */
  readonly conditions: readonly CohortCondition[];
  /** Whether a person must meet all conditions or any one. */
  readonly joined: "all" | "any";
  /** Zone in which days are cut (IANA name). */
  readonly timeZone: string;
}

const MOST_CONDITIONS = 10;
const MOST_TIMES = 1_000_000;

/** The bounds of a condition, with their defaults. */
export function cohortBounds({ atLeast, atMost }: CohortCondition): {
  readonly least: number;
  readonly most: number | null;
} {
  return { least: atLeast ?? (atMost === undefined ? 1 : 0), most: atMost ?? null };
}

/** Refuses a cohort that cannot be asked for (CO1). */
export function checkCohort({ conditions, timeZone }: Cohort): void {
  if (conditions.length < 1 || conditions.length > MOST_CONDITIONS)
    throw new InvalidInput(
      "cohort-conditions",
      `A cohort has 1 to ${MOST_CONDITIONS} conditions: received ${conditions.length}.`,
      {
        zh: { message: `人群应有 1 到 ${MOST_CONDITIONS} 个条件，收到 ${conditions.length} 个。` },
      },
    );
  for (const condition of conditions) {
    checkMatch(condition.match);
    const day = { firstDate: "2000-01-01", lastDate: "2000-01-01" };
    checkRange({ ...(condition.range ?? day), timeZone });
    const { least, most } = cohortBounds(condition);
    const areWhole = [least, most ?? 0].every(
      (times) => Number.isInteger(times) && times >= 0 && times <= MOST_TIMES,
    );
    if (areWhole && (most === null ? least > 0 : least <= most)) continue;
    throw new InvalidInput(
      "cohort-times",
      `A condition asks for ${least} to ${most ?? "any number of"} times: expected whole numbers from 0 to ${MOST_TIMES}, the least not above the most, and not 0 alone.`,
      { zh: { message: `条件的次数范围 ${least} 到 ${most ?? "不限"} 无法使用。` } },
    );
  }
}
