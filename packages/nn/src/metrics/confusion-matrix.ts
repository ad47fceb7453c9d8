// The confusion matrix, from which all classification figures are counted.
import { NnError } from "../errors.ts";

/** counts[actual][predicted] over `classes` classes. */
export type ConfusionMatrix = {
  readonly classes: number;
  readonly counts: readonly (readonly number[])[];
  readonly total: number;
};

/** Counts how often each class was predicted for each actual class. */
export function confusionMatrix(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): ConfusionMatrix {
  if (actual.length !== predicted.length) {
    throw new NnError(
      "invalid-data",
      `Labels and predictions differ in number: received ${actual.length} and ` +
        `${predicted.length}, expected one prediction for each label.`,
    );
  }
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let at = 0; at < actual.length; at += 1) {
    const row = counts[actual[at]!];
    if (row?.[predicted[at]!] === undefined) {
      throw new NnError(
        "invalid-data",
        `A class number is out of range: received ${actual[at]} and ${predicted[at]}, ` +
          `expected whole numbers from 0 to ${classes - 1}.`,
      );
    }
    row[predicted[at]!]! += 1;
  }
  return { classes, counts, total: actual.length };
}

/** The class with the greatest probability in each row; the first one at a tie. */
export function predictedClasses(probabilities: ArrayLike<number>, classes: number): Int32Array {
  const result = new Int32Array(probabilities.length / classes);
  for (let row = 0; row < result.length; row += 1) {
    let best = 0;
    for (let at = 1; at < classes; at += 1) {
      if (probabilities[row * classes + at]! > probabilities[row * classes + best]!) best = at;
    }
    result[row] = best;
  }
  return result;
}
