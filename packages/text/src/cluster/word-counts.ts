// Words by group: the counts from which groups are judged, merged and refined.
import { sparseProduct } from "../embed/kernels.ts";
import { type SparseMatrix, transposed } from "../embed/sparse-matrix.ts";

/** A corpus as presence of words, ready to be counted by group. */
export interface WordCorpus {
  readonly words: SparseMatrix;
  readonly byWord: SparseMatrix;
  /** Family of each word: spaced, unspaced or concept; each has a word distribution of its own, so that no theme is a language. */
  readonly families: Uint8Array;
  /** Each word's share of its family's occurrences. */
  readonly background: Float64Array;
  /** Occurrences in each family. */
  readonly occurrences: Float64Array;
}

export const WORD_FAMILIES = 3;

/** Prepares `words` (ones) for counting. */
export function wordCorpus(words: SparseMatrix, families: Uint8Array): WordCorpus {
  const background = new Float64Array(words.columnCount);
  const occurrences = new Float64Array(WORD_FAMILIES);
  for (let k = 0; k < words.columns.length; k++) {
    background[words.columns[k]!]!++;
    occurrences[families[words.columns[k]!]!]!++;
  }
  for (let f = 0; f < background.length; f++)
    background[f]! /= Math.max(1, occurrences[families[f]!]!);
  return { words, byWord: transposed(words), families, background, occurrences };
}

export interface GroupCounts {
  /** Row-major `words x count`: texts of the group that hold the word. */
  readonly counts: Float32Array;
  /** Row-major `families x count`: occurrences of the family in each group. */
  readonly totals: Float64Array;
  /** Texts in each group. */
  readonly sizes: Float64Array;
}

/** Counts words and texts of each group; rows with group -1 count nowhere. */
export function countByGroup(corpus: WordCorpus, groups: Int32Array, count: number): GroupCounts {
  const member = new Float32Array(groups.length * count);
  const sizes = new Float64Array(count);
  const totals = new Float64Array(WORD_FAMILIES * count);
  for (let r = 0; r < groups.length; r++) {
    const group = groups[r]!;
    if (group < 0) continue;
    member[r * count + group] = 1;
    sizes[group]!++;
  }
  const counts = sparseProduct(corpus.byWord, member, count);
  for (let f = 0; f < corpus.families.length; f++)
    for (let c = 0; c < count; c++)
      totals[corpus.families[f]! * count + c]! += counts[f * count + c]!;
  return { counts, totals, sizes };
}
