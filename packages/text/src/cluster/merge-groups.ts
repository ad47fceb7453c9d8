// Joins many small groups into few by asking, pair by pair, whether one description explains both.
import { dots } from "../embed/kernels.ts";
import { CONCENTRATION, logGamma } from "./evidence.ts";
import { groupSums } from "./spherical-kmeans.ts";
import { countByGroup, WORD_FAMILIES, type WordCorpus } from "./word-counts.ts";

export interface MergeOptions {
  /** Groups to end with; merging goes on below zero gain to reach it. */
  readonly target: number;
  /** Merging goes on beyond `target`, down to this number, as long as it gains. Default `target`. */
  readonly least?: number;
  /** Share of each family's occurrences that its Dirichlet prior is worth. */
  readonly priorShare: number;
  /** Groups below this number are settled: they take others in, but never join each other. Default 0. */
  readonly settled?: number;
}

export interface MergedGroups {
  /** New group of each old one, numbered from 0 by first appearance. */
  readonly groupOf: Int32Array;
  readonly count: number;
  /** Gain of each merge in order, in nats; the first belongs to the step down from the old number of groups. */
  readonly gains: readonly number[];
}

/** Words of one group, sparse: positions of positive counts, the counts themselves dense. */
interface Pile {
  readonly counts: Int32Array;
  readonly present: Int32Array;
  readonly totals: Float64Array;
}

/** ln Gamma(n + base) - ln Gamma(base) of every word for every n it can reach. */
interface GammaTable {
  readonly starts: Int32Array;
  readonly values: Float64Array;
  readonly priors: Float64Array;
}

/**
 * Bayesian agglomeration: always merges the two groups whose union most raises (or least lowers) the
 * Dirichlet-multinomial likelihood of their words (Heller and Ghahramani, 2005, with hard choices) plus the von
 * Mises-Fisher likelihood of their directions. Ties go to the smaller indexes.
 */
export function mergeGroups(
  corpus: WordCorpus,
  rows: Float32Array,
  width: number,
  groups: Int32Array,
  count: number,
  options: MergeOptions,
): MergedGroups {
  const gammas = gammaTable(corpus, options.priorShare);
  const piles: (Pile | null)[] = makePiles(corpus, groups, count);
  const inner = innerProducts(groupSums(rows, width, groups, count), width);
  const gainOf = (i: number, j: number): number =>
    wordGain(piles[i]!, piles[j]!, gammas) + CONCENTRATION * directionGain(inner, count, i, j);
  const table = new Float64Array(count * count).fill(Number.NEGATIVE_INFINITY);
  const settled = options.settled ?? 0;
  for (let i = 0; i < count; i++)
    for (let j = Math.max(i + 1, i < settled ? settled : 0); j < count; j++)
      table[i * count + j] = gainOf(i, j);
  const owner = Int32Array.from({ length: count }, (_, i) => i);
  const gains: number[] = [];
  const least = Math.max(1, options.least ?? options.target);
  for (let left = count; left > least; left--) {
    const [keep, gone] = bestPair(table, piles, count);
    if (keep < 0 || (left <= options.target && table[keep * count + gone]! <= 0)) break;
    gains.push(table[keep * count + gone]!);
    piles[keep] = union(piles[keep]!, piles[gone]!, corpus);
    piles[gone] = null;
    joinInner(inner, count, keep, gone);
    for (let i = 0; i < count; i++) {
      if (owner[i] === gone) owner[i] = keep;
      if (i === keep || piles[i] == null) continue;
      const [low, high] = [Math.min(i, keep), Math.max(i, keep)];
      if (high < settled) continue;
      table[low * count + high] = gainOf(low, high);
    }
  }
  return { ...renumbered(owner), gains };
}

