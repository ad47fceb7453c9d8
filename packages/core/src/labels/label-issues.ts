// Finds labels that are probably wrong, by what a model says of examples it was not trained on.

/** A label to look at again. */
export interface LabelIssue {
  /** Number of the example. */
  readonly example: number;
  readonly given: string;
  readonly suggested: string;
  /** Probability of the given label, in [0, 1]: low is suspicious. */
  readonly selfConfidence: number;
}

export interface LabelIssues {
  /** The most suspicious first. */
  readonly issues: readonly LabelIssue[];
  /** Estimated share of wrong labels: off-diagonal mass of the confident joint. */
  readonly estimatedNoise: number;
}

/**
 * Confident learning (C. Northcutt, L. Jiang, I. Chuang, JAIR 70, 2021): an example counts as class j when p(j) reaches the
 * mean of p(j) among the examples given as j; where that differs from its label, the label is an issue.
 *
 * @param given place of each example's label among `classes`
 * @param probabilities out-of-sample, row-major examples x classes
 */
export function findLabelIssues(
  classes: readonly string[],
  numbers: readonly number[],
  given: Int32Array,
  probabilities: Float32Array,
): LabelIssues {
  const k = classes.length;
  const sums = new Float64Array(k);
  const counts = new Float64Array(k);
  for (const [row, label] of given.entries()) {
    sums[label] += probabilities[row * k + label];
    counts[label] += 1;
  }
  const threshold = Array.from(sums, (sum, c) => (counts[c] === 0 ? 1 : sum / counts[c]));
  const issues: LabelIssue[] = [];
  let [counted, apart] = [0, 0];
  for (const [row, label] of given.entries()) {
    let best = -1;
    for (let c = 0; c < k; c += 1) {
      const p = probabilities[row * k + c];
      if (p >= threshold[c] && (best < 0 || p > probabilities[row * k + best])) best = c;
    }
    if (best < 0) continue;
    counted += 1;
    if (best === label) continue;
    apart += 1;
    issues.push({
      example: numbers[row],
      given: classes[label],
      suggested: classes[best],
      selfConfidence: probabilities[row * k + label],
    });
  }
  return {
    issues: issues.sort((a, b) => a.selfConfidence - b.selfConfidence || a.example - b.example),
    estimatedNoise: counted === 0 ? 0 : apart / counted,
  };
}
