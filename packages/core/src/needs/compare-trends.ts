// Tells whether needs are voiced more or less than before, corrected for how many people spoke at all.
import { adjust, compareSums, FALSE_DISCOVERY_RATE, sumWeeks } from "./compare-rates.ts";
import {
  type CannotTell,
  cannotTell,
  type KnownTrend,
  type Trend,
  type WeekCount,
} from "./need.ts";

/** Weeks whose rate is the present one, and weeks before them that it is compared with, at most and at least. */
export interface TrendWindow {
  readonly recent: number;
  readonly earlier: number;
  readonly leastEarlier: number;
}
export const TREND_WINDOW: TrendWindow = { recent: 4, earlier: 26, leastEarlier: 8 };
const LEAST_VOICES = 5;
/** How far growth may plausibly lie from 1, as the standard deviation of its logarithm. */
const GROWTH_SPREAD = 0.5;

/**
 * The trends of all needs (their weeks in one calendar, oldest first), flagged with the false-discovery rate held at 5 % over all
 * that can be judged.
 */
export function compareTrends(
  needs: readonly (readonly WeekCount[])[],
  window: TrendWindow = TREND_WINDOW,
): Trend[] {
  const compared = needs.map((weeks) => compareRecent(weeks, window));
  const adjusted = adjust(compared.flatMap((trend) => (trend.ok ? [trend.pValue] : [])));
  let next = 0;
  return compared.map((trend) => {
    if (!trend.ok) return trend;
    const adjustedPValue = adjusted[next++]!;
    const isFound = adjustedPValue <= FALSE_DISCOVERY_RATE;
    const { recent, earlier } = trend;
    const isMore = recent.people * earlier.heard > earlier.people * recent.heard;
    const direction = isFound ? (isMore ? "rising" : "falling") : "steady";
    return { ...trend, adjustedPValue, direction };
  });
}

function compareRecent(
  weeks: readonly WeekCount[],
  window: TrendWindow,
): Omit<KnownTrend, "adjustedPValue" | "direction"> | CannotTell {
  if (weeks.length === 0) return cannotTell("no-dates");
  if (weeks.length < window.recent + window.leastEarlier) return cannotTell("too-few-weeks");
  const recent = sumWeeks(weeks.slice(-window.recent));
  const earlier = sumWeeks(weeks.slice(-window.recent - window.earlier, -window.recent));
  if (recent.heard === 0 || earlier.heard === 0) return cannotTell("nobody-heard");
  if (recent.people + earlier.people < LEAST_VOICES) return cannotTell("too-few-voices");
  return { ok: true, recent, earlier, ...compareSums(earlier, recent) };
}

/**
 * Growth as it enters the rank: the recent rate over the earlier one (half a person added to each), its logarithm drawn towards
 * 0 by how uncertain it is (a normal prior with standard deviation 0.5), within [0.5, 2]; 1 when the trend cannot be told.
 * `logVariance` is what chance leaves of the logarithm's variance.
 */
export function growthOf(trend: Trend): { factor: number; logVariance: number } {
  if (!trend.ok) return { factor: 1, logVariance: 0 };
  const { recent, earlier } = trend;
  const recentRate = (recent.people + 0.5) / recent.heard;
  const earlierRate = (earlier.people + 0.5) / earlier.heard;
  const variance = 1 / (recent.people + 0.5) + 1 / (earlier.people + 0.5);
  const prior = GROWTH_SPREAD ** 2;
  const kept = prior / (prior + variance);
  const factor = Math.exp(Math.log(recentRate / earlierRate) * kept);
  return { factor: Math.min(2, Math.max(0.5, factor)), logVariance: variance * kept };
}
