// Decides whether a theme was voiced more or less after a release, and says what it cannot tell.
import { normalQuantile } from "@heed/stats";
import { chooseWindow, type ImpactWindow, LEAST_WEEKS, sideOf } from "./choose-window.ts";
import { compareVersionRates, type VersionCounts } from "./compare-versions.ts";
import type {
  DetectableChange,
  Impact,
  ImpactNeeds,
  ImpactRatio,
  ImpactReason,
  ImpactSeries,
  VersionComparison,
} from "./impact.ts";
import {
  compareLevels,
  fitsBetterAt,
  type ImpactTest,
  isLongEnough,
  rankAmongPlacebos,
  stepBesideTrend,
  testBeyondTrend,
  testLevels,
  trendAllowance,
  withoutLoudestWeek,
} from "./judge-window.ts";

export interface ImpactOptions {
  /** Day of the release, `YYYY-MM-DD`. */
  readonly releasedOn: string;
  /** Weeks looked at on each side; without it 26 before and 12 after. */
  readonly weeks?: number;
  /** Themes judged for one release share the 5 %. Default 1. */
  readonly themes?: number;
  /** The same theme by version, over the weeks from the release on. */
  readonly versions?: { readonly old: VersionCounts; readonly fresh: VersionCounts };
  /** The same theme under a second exposure (people heard beside users), which must not disagree. */
  readonly second?: ImpactSeries;
  /** Themes split off this one or opened beside it, and all of them together with it: what one loses another may win. */
  readonly parts?: { readonly each: readonly ImpactSeries[]; readonly together: ImpactSeries };
  /** Days of other releases within 4 weeks. */
  readonly nearby?: readonly string[];
  /** Other themes at the same release, which nobody meant to change. */
  readonly controls?: readonly ImpactSeries[];
}

const LEVEL = 0.05;
/** Beside a comparison of levels a trend must leave the step at least this unlikely to be chance. */
const GUARD_LEVEL = 0.1;
const LEAST_PEOPLE = 8;
/** When so many of at least so many other themes moved the same way, none is told. */
export const LEAST_CONTROLS = 4;
export const CONTROLS_MOVED = 1 / 3;
/** Where not even this fall could be seen, silence says nothing. */
const USELESS_FALL = 0.1;
/** A tenth more than the 4 in 5 that are named: the doubts take some. */
const AIMED_POWER = 0.9;
const MOST_ROUNDS = 60;
const LEAST_RATIO = 1e-6;

/** The verdict on one theme at one release; rules IM1 to IM12 of SPEC-impact.md. */
export function judgeImpact(series: ImpactSeries, options: ImpactOptions): Impact {
  const level = LEVEL / (options.themes ?? 1);
  const confidenceLevel = 1 - level;
  const window = chooseWindow(series, options.releasedOn, options.weeks);
  const { old, fresh } = options.versions ?? { old: NOBODY, fresh: NOBODY };
  const versions = compareVersionRates(old, fresh, confidenceLevel);
  const needed = weeksNeeded(window);
  const people = window.people.reduce((sum, count) => sum + count, 0);
  if (needed !== null) return judgeByVersions(window, versions, needed, level);
  const base = describe(window, versions, confidenceLevel);
  if (people < LEAST_PEOPLE) {
    return { ...base, reason: "too-few-people", needed: { people: LEAST_PEOPLE - people } };
  }
  const levels = compareLevels(window, confidenceLevel);
  const besideTrend = stepBesideTrend(window, confidenceLevel);
  const isLong = isLongEnough(window, besideTrend);
  const change = isLong ? besideTrend : levels;
  if (change === null) return { ...base, reason: "too-few-people", needed: { people: 1 } };
  const method = isLong ? ("trend" as const) : ("level" as const);
  const detectable = detectableChange(change, confidenceLevel, {
    expected: expectedAfter(window),
    fall: isLong ? 0 : trendAllowance(window, false),
    rise: isLong ? 0 : trendAllowance(window, true),
  });
  const known: Impact = { ...base, change, method, besideTrend, detectable };
  if (change.pValue > level) return withoutFinding(known, window);
  const rose = hasRisen(change);
  const placebo = rankAmongPlacebos(window);
  const reason = doubt({ window, rose, level, besideTrend, isLong, placebo, options });
  if (reason !== null) return { ...known, placebo, reason };
  return { ...known, placebo, verdict: rose ? "rose" : "fell" };
}

const NOBODY: VersionCounts = { people: [], exposure: [] };

/** True for a ratio above 1. */
export function hasRisen({ ratio }: Pick<ImpactRatio, "ratio">): boolean {
  return ratio === null || ratio > 1;
}

interface Finding {
  readonly window: ImpactWindow;
  readonly rose: boolean;
  readonly level: number;
  readonly besideTrend: ImpactRatio | null;
  readonly isLong: boolean;
  readonly placebo: Impact["placebo"];
  readonly options: ImpactOptions;
}

/** What else could have made a change that is there, in the order in which it is asked. */
function doubt(finding: Finding): ImpactReason | null {
  const { window, rose, level, besideTrend, isLong, placebo, options } = finding;
  const same = (other: ImpactTest | null, most: number) =>
    other !== null && other.pValue <= most && hasRisen(other) === rose;
  const beyond = () => same(testBeyondTrend(window, rose), level);
  if (!isLong && !same(besideTrend, Math.min(GUARD_LEVEL, 2 * level)) && !beyond()) {
    return "trend-explains";
  }
  const calmer = withoutLoudestWeek(window, rose);
  const again = isLong ? stepBesideTrend(calmer, 1 - level) : testLevels(calmer);
  if (!same(again, 2 * level)) return "one-week";
  if (placebo !== null && placebo.share > Math.max(LEVEL, 1 / (placebo.placebos + 1))) {
    return "placebo";
  }
  if (options.second !== undefined) {
    const other = chooseWindow(options.second, options.releasedOn, options.weeks);
    if (!same(testLevels(other), 2 * level)) return "exposures-disagree";
  }
  if (options.nearby?.some((day) => fitsBetterAt(window, day)) === true) return "other-release";
  if (hasMovedToParts(options, rose, (other) => same(other, 2 * level))) return "theme-split";
  return haveControlsMoved(options, rose) ? "everything-moved" : null;
}

