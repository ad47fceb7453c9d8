// Finds steps in a series that has a smooth trend of its own: growing and levelling off are no change.
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
 * All steps by binary segmentation: the step that lowers the squared residuals around a smooth curve the most, its p-value by
 * shuffling the residuals of the curve without a step in blocks, then the same in both parts. Rising order.
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

const MOST_DEGREE = 4;
/** Places that each degree of the curve needs. */
const PLACES_A_DEGREE = 8;

function strongestStep(
  values: readonly number[],
  { minimumSegment, blockLength, resamples }: StepOptions,
  random: SeededRandom,
): StepChange | null {
  const n = values.length;
  if (n < 2 * minimumSegment + 2) return null;
  const curves = smoothCurves(n);
  const lengths = stepLengths(n, curves);
  const residuals = withoutCurve(values, curves);
  const scale = residuals.reduce((sum, value) => sum + value * value, 0);
  if (scale <= 1e-18 * values.reduce((sum, value) => sum + value * value, 1e-300)) return null;
  const seen = strongest(residuals, lengths, minimumSegment);
  const blocks = Array.from({ length: Math.ceil(n / blockLength) }, (_, at) => at);
  let reached = 1;
  for (let round = 0; round < resamples; round += 1) {
    shuffle(random, blocks);
    const shuffled = blocks.flatMap((block) =>
      Array.from(residuals.subarray(block * blockLength, (block + 1) * blockLength)),
    );
    const { strength } = strongest(withoutCurve(shuffled, curves), lengths, minimumSegment);
    if (strength >= seen.strength * (1 - 1e-9)) reached += 1;
  }
  return { at: seen.at, pValue: reached / (resamples + 1) };
}

/** The place whose step explains most, in squares. */
function strongest(residuals: Float64Array, lengths: readonly number[], least: number) {
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

/** Squared length of each step once what a smooth curve can say of it is taken off. */
function stepLengths(n: number, curves: readonly Float64Array[]): number[] {
  return Array.from({ length: n }, (_, at) => {
    const step = withoutCurve(
      Array.from({ length: n }, (_value, place) => (place >= at ? 1 : 0)),
      curves,
    );
    return Math.max(
      1e-12,
      step.reduce((sum, value) => sum + value * value, 0),
    );
  });
}

/** Orthonormal polynomials over n places, up to the degree that so many places can bear: 1 to 4. */
function smoothCurves(n: number): Float64Array[] {
  const degree = Math.min(MOST_DEGREE, Math.max(1, Math.floor(n / PLACES_A_DEGREE)));
  const curves: Float64Array[] = [];
  for (let power = 0; power <= degree; power += 1) {
    const curve = Float64Array.from({ length: n }, (_, at) => ((2 * at - n + 1) / n) ** power);
    // Twice, since once leaves what rounding makes of nearly parallel curves.
    for (const earlier of [...curves, ...curves]) takeOff(curve, earlier);
    const length = Math.sqrt(curve.reduce((sum, value) => sum + value * value, 0));
    curves.push(curve.map((value) => value / length));
  }
  return curves;
}

/** What is left of the values when the smooth curve through them is taken off. */
function withoutCurve(values: readonly number[], curves: readonly Float64Array[]): Float64Array {
  const left = Float64Array.from(values);
  for (const curve of curves) takeOff(left, curve);
  return left;
}

function takeOff(values: Float64Array, curve: Float64Array): void {
  let share = 0;
  for (let at = 0; at < values.length; at += 1) share += values[at]! * curve[at]!;
  for (let at = 0; at < values.length; at += 1) values[at]! -= share * curve[at]!;
}
