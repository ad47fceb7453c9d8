// Shortens long vectors of other people's encoders, so that themes and a search index of any size can hold them.
import { createRandom } from "../cluster/random.ts";
import { normaliseRows } from "./sparse-matrix.ts";

/** Longest vector that is kept as it is; a longer one is shortened to so many numbers. */
export const LONGEST_VECTOR = 384;
/** One mixing for all: vectors that were shortened at different times can be compared. */
const SEED = 384;

/** Vectors of one length. */
export interface Vectors {
  /** Row-major, each row of length 1. */
  readonly rows: Float32Array;
  readonly width: number;
}

/**
 * Unit vectors of at most `LONGEST_VECTOR` numbers whose cosines are near those of the long ones: the subsampled randomized
 * Hadamard transform (Ailon and Chazelle, 2009; Tropp, 2011), which turns signs by chance, mixes all numbers with each other
 * and keeps some. It learns nothing from the data, so vectors that come later are shortened alike. A cosine is off by about
 * sqrt(1 / 384 - 1 / width), 0.036 from 768 numbers and 0.048 from 3,072; vectors of up to 384 are kept as they are.
 */
export function reduceVectors({ rows, width }: Vectors): Vectors {
  if (width <= LONGEST_VECTOR) return { rows, width };
  const count = rows.length / width;
  const size = 2 ** Math.ceil(Math.log2(width));
  const { signs, kept } = mixingOf(width, size);
  const reduced = new Float32Array(count * LONGEST_VECTOR);
  const mixed = new Float32Array(size);
  for (let row = 0; row < count; row++) {
    for (let at = 0; at < width; at++) mixed[at] = signs[at]! * rows[row * width + at]!;
    mixed.fill(0, width);
    hadamard(mixed);
    for (let at = 0; at < LONGEST_VECTOR; at++)
      reduced[row * LONGEST_VECTOR + at] = mixed[kept[at]!]!;
  }
  normaliseRows(reduced, LONGEST_VECTOR);
  return { rows: reduced, width: LONGEST_VECTOR };
}

function mixingOf(width: number, size: number): { signs: Int8Array; kept: Int32Array } {
  const random = createRandom(SEED);
  const signs = Int8Array.from({ length: width }, () => (random.uniform() < 0.5 ? -1 : 1));
  const all = Int32Array.from({ length: size }, (_, at) => at);
  for (let at = 0; at < LONGEST_VECTOR; at++) {
    const other = at + random.below(size - at);
    const one = all[at]!;
    all[at] = all[other]!;
    all[other] = one;
  }
  return { signs, kept: all.slice(0, LONGEST_VECTOR) };
}

/** The unscaled Walsh-Hadamard transform of a power of two of numbers, in place. */
function hadamard(values: Float32Array): void {
  for (let half = 1; half < values.length; half *= 2) {
    for (let from = 0; from < values.length; from += 2 * half) {
      for (let at = from; at < from + half; at++) {
        const [a, b] = [values[at]!, values[at + half]!];
        values[at] = a + b;
        values[at + half] = a - b;
      }
    }
  }
}
