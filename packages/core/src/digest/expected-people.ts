// How many people a need's own past lets one expect in the last week.
import { sumWeeks } from "../needs/compare-rates.ts";
import type { WeekCount } from "../needs/need.ts";

export const EARLIER_EXPECTED_WEEKS = 8;

/** People of the last week at the rate of the weeks before it; null when nobody was heard in those. */
export function expectedPeople(weeks: readonly WeekCount[], earlierWeeks: number): number | null {
  const last = weeks.at(-1);
  const earlier = sumWeeks(weeks.slice(-1 - earlierWeeks, -1));
  if (last === undefined || earlier.heard === 0) return null;
  return (earlier.people / earlier.heard) * last.allPeople;
}
