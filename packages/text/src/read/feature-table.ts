// Knows which hashed features a model has rows for, and turns hashed texts into bags of those rows.
import { type BagColumn, bagColumn } from "@heed/nn";
import type { HashedTexts } from "./hash-texts.ts";

/** The features of a model: row `i` of its table belongs to hash `hashes[i]`. */
export interface FeatureTable {
  readonly hashes: Int32Array;
  /** Row of a hash, or -1 when the model never learned it. */
  rowOf(hash: number): number;
}

const NO_ROW = -1;

/** A table over distinct hashes, by open addressing with at least half of the places free. */
export function createFeatureTable(hashes: Int32Array): FeatureTable {
  const places = 2 ** Math.ceil(Math.log2(Math.max(hashes.length, 1) * 2));
  const mask = places - 1;
  const rows = new Int32Array(places).fill(NO_ROW);
  for (let row = 0; row < hashes.length; row += 1) {
    let place = hashes[row]! & mask;
    while (rows[place] !== NO_ROW) place = (place + 1) & mask;
    rows[place] = row;
  }
  const rowOf = (hash: number) => {
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const row = rows[place]!;
      if (row === NO_ROW || hashes[row] === hash) return row;
    }
  };
  return { hashes, rowOf };
}

/**
 * The bag of each text: every known feature once, each with weight `1 / sqrt(count)`, so that a short text speaks as
 * loudly as a long one (L2 normalisation of a binary vector).
 */
export function bagsOf({ hashes, offsets }: HashedTexts, table: FeatureTable): BagColumn {
  const seenBy = new Int32Array(table.hashes.length).fill(-1);
  const starts = new Int32Array(offsets.length);
  const ids = new Int32Array(hashes.length);
  let count = 0;
  for (let text = 0; text + 1 < offsets.length; text += 1) {
    for (let at = offsets[text]!; at < offsets[text + 1]!; at += 1) {
      const row = table.rowOf(hashes[at]!);
      if (row === NO_ROW || seenBy[row] === text) continue;
      seenBy[row] = text;
      ids[count] = row;
      count += 1;
    }
    starts[text + 1] = count;
  }
  const kept = ids.slice(0, count);
  return bagColumn({ ids: kept, offsets: starts, weights: evenWeights(starts, count) });
}

function evenWeights(offsets: Int32Array, count: number): Float32Array {
  const weights = new Float32Array(count);
  for (let text = 1; text < offsets.length; text += 1) {
    const from = offsets[text - 1]!;
    const to = offsets[text]!;
    weights.fill(1 / Math.sqrt(Math.max(to - from, 1)), from, to);
  }
  return weights;
}
