// What the themes of a corpus look like, in words and in direction, and how a text is judged against them.
import { dots, sparseProduct } from "../embed/kernels.ts";
import type { SparseMatrix } from "../embed/sparse-matrix.ts";
import { CONCENTRATION } from "./evidence.ts";
import { meanDirections } from "./spherical-kmeans.ts";
import { countByGroup, type WordCorpus } from "./word-counts.ts";

/** Strength of the corpus as a whole in each theme's word distribution, in average themes. */
const SMOOTHING = 1;

export interface ThemeModel {
  readonly count: number;
  readonly width: number;
  /** Row-major `words x count`: log odds of the word in the theme against the whole corpus. */
  readonly wordWeights: Float32Array;
  /** Unit mean directions, row-major `count x width`. */
  readonly centroids: Float32Array;
  /** Log share of each theme. */
  readonly logShares: Float64Array;
}

/** Fits a model to a grouping; rows with group -1 are left out. */
export function fitThemeModel(
  corpus: WordCorpus,
  rows: Float32Array,
  width: number,
  groups: Int32Array,
  count: number,
): ThemeModel {
  const { counts, totals, sizes } = countByGroup(corpus, groups, count);
  for (let f = 0; f < corpus.background.length; f++) {
    const share = corpus.background[f]!;
    const family = corpus.families[f]!;
    const prior = (SMOOTHING * corpus.occurrences[family]!) / count;
    for (let c = 0; c < count; c++) {
      const at = f * count + c;
      counts[at] =
        share === 0
          ? 0
          : Math.log((counts[at]! + prior * share) / (totals[family * count + c]! + prior) / share);
    }
  }
  const closeness = new Float32Array(groups.length);
  return {
    count,
    width,
    wordWeights: counts,
    centroids: meanDirections(rows, width, groups, count, closeness),
    logShares: sizes.map((size) => Math.log((size + 1) / (groups.length + count))),
  };
}

export interface Judgement {
  /** Row-major `rows x count` log odds. */
  readonly odds: Float32Array;
  /** Row-major `rows x count` cosines. */
  readonly cosines: Float32Array;
}

/**
 * Log odds of every text for every theme: a naive Bayes model of its words times a von Mises-Fisher model of its direction
 * (Banerjee, Dhillon, Ghosh and Sra, 2005) times the theme's share.
 */
export function judge(model: ThemeModel, words: SparseMatrix, rows: Float32Array): Judgement {
  const { count, width, logShares } = model;
  const odds = sparseProduct(words, model.wordWeights, count);
  const cosines = width === 0 ? new Float32Array(odds.length) : dots(rows, model.centroids, width);
  for (let r = 0; r < words.rowCount; r++)
    for (let c = 0; c < count; c++)
      odds[r * count + c]! += CONCENTRATION * cosines[r * count + c]! + logShares[c]!;
  return { odds, cosines };
}

/** Alternates between fitting the model and giving every row its best theme, until fewer than 0.05 % move. */
export function refineGroups(
  corpus: WordCorpus,
  rows: Float32Array,
  width: number,
  start: Int32Array,
  count: number,
  rounds: number,
): Int32Array {
  let groups = start;
  for (let round = 0; round < rounds; round++) {
    const model = fitThemeModel(corpus, rows, width, groups, count);
    const { odds } = judge(model, corpus.words, rows);
    const next = bestThemes(odds, count);
    keepEveryTheme(next, groups, odds, count);
    let moved = 0;
    for (let r = 0; r < next.length; r++) if (next[r] !== groups[r]) moved++;
    groups = next;
    if (moved <= groups.length * 0.0005) break;
  }
  return groups;
}

/** The most probable theme of each row. */
export function bestThemes(odds: Float32Array, count: number): Int32Array {
  const groups = new Int32Array(odds.length / count);
  for (let r = 0; r < groups.length; r++) {
    let best = 0;
    for (let c = 1; c < count; c++) if (odds[r * count + c]! > odds[r * count + best]!) best = c;
    groups[r] = best;
  }
  return groups;
}

/** A theme about to lose its last row keeps the old row that suits it best. */
function keepEveryTheme(
  next: Int32Array,
  before: Int32Array,
  odds: Float32Array,
  count: number,
): void {
  const sizes = new Int32Array(count);
  for (const group of next) sizes[group]!++;
  for (let c = 0; c < count; c++) {
    if (sizes[c] !== 0) continue;
    let kept = -1;
    for (let r = 0; r < next.length; r++) {
      if (before[r] !== c || sizes[next[r]!]! < 2) continue;
      if (kept < 0 || odds[r * count + c]! > odds[kept * count + c]!) kept = r;
    }
    if (kept < 0) continue;
    sizes[next[kept]!]!--;
    next[kept] = c;
    sizes[c] = 1;
  }
}
