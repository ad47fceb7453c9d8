// Goes on from the leaves of an earlier run: they keep their texts, and new leaves open only for matters that none of them holds.
import { takeRows } from "../embed/sparse-matrix.ts";
import { directGrouping } from "./candidate-groupings.ts";
import type { BalancedSpace } from "./choose-balance.ts";
import { mostThemes } from "./choose-count.ts";
import { mergeGroups } from "./merge-groups.ts";
import { type Neighbours, nearestNeighbours } from "./neighbours.ts";
import type { Pause } from "./pause.ts";
import { fitThemeModel, judge, type ThemeModel } from "./theme-model.ts";
import { wordCorpus } from "./word-counts.ts";

/** New texts in a first, rough piece, on average. */
const PIECE_TEXTS = 6;
const MOST_PIECES = 160;
const NEIGHBOURS = 10;
/** A piece is a new matter when its texts have at most this part of the known neighbours that their leaves would give them. */
const LEAST_RARITY = 0.25;
/** Share of the corpus that the prior of a theme's words is worth, as when a number of themes is chosen. */
const PRIOR_SHARE = 0.02;
/** A theme opens with at least this many texts, and in large corpora with this part of the square root of their number. */
const LEAST_TEXTS = 5;
const LEAST_ROOT_SHARE = 0.25;

export interface ContinuedLeaves {
  /** The earlier leaves in their order, then those opened now. */
  readonly model: ThemeModel;
  readonly opened: number;
}

export interface ContinueOptions {
  readonly seed: number;
  /** Texts in the corpus that the sample was drawn from. */
  readonly textCount: number;
  /** False where the number of themes is fixed. */
  readonly mayOpen: boolean;
}

/**
 * Fits the earlier leaves (`previous`: leaf of each sampled text or -1) and opens leaves for new texts: pieces of them
 * (k-means) whose neighbours are new texts far more often than their leaves explain (the two-sample test of Schilling,
 * 1986, by leaf), joined to a leaf or to each other where their words say that they are one matter.
 */
export async function continueLeaves(
  { space, seen }: BalancedSpace,
  previous: Int32Array,
  leafCount: number,
  options: ContinueOptions,
  pause: Pause,
): Promise<ContinuedLeaves> {
  const { words, rows } = seen;
  const { width } = space;
  const corpus = wordCorpus(words, space.wordFamilies);
  const model = fitThemeModel(corpus, rows, width, previous, leafCount);
  const fresh = indexesWhere(previous, (leaf, row) => leaf < 0 && hasDirection(rows, width, row));
  const least = leastTexts(options.textCount, previous.length);
  await pause(35);
  if (!options.mayOpen || fresh.length < least) return { model, opened: 0 };
  const { odds } = judge(model, takeRows(words, fresh), pick(rows, width, fresh));
  const nearest = Int32Array.from(fresh, (_, i) => bestOf(odds, i, leafCount));
  const neighbours = nearestNeighbours(rows, width, NEIGHBOURS, options.seed);
  await pause(50);
  const groups = previous.slice();
  for (const [i, row] of fresh.entries()) groups[row] = nearest[i]!;
  const pieces = piecesOf(pick(rows, width, fresh), width, options.seed);
  const isNew = newPieces(pieces, fresh, nearest, previous, leafCount, neighbours);
  let count = leafCount;
  for (const [piece, members] of pieces.entries()) {
    if (!isNew[piece]) continue;
    for (const i of members) groups[fresh[i]!] = count;
    count++;
  }
  await pause(60);
  if (count === leafCount) return { model, opened: 0 };
  const joined = mergeGroups(corpus, rows, width, groups, count, {
    target: Math.max(mostThemes(previous.length), leafCount + 1),
    least: leafCount,
    priorShare: PRIOR_SHARE,
    settled: leafCount,
  });
  const merged = groups.map((group) => (group < 0 ? -1 : joined.groupOf[group]!));
  const opened = keepLarge(merged, leafCount, joined.count, least, fresh, nearest);
  await pause(70);
  return { model: fitThemeModel(corpus, rows, width, merged, leafCount + opened), opened };
}

