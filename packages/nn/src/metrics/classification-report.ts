// Accuracy, precision, recall and F1, per class and averaged.
import type { ConfusionMatrix } from "./confusion-matrix.ts";

/** A share, or undefined where it has no cases to be a share of. */
export type Share = number | undefined;

/** Figures of one class. */
export type ClassFigures = {
  /** Of the examples predicted so, the share that are; undefined when none was predicted. */
  readonly precision: Share;
  /** Of the examples that are so, the share found; undefined when there are none. */
  readonly recall: Share;
  /** Harmonic mean 2 tp / (2 tp + fp + fn); undefined when neither occurs. */
  readonly f1: Share;
  /** Number of examples that are of this class. */
  readonly support: number;
};

/** Averages over classes; a class without a figure counts as 0 when it has examples. */
export type AverageFigures = {
  readonly precision: Share;
  readonly recall: Share;
  readonly f1: Share;
};

/** All figures of a confusion matrix. */
export type ClassificationReport = {
  /** Share of right predictions; undefined without examples. */
  readonly accuracy: Share;
  readonly perClass: readonly ClassFigures[];
  /** Plain mean over the classes that occur, as label or as prediction. */
  readonly macro: AverageFigures;
  /** Mean over classes weighted by support. */
  readonly weighted: AverageFigures;
};

/** Works out the report of a confusion matrix (definitions: Manning et al., 2008, ch. 8, 13). */
export function classificationReport(matrix: ConfusionMatrix): ClassificationReport {
  const { counts, classes, total } = matrix;
  const hits = counts.map((row, at) => row[at]!);
  const supports = counts.map(sum);
  const predicted = counts.map((_, at) => sum(counts.map((row) => row[at]!)));
  const perClass = Array.from(
    { length: classes },
    (_, at): ClassFigures => ({
      precision: share(hits[at]!, predicted[at]!),
      recall: share(hits[at]!, supports[at]!),
      f1: share(2 * hits[at]!, predicted[at]! + supports[at]!),
      support: supports[at]!,
    }),
  );
  const occurring = perClass.map(({ f1 }) => (f1 === undefined ? 0 : 1));
  return {
    accuracy: share(sum(hits), total),
    perClass,
    macro: averages(perClass, occurring),
    weighted: averages(perClass, supports),
  };
}

function averages(perClass: readonly ClassFigures[], weights: readonly number[]): AverageFigures {
  const mean = (of: (figures: ClassFigures) => Share) =>
    share(sum(perClass.map((figures, at) => (of(figures) ?? 0) * weights[at]!)), sum(weights));
  return {
    precision: mean(({ precision }) => precision),
    recall: mean(({ recall }) => recall),
    f1: mean(({ f1 }) => f1),
  };
}

function share(part: number, whole: number): Share {
  return whole === 0 ? undefined : part / whole;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
