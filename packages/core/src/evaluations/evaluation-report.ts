// What was measured of a model on examples it had not seen: the figures every page and card shows.
import type { LabelerAgreement } from "../labels/labeler-agreement.ts";

/** A figure with its 95 % interval. */
export interface MeasuredFigure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Figures of one class; null where nothing was answered so, or nothing is so. */
export interface ClassEvaluation {
  readonly name: string;
  /** Examples that are of the class. */
  readonly examples: number;
  readonly precision: MeasuredFigure | null;
  readonly recall: MeasuredFigure | null;
  readonly f1: MeasuredFigure | null;
}

export interface MeanFigures {
  readonly precision: MeasuredFigure;
  readonly recall: MeasuredFigure;
  readonly f1: MeasuredFigure;
}

export interface CalibrationBand {
  readonly from: number;
  readonly to: number;
  readonly examples: number;
  readonly confidence: number;
  readonly accuracy: number;
}

/** Results for the examples of one value of one slice. */
export interface SliceEvaluation {
  readonly slice: string;
  readonly value: string;
  readonly examples: number;
  readonly accuracy: MeasuredFigure;
  /** Whether the slice does worse than all the others by more than chance. */
  readonly isWorse: boolean;
}

export interface Mistake {
  /** Number of the example. */
  readonly example: number;
  readonly truth: string;
  readonly answer: string;
  /** Probability of the answer. */
  readonly probability: number;
}

export interface EvaluationReport {
  readonly examples: number;
  readonly classes: readonly string[];
  readonly accuracy: MeasuredFigure;
  /** Means over classes, and over examples by their class. */
  readonly macro: MeanFigures;
  readonly weighted: MeanFigures;
  readonly perClass: readonly ClassEvaluation[];
  /** Rows are what is so, columns what was answered, in the order of `classes`. */
  readonly confusion: readonly (readonly number[])[];
  readonly calibration: {
    /** Mean distance of confidence from accuracy over the bands, weighted by examples. */
    readonly error: number;
    readonly bands: readonly CalibrationBand[];
  };
  /** Mean of -ln of the probability of what is so. */
  readonly logLoss: number;
  readonly slices: readonly SliceEvaluation[];
  /** The surest wrong answers first. */
  readonly mistakes: readonly Mistake[];
  /** Accuracy of always answering the most frequent class. */
  readonly majority: number;
  /** How far people agree: no model can be shown to do better than its labels. */
  readonly ceiling: LabelerAgreement | null;
  /** Examples of the data that are (nearly) among those the model was trained on, and were left out. */
  readonly seen: number;
}
