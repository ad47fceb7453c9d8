// Spherical k-means: groups unit vectors by direction, the same way on every run.
import { dots, sparseProduct } from "../embed/kernels.ts";
import { createRandom, type RandomStream } from "./random.ts";

export interface KMeansOptions {
  readonly count: number;
  readonly seed: number;
  /** Independent starts; the one with the highest total cosine is kept. Default 4. */
  readonly restarts?: number;
  /** Rounds per start. Default 40. */
  readonly rounds?: number;
  /** Seeds drawn evenly from all rows instead of by k-means++: quicker, for many rough cells. */
  readonly plainSeeds?: boolean;
}

export interface KMeansResult {
  /** Group of each row. */
  readonly groups: Int32Array;
  /** Unit centroids, row-major `count x width`. */
  readonly centroids: Float32Array;
  /** Sum over rows of the cosine to their own centroid. */
  readonly cohesion: number;
}

/**
 * Groups the unit rows of `rows` (row-major, `width` columns) into at most `count` groups by cosine: k-means++
 * seeding (Arthur and Vassilvitskii, 2007) and Lloyd rounds on the sphere (Dhillon and Modha, 2001). A group that
 * runs empty is restarted on the row worst served. `count` is reduced to the number of rows.
 */
export function sphericalKMeans(
  rows: Float32Array,
  width: number,
  options: KMeansOptions,
): KMeansResult {
  const rowCount = width === 0 ? 0 : rows.length / width;
  const count = Math.min(options.count, rowCount);
  const random = createRandom(options.seed);
  let best: KMeansResult | null = null;
  for (let start = 0; start < (options.restarts ?? 4); start++) {
    const centroids =
      options.plainSeeds === true
        ? evenSeeds(rows, width, count, random)
        : seedCentroids(rows, width, count, random);
    const found = runLloyd(rows, width, centroids, options.rounds ?? 40);
    if (best === null || found.cohesion > best.cohesion) best = found;
  }
  return best ?? { groups: new Int32Array(0), centroids: new Float32Array(0), cohesion: 0 };
}

/** Distinct rows, each equally likely. */
function evenSeeds(
  rows: Float32Array,
  width: number,
  count: number,
  random: RandomStream,
): Float32Array {
  const order = Int32Array.from({ length: rows.length / width }, (_, i) => i);
  const centroids = new Float32Array(count * width);
  for (let c = 0; c < count; c++) {
    const at = c + random.below(order.length - c);
    const row = order[at]!;
    order[at] = order[c]!;
    centroids.set(rows.subarray(row * width, (row + 1) * width), c * width);
  }
  return centroids;
}

/** Greedy k-means++: each next seed is the best of a few draws in proportion to cosine distance. */
function seedCentroids(
  rows: Float32Array,
  width: number,
  count: number,
  random: RandomStream,
): Float32Array {
  const rowCount = rows.length / width;
  const centroids = new Float32Array(count * width);
  const draws = 2 + Math.floor(Math.log(count + 1));
  const nearest = new Float64Array(rowCount).fill(2);
  for (let c = 0; c < count; c++) {
    const trials = Array.from({ length: c === 0 ? 1 : draws }, () =>
      c === 0 ? random.below(rowCount) : drawBy(nearest, random),
    );
    const tried = new Float32Array(trials.length * width);
    for (const [i, row] of trials.entries())
      tried.set(rows.subarray(row * width, (row + 1) * width), i * width);
    const cosines = dots(rows, tried, width);
    const best = bestTrial(cosines, trials.length, nearest);
    for (let r = 0; r < rowCount; r++)
      nearest[r] = Math.min(nearest[r]!, Math.max(0, 1 - cosines[r * trials.length + best]!));
    centroids.set(tried.subarray(best * width, (best + 1) * width), c * width);
  }
  return centroids;
}

/** The trial that leaves the smallest total distance; ties go to the first. */
function bestTrial(cosines: Float32Array, trials: number, nearest: Float64Array): number {
  const totals = new Float64Array(trials);
  for (let r = 0; r < nearest.length; r++)
    for (let t = 0; t < trials; t++)
      totals[t]! += Math.min(nearest[r]!, Math.max(0, 1 - cosines[r * trials + t]!));
  let best = 0;
  for (let t = 1; t < trials; t++) if (totals[t]! < totals[best]!) best = t;
  return best;
}

