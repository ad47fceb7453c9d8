// The words in which an experiment is planned, evidenced and judged.
import type { Statistic } from "@heed/stats";

/** What is counted: whatever was given an arm, or the days of sums. */
export const EXPERIMENT_UNITS = ["person", "session", "row", "day"] as const;
export type ExperimentUnit = (typeof EXPERIMENT_UNITS)[number];

/** `conversion`: yes or no per unit; `mean`: a number per unit; `ratio`: of two sums per unit. */
export const METRIC_KINDS = ["conversion", "mean", "ratio"] as const;
export type MetricKind = (typeof METRIC_KINDS)[number];
/** `guardrail`: what must not get worse. */
export const METRIC_ROLES = ["primary", "secondary", "guardrail"] as const;
export type MetricRole = (typeof METRIC_ROLES)[number];

/** How a metric is to be read. */
export interface MetricPlan {
  readonly name: string;
  readonly kind: MetricKind;
  readonly role: MetricRole;
  readonly better: "higher" | "lower";
  /** Of a guardrail: the largest worsening that is accepted, as a share of control's value. */
  readonly margin?: number;
}

/** One arm as it was seen; the first arm of a list is control. */
export interface ExperimentArm {
  readonly name: string;
  readonly units: number;
}

/** Why nothing can be told of one metric, or of the whole. */
export const EXPERIMENT_REASONS = [
  "no-exposures",
  "one-arm",
  "arm-empty",
  "sample-ratio-mismatch",
  "segment-mismatch",
  "people-in-both-arms",
  "arms-renamed",
  "arms-not-concurrent",
  "not-finished",
  "between-looks",
  "looks-remain",
  "no-metrics",
  "too-few-units",
  "zero-variance",
  "not-finite",
  "mixed-units",
  "not-numbers",
  "missing-differs",
  "too-skewed",
  "depends-on-outliers",
  "depends-on-left-out",
] as const;
export type ExperimentReason = (typeof EXPERIMENT_REASONS)[number];

/** A reason with what was found, in words that fill its sentence. */
export interface ExperimentDoubt {
  readonly reason: ExperimentReason;
  /** Figures and names that the sentence tells; by name. */
  readonly details: Readonly<Record<string, string | number>>;
}

/** What was noticed and does not forbid a verdict. */
export const EXPERIMENT_NOTES = [
  "control-guessed",
  "split-guessed",
  "split-suspect",
  "people-in-both-arms",
  "contradictions-left-out",
  "rows-joined",
  "rows-refused",
  "missing-values",
  "values-capped",
  "covariate-used",
  "looked-once",
  "look-stands",
  "short",
  "days-vary",
  "arms-folded",
  "arms-left-out",
  "rows-as-units",
  "groups-few",
  "metrics-chosen",
] as const;
export type ExperimentNoteKind = (typeof EXPERIMENT_NOTES)[number];
export interface ExperimentNote {
  readonly note: ExperimentNoteKind;
  readonly details: Readonly<Record<string, string | number>>;
}

/** One metric's sums in each arm. */
export interface MetricEvidence extends MetricPlan {
  /** In the order of the arms; empty where `doubt` says that it cannot be read. */
  readonly statistics: readonly Statistic[];
  /** Units without a value, in the order of the arms. */
  readonly missing?: readonly number[];
  /** The same with values beyond limits moved onto them; limits are taken over all arms together. */
  readonly capped?: {
    readonly low: number;
    readonly high: number;
    /** How many values were moved. */
    readonly values: number;
    /** Where it was chosen beforehand; absent where a heavy tail was found. */
    readonly quantile?: number;
    readonly statistics: readonly Statistic[];
  };
  /** Skewness of the values as they are compared, over all arms. */
  readonly skewness?: number;
  /** The same with everybody left out for whom any row was doubtful. */
  readonly strict?: readonly Statistic[];
  /** Successes by day in each arm, for sums by day: how steady the difference was. */
  readonly days?: readonly DayPair[];
  readonly doubt?: ExperimentDoubt;
}

/** One day of sums: the trials and successes of control and of each treatment. */
export interface DayPair {
  readonly day: string;
  readonly trials: readonly number[];
  readonly successes: readonly number[];
}

/** The same units told apart by a value that was known before they were given an arm. */
export interface SegmentEvidence {
  readonly dimension: string;
  readonly value: string;
  readonly units: readonly number[];
  /** By metric, then by arm. */
  readonly statistics: readonly (readonly Statistic[])[];
}

/** Everything that is known of an experiment, as sums. */
export interface ExperimentEvidence {
  readonly unit: ExperimentUnit;
  /** Control first. */
  readonly arms: readonly ExperimentArm[];
  readonly metrics: readonly MetricEvidence[];
  readonly segments?: readonly SegmentEvidence[];
  /** Units seen in more than one arm, which were left out. */
  readonly crossed?: number;
  /** Days from the first to the last exposure, both counted. */
  readonly period?: { readonly firstDay: string; readonly lastDay: string; readonly days: number };
  /** What was found that forbids any verdict. */
  readonly doubts?: readonly ExperimentDoubt[];
  readonly notes?: readonly ExperimentNote[];
}

/** The primary metrics' part of the level where there are other questions too. */
export const PRIMARY_PART = 0.8;

