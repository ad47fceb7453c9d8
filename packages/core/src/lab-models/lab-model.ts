// A model of the lab as the workspace knows it: what it was made of, how good it is, whether it is at work.
import type { DatasetId, FeatureColumn, LabTask } from "../datasets/dataset.ts";
import type { DriftReference } from "../evaluations/drift.ts";
import type { EvaluationReport } from "../evaluations/evaluation-report.ts";
import type { LearningCurve } from "../evaluations/learning-curve.ts";
import type { LabelIssues } from "../labels/label-issues.ts";

/** `NAME@VERSION`; versions of one name count from 1. */
export type LabModelId = `${string}@${number}`;

/** One of the recipes that were tried, with its score on examples it had not seen. */
export interface Contestant {
  readonly name: string;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly logLoss: number;
  /** Seconds that its trainings took together. */
  readonly seconds: number;
}

/** A figure while training: the curve that is drawn live. */
export interface CurveStep {
  /** Which training: a recipe, and the fold it is of. */
  readonly of: string;
  /** Epoch or other step, from 1. */
  readonly step: number;
  readonly loss: number;
  readonly validation: number | null;
}

/** How the figures of a model were had. */
export type MeasuredBy =
  | { readonly way: "cross-validation"; readonly folds: number }
  | { readonly way: "held-out"; readonly train: number; readonly test: number };

/** What a person is told before and after training. */
export interface TrainingCost {
  readonly seconds: number;
  readonly megabytes: number;
}

export interface LabModel {
  readonly id: LabModelId;
  readonly name: string;
  readonly version: number;
  readonly task: LabTask;
  readonly target: string;
  readonly classes: readonly string[];
  readonly columns: readonly FeatureColumn[];
  readonly dataset: {
    readonly id: DatasetId;
    readonly name: string;
    readonly origin: string;
    readonly examples: number;
  };
  /** Recipe that won, among `contestants`. */
  readonly recipe: string;
  readonly contestants: readonly Contestant[];
  readonly measuredBy: MeasuredBy;
  readonly split: string;
  readonly seed: number;
  readonly evaluation: EvaluationReport;
  readonly learningCurve: LearningCurve | null;
  readonly labelIssues: LabelIssues;
  readonly history: readonly CurveStep[];
  readonly drift: DriftReference;
  readonly estimated: TrainingCost;
  readonly took: TrainingCost;
  /** Bytes of the model's file, and its SHA-256 in hexadecimal. */
  readonly bytes: number;
  readonly sha256: string;
  /** UTC instant (ISO 8601). */
  readonly createdAt: string;
}

/** A model at work: its answers are a column that feedback is filtered by. */
export interface Promotion {
  /** Name of the column; one model at a time. */
  readonly column: string;
  readonly model: LabModelId;
  /** Models that were at work before, the latest last. */
  readonly before: readonly LabModelId[];
  /** UTC instant (ISO 8601). */
  readonly at: string;
}
