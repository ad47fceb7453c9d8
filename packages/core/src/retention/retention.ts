// Retention as it is asked for and answered (SPEC-events.md, RE).
import { type Cohort, checkCohort } from "../cohorts/cohort.ts";
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
import { MOST_GROUPS } from "../funnels/funnel.ts";

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
  /** Property of the start event by which people are told apart (RE4). */
  readonly breakdown?: string;
  /** Largest number of groups that are listed. Default 25. */
  readonly mostGroups?: number;
  /** Only people of this cohort (CO3); everybody when absent. */
  readonly among?: Cohort;
}

export interface RetentionCohort {
  /** First calendar day of the cohort's period. */
  readonly startDate: string;
  /** People back in period 0, 1, 2, ...; null for periods that the range does not hold whole (RE3). */
  readonly people: readonly (number | null)[];
}

/** The cohorts of the people of one value of the breakdown. */
export interface RetentionGroup {
  /** Null for people whose start event has no value. */
  readonly value: string | null;
  readonly cohorts: readonly RetentionCohort[];
}

export interface RetentionResult {
  readonly cohorts: readonly RetentionCohort[];
  /** The largest groups of the breakdown; empty without one. */
  readonly groups: readonly RetentionGroup[];
  /** Groups that are not listed. */
  readonly leftOut: number;
}

/** A cell of the table: the cohort's first day and the number of the period after. */
export interface RetentionCell {
  readonly startDate: string;
  readonly after: number;
  /** Only of this group of the breakdown; null for people without a value. */
  readonly value?: string | null;
}

const MOST_PERIODS = 400;

/** Refuses a retention that cannot be asked for. */
export function checkRetention({ start, back, range, period, among }: Retention): void {
  checkRange(range);
  if (among !== undefined) checkCohort(among);
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

/** People of a cohort's period (by number) back after `after` periods, of one value of the breakdown. */
export interface RetentionCount {
  /** Empty for a missing value, and without a breakdown. */
  readonly value: string;
  readonly cohort: number;
  readonly after: number;
  readonly people: number;
}

/** Lays counts out as cohorts, over all values and for the largest groups (RE4). */
export function layOutRetention(
  retention: Retention,
  counts: readonly RetentionCount[],
): RetentionResult {
  const cohorts = layOutCohorts(retention, counts);
  if (retention.breakdown === undefined) return { cohorts, groups: [], leftOut: 0 };
  const byValue = Map.groupBy(counts, ({ value }) => value);
  const entered = (value: string) =>
    byValue.get(value)!.reduce((sum, { after, people }) => sum + (after === 0 ? people : 0), 0);
  const values = [...byValue.keys()].sort((a, b) => entered(b) - entered(a) || (a < b ? -1 : 1));
  const listed = values.slice(0, retention.mostGroups ?? MOST_GROUPS);
  return {
    cohorts,
    groups: listed.map((value) => ({
      value: value === "" ? null : value,
      cohorts: layOutCohorts(retention, byValue.get(value)!),
    })),
    leftOut: values.length - listed.length,
  };
}

function layOutCohorts(
  { range, period }: Retention,
  counts: readonly RetentionCount[],
): RetentionCohort[] {
  const periods = periodsOf(range, period);
  const people = new Map<string, number>();
  for (const { cohort, after, people: count } of counts) {
    const place = `${cohort}+${after}`;
    people.set(place, (people.get(place) ?? 0) + count);
  }
  return periods.map((cohort, index) => ({
    startDate: periodStart(cohort, period),
    people: periods
      .slice(index)
      .map((at, after) =>
        after > 0 && !isWhole(at, period, range.lastDate)
          ? null
          : (people.get(`${cohort}+${after}`) ?? 0),
      ),
  }));
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
