// Whether stated confidence is earned: expected calibration error.
import { NnError } from "../errors.ts";

/** Examples whose greatest probability falls between two bounds. */
export type CalibrationBin = {
  /** Lower bound, excluded but for the first bin. */
  readonly from: number;
  /** Upper bound, included. */
  readonly to: number;
  readonly count: number;
  /** Mean of the greatest probability; undefined in an empty bin. */
  readonly confidence: number | undefined;
  /** Share of right predictions; undefined in an empty bin. */
  readonly accuracy: number | undefined;
};

/** Calibration over equal bins of confidence. */
export type Calibration = {
  /** Mean of |accuracy - confidence| weighted by count; undefined without examples. */
  readonly expectedError: number | undefined;
  readonly bins: readonly CalibrationBin[];
};

/**
 * Expected calibration error (Naeini et al., 2015; Guo et al., 2017, eq. 3) of class
 * probabilities, row-major [examples, classes], with 15 bins by default.
 */
export function calibrationError(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  options: { readonly classes: number; readonly bins?: number },
): Calibration {
  const { classes, bins: binCount = 15 } = options;
  if (labels.length * classes !== probabilities.length) {
    throw new NnError(
      "invalid-data",
      `Labels and probabilities do not fit: received ${labels.length} labels and ` +
        `${probabilities.length} probabilities, expected ${classes} for each label.`,
    );
  }
  const tallies = Array.from({ length: binCount }, () => ({ count: 0, confidence: 0, hits: 0 }));
  for (let row = 0; row < labels.length; row += 1) {
    const { best, confidence } = topClass(probabilities, row, classes);
    const at = Math.min(binCount - 1, Math.max(0, Math.ceil(confidence * binCount) - 1));
    const tally = tallies[at]!;
    tally.count += 1;
    tally.confidence += confidence;
    tally.hits += best === labels[row] ? 1 : 0;
  }
  const gap = tallies.reduce((sum, { confidence, hits }) => sum + Math.abs(hits - confidence), 0);
  return {
    expectedError: labels.length === 0 ? undefined : gap / labels.length,
    bins: tallies.map(({ count, confidence, hits }, at) => ({
      from: at / binCount,
      to: (at + 1) / binCount,
      count,
      confidence: count === 0 ? undefined : confidence / count,
      accuracy: count === 0 ? undefined : hits / count,
    })),
  };
}

function topClass(probabilities: ArrayLike<number>, row: number, classes: number) {
  let best = 0;
  for (let at = 1; at < classes; at += 1) {
    if (probabilities[row * classes + at]! > probabilities[row * classes + best]!) best = at;
  }
  return { best, confidence: probabilities[row * classes + best]! };
}