/** Words are counted once for each text, so counts are whole and their gammas can be looked up. */
function gammaTable(corpus: WordCorpus, priorShare: number): GammaTable {
  const { background, families, occurrences } = corpus;
  const starts = new Int32Array(background.length + 1);
  for (let f = 0; f < background.length; f++) {
    const texts = Math.round(background[f]! * occurrences[families[f]!]!);
    starts[f + 1] = starts[f]! + texts + 1;
  }
  const values = new Float64Array(starts[background.length]!);
  const priors = occurrences.map((many) => priorShare * many);
  for (let f = 0; f < background.length; f++) {
    const base = background[f]! * priors[families[f]!]!;
    for (let at = starts[f]! + 1, n = 0; at < starts[f + 1]!; at++, n++)
      values[at] = values[at - 1]! + Math.log(n + base);
  }
  return { starts, values, priors };
}

function makePiles(corpus: WordCorpus, groups: Int32Array, count: number): Pile[] {
  const { counts } = countByGroup(corpus, groups, count);
  return Array.from({ length: count }, (_, c) =>
    pileOf(
      Int32Array.from(corpus.background, (_, f) => counts[f * count + c]!),
      corpus,
    ),
  );
}

function pileOf(counts: Int32Array, corpus: WordCorpus): Pile {
  const present: number[] = [];
  const totals = new Float64Array(WORD_FAMILIES);
  for (let f = 0; f < counts.length; f++) {
    if (counts[f] === 0) continue;
    present.push(f);
    totals[corpus.families[f]!]! += counts[f]!;
  }
  return { counts, present: Int32Array.from(present), totals };
}

function union(a: Pile, b: Pile, corpus: WordCorpus): Pile {
  return pileOf(
    a.counts.map((value, f) => value + b.counts[f]!),
    corpus,
  );
}

/** Log likelihood of the union less that of the parts; words in only one of them cancel out. */
function wordGain(a: Pile, b: Pile, gammas: GammaTable): number {
  const { starts, values, priors } = gammas;
  const [few, many] = a.present.length <= b.present.length ? [a, b] : [b, a];
  let gain = 0;
  for (let i = 0; i < few.present.length; i++) {
    const f = few.present[i]!;
    const theirs = many.counts[f]!;
    if (theirs === 0) continue;
    const own = few.counts[f]!;
    const start = starts[f]!;
    gain += values[start + own + theirs]! - values[start + own]! - values[start + theirs]!;
  }
  for (let family = 0; family < WORD_FAMILIES; family++) {
    const prior = priors[family]!;
    const [one, other] = [a.totals[family]!, b.totals[family]!];
    if (one === 0 || other === 0) continue;
    gain -=
      logGamma(one + other + prior) -
      logGamma(one + prior) -
      logGamma(other + prior) +
      logGamma(prior);
  }
  return gain;
}

function innerProducts(sums: Float32Array, width: number): Float64Array {
  return Float64Array.from(dots(sums, sums, width));
}

/** |a + b| - |a| - |b| of the groups' sums. */
function directionGain(inner: Float64Array, count: number, i: number, j: number): number {
  const [a, b] = [inner[i * count + i]!, inner[j * count + j]!];
  const union = Math.max(0, a + b + 2 * inner[i * count + j]!);
  return Math.sqrt(union) - Math.sqrt(Math.max(0, a)) - Math.sqrt(Math.max(0, b));
}

function joinInner(inner: Float64Array, count: number, keep: number, gone: number): void {
  for (let k = 0; k < count; k++) inner[keep * count + k]! += inner[gone * count + k]!;
  for (let k = 0; k < count; k++) inner[k * count + keep]! += inner[k * count + gone]!;
}

function bestPair(
  table: Float64Array,
  piles: readonly (Pile | null)[],
  count: number,
): [number, number] {
  let best: [number, number] = [-1, -1];
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    if (piles[i] == null) continue;
    for (let j = i + 1; j < count; j++) {
      if (piles[j] == null || table[i * count + j]! <= most) continue;
      most = table[i * count + j]!;
      best = [i, j];
    }
  }
  return best;
}

function renumbered(owner: Int32Array): { readonly groupOf: Int32Array; readonly count: number } {
  const numbers = new Map<number, number>();
  const groupOf = owner.map((group) => {
    if (!numbers.has(group)) numbers.set(group, numbers.size);
    return numbers.get(group)!;
  });
  return { groupOf, count: numbers.size };
}
