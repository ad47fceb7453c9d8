// The figures that every evaluation of labels reports.

/** Share of equal answers. */
export function accuracyOf(labels: readonly string[], answers: readonly string[]): number {
  return labels.filter((label, index) => label === answers[index]).length / labels.length;
}

/** Mean over the classes among the labels of the harmonic mean of precision and recall. */
export function macroF1Of(labels: readonly string[], answers: readonly string[]): number {
  const classes = [...new Set(labels)].sort();
  const scores = classes.map((name) => {
    const hits = labels.filter((label, index) => label === name && answers[index] === name).length;
    const labelled = labels.filter((label) => label === name).length;
    const answered = answers.filter((answer) => answer === name).length;
    return (2 * hits) / (labelled + answered);
  });
  return scores.reduce((sum, score) => sum + score, 0) / classes.length;
}

/** A share as percent with one decimal. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? "" : (100 * share).toFixed(1);
}
