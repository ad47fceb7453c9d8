// Finds steps in a series that has a straight trend of its own: growth alone is no change.
import { createSeededRandom, type SeededRandom, shuffle } from "@heed/stats";

export interface StepChange {
  /** First place after the step. */
  readonly at: number;
  readonly pValue: number;
}

export interface StepOptions {
  /** Fewest places on each side of a step. */
  readonly minimumSegment: number;
  /** Neighbours that stay together when shuffled. */
  readonly blockLength: number;
  /** A part is split where its strongest step has at most this p-value. */
  readonly level: number;
  readonly resamples: number;
}

/**
 * All steps by binary segmentation: the step that lowers the squared residuals around a straight line the most, its p-value by
 * shuffling the residuals of the line without a step in blocks, then the same in both parts. Rising order.
 *
 * Sources: the shuffled residuals, D. Freedman and D. Lane, Journal of Business & Economic Statistics 1 (1983); binary
 * segmentation, A. Scott and M. Knott, Biometrics 30 (1974).
 */
export function stepChanges(values: readonly number[], options: StepOptions): StepChange[] {
  const random = createSeededRandom(1);
  const found: StepChange[] = [];
  const search = (from: number, to: number): void => {
    const step = strongestStep(values.slice(from, to), options, random);
    if (step === null || step.pValue > options.level) return;
    search(from, from + step.at);
    found.push({ at: from + step.at, pValue: step.pValue });
    search(from + step.at, to);
  };
  search(0, values.length);
  return found;
}

function strongestStep(
  values: readonly number[],
  { minimumSegment, blockLength, resamples }: StepOptions,
  random: SeededRandom,
): StepChange | null {
  const n = values.length;
  if (n < 2 * minimumSegment + 2) return null;
  const lengths = stepLengths(n);
  const residuals = withoutLine(values);
  const scale = residuals.reduce((sum, value) => sum + value * value, 0);
  if (scale <= 1e-18 * values.reduce((sum, value) => sum + value * value, 1e-300)) return null;
  const seen = strongest(residuals, lengths, minimumSegment);
  const blocks = Array.from({ length: Math.ceil(n / blockLength) }, (_, at) => at);
  let reached = 1;
  for (let round = 0; round < resamples; round += 1) {
    shuffle(random, blocks);
    const shuffled = blocks.flatMap((block) =>
      residuals.slice(block * blockLength, (block + 1) * blockLength),
    );
    const { strength } = strongest(withoutLine(shuffled), lengths, minimumSegment);
    if (strength >= seen.strength * (1 - 1e-9)) reached += 1;
  }
  return { at: seen.at, pValue: reached / (resamples + 1) };
}

/** The place whose step explains most, in squares. */
function strongest(residuals: readonly number[], lengths: readonly number[], least: number) {
  let sum = 0;
  let [at, strength] = [least, -1];
  for (let place = residuals.length - 1; place >= least; place -= 1) {
    sum += residuals[place]!;
    if (residuals.length - place < least) continue;
    const explained = (sum * sum) / lengths[place]!;
    if (explained > strength) [at, strength] = [place, explained];
  }
  return { at, strength };
}

/** Squared length of each step once what a straight line can say of it is taken off. */
function stepLengths(n: number): number[] {
  return Array.from({ length: n }, (_, at) => {
    const step = withoutLine(Array.from({ length: n }, (_value, place) => (place >= at ? 1 : 0)));
    return Math.max(
      1e-12,
      step.reduce((sum, value) => sum + value * value, 0),
    );
  });
}

/** What is left of the values when the straight line through them is taken off. */
function withoutLine(values: readonly number[]): number[] {
  const n = values.length;
  const middle = (n - 1) / 2;
  let [sum, slope] = [0, 0];
  for (let at = 0; at < n; at += 1) sum += values[at]!;
  const level = sum / n;
  for (let at = 0; at < n; at += 1) slope += (at - middle) * (values[at]! - level);
  slope /= (n * (n * n - 1)) / 12;
  return values.map((value, at) => value - level - slope * (at - middle));
}