/** How the experiment is looked at. */
export type Looking =
  /** Once, at the planned end. */
  | { readonly kind: "once" }
  /** As often as one likes; `tuning`: units at which the interval is tightest. */
  | { readonly kind: "always-valid"; readonly tuning?: number }
  /** At shares of the planned size, this look included; the last is over 1 where more came than was planned. */
  | {
      readonly kind: "planned-looks";
      readonly fractions: readonly number[];
      readonly spending: LookSpending;
      /** Looks that are still to come; absent at the last one. */
      readonly ahead?: LooksAhead;
    }
  /** At no planned look: who is in which arm is told, and no figure. */
  | { readonly kind: "between-looks"; readonly ahead: LooksAhead };

/** How the level is spent over planned looks: hardly at first, or about evenly. */
export const LOOK_SPENDINGS = ["obrien-fleming", "pocock"] as const;
export type LookSpending = (typeof LOOK_SPENDINGS)[number];

/** Where in a plan of looks one stands. */
export interface LooksAhead {
  /** Place of the last look that was taken; 0 before the first. */
  readonly look: number;
  /** Looks of the plan. */
  readonly looks: number;
  /** Units over all arms at which the next one is due. */
  readonly next: number;
}

export interface JudgeOptions {
  /** Planned share of each arm, in any unit; equal when absent, and then taken for less than sure. */
  readonly split?: readonly number[];
  readonly looking?: Looking;
  /** Units over all arms that the plan asks for. */
  readonly plannedUnits?: number;
  /** Chance of any false verdict. Default 0.05. */
  readonly level?: number;
}

/** A figure with its 95 % interval. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export const EXPERIMENT_VERDICTS = ["better", "worse", "no-difference", "cannot-tell"] as const;
export type MetricVerdict = (typeof EXPERIMENT_VERDICTS)[number];
/** `mixed`: better in one primary metric, and worse in another or in a guardrail. */
export const OVERALL_VERDICTS = [
  "better",
  "worse",
  "mixed",
  "no-difference",
  "cannot-tell",
] as const;
export type OverallVerdict = (typeof OVERALL_VERDICTS)[number];

/** One metric of one treatment against control. */
export interface ArmComparison {
  readonly metric: string;
  readonly arm: string;
  readonly kind: MetricKind;
  readonly role: MetricRole;
  readonly better: "higher" | "lower";
  readonly control: { readonly units: number; readonly mean: number } | null;
  readonly treatment: { readonly units: number; readonly mean: number } | null;
  /** Treatment minus control. */
  readonly difference: Interval | null;
  /** The same as a share of the size of control's value; null without a baseline. */
  readonly relative: Interval | null;
  readonly pValue: number | null;
  /** Corrected for all comparisons of the experiment. */
  readonly adjustedPValue: number | null;
  readonly verdict: MetricVerdict;
  readonly doubt: ExperimentDoubt | null;
  /** The difference that would have been found in 4 of 5 cases. */
  readonly detectable: number | null;
  /** Of a guardrail: whether a worsening beyond its margin is ruled out. */
  readonly guardrail: "held" | "harmed" | "not-shown" | null;
  /** Share of the variance that an earlier value took away. */
  readonly varianceReduction: number | null;
  /** The difference before values were capped. */
  readonly uncapped: Interval | null;
  /** The difference with the error that the days show, where it is larger; the verdict goes by it. */
  readonly byDays: Interval | null;
}

/** Whether the arms have the sizes they were meant to have. */
export interface SplitJudgement {
  readonly says: "as-planned" | "suspect" | "mismatch" | "not-known";
  readonly pValue: number | null;
  /** Share of each arm that was planned, or that its size suggests. */
  readonly shares: readonly number[];
  /** `suggested`: no plan is known and the sizes fit whole per cents. */
  readonly from: "plan" | "equal" | "suggested";
}

/** A primary metric's effect among those of one value of a dimension. */
export interface SegmentEffect {
  readonly dimension: string;
  readonly value: string;
  readonly metric: string;
  readonly arm: string;
  readonly units: number;
  readonly difference: Interval;
  /** Drawn towards the effect of all, as far as chance spreads it. */
  readonly shrunk: Interval;
}
export interface SegmentSpread {
  readonly dimension: string;
  readonly metric: string;
  readonly arm: string;
  /** Corrected for all comparisons of the experiment. */
  readonly adjustedPValue: number;
  /** Whether the effect differs between the values beyond chance. */
  readonly differs: boolean;
}

export interface ExperimentJudgement {
  readonly verdict: OverallVerdict;
  /** Why it cannot be told. */
  readonly doubt: ExperimentDoubt | null;
  readonly unit: ExperimentUnit;
  readonly arms: readonly (ExperimentArm & { readonly verdict: OverallVerdict | null })[];
  readonly split: SplitJudgement;
  readonly crossed: number;
  readonly period: ExperimentEvidence["period"] | null;
  readonly comparisons: readonly ArmComparison[];
  readonly segments: readonly SegmentEffect[];
  readonly spreads: readonly SegmentSpread[];
  readonly notes: readonly ExperimentNote[];
  readonly looking: Looking["kind"];
  readonly level: number;
  /** Comparisons for which p-values were corrected. */
  readonly looks: number;
}
