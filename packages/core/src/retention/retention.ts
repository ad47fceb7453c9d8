// Retention as it is asked for and answered (SPEC-events.md, RE).
import { InvalidInput } from "../errors.ts";
import { checkMatch, type EventMatch } from "../events/event-match.ts";
import {
  addDays,
  checkRange,
  type Period,
  periodNumber,
  periodStart,
  periodsOf,
} from "../events/periods.ts";
import type { ZonedRange } from "../events/product-event.ts";

export const RETENTION_COHORTS = ["first-time", "recurring"] as const;
export type RetentionCohorts = (typeof RETENTION_COHORTS)[number];

export interface Retention {
  readonly start: EventMatch;
  readonly back: EventMatch;
  readonly cohorts: RetentionCohorts;
  /** Whether a return in a later period counts as well (RE2). */
  readonly isRolling: boolean;
  readonly period: Period;
  readonly range: ZonedRange;
}

export interface RetentionCohort {
  /** First calendar day of the cohort's period. */
  readonly startDate: string;
  /** People back in period 0, 1, 2, ...; null for periods that the range does not hold whole (RE3). */
  readonly people: readonly (number | null)[];
}

export interface RetentionResult {
  readonly cohorts: readonly RetentionCohort[];
}

/** A cell of the table: the cohort's first day and the number of the period after. */
export interface RetentionCell {
  readonly startDate: string;
  readonly after: number;
}

const MOST_PERIODS = 400;

/** Refuses a retention that cannot be asked for. */
export function checkRetention({ start, back, range, period }: Retention): void {
  checkRange(range);
  checkMatch(start);
  checkMatch(back);
  const periods = periodsOf(range, period).length;
  if (periods > MOST_PERIODS)
    throw new InvalidInput(
      "retention-periods",
      `The range holds ${periods} periods of a ${period}, expected at most ${MOST_PERIODS}.`,
      {
        hint: "Ask for a shorter range or for longer periods.",
        zh: {
          message: `日期范围含有 ${periods} 个周期，最多 ${MOST_PERIODS} 个。`,
          hint: "请缩短日期范围或使用更长的周期。",
        },
      },
    );
}

/** Lays counts out as cohorts; `count` gives the people of a cohort's period (by number) back after `after` periods. */
export function layOutCohorts(
  { range, period }: Retention,
  count: (cohort: number, after: number) => number,
): RetentionResult {
  const periods = periodsOf(range, period);
  return {
    cohorts: periods.map((cohort, index) => ({
      startDate: periodStart(cohort, period),
      people: periods
        .slice(index)
        .map((at, after) =>
          after > 0 && !isWhole(at, period, range.lastDate) ? null : count(cohort, after),
        ),
    })),
  };
}

function isWhole(number: number, period: Period, lastDate: string): boolean {
  return periodStart(number + 1, period) <= addDays(lastDate, 1);
}

/** Number of the period of a cell; refuses what is no cell of the table. */
export function cellPeriod(
  { range, period }: Retention,
  { startDate, after }: RetentionCell,
): number {
  const periods = periodsOf(range, period);
  const at = periodNumber(startDate, period);
  if (periods.includes(at) && Number.isInteger(after) && after >= 0 && periods.includes(at + after))
    return at;
  throw new InvalidInput(
    "retention-cell",
    `The table has no cell ${after} of the cohort ${startDate}: expected a period from ${range.firstDate} to ${range.lastDate}.`,
    { zh: { message: `表中没有 ${startDate} 起的同期群第 ${after} 期。` } },
  );
}
