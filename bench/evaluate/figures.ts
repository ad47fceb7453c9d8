// The figures that every evaluation of labels reports.

/** Share of equal answers. */
export function accuracyOf(labels: readonly string[], answers: readonly string[]): number {
  return labels.filter((label, index) => label === answers[index]).length / labels.length;
}

/** Figures of one class among the labels. */
export interface ClassFigures {
  readonly name: string;
  readonly count: number;
  /** Null when no text was answered so. */
  readonly precision: number | null;
  readonly recall: number;
  readonly f1: number;
}

/** Figures of each class among the labels, by name. */
export function figuresByClass(
  labels: readonly string[],
  answers: readonly string[],
): ClassFigures[] {
  return [...new Set(labels)].sort().map((name) => {
    const hits = labels.filter((label, index) => label === name && answers[index] === name).length;
    const count = labels.filter((label) => label === name).length;
    const answered = answers.filter((answer) => answer === name).length;
    return {
      name,
      count,
      precision: answered === 0 ? null : hits / answered,
      recall: hits / count,
      f1: (2 * hits) / (count + answered),
    };
  });
}

/** Mean over the classes among the labels of the harmonic mean of precision and recall. */
export function macroF1Of(labels: readonly string[], answers: readonly string[]): number {
  const classes = figuresByClass(labels, answers);
  return classes.reduce((sum, { f1 }) => sum + f1, 0) / classes.length;
}

/** A share as percent with one decimal. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? "" : (100 * share).toFixed(1);
}
