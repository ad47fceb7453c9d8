// A need is what users lack, said by a theme: who, how badly, since when, worth how much, and how sure that is.
import type { MentionId } from "../mentions/mention.ts";
import type { Kind } from "../readings/reading.ts";
import type { ThemeId, ThemeName } from "../themes/theme.ts";

/** A figure with its confidence interval (95 % unless said otherwise). */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One rate over another with its 95 % interval. */
export interface RateRatio {
  /** Null where the rate below the line is 0, so that no ratio is finite. */
  readonly value: number | null;
  readonly low: number;
  /** Null where nothing bounds it from above. */
  readonly high: number | null;
}

/** Why a figure cannot be told. */
export type CannotTellReason =
  | "too-few-weeks"
  | "too-few-voices"
  | "nobody-heard"
  | "no-dates"
  | "no-values";

/** A figure that the data is too little to tell, with its reason; never a 0 in disguise. */
export interface CannotTell {
  readonly ok: false;
  readonly reason: CannotTellReason;
}

export function cannotTell(reason: CannotTellReason): CannotTell {
  return { ok: false, reason };
}

export interface WeekCount {
  /** Monday of the week in the workspace's time zone, `YYYY-MM-DD`. */
  readonly weekDate: string;
  /** People who voiced the need in that week. */
  readonly people: number;
  /** People who said anything in that week: the exposure. */
  readonly allPeople: number;
}

/** How the rate of the last 4 weeks compares with that of the weeks before, at most 26. */
export interface KnownTrend {
  readonly ok: true;
  /** Rate of the recent weeks over the rate of the earlier ones. */
  readonly ratio: RateRatio;
  /** Sums over weeks of the people who voiced it, and of the people heard. */
  readonly recent: { readonly people: number; readonly heard: number };
  readonly earlier: { readonly people: number; readonly heard: number };
  readonly pValue: number;
  /** After control of the false-discovery rate over all needs. */
  readonly adjustedPValue: number;
  /** `steady` when the change may be chance. */
  readonly direction: "rising" | "falling" | "steady";
}
export type Trend = KnownTrend | CannotTell;

/** A week from which on the need was voiced at another rate. */
export interface RateChange {
  /** Monday of the first week at the new rate. */
  readonly weekDate: string;
  /** People who voiced it per person heard, up to the neighbouring changes. */
  readonly before: number;
  readonly after: number;
  readonly pValue: number;
}

/** People of one value of one dimension, compared with those of its other values. */
export interface NeedSegment {
  readonly dimension: string;
  readonly value: string;
  /** People of the segment who voiced the need. */
  readonly people: number;
  /** People of the segment who said anything. */
  readonly heard: number;
  readonly share: Estimate;
  /** Sums over the dimension's other values: who voiced it there, and who said anything there. */
  readonly others: { readonly people: number; readonly heard: number };
  /** The segment's share over the others' share; null where they may be the same. */
  readonly ratio: RateRatio | null;
  /** Null where the segment or the need is too small to compare. */
  readonly adjustedPValue: number | null;
  /** `same` when the difference may be chance. */
  readonly says: "more" | "less" | "same";
}

/** What the accounts that voice a need are worth. */
export interface KnownValue {
  readonly ok: true;
  /** Sum over accounts, each counted once with its latest value. */
  readonly total: number;
  readonly accounts: number;
  /** Part of the worth of all accounts heard. */
  readonly share: Estimate;
  /** Part of `total` that the largest account brings: near 1 means that one account decides. */
  readonly largestPart: number;
}
export type NeedValue = KnownValue | CannotTell;

/** Why a need stands where it stands: `score = 100 x reach x severity x growth`. */
export interface RankParts {
  /** `(1 - valueWeight) x peopleShare + valueWeight x valueShare`, in [0, 1]. */
  readonly reach: number;
  readonly peopleShare: number;
  /** 0 when no account value is known. */
  readonly valueShare: number;
  /** How much account value weighs in `reach`, in [0, 0.5): more, the more accounts tell. */
  readonly valueWeight: number;
  /** Mean severity of people's worst mention, in [0, 1]. */
  readonly severity: number;
  /** Growth factor in [0.5, 2], drawn towards 1 where few voices tell; 1 when it cannot be told. */
  readonly growth: number;
}

export interface Need {
  readonly id: `need_${number}`;
  readonly themeId: ThemeId;
  readonly name: ThemeName;
  readonly rank: number;
  /** Ranks that chance leaves open: needs outside it are told apart from this one at 95 %. */
  readonly rankRange: { readonly best: number; readonly worst: number };
  readonly score: Estimate;
  readonly parts: RankParts;
  /** Distinct people who voiced it. */
  readonly people: number;
  /** How many of them are items without an author, so that `people` is an upper bound. */
  readonly anonymous: number;
  /** Share of all people heard who voiced it. */
  readonly share: Estimate;
  readonly severity: Estimate;
  readonly trend: Trend;
  readonly changes: readonly RateChange[];
  readonly segments: readonly NeedSegment[];
  readonly value: NeedValue;
  readonly mentions: number;
  /** Mentions of each kind. */
  readonly kinds: Readonly<Partial<Record<Kind, number>>>;
  /** Mentions in each language. */
  readonly languages: Readonly<Record<string, number>>;
  readonly weeks: readonly WeekCount[];
  /** Mentions to quote, the most telling first, one a person. */
  readonly quotes: readonly MentionId[];
}
