// Groups bags into blocks of one width, so that what a text is read with cannot change its answer by a single bit.
import { type BagColumn, bagColumn } from "@heed/nn";

/** Bags of one width, and which texts they belong to; bags beyond those texts are empty. */
export interface BagGroup {
  readonly texts: Int32Array;
  readonly bags: BagColumn;
}

/** Bags of a group come in fours: a product of a single row may add in another order than one of several. */
const MULTIPLE = 4;
/** Widths grow by about a quarter from step to step. */
const FIRST_WIDTH = 8;
const GROWTH = 1.25;

/**
 * The groups, narrow ones first. A bag is filled up with pairs of weight zero to the next width in a fixed row of
 * widths, so a text is always summed in the same order, whichever texts stand beside it.
 */
export function groupByWidth(column: BagColumn): BagGroup[] {
  const groups = new Map<number, number[]>();
  for (let text = 0; text + 1 < column.offsets.length; text += 1) {
    const width = widthFor(column.offsets[text + 1]! - column.offsets[text]!);
    const group = groups.get(width);
    if (group === undefined) groups.set(width, [text]);
    else group.push(text);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([width, texts]) => ({
      texts: Int32Array.from(texts),
      bags: filled(column, texts, width),
    }));
}

function widthFor(pairs: number): number {
  let width = FIRST_WIDTH;
  while (width < pairs) width = Math.ceil((width * GROWTH) / 4) * 4;
  return width;
}

function filled(column: BagColumn, texts: readonly number[], width: number): BagColumn {
  const count = Math.ceil(texts.length / MULTIPLE) * MULTIPLE;
  const ids = new Int32Array(count * width);
  const weights = new Float32Array(count * width);
  for (const [at, text] of texts.entries()) {
    const from = column.offsets[text]!;
    const to = column.offsets[text + 1]!;
    ids.set(column.ids.subarray(from, to), at * width);
    weights.set(column.weights.subarray(from, to), at * width);
  }
  const offsets = Int32Array.from({ length: count + 1 }, (_, at) => at * width);
  return bagColumn({ ids, offsets, weights });
}
