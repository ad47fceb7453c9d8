// Looks which themes changed at which release when nobody said beforehand, corrected for looking at many.
import { benjaminiHochberg, normalCdf, normalQuantile } from "@heed/stats";
import type { ThemeId } from "../themes/theme.ts";
import { chooseWindow, type ImpactWindow, LEAST_WEEKS } from "./choose-window.ts";
import type { ImpactRatio, ImpactSeries } from "./impact.ts";
import { CONTROLS_MOVED, hasRisen, LEAST_CONTROLS } from "./judge-impact.ts";
import {
  compareLevels,
  type ImpactTest,
  stepBesideTrend,
  testBeyondTrend,
  testLevels,
  withoutLoudestWeek,
} from "./judge-window.ts";

/** People who voice each theme by week, beside people heard. */
export interface ThemeCounts {
  readonly weeks: readonly string[];
  readonly heard: readonly number[];
  readonly themes: readonly { readonly themeId: ThemeId; readonly people: readonly number[] }[];
}

/** A theme that changed at a release for which nobody had planned it. */
export interface UnplannedChange {
  readonly version: string;
  readonly themeId: ThemeId;
  readonly direction: "fell" | "rose";
  readonly change: ImpactRatio;
  /** The p-value under a false-discovery rate over every theme at every release. */
  readonly adjustedPValue: number;
  /** Other releases within 4 weeks, which may have made the change as well. */
  readonly nearby: readonly string[];
}

interface Pair {
  readonly version: string;
  readonly themeId: ThemeId;
  /** Of the test of levels; null where nothing can be compared. */
  readonly pValue: number | null;
  /** Null where the test shows nothing. */
  readonly change: ImpactRatio | null;
  /** The likeliest other reading: a trend, or one week alone. */
  readonly doubt: number;
}

const FALSE_DISCOVERY_RATE = 0.05;
const LEAST_PEOPLE = 8;
const NEAR_DAYS = 28;
const MOST_ROUNDS = 8;
const WEEKS_BEYOND = 8;
/** Weeks of a stretch that another change ends: a shorter one is a burst as likely. */
const LEAST_STRETCH = 5;
/** Pairs from which on their median tells how far unchanged themes spread. */
const LEAST_PAIRS = 12;
const DAY_MS = 86_400_000;
const LEAST_P_VALUE = 1e-300;
const NOTHING = { pValue: null, change: null, doubt: 1 } as const;

/**
 * Every theme at every release. Once a theme is found, its people leave the exposure of the others at that release and
 * those are judged anew, so that a flood of one complaint is not read as the fall of all others.
 */
export function scanReleases(
  counts: ThemeCounts,
  releases: readonly { readonly version: string; readonly date: string }[],
): UnplannedChange[] {
  const removed = new Map<string, ThemeId[]>(releases.map(({ version }) => [version, []]));
  const judged = new Map<string, Pair[]>(
    releases.map((release) => [release.version, judgeRelease(counts, release, [])]),
  );
  const settled: UnplannedChange[] = [];
  let found: UnplannedChange[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    found = findAmong([...judged.values()].flat(), new Set([...removed.values()].flat()));
    let isSettled = true;
    for (const release of releases) {
      const out = removed.get(release.version)!;
      const next = found.find(
        (change) => change.version === release.version && !out.includes(change.themeId),
      );
      if (next === undefined) continue;
      isSettled = false;
      const pairs = judged.get(release.version)!;
      const kept = pairs.filter(({ themeId }) => themeId === next.themeId || out.includes(themeId));
      out.push(next.themeId);
      // It stays found: the others are judged anew because of it.
      settled.push(next);
      judged.set(release.version, [...kept, ...judgeRelease(counts, release, out)]);
    }
    if (isSettled) break;
  }
  const isOf = (a: UnplannedChange, b: UnplannedChange) =>
    a.version === b.version && a.themeId === b.themeId;
  const further = found.filter((change) => !settled.some((known) => isOf(known, change)));
  return attribute([...settled, ...further].sort(bySurety), releases);
}

/** The weekly counts of a theme among the people heard who voice none of the themes left out. */
export function seriesOf(
  { weeks, heard, themes }: ThemeCounts,
  themeId: ThemeId,
  leftOut: readonly ThemeId[] = [],
): ImpactSeries {
  const people = themes.find((theme) => theme.themeId === themeId)?.people ?? weeks.map(() => 0);
  const others = themes.filter(
    (theme) => leftOut.includes(theme.themeId) && theme.themeId !== themeId,
  );
  const exposure = heard.map((count, at) => {
    const rest = others.reduce((left, theme) => left - theme.people[at]!, count);
    return Math.max(rest, people[at]!, Math.min(count, 1));
  });
  return { weeks, people, exposure };
}

function judgeRelease(
  counts: ThemeCounts,
  { version, date }: { readonly version: string; readonly date: string },
  leftOut: readonly ThemeId[],
): Pair[] {
  return counts.themes
    .filter(({ themeId }) => !leftOut.includes(themeId))
    .map(({ themeId }) => {
      return { version, themeId, ...judgePair(seriesOf(counts, themeId, leftOut), date) };
    });
}

