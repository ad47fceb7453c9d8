// Says in one word how each need stands as of a week, by the rules of SPEC-digest.md.
import { compareSums, sumWeeks } from "../needs/compare-rates.ts";
import { compareTrends, TREND_WINDOW } from "../needs/compare-trends.ts";
import { findChanges } from "../needs/find-changes.ts";
import type { Need, RateChange, RateRatio, Trend, WeekCount } from "../needs/need.ts";

export const NEED_STATES = ["new", "rising", "falling", "resolved", "steady", "unheard"] as const;
/** How a need stands: `unheard` before its first voice, `steady` also where nothing can be told. */
export type NeedState = (typeof NEED_STATES)[number];

/** A need's state with what it rests on. */
export interface NeedStanding {
  readonly state: NeedState;
  /** `week` where the last week alone tells, `month` where the last four do, `change` for a lasting change; null otherwise. */
  readonly evidence: "week" | "month" | "change" | null;
  /** The rate now over the rate before, in the window that the evidence names. */
  readonly ratio: RateRatio | null;
  /** Monday of the first voice of a new need, or of the lasting change. */
  readonly sinceDate: string | null;
}

/** The last week alone against the eight before it. */
const WEEK_WINDOW = { recent: 1, earlier: 8, leastEarlier: 4 };
const NEW_WEEKS = 4;
const LEAST_NEW_PEOPLE = 2;
/** What is left of a resolved need's rate, at most, and what its upper bound may be. */
const MOST_LEFT = 0.25;
const MOST_LEFT_HIGH = 0.5;
const LEAST_QUIET_WEEKS = 3;

/** The standings of all needs as of the week `end` (exclusive index into their calendar). */
export function needStandings(needs: readonly Pick<Need, "weeks">[], end: number): NeedStanding[] {
  const series = needs.map(({ weeks }) => weeks.slice(0, end));
  const months = compareTrends(series);
  const weeks = compareTrends(series, WEEK_WINDOW);
  const changes = findChanges(series);
  return series.map((counts, index) =>
    standing(counts, months[index]!, weeks[index]!, changes[index]!),
  );
}

function standing(
  weeks: readonly WeekCount[],
  month: Trend,
  week: Trend,
  changes: readonly RateChange[],
): NeedStanding {
  const first = weeks.findIndex(({ people }) => people > 0);
  if (first < 0) return { state: "unheard", evidence: null, ratio: null, sinceDate: null };
  return (
    newNeed(weeks, first) ??
    resolvedNeed(weeks, changes) ??
    movingNeed(week, "week") ??
    movingNeed(month, "month") ??
    STEADY
  );
}

const STEADY: NeedStanding = { state: "steady", evidence: null, ratio: null, sinceDate: null };

function newNeed(weeks: readonly WeekCount[], first: number): NeedStanding | null {
  const before = weeks.slice(0, first).filter(({ allPeople }) => allPeople > 0).length;
  const isLate = first >= weeks.length - NEW_WEEKS && before >= TREND_WINDOW.leastEarlier;
  if (!isLate || sumWeeks(weeks).people < LEAST_NEW_PEOPLE) return null;
  return { state: "new", evidence: null, ratio: null, sinceDate: weeks[first]!.weekDate };
}

function resolvedNeed(
  weeks: readonly WeekCount[],
  changes: readonly RateChange[],
): NeedStanding | null {
  const last = changes.at(-1);
  if (last === undefined) return null;
  const at = weeks.findIndex(({ weekDate }) => weekDate === last.weekDate);
  const from = weeks.findIndex(({ weekDate }) => weekDate === changes.at(-2)?.weekDate);
  if (weeks.length - at < LEAST_QUIET_WEEKS || last.after > MOST_LEFT * last.before) return null;
  const before = sumWeeks(weeks.slice(Math.max(from, 0), at));
  const { ratio } = compareSums(before, sumWeeks(weeks.slice(at)));
  if (ratio.high === null || ratio.high > MOST_LEFT_HIGH) return null;
  return { state: "resolved", evidence: "change", ratio, sinceDate: last.weekDate };
}

function movingNeed(trend: Trend, evidence: "week" | "month"): NeedStanding | null {
  if (!trend.ok || trend.direction === "steady") return null;
  return { state: trend.direction, evidence, ratio: trend.ratio, sinceDate: null };
}
