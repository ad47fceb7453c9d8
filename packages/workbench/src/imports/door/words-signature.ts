// The mark by which texts that say nearly the same find each other: a min-hash of their character runs.

/** Bins of a signature, one byte each (one-permutation hashing: Li, Owen and Zhang 2012). */
export const SIGNATURE_BYTES = 16;
/** Shorter texts say the same by chance. */
const SHORTEST = 24;
const RUN = 4;
const EMPTY = 0xffffffff;

const bins = new Uint32Array(SIGNATURE_BYTES);

/**
 * Writes the signature of a folded text at `at` of `into`; false for a text too short to have one. Two texts whose
 * sets of four-character runs overlap by the share J agree in each byte with probability J (and 1/256 by chance).
 * Digits do not count: reviews that differ by a number alone are near repeats.
 */
export function writeSignature(folded: string, into: Uint8Array, at: number): boolean {
  if (folded.length < SHORTEST) return false;
  bins.fill(EMPTY);
  let run = 0;
  let kept = 0;
  for (let index = 0; index < folded.length; index += 1) {
    const unit = folded.charCodeAt(index);
    if (unit >= 48 && unit <= 57) continue;
    // A run is told by its last four units, eight bits of a mixed code each.
    run = (run << 8) | ((((unit * 0x9e37) >>> 8) & 0xff) ^ (unit & 0xff));
    kept += 1;
    if (kept < RUN) continue;
    const hash = mix(run);
    const bin = hash >>> 28;
    const value = hash & 0x0fffffff;
    if (value < bins[bin]!) bins[bin] = value;
  }
  if (kept < SHORTEST) return false;
  fillEmptyBins();
  for (let bin = 0; bin < SIGNATURE_BYTES; bin += 1) into[at + bin] = mix(bins[bin]! + bin) >>> 24;
  return true;
}

/** An empty bin borrows from the next filled one to its right (Shrivastava and Li 2014). */
function fillEmptyBins(): void {
  for (let bin = 0; bin < SIGNATURE_BYTES; bin += 1) {
    for (let step = 1; bins[bin] === EMPTY && step < SIGNATURE_BYTES; step += 1) {
      const other = bins[(bin + step) % SIGNATURE_BYTES]!;
      if (other !== EMPTY && other < 0x10000000) bins[bin] = other + 0x10000000 * step;
    }
  }
}

/** A finalizer that spreads every bit (Murmur3's). */
function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