/** True where a part moved the other way and both together did not move: people say it under another name. */
function hasMovedToParts(
  { parts, releasedOn, weeks }: ImpactOptions,
  rose: boolean,
  hasMoved: (change: ImpactTest | null) => boolean,
): boolean {
  if (parts === undefined) return false;
  const changeOf = (series: ImpactSeries) => {
    const window = chooseWindow(series, releasedOn, weeks);
    return weeksNeeded(window) === null ? testLevels(window) : null;
  };
  const isOpposite = (change: ImpactTest | null) =>
    change !== null && change.pValue <= GUARD_LEVEL && hasRisen(change) !== rose;
  return (
    parts.each.some((part) => isOpposite(changeOf(part))) && !hasMoved(changeOf(parts.together))
  );
}

function haveControlsMoved({ controls = [], releasedOn, weeks }: ImpactOptions, rose: boolean) {
  const judged = controls.flatMap((series) => {
    const window = chooseWindow(series, releasedOn, weeks);
    if (weeksNeeded(window) !== null) return [];
    return testLevels(window) ?? [];
  });
  const moved = judged.filter((change) => change.pValue <= LEVEL && hasRisen(change) === rose);
  return judged.length >= LEAST_CONTROLS && moved.length > judged.length * CONTROLS_MOVED;
}

/** Too little time for a series: versions that overlap may still tell. */
function judgeByVersions(
  window: ImpactWindow,
  versions: VersionComparison,
  needed: ImpactNeeds,
  level: number,
): Impact {
  const base = describe(window, versions, 1 - level);
  if (!versions.ok) return { ...base, reason: "too-few-weeks", needed };
  const { ratio, low, high, pValue } = versions;
  const change = { ratio, low, high, pValue };
  const known: Impact = {
    ...base,
    change,
    method: "versions",
    detectable: detectableChange(change, 1 - level, {
      ...{ expected: versions.people / 2, fall: 0, rise: 0 },
    }),
  };
  if (pValue > level) return withoutFinding(known, window);
  return { ...known, verdict: hasRisen(change) ? "rose" : "fell" };
}

function withoutFinding(known: Impact, window: ImpactWindow): Impact {
  const { detectable } = known;
  if (detectable !== null && detectable.fallTo >= USELESS_FALL) {
    return { ...known, verdict: "no-change" };
  }
  // The width shrinks with the root of the weeks; a halving is what should be seen.
  const width = detectable === null ? Math.log(100) : -Math.log(detectable.fallTo);
  const after = window.weeks.length - window.changeAt;
  const times = (width / Math.LN2) ** 2;
  return {
    ...known,
    reason: "too-noisy",
    needed: { weeksAfter: Math.max(1, Math.ceil(after * (times - 1))) },
  };
}

/**
 * What would be told in 4 of 5 cases: the wider side of the interval, stretched by `1 + z(0.9) / z(1 - level / 2)`, and what a trend
 * may take away of a comparison of levels. A fall leaves fewer voices, which widens it: `expected` are the people who would
 * have voiced it afterwards without a change.
 */
function detectableChange(
  { ratio, low, high }: ImpactRatio,
  confidenceLevel: number,
  { expected, fall, rise }: { expected: number; fall: number; rise: number },
): DetectableChange | null {
  if (ratio === null || high === null || low <= 0) return null;
  const reach = Math.log(Math.max(ratio / low, high / ratio));
  const z = normalQuantile(1 - (1 - confidenceLevel) / 2);
  const wanted = z + normalQuantile(AIMED_POWER);
  const variance = (reach / z) ** 2;
  let fallTo = 1;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const fewer = (1 / fallTo - 1) / expected;
    fallTo = Math.max(LEAST_RATIO, Math.exp(-wanted * Math.sqrt(variance + fewer) - fall));
  }
  return { fallTo, riseTo: Math.exp(wanted * Math.sqrt(variance) + rise) };
}

/** People who would voice a theme after the release if nothing changed. */
function expectedAfter(window: ImpactWindow): number {
  const [before, after] = [sideOf(window, "before")!, sideOf(window, "after")!];
  const rate = (before.people + after.people) / (before.exposure + after.exposure);
  return rate * after.exposure;
}

function weeksNeeded({ weeks, changeAt }: ImpactWindow): ImpactNeeds | null {
  const [before, after] = [LEAST_WEEKS - changeAt, LEAST_WEEKS - (weeks.length - changeAt)];
  if (before <= 0 && after <= 0) return null;
  return {
    ...(before > 0 ? { weeksBefore: before } : {}),
    ...(after > 0 ? { weeksAfter: after } : {}),
  };
}

function describe(
  window: ImpactWindow,
  versions: VersionComparison,
  confidenceLevel: number,
): Impact {
  return {
    verdict: "cannot-tell",
    reason: null,
    needed: {},
    change: null,
    method: null,
    besideTrend: null,
    before: sideOf(window, "before"),
    after: sideOf(window, "after"),
    isCut: window.isCut,
    hasSeason: window.hasSeason,
    detectable: null,
    placebo: null,
    versions,
    confidenceLevel,
  };
}
