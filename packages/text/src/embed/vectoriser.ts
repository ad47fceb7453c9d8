// Learns which hashed features matter in a corpus and turns texts into TF-IDF rows.
import { normaliseSparseRows, type SparseMatrix } from "./sparse-matrix.ts";
import { CHARACTERS, FAMILY_COUNT, type FeatureOptions, featuresOf } from "./text-features.ts";

const BUCKET_BITS = 20;
const BUCKETS = 1 << BUCKET_BITS;

export interface VectoriserOptions extends FeatureOptions {
  /** A feature is kept when at least this many texts hold it. */
  readonly leastTexts: number;
  /** A feature is dropped when more than this share of the texts holds it. */
  readonly mostShare: number;
  /** Weight of each family: spaced words, unspaced words, concepts, characters. */
  readonly weights: readonly [number, number, number, number];
}

/** Two views of the same texts. */
export interface VectorisedTexts {
  /** Rows of sublinear TF-IDF, each family scaled to its weight and the whole row to length 1. */
  readonly weighted: SparseMatrix;
  /** Which kept words each text holds, as ones; its columns are the first columns of `weighted`. */
  readonly words: SparseMatrix;
}

export interface Vectoriser {
  readonly columnCount: number;
  /** Columns before the characters' own. */
  readonly wordCount: number;
  /** Family of each word column. */
  readonly wordFamilies: Uint8Array;
  transform(texts: readonly string[]): VectorisedTexts;
}

/** Fits the vocabulary and the inverse text frequencies on `texts`; features live in 2^20 hash buckets per family. */
export function fitVectoriser(texts: readonly string[], options: VectoriserOptions): Vectoriser {
  const counts = new Int32Array(FAMILY_COUNT * BUCKETS);
  const seen = new Int32Array(FAMILY_COUNT * BUCKETS).fill(-1);
  for (const [row, text] of texts.entries()) {
    featuresOf(text, options, (family, hash) => {
      const bucket = family * BUCKETS + (hash & (BUCKETS - 1));
      if (seen[bucket] === row) return;
      seen[bucket] = row;
      counts[bucket]!++;
    });
  }
  const columnOf = new Int32Array(FAMILY_COUNT * BUCKETS).fill(-1);
  const most = Math.max(options.leastTexts, options.mostShare * texts.length);
  let columnCount = 0;
  let wordCount = 0;
  for (let bucket = 0; bucket < counts.length; bucket++) {
    if (bucket === CHARACTERS * BUCKETS) wordCount = columnCount;
    if (counts[bucket]! >= options.leastTexts && counts[bucket]! <= most)
      columnOf[bucket] = columnCount++;
  }
  const weights = new Float32Array(columnCount);
  const families = new Uint8Array(columnCount);
  for (let bucket = 0; bucket < counts.length; bucket++) {
    const column = columnOf[bucket]!;
    if (column < 0) continue;
    weights[column] = Math.log((1 + texts.length) / (1 + counts[bucket]!)) + 1;
    families[column] = Math.floor(bucket / BUCKETS);
  }
  const table: Table = { columnOf, columnCount, weights, families };
  return {
    columnCount,
    wordCount,
    wordFamilies: families.slice(0, wordCount),
    transform: (more) => {
      const weighted = transform(more, options, table);
      return { weighted, words: onesBelow(weighted, wordCount) };
    },
  };
}

interface Table {
  readonly columnOf: Int32Array;
  readonly columnCount: number;
  readonly weights: Float32Array;
  readonly families: Uint8Array;
}

function transform(
  texts: readonly string[],
  options: VectoriserOptions,
  table: Table,
): SparseMatrix {
  const starts = new Int32Array(texts.length + 1);
  let columns = new Int32Array(1024 + texts.length * 48);
  let values = new Float32Array(columns.length);
  const slot = new Int32Array(table.columnCount).fill(-1);
  let used = 0;
  for (const [row, text] of texts.entries()) {
    const from = used;
    featuresOf(text, options, (family, hash) => {
      const column = table.columnOf[family * BUCKETS + (hash & (BUCKETS - 1))]!;
      if (column < 0) return;
      const known = slot[column]!;
      if (known >= from && columns[known] === column && known < used) {
        values[known]! += 1;
        return;
      }
      if (used === columns.length) {
        columns = grow(columns, new Int32Array(2 * used));
        values = grow(values, new Float32Array(2 * used));
      }
      slot[column] = used;
      columns[used] = column;
      values[used++] = 1;
    });
    weighRow(columns, values, from, used, table, options.weights);
    starts[row + 1] = used;
  }
  const matrix: SparseMatrix = {
    rowCount: texts.length,
    columnCount: table.columnCount,
    starts,
    columns: columns.subarray(0, used),
    values: values.subarray(0, used),
  };
  normaliseSparseRows(matrix);
  return matrix;
}

/** The entries in columns below `columnCount`, each set to one. */
function onesBelow(matrix: SparseMatrix, columnCount: number): SparseMatrix {
  const starts = new Int32Array(matrix.rowCount + 1);
  const columns = new Int32Array(matrix.columns.length);
  let used = 0;
  for (let r = 0; r < matrix.rowCount; r++) {
    for (let k = matrix.starts[r]!; k < matrix.starts[r + 1]!; k++)
      if (matrix.columns[k]! < columnCount) columns[used++] = matrix.columns[k]!;
    starts[r + 1] = used;
  }
  const values = new Float32Array(used).fill(1);
  return {
    rowCount: matrix.rowCount,
    columnCount,
    starts,
    columns: columns.slice(0, used),
    values,
  };
}

function grow<T extends Int32Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Sublinear term frequency times inverse text frequency, each family to unit length times its weight. */
function weighRow(
  columns: Int32Array,
  values: Float32Array,
  from: number,
  to: number,
  table: Table,
  familyWeights: readonly number[],
): void {
  const squares = new Float64Array(FAMILY_COUNT);
  for (let k = from; k < to; k++) {
    const column = columns[k]!;
    values[k] = (1 + Math.log(values[k]!)) * table.weights[column]!;
    squares[table.families[column]!]! += values[k]! * values[k]!;
  }
  for (let k = from; k < to; k++) {
    const family = table.families[columns[k]!]!;
    values[k]! *= familyWeights[family]! / Math.sqrt(squares[family]!);
  }
}
