// The words in which a release's effect on a theme is told.

/** Counts of people by week, whole weeks in order of time; the three lists are of one length. */
export interface ImpactSeries {
  /** Mondays, `YYYY-MM-DD`. */
  readonly weeks: readonly string[];
  /** People who voiced the theme as a need, each once a week. */
  readonly people: readonly number[];
  /** Of how many: people heard, or users; 0 where nobody was. */
  readonly exposure: readonly number[];
}

export const IMPACT_VERDICTS = ["fell", "rose", "no-change", "cannot-tell"] as const;
export type ImpactVerdict = (typeof IMPACT_VERDICTS)[number];

/** Why nothing can be told. */
export const IMPACT_REASONS = [
  "too-few-weeks",
  "too-few-people",
  "too-noisy",
  "trend-explains",
  "one-week",
  "placebo",
  "everything-moved",
  "exposures-disagree",
  "theme-split",
  "other-release",
] as const;
export type ImpactReason = (typeof IMPACT_REASONS)[number];

/** A rate after divided by the rate before, with its interval; `ratio` and `high` are null where they have no end. */
export interface ImpactRatio {
  readonly ratio: number | null;
  readonly low: number;
  readonly high: number | null;
  readonly pValue: number;
}

/** Counts and rate of one side of a release. */
export interface ImpactSide {
  readonly fromWeek: string;
  readonly toWeek: string;
  readonly weeks: number;
  readonly people: number;
  readonly exposure: number;
  /** People per unit of exposure. */
  readonly rate: number;
}

/** Those who name a version before the release against those who name it or a later one, in the weeks in which both speak. */
export type VersionComparison =
  | ({ readonly ok: true; readonly weeks: number; readonly people: number } & ImpactRatio)
  | { readonly ok: false; readonly reason: "no-overlap" | "too-few-people" };

/** Changes that would have been found in 4 of 5 cases: a fall to `fallTo` times the rate, a rise to `riseTo` times. */
export interface DetectableChange {
  readonly fallTo: number;
  readonly riseTo: number;
}

/** What would be needed to tell. */
export interface ImpactNeeds {
  /** More weeks after the release. */
  readonly weeksAfter?: number;
  /** More weeks before it. */
  readonly weeksBefore?: number;
  /** More people who voice the theme. */
  readonly people?: number;
}

/** What a release did to one theme. */
export interface Impact {
  readonly verdict: ImpactVerdict;
  /** Null unless the verdict is `cannot-tell`. */
  readonly reason: ImpactReason | null;
  readonly needed: ImpactNeeds;
  /** Null where no comparison was possible. */
  readonly change: ImpactRatio | null;
  /** `trend`: the step beside a trend; `level`: the plain rates; `versions`: by version; null without a comparison. */
  readonly method: "trend" | "level" | "versions" | null;
  /** The step beside a trend, where it could be fitted. */
  readonly besideTrend: ImpactRatio | null;
  readonly before: ImpactSide | null;
  readonly after: ImpactSide | null;
  /** True where the window was cut short because the rate had changed at another time. */
  readonly isCut: { readonly before: boolean; readonly after: boolean };
  readonly hasSeason: boolean;
  readonly detectable: DetectableChange | null;
  /** Rank among the same test at earlier weeks: share at least as strong; null without room for 12 of them. */
  readonly placebo: { readonly share: number; readonly placebos: number } | null;
  readonly versions: VersionComparison;
  /** Confidence level of the intervals. */
  readonly confidenceLevel: number;
}
