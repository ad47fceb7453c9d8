// Groups a sample when nobody has said into how many themes: like joins like until no more themes are left than a person can survey.
import { dots } from "../embed/kernels.ts";
import { normaliseRows } from "../embed/sparse-matrix.ts";
import { directGrouping, type Grouping, type Sample } from "./candidate-groupings.ts";
import { mostThemes } from "./choose-count.ts";
import { groupSums } from "./spherical-kmeans.ts";

/** Larger samples begin from that many k-means pieces instead of single texts. */
const MOST_PIECES = 800;
const PIECE_ROUNDS = 6;
/** A theme holds at least this part of the sample, and at least three texts. */
const LEAST_SHARE = 1 / 200;
const LEAST_TEXTS = 3;

/**
 * Average-linkage agglomeration (UPGMA; Sokal and Michener, 1958) of the rows drawn towards their neighbours, seen from the middle of
 * the sample, so that what all texts share joins none of them. Unlike k-means it leaves a matter of many voices in one piece beside
 * matters of few. The tree is cut where at most `mostThemes` groups of the least size are left. Rows of smaller groups get -1.
 */
export function openGrouping({ smoothed, width }: Sample, seed: number): Grouping {
  const rowCount = smoothed.length / width;
  const rows = seenFromTheMiddle(smoothed, width);
  const pieces =
    rowCount <= MOST_PIECES
      ? { groups: Int32Array.from({ length: rowCount }, (_, row) => row), count: rowCount }
      : directGrouping(smoothed, width, MOST_PIECES, seed, PIECE_ROUNDS);
  const least = Math.max(LEAST_TEXTS, Math.round(LEAST_SHARE * rowCount));
  return joinAlike(rows, width, pieces, Math.min(least, rowCount), mostThemes(rowCount));
}

function seenFromTheMiddle(rows: Float32Array, width: number): Float32Array {
  const mean = new Float64Array(width);
  const rowCount = rows.length / width;
  for (let at = 0; at < rows.length; at++) mean[at % width]! += rows[at]! / rowCount;
  const seen = rows.map((value, at) => value - mean[at % width]!);
  normaliseRows(seen, width);
  return seen;
}

function joinAlike(
  rows: Float32Array,
  width: number,
  pieces: Grouping,
  least: number,
  most: number,
): Grouping {
  const tree = new AverageLinkage(rows, width, pieces);
  let large = tree.countFrom(least);
  let largest = large;
  let owners = tree.owners();
  // The number of large groups rises while small ones join, then falls: the cut is the last moment before it falls below `most`.
  while (tree.joinClosest()) {
    large = tree.countFrom(least);
    largest = Math.max(largest, large);
    if (large >= Math.min(most, largest)) owners = tree.owners();
  }
  return numberLarge(pieces, owners, least);
}

/** Numbers groups of at least `least` rows in order of first appearance; rows of the others get -1. */
function numberLarge(pieces: Grouping, owners: Int32Array, least: number): Grouping {
  const sizes = new Int32Array(pieces.count);
  for (const piece of pieces.groups) sizes[owners[piece]!]!++;
  const numbers = new Map<number, number>();
  const groups = pieces.groups.map((piece) => {
    const owner = owners[piece]!;
    if (sizes[owner]! < least) return -1;
    if (!numbers.has(owner)) numbers.set(owner, numbers.size);
    return numbers.get(owner)!;
  });
  return { groups, count: numbers.size };
}

/** Groups that join pair by pair, the pair with the highest mean cosine between its rows first; each keeps its closest partner at hand. */
class AverageLinkage {
  readonly #count: number;
  readonly #closeness: Float32Array;
  readonly #sizes: Float64Array;
  readonly #owner: Int32Array;
  readonly #alive: Uint8Array;
  readonly #partner: Int32Array;
  readonly #best: Float64Array;

  constructor(rows: Float32Array, width: number, { groups, count }: Grouping) {
    const sums = groupSums(rows, width, groups, count);
    this.#count = count;
    this.#closeness = dots(sums, sums, width);
    this.#sizes = new Float64Array(count);
    for (const group of groups) this.#sizes[group]!++;
    for (let i = 0; i < count; i++)
      for (let j = 0; j < count; j++)
        this.#closeness[i * count + j]! /= Math.max(1, this.#sizes[i]! * this.#sizes[j]!);
    this.#owner = Int32Array.from({ length: count }, (_, i) => i);
    this.#alive = new Uint8Array(count).fill(1);
    this.#partner = new Int32Array(count).fill(-1);
    this.#best = new Float64Array(count);
    for (let i = 0; i < count; i++) this.#seekPartner(i);
  }

  /** How many groups hold `least` rows or more. */
  countFrom(least: number): number {
    let many = 0;
    for (let i = 0; i < this.#count; i++)
      if (this.#alive[i] === 1 && this.#sizes[i]! >= least) many++;
    return many;
  }

  /** The group that each first piece is in now. */
  owners(): Int32Array {
    return this.#owner.slice();
  }

  /** Joins the closest pair (of equals the one with the smallest numbers); false when one group is left. */
  joinClosest(): boolean {
    let keep = -1;
    for (let i = 0; i < this.#count; i++) {
      if (this.#alive[i] === 0 || this.#partner[i] === -1) continue;
      if (keep === -1 || this.#best[i]! > this.#best[keep]!) keep = i;
    }
    if (keep === -1) return false;
    this.#join(keep, this.#partner[keep]!);
    return true;
  }

  #join(keep: number, gone: number): void {
    const count = this.#count;
    const [a, b] = [this.#sizes[keep]!, this.#sizes[gone]!];
    this.#alive[gone] = 0;
    this.#sizes[keep] = a + b;
    for (let i = 0; i < count; i++) {
      if (this.#owner[i] === gone) this.#owner[i] = keep;
      if (this.#alive[i] === 0 || i === keep) continue;
      const joined =
        (a * this.#closeness[keep * count + i]! + b * this.#closeness[gone * count + i]!) / (a + b);
      this.#closeness[keep * count + i] = joined;
      this.#closeness[i * count + keep] = joined;
    }
    this.#seekPartner(keep);
    for (let i = 0; i < count; i++) {
      if (this.#alive[i] === 0 || i === keep) continue;
      const now = this.#closeness[i * count + keep]!;
      if (this.#partner[i] === gone || this.#partner[i] === keep) this.#seekPartner(i);
      else if (now > this.#best[i]!) {
        this.#best[i] = now;
        this.#partner[i] = keep;
      }
    }
  }

  #seekPartner(i: number): void {
    let partner = -1;
    let best = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < this.#count; j++) {
      const now = this.#closeness[i * this.#count + j]!;
      if (this.#alive[j] === 0 || j === i || now <= best) continue;
      best = now;
      partner = j;
    }
    this.#partner[i] = partner;
    this.#best[i] = best;
  }
}
