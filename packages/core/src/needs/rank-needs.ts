// Turns voices grouped by theme into ranked needs: how many people, worth how much, how badly and how fast.
import type { Kind } from "../readings/reading.ts";
import { type Theme, themeNumber } from "../themes/theme.ts";
import { chooseQuotes } from "./choose-quotes.ts";
import { compareSegments } from "./compare-segments.ts";
import { compareTrends, growthOf } from "./compare-trends.ts";
import {
  meanEstimate,
  shareEstimate,
  squaresAroundMean,
  standardErrorOf,
  Z95,
} from "./estimates.ts";
import { findChanges } from "./find-changes.ts";
import type { Estimate, Need, NeedValue, RankParts, Trend, WeekCount } from "./need.ts";
import { type ThemeTally, tallyVoices, type VoiceTally } from "./tally-voices.ts";
import { type AccountsHeard, accountsHeard, valueWeight, worthOf } from "./value-accounts.ts";
import type { Voice } from "./voice.ts";

/**
 * Needs in rank order, one for each theme that at least one person voices as a bug, complaint, request or question about our
 * own product. `score = 100 x reach x severity x growth`; every part, interval and rule is in SPEC-needs.md. Ties: more people,
 * then theme id. One pass over the voices; needs are few.
 */
export function rankNeeds(themes: readonly Theme[], voices: readonly Voice[]): Need[] {
  const tally = tallyVoices(voices);
  const told = themes.flatMap((theme) => {
    const found = tally.themes.get(theme.id);
    return found === undefined ? [] : [{ theme, found }];
  });
  const weeks = told.map(({ found }) => countWeeks(found, tally));
  const trends = compareTrends(weeks);
  const changes = findChanges(weeks);
  const segments = compareSegments(
    told.map(({ found }) => found),
    tally,
  );
  const context = {
    tally,
    heard: accountsHeard(tally.accountValues),
    pooledVariance: pooledVariance(told.map(({ found }) => found)),
  };
  const drafts = told.map(({ theme, found }, index) => ({
    ...describeNeed(theme, found, trends[index]!, context),
    changes: changes[index]!,
    segments: segments[index]!,
    weeks: weeks[index]!,
  }));
  return giveRanks(drafts);
}

interface RankContext {
  readonly tally: VoiceTally;
  readonly heard: AccountsHeard | null;
  readonly pooledVariance: number;
}

type NeedDraft = Omit<Need, "rank" | "rankRange"> & { readonly logError: number };

function describeNeed(
  theme: Theme,
  found: ThemeTally,
  trend: Trend,
  { tally, heard, pooledVariance }: RankContext,
): Omit<NeedDraft, "changes" | "segments" | "weeks"> {
  const people = found.worst.size;
  const share = shareEstimate(people, tally.people);
  const severity = meanEstimate(found.worst.values(), pooledVariance);
  const value = worthOf(found.accounts, tally.accountValues, heard);
  const growth = growthOf(trend);
  const parts = rankParts(share, value, valueWeight(heard), severity, growth.factor);
  const score = 100 * parts.reach * parts.severity * parts.growth;
  const logError = Math.sqrt(
    (reachError(parts, value, tally.people) / parts.reach) ** 2 +
      (standardErrorOf(severity) / severity.value) ** 2 +
      growth.logVariance,
  );
  const spread = Math.exp(Z95 * logError);
  return {
    id: `need_${themeNumber(theme.id)}`,
    themeId: theme.id,
    name: theme.name,
    score: { value: score, low: score / spread, high: score * spread },
    logError,
    parts,
    people,
    anonymous: found.anonymous,
    share,
    severity,
    trend,
    value,
    mentions: found.voices.length,
    kinds: countBy(found.voices, (voice) => voice.kind) as Partial<Record<Kind, number>>,
    languages: countBy(found.voices, (voice) => voice.language),
    quotes: chooseQuotes(theme, found.voices),
  };
}

function rankParts(
  share: Estimate,
  value: NeedValue,
  weight: number,
  severity: Estimate,
  growth: number,
): RankParts {
  const valueShare = value.ok ? value.share.value : 0;
  return {
    reach: (1 - weight) * share.value + weight * valueShare,
    peopleShare: share.value,
    valueShare,
    valueWeight: weight,
    severity: severity.value,
    growth,
  };
}

/** Standard error of reach: binomial for people; for value from its interval, none where no account tells. */
function reachError(
  { peopleShare, valueWeight: weight }: RankParts,
  value: NeedValue,
  everyone: number,
): number {
  const peopleError = Math.sqrt((peopleShare * (1 - peopleShare)) / everyone);
  const valueError = value.ok && value.total > 0 ? standardErrorOf(value.share) : 0;
  return Math.hypot((1 - weight) * peopleError, weight * valueError);
}

/**
 * Ranks by score. A need's range of ranks leaves out the needs that are surely above or below it: those whose log score differs by
 * more than 1.96 standard errors of the difference (M. Mogstad et al., Review of Economic Studies 91, 2024, in pairs).
 */
function giveRanks(drafts: readonly NeedDraft[]): Need[] {
  const sorted = drafts.toSorted(
    (a, b) =>
      b.score.value - a.score.value ||
      b.people - a.people ||
      themeNumber(a.themeId) - themeNumber(b.themeId),
  );
  return sorted.map(({ logError, ...need }, index) => {
    const isApart = (other: NeedDraft) =>
      Math.abs(Math.log(other.score.value / need.score.value)) >
      Z95 * Math.hypot(logError, other.logError);
    const above = sorted.slice(0, index).filter(isApart).length;
    const below = sorted.slice(index + 1).filter(isApart).length;
    return {
      ...need,
      rank: index + 1,
      rankRange: { best: above + 1, worst: sorted.length - below },
    };
  });
}

/** Variance of severity among the people of one need, over all needs. */
function pooledVariance(tallies: readonly ThemeTally[]): number {
  let squares = 0;
  let freedom = 0;
  for (const { worst } of tallies) {
    const around = squaresAroundMean(worst.values());
    squares += around.squares;
    freedom += around.count - 1;
  }
  // Before anything is known: the variance of a value that may lie anywhere in [0, 1].
  return freedom === 0 ? 1 / 12 : Math.max(squares / freedom, 0.01);
}

function countWeeks(found: ThemeTally, { weeks, heard }: VoiceTally): WeekCount[] {
  return weeks.map((weekDate, index) => ({
    weekDate,
    people: found.weekPeople[index]!,
    allPeople: heard[index]!,
  }));
}

function countBy(voices: readonly Voice[], key: (voice: Voice) => string): Record<string, number> {
  const counts = new Map<string, number>();
  for (const voice of voices) counts.set(key(voice), (counts.get(key(voice)) ?? 0) + 1);
  return Object.fromEntries(
    [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1)),
  );
}