/** The test of levels, and how likely other readings of what it shows are; no p-value where nothing can be compared. */
function judgePair(series: ImpactSeries, date: string): Omit<Pair, "version" | "themeId"> {
  const window = chooseWindow(series, date);
  const after = window.weeks.length - window.changeAt;
  const people = window.people.reduce((sum, count) => sum + count, 0);
  if (window.changeAt < LEAST_WEEKS || after < LEAST_WEEKS || people < LEAST_PEOPLE) return NOTHING;
  const { pValue } = testLevels(window) ?? { pValue: null };
  if (pValue === null || pValue > FALSE_DISCOVERY_RATE) return { pValue, change: null, doubt: 1 };
  const change = compareLevels(window, 0.95)!;
  const isBurst =
    (window.isCut.before && window.changeAt < LEAST_STRETCH) ||
    (window.isCut.after && after < LEAST_STRETCH);
  if (isBurst) return { pValue, change, doubt: 1 };
  const rose = hasRisen(change);
  const same = (other: ImpactTest | null) =>
    other !== null && hasRisen(other) === rose ? other.pValue : 1;
  // Bursts last for more than a week, and so many pairs find the worst of them.
  const withoutLoudest = withoutLoudestWeek(withoutLoudestWeek(window, rose), rose);
  const calmer = same(testLevels(withoutLoudest));
  const besideTrend = Math.min(
    same(stepBesideTrend(window, 0.95)),
    same(testBeyondTrend(nearest(window, WEEKS_BEYOND), rose)),
  );
  return { pValue, change, doubt: Math.max(calmer, besideTrend) };
}

/** The weeks nearest to the release, at most so many on each side: over fewer weeks a trend explains less. */
function nearest({ weeks, people, exposure, changeAt, ...rest }: ImpactWindow, most: number) {
  const from = Math.max(0, changeAt - most);
  const slice = <Value>(values: readonly Value[]) => values.slice(from, changeAt + most);
  return {
    ...rest,
    ...{ weeks: slice(weeks), people: slice(people), exposure: slice(exposure) },
    changeAt: changeAt - from,
  };
}

/**
 * How much more the statistics of all pairs spread than chance alone would make them, at least 1: themes that swing for weeks
 * on end do so at releases too. Most pairs of themes without a finding saw no change, so the median tells it.
 *
 * Source: genomic control, B. Devlin and K. Roeder, Biometrics 55 (1999).
 */
function spreadOf(tested: readonly { readonly pValue: number }[]): number {
  const squares = tested.map(({ pValue }) => squareOf(pValue)).sort((a, b) => a - b);
  return Math.max(1, squares[Math.floor(squares.length / 2)]! / squareOf(0.5));
}

/** The square of the standard normal value with this two-sided p-value. */
function squareOf(pValue: number): number {
  return normalQuantile(Math.max(LEAST_P_VALUE, pValue) / 2) ** 2;
}

/** The p-value of a statistic whose variance is `spread` times what was assumed. */
function widened(pValue: number, spread: number): number {
  return Math.min(1, 2 * normalCdf(-Math.sqrt(squareOf(pValue) / spread)));
}

/** Those that survive the correction, the surest first; themes found before are known to have changed. */
function findAmong(pairs: readonly Pair[], changed: ReadonlySet<ThemeId>): UnplannedChange[] {
  const tested = pairs.flatMap((pair) =>
    pair.pValue === null ? [] : [{ ...pair, pValue: pair.pValue }],
  );
  if (tested.length === 0) return [];
  const unchanged = tested.filter(({ themeId }) => !changed.has(themeId));
  const spread = spreadOf(unchanged.length >= LEAST_PAIRS ? unchanged : tested);
  const isShared = sharedMoves(unchanged);
  const adjusted = benjaminiHochberg(
    tested.map((pair) =>
      !changed.has(pair.themeId) && isShared(pair)
        ? 1
        : Math.max(widened(pair.pValue, spread), pair.doubt),
    ),
  );
  if (!adjusted.ok) return [];
  return tested
    .flatMap(({ version, themeId, change }, index): UnplannedChange[] => {
      const adjustedPValue = adjusted.adjusted[index]!;
      if (change === null || adjustedPValue > FALSE_DISCOVERY_RATE) return [];
      const direction = hasRisen(change) ? "rose" : "fell";
      return [{ version, themeId, direction, change, adjustedPValue, nearby: [] }];
    })
    .sort(bySurety);
}

function bySurety(a: UnplannedChange, b: UnplannedChange): number {
  return (
    a.change.pValue - b.change.pValue ||
    (a.version < b.version ? -1 : a.version > b.version ? 1 : 0) ||
    (a.themeId < b.themeId ? -1 : 1)
  );
}

/** Tells of a pair whether more than a third of at least 4 themes moved the same way at that release. */
function sharedMoves(tested: readonly Pair[]): (pair: Pair) => boolean {
  const directionOf = ({ change }: Pair) => (change === null ? null : hasRisen(change));
  const shared = new Set<string>();
  for (const [version, pairs] of Map.groupBy(tested, (pair) => pair.version)) {
    for (const rose of [true, false]) {
      const moved = pairs.filter((pair) => directionOf(pair) === rose).length;
      if (pairs.length >= LEAST_CONTROLS && moved > pairs.length * CONTROLS_MOVED)
        shared.add(`${rose} ${version}`);
    }
  }
  return (pair) => shared.has(`${directionOf(pair)} ${pair.version}`);
}

/** Of releases within 4 weeks that show the same change of a theme, the one that shows it most surely tells it. */
function attribute(
  found: readonly UnplannedChange[],
  releases: readonly { readonly version: string; readonly date: string }[],
): UnplannedChange[] {
  const day = new Map(releases.map(({ version, date }) => [version, Date.parse(date)]));
  const near = (a: string, b: string) =>
    a !== b && Math.abs(day.get(a)! - day.get(b)!) <= NEAR_DAYS * DAY_MS;
  const told: UnplannedChange[] = [];
  for (const change of found) {
    const isEcho = told.some(
      (other) =>
        other.themeId === change.themeId &&
        other.direction === change.direction &&
        near(other.version, change.version),
    );
    if (isEcho) continue;
    const nearby = releases.map(({ version }) => version).filter((v) => near(v, change.version));
    told.push({ ...change, nearby });
  }
  return told;
}
