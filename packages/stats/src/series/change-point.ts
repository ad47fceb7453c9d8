// Finds when a series changed its level, if it did.
import { answer, type Outcome, type Refusal, refuse } from "../outcome.ts";
import { checkNumbers, isScale } from "../outcome-checks.ts";
import { shuffle } from "../random/draws.ts";
import { createSeededRandom, type SeededRandom } from "../random/seeded-random.ts";

/** What change-point tests read. */
export type ChangePointInput = {
  /** Numbers, or counts where exposures are given, in order of time. */
  readonly values: readonly number[];
  /** Exposure of each count; the rate is what may change. */
  readonly exposures?: readonly number[];
  /** Fewest steps on each side. Default 3. */
  readonly minimumSegment?: number;
  /** Steps that stay together when shuffled; above 1 for autocorrelated series. Default 1. */
  readonly blockLength?: number;
  /** Default 999. */
  readonly resamples?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Stops shuffling once the p-value must exceed this; what is answered then is a lower bound of it. Default 1: never. */
  readonly giveUpAbove?: number;
};

/** The likeliest change and whether it can be chance. */
export type ChangePoint = {
  /** First step after the change, from 0. */
  readonly changeAt: number;
  readonly pValue: number;
  /** Mean (or rate) on each side. */
  readonly before: number;
  readonly after: number;
};

/**
 * The strongest single change of mean (or rate) with its permutation p-value: exact when the steps
 * could have come in any order without a change (in blocks, if so chosen).
 *
 * Refuses with `too-few-observations`, `zero-variance`, `no-exposure` and `invalid-input`.
 *
 * Sources: the maximally selected standardised difference, D. Hawkins, JASA 72 (1977); permutation:
 * J. Antoch and M. Huskova, Statistics & Probability Letters 53 (2001); the p-value counts the data
 * among the shuffles (B. Phipson and G. Smyth, 2010).
 */
export function changePoint(input: ChangePointInput): Outcome<ChangePoint> {
  const { values, minimumSegment = 3, blockLength = 1, resamples = 999, seed = 1 } = input;
  const { giveUpAbove = 1 } = input;
  const refusal = check(input);
  if (refusal) return refusal;
  const exposures = input.exposures ?? values.map(() => 1);
  const rate = total(values) / total(exposures);
  const excess = Float64Array.from(values, (value, i) => value - rate * exposures[i]);
  if (excess.every((x, i) => Math.abs(x) <= 1e-12 * Math.abs(values[i]))) {
    return refuse("zero-variance", "The series never changes.");
  }
  const weights = Float64Array.from(exposures);
  const order = Int32Array.from(values, (_, i) => i);
  const seen = scan(excess, weights, order, minimumSegment);
  const random = createSeededRandom(seed);
  const threshold = seen.strength * (1 - 1e-9);
  let reached = 1;
  for (let r = 0; r < resamples && reached <= giveUpAbove * (resamples + 1); r++) {
    permuteBlocks(random, order, blockLength);
    if (scan(excess, weights, order, minimumSegment).strength >= threshold) reached++;
  }
  const at = seen.changeAt;
  return answer({
    changeAt: at,
    pValue: reached / (resamples + 1),
    before: total(values.slice(0, at)) / total(exposures.slice(0, at)),
    after: total(values.slice(at)) / total(exposures.slice(at)),
  });
}

/**
 * All changes by binary segmentation: a segment is split where its strongest change has a p-value of
 * at most `significanceLevel` (default 0.01), then each part is searched again. Rising order.
 *
 * Source: A. Scott and M. Knott, Biometrics 30 (1974).
 */
export function changePoints(
  input: ChangePointInput & { readonly significanceLevel?: number },
): Outcome<{ readonly changes: readonly ChangePoint[] }> {
  const { values, exposures, significanceLevel = 0.01 } = input;
  const first = changePoint(input);
  if (!first.ok) return first;
  const changes: ChangePoint[] = [];
  const search = (from: number, to: number, found: Outcome<ChangePoint>): void => {
    if (!found.ok || found.pValue > significanceLevel) return;
    const { changeAt, pValue, before, after } = found;
    const at = from + changeAt;
    search(from, at, part(from, at));
    changes.push({ changeAt: at, pValue, before, after });
    search(at, to, part(at, to));
  };
  const part = (from: number, to: number) =>
    changePoint({
      ...input,
      values: values.slice(from, to),
      exposures: exposures?.slice(from, to),
    });
  search(0, values.length, first);
  return answer({ changes });
}

/** Largest squared standardised difference over all splits, up to a factor that shuffles keep. */
function scan(
  excess: Float64Array,
  weights: Float64Array,
  order: Int32Array,
  minimumSegment: number,
): { strength: number; changeAt: number } {
  const n = order.length;
  let all = 0;
  for (let i = 0; i < n; i++) all += weights[i];
  let strength = -1;
  let changeAt = minimumSegment;
  let sum = 0;
  let weight = 0;
  for (let k = 1; k <= n - minimumSegment; k++) {
    sum += excess[order[k - 1]];
    weight += weights[order[k - 1]];
    if (k < minimumSegment) continue;
    const value = (sum * sum) / (weight * (all - weight));
    if (value > strength) [strength, changeAt] = [value, k];
  }
  return { strength, changeAt };
}

/** Shuffles the steps in blocks from a random starting point, so that no block is favoured. */
function permuteBlocks(random: SeededRandom, order: Int32Array, blockLength: number): void {
  if (blockLength === 1) {
    shuffle(random, order);
    return;
  }
  const n = order.length;
  const start = random.integer(n);
  const blocks: number[][] = [];
  for (let from = 0; from < n; from += blockLength) {
    const size = Math.min(blockLength, n - from);
    blocks.push(Array.from({ length: size }, (_, i) => (start + from + i) % n));
  }
  shuffle(random, blocks);
  order.set(blocks.flat());
}

function check(input: ChangePointInput): Refusal | undefined {
  const { values, exposures, minimumSegment = 3, blockLength = 1, resamples = 999 } = input;
  const refusal = checkNumbers("The series", values);
  if (refusal) return refusal;
  if (exposures && exposures.length !== values.length) {
    return refuse("invalid-input", `Every count needs one exposure: got ${exposures.length}.`);
  }
  if (exposures?.some((exposure) => !isScale(exposure))) {
    return refuse("no-exposure", "Exposures are finite and above 0; leave empty periods out.");
  }
  const whole = [minimumSegment, blockLength, resamples].every((x) => Number.isInteger(x) && x > 0);
  if (!whole) {
    return refuse("invalid-input", "Segment, block length and resamples are whole and above 0.");
  }
  if (values.length >= 2 * minimumSegment && values.length >= 6) return undefined;
  const least = Math.max(6, 2 * minimumSegment);
  return refuse(
    "too-few-observations",
    `A change needs ${least} steps: received ${values.length}.`,
  );
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