function indexesWhere(
  values: Int32Array,
  holds: (value: number, index: number) => boolean,
): Int32Array {
  const found: number[] = [];
  for (let i = 0; i < values.length; i++) if (holds(values[i]!, i)) found.push(i);
  return Int32Array.from(found);
}

function hasDirection(rows: Float32Array, width: number, row: number): boolean {
  for (let k = row * width; k < (row + 1) * width; k++) if (rows[k] !== 0) return true;
  return false;
}

function pick(rows: Float32Array, width: number, chosen: Int32Array): Float32Array {
  const picked = new Float32Array(chosen.length * width);
  for (let i = 0; i < chosen.length; i++)
    picked.set(rows.subarray(chosen[i]! * width, (chosen[i]! + 1) * width), i * width);
  return picked;
}

function bestOf(odds: Float32Array, row: number, count: number): number {
  let best = 0;
  for (let c = 1; c < count; c++) if (odds[row * count + c]! > odds[row * count + best]!) best = c;
  return best;
}

/** The fewest sampled texts with which a theme opens. */
function leastTexts(textCount: number, sampled: number): number {
  const ofAll = Math.max(LEAST_TEXTS, LEAST_ROOT_SHARE * Math.sqrt(textCount));
  return Math.max(3, Math.ceil((ofAll * sampled) / textCount));
}

/** Places in `rows`, piece by piece. */
function piecesOf(rows: Float32Array, width: number, seed: number): number[][] {
  const rowCount = rows.length / width;
  const wanted = Math.max(1, Math.min(MOST_PIECES, Math.round(rowCount / PIECE_TEXTS)));
  const { groups, count } = directGrouping(rows, width, wanted, seed, 15);
  const pieces: number[][] = Array.from({ length: count }, () => []);
  for (let i = 0; i < rowCount; i++) pieces[groups[i]!]!.push(i);
  return pieces;
}

/** For each piece whether far fewer of its texts' neighbours are known than is usual in the leaves nearest to them. */
function newPieces(
  pieces: readonly (readonly number[])[],
  fresh: Int32Array,
  nearest: Int32Array,
  previous: Int32Array,
  leafCount: number,
  neighbours: Neighbours,
): boolean[] {
  const known = new Float64Array(leafCount);
  const all = new Float64Array(leafCount);
  for (const leaf of previous) if (leaf >= 0) known[leaf]!++;
  all.set(known);
  for (const leaf of nearest) all[leaf]!++;
  return pieces.map((members) => {
    let expected = 0;
    let found = 0;
    for (const i of members) {
      const from = fresh[i]! * neighbours.perRow;
      for (let p = from; p < from + neighbours.perRow; p++) {
        const other = neighbours.rows[p]!;
        if (other < 0) continue;
        expected += known[nearest[i]!]! / all[nearest[i]!]!;
        if (previous[other]! >= 0) found++;
      }
    }
    return members.length > 0 && found <= LEAST_RARITY * expected;
  });
}

/** Drops opened groups of fewer than `least` texts, which return to their nearest leaf, and renumbers the rest in place; returns how many are left. */
function keepLarge(
  groups: Int32Array,
  leafCount: number,
  count: number,
  least: number,
  fresh: Int32Array,
  nearest: Int32Array,
): number {
  const sizes = new Int32Array(count);
  for (const group of groups) if (group >= 0) sizes[group]!++;
  const renamed = new Int32Array(count).fill(-1);
  let kept = 0;
  for (let group = leafCount; group < count; group++)
    if (sizes[group]! >= least) renamed[group] = leafCount + kept++;
  for (const [i, row] of fresh.entries()) {
    const group = groups[row]!;
    if (group >= leafCount) groups[row] = renamed[group]! >= 0 ? renamed[group]! : nearest[i]!;
  }
  return kept;
}