function drawBy(weights: Float64Array, random: RandomStream): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  if (total <= 0) return random.below(weights.length);
  let left = random.uniform() * total;
  for (let i = 0; i < weights.length; i++) {
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return weights.length - 1;
}

/** Lloyd rounds from given centroids until no row moves. */
export function runLloyd(
  rows: Float32Array,
  width: number,
  start: Float32Array,
  rounds: number,
): KMeansResult {
  const rowCount = rows.length / width;
  let centroids = start;
  const groups = new Int32Array(rowCount).fill(-1);
  const closeness = new Float32Array(rowCount);
  let cohesion = 0;
  for (let round = 0; round < rounds; round++) {
    const moved = assign(rows, width, centroids, groups, closeness);
    cohesion = 0;
    for (let r = 0; r < rowCount; r++) cohesion += closeness[r]!;
    if (moved === 0) break;
    centroids = meanDirections(rows, width, groups, centroids.length / width, closeness);
  }
  return { groups, centroids, cohesion };
}

/** Gives each row its nearest centroid by cosine (ties to the smaller index); returns how many rows moved. */
export function assign(
  rows: Float32Array,
  width: number,
  centroids: Float32Array,
  groups: Int32Array,
  closeness: Float32Array,
): number {
  const count = centroids.length / width;
  const cosines = dots(rows, centroids, width);
  let moved = 0;
  for (let r = 0; r < groups.length; r++) {
    let best = -1;
    let bestCosine = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < count; c++) {
      const cosine = cosines[r * count + c]!;
      if (cosine > bestCosine) {
        bestCosine = cosine;
        best = c;
      }
    }
    closeness[r] = bestCosine;
    if (groups[r] !== best) {
      groups[r] = best;
      moved++;
    }
  }
  return moved;
}

/** Unit mean of each group's rows; an empty group takes the row with the lowest closeness, each row once. */
export function meanDirections(
  rows: Float32Array,
  width: number,
  groups: Int32Array,
  count: number,
  closeness: Float32Array,
): Float32Array {
  const sums = groupSums(rows, width, groups, count);
  const sizes = new Int32Array(count);
  for (const group of groups) if (group >= 0) sizes[group]!++;
  const centroids = new Float32Array(count * width);
  for (let c = 0; c < count; c++) {
    const from = c * width;
    if (sizes[c] === 0) {
      let worst = 0;
      for (let r = 1; r < closeness.length; r++) if (closeness[r]! < closeness[worst]!) worst = r;
      closeness[worst] = Number.POSITIVE_INFINITY;
      centroids.set(rows.subarray(worst * width, (worst + 1) * width), from);
      continue;
    }
    let squares = 0;
    for (let k = 0; k < width; k++) squares += sums[from + k]! * sums[from + k]!;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let k = 0; k < width; k++) centroids[from + k] = sums[from + k]! * scale;
  }
  return centroids;
}

/** Sum of each group's rows, row-major `count x width`; rows with group -1 count nowhere. */
export function groupSums(
  rows: Float32Array,
  width: number,
  groups: Int32Array,
  count: number,
): Float32Array {
  const { starts, members } = membersOf(groups, count);
  return sparseProduct(
    {
      rowCount: count,
      columnCount: groups.length,
      starts,
      columns: members,
      values: new Float32Array(members.length).fill(1),
    },
    rows,
    width,
  );
}

/** Rows by group in rising order: group c holds `members[starts[c] .. starts[c + 1])`; rows with group -1 stand nowhere. */
function membersOf(
  groups: Int32Array,
  count: number,
): { readonly starts: Int32Array; readonly members: Int32Array } {
  const starts = new Int32Array(count + 1);
  for (const group of groups) if (group >= 0) starts[group + 1]!++;
  for (let c = 0; c < count; c++) starts[c + 1]! += starts[c]!;
  const next = starts.slice(0, count);
  const members = new Int32Array(starts[count]!);
  for (let r = 0; r < groups.length; r++) if (groups[r]! >= 0) members[next[groups[r]!]!++] = r;
  return { starts, members };
}
