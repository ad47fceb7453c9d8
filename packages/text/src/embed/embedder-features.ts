// The features that the built-in embedder sums: the same in training and in use.
import { shippedLexicon } from "./concept-lexicon.ts";
import type { SparseMatrix } from "./sparse-matrix.ts";
import { FAMILY_COUNT, type FeatureOptions, featuresOf } from "./text-features.ts";

/** Rows of the embedder's table; features share a row when their hashes meet. */
export const TABLE_ROWS = 65_536;

/** Length of each of its rows, and so of every vector. */
export const DIMENSIONS = 96;

/** How much each family weighs: spaced words, unspaced words, concepts, characters. */
const FAMILY_WEIGHTS = [1, 1, 1, 0.6];

/**
 * Table rows of each text with their weights: a family of n features spreads its weight as 1 / sqrt(n) each,
 * so that long and short texts meet at the same scale.
 */
export function embedderFeatures(texts: readonly string[]): SparseMatrix {
  const options: FeatureOptions = { characters: [3, 4], lexicon: shippedLexicon() };
  const starts = new Int32Array(texts.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  const families: number[] = [];
  for (const [row, text] of texts.entries()) {
    const from = columns.length;
    const sizes = new Float64Array(FAMILY_COUNT);
    families.length = 0;
    featuresOf(text, options, (family, hash) => {
      columns.push((hash ^ Math.imul(family + 1, 0x9e3779b1)) & (TABLE_ROWS - 1));
      families.push(family);
      sizes[family]!++;
    });
    for (let k = from; k < columns.length; k++) {
      const family = families[k - from]!;
      values.push(FAMILY_WEIGHTS[family]! / Math.sqrt(sizes[family]!));
    }
    starts[row + 1] = columns.length;
  }
  return {
    rowCount: texts.length,
    columnCount: TABLE_ROWS,
    starts,
    columns: Int32Array.from(columns),
    values: Float32Array.from(values),
  };
}
