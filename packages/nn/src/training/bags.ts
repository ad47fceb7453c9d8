// Bags of ids in the two forms that graphs read: padded per example, and cut into groups.
import type { BagColumn } from "../data/dataset.ts";
import { NnError } from "../errors.ts";
import { groupWidth } from "./auxiliary.ts";

/** Numbers the distinct rows of a batch 0, 1, 2, ... in order of first sight. */
export class RowIndex {
  readonly #places: Int32Array;
  #rows: number[] = [];

  constructor(rowCount: number) {
    this.#places = new Int32Array(rowCount).fill(-1);
  }

  /** Number of a row among those seen since the last {@link take}. */
  place(row: number): number {
    const place = this.#places[row];
    if (place === undefined) throw rowOutside(row, this.#places.length);
    if (place >= 0) return place;
    this.#places[row] = this.#rows.length;
    this.#rows.push(row);
    return this.#rows.length - 1;
  }

  /** The rows seen, in order, and a fresh start. A batch without ids touches row 0. */
  take(): Int32Array {
    const rows = Int32Array.from(this.#rows.length === 0 ? [0] : this.#rows);
    for (const row of this.#rows) this.#places[row] = -1;
    this.#rows = [];
    return rows;
  }
}

/** A bag per example in one row, filled up with weight 0; `width` is at least 1. */
export function padBag(column: BagColumn, indices: Int32Array, rowCount: number) {
  let width = 1;
  for (const index of indices) width = Math.max(width, pairCount(column, index));
  const ids = new Int32Array(indices.length * width);
  const weights = new Float32Array(indices.length * width);
  for (let at = 0; at < indices.length; at += 1) {
    const start = column.offsets[indices[at]!]!;
    const end = column.offsets[indices[at]! + 1]!;
    for (let pair = start; pair < end; pair += 1) {
      const id = column.ids[pair]!;
      if (id < 0 || id >= rowCount) throw rowOutside(id, rowCount);
      ids[at * width + pair - start] = id;
      weights[at * width + pair - start] = column.weights[pair]!;
    }
  }
  return { ids, weights, width };
}

/** Bags cut into groups of equal width; ids become places in a {@link RowIndex}. */
export function groupBag(column: BagColumn, indices: Int32Array, rows: RowIndex) {
  let groups = 0;
  for (const index of indices) groups += Math.ceil(pairCount(column, index) / groupWidth);
  const count = Math.max(groups, 1);
  const ids = new Int32Array(count * groupWidth);
  const weights = new Float32Array(count * groupWidth);
  const owners = new Int32Array(count);
  let group = 0;
  for (let at = 0; at < indices.length; at += 1) {
    const start = column.offsets[indices[at]!]!;
    const pairs = pairCount(column, indices[at]!);
    const base = group * groupWidth;
    for (let pair = 0; pair < pairs; pair += 1) {
      ids[base + pair] = rows.place(column.ids[start + pair]!);
      weights[base + pair] = column.weights[start + pair]!;
    }
    const next = group + Math.ceil(pairs / groupWidth);
    owners.fill(at, group, next);
    group = next;
  }
  return { ids, weights, owners, width: groupWidth };
}

function pairCount(column: BagColumn, index: number): number {
  return column.offsets[index + 1]! - column.offsets[index]!;
}

function rowOutside(row: number, rowCount: number): NnError {
  return new NnError(
    "invalid-data",
    `An id of a bag lies outside its table: received ${row}, expected 0 to ${rowCount - 1}; ` +
      "take ids modulo the number of rows.",
  );
}
