// Chooses the weeks around a release that are compared: whole weeks, near enough, and not across another change.
import { changePoint } from "@heed/stats";
import { mondayOf } from "../calendar/week.ts";
import type { ImpactSeries, ImpactSide } from "./impact.ts";

/** Weeks looked at before a release, and after it. */
export const WEEKS_BEFORE = 26;
export const WEEKS_AFTER = 12;
/** Weeks before a release from which on the yearly season is told apart (two whole years). */
export const WEEKS_FOR_SEASON = 104;
/** Fewest weeks on a side. */
export const LEAST_WEEKS = 4;
const CUT_RESAMPLES = 299;
const CUT_LEVEL = 0.01;

/** The weeks that are compared, without gaps in meaning: silent weeks are left out. */
export interface ImpactWindow {
  readonly weeks: readonly string[];
  readonly people: readonly number[];
  readonly exposure: readonly number[];
  /** First position after the release. */
  readonly changeAt: number;
  readonly isCut: { readonly before: boolean; readonly after: boolean };
  readonly hasSeason: boolean;
}

/**
 * The week of the release counts to neither side unless it was shipped on a Monday; weeks in which nobody was heard are left
 * out; each side ends where the rate changed before (or after) by a permutation test at 1 %, searched in that side alone.
 */
export function chooseWindow(
  series: ImpactSeries,
  releasedOn: string,
  mostWeeks?: number,
): ImpactWindow {
  const monday = mondayOf(releasedOn);
  const heard = series.weeks.flatMap((_, at) => (series.exposure[at]! > 0 ? [at] : []));
  const all = {
    before: heard.filter((at) => series.weeks[at]! < monday),
    after: heard.filter(
      (at) => series.weeks[at]! > monday || (monday === releasedOn && series.weeks[at] === monday),
    ),
  };
  const hasSeason = mostWeeks === undefined && all.before.length >= WEEKS_FOR_SEASON;
  const reach = hasSeason ? WEEKS_FOR_SEASON : (mostWeeks ?? WEEKS_BEFORE);
  const before = all.before.slice(-reach);
  const after = all.after.slice(0, mostWeeks ?? WEEKS_AFTER);
  const from = hasSeason ? 0 : changeIn(series, before, "last");
  const to = changeIn(series, after, "first");
  const kept = [...before.slice(from), ...after.slice(0, to === 0 ? after.length : to)];
  return {
    weeks: kept.map((at) => series.weeks[at]!),
    people: kept.map((at) => series.people[at]!),
    exposure: kept.map((at) => series.exposure[at]!),
    changeAt: before.length - from,
    isCut: { before: from > 0, after: to > 0 },
    hasSeason,
  };
}

/** Counts and rate of one side of a window; null where it has no week. */
export function sideOf(window: ImpactWindow, side: "before" | "after"): ImpactSide | null {
  const { changeAt } = window;
  const slice = <Value>(values: readonly Value[]) =>
    side === "before" ? values.slice(0, changeAt) : values.slice(changeAt);
  const weeks = slice(window.weeks);
  if (weeks.length === 0) return null;
  const people = sum(slice(window.people));
  const exposure = sum(slice(window.exposure));
  return {
    fromWeek: weeks[0]!,
    toWeek: weeks.at(-1)!,
    weeks: weeks.length,
    people,
    exposure,
    rate: people / exposure,
  };
}

/** Place of the change nearest to the release, 0 where there is none. */
function changeIn(series: ImpactSeries, places: readonly number[], which: "first" | "last") {
  let from = 0;
  let to = places.length;
  let found = 0;
  while (to - from >= 2 * LEAST_WEEKS) {
    const part = places.slice(from, to);
    const change = changePoint({
      values: part.map((at) => series.people[at]!),
      exposures: part.map((at) => series.exposure[at]!),
      minimumSegment: LEAST_WEEKS,
      resamples: CUT_RESAMPLES,
      giveUpAbove: CUT_LEVEL,
    });
    if (!change.ok || change.pValue > CUT_LEVEL) break;
    found = from + change.changeAt;
    if (which === "last") from = found;
    else to = found;
  }
  return found;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
