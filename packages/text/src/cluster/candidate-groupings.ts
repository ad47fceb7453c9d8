// Several ways to a grouping of a given size; the words decide which one is kept.
import { groupingEvidence } from "./evidence.ts";
import { mergeGroups } from "./merge-groups.ts";
import { nearestNeighbours, smoothByNeighbours } from "./neighbours.ts";
import { sphericalKMeans } from "./spherical-kmeans.ts";
import { refineGroups } from "./theme-model.ts";
import type { WordCorpus } from "./word-counts.ts";

export interface Grouping {
  readonly groups: Int32Array;
  readonly count: number;
}

/** A sample seen in words and in directions. */
export interface Sample {
  readonly corpus: WordCorpus;
  readonly rows: Float32Array;
  /** The same rows drawn towards their neighbours. */
  readonly smoothed: Float32Array;
  readonly width: number;
}

const NEIGHBOURS = 10;
const DIRECT_STARTS = 3;
const MOST_PIECES = 320;
const MOST_IMPROVEMENTS = 6;

/** Prepares a sample, smoothing its rows. */
export function prepareSample(
  corpus: WordCorpus,
  rows: Float32Array,
  width: number,
  seed: number,
): Sample {
  const neighbours = nearestNeighbours(rows, width, NEIGHBOURS, seed);
  return { corpus, rows, width, smoothed: smoothByNeighbours(rows, width, neighbours) };
}

/**
 * Groupings into at most `count` themes: k-means from several starts on the rows and on the smoothed rows, and many small k-means groups
 * merged by their words. Each is refined briefly by words and direction; the one with the highest evidence is refined to the end.
 */
export async function bestGrouping(
  sample: Sample,
  count: number,
  seed: number,
  afterEach: () => Promise<void>,
): Promise<Grouping> {
  let best: Int32Array | null = null;
  let bestEvidence = Number.NEGATIVE_INFINITY;
  let bestCount = 0;
  for (const propose of proposals(sample, count, seed)) {
    const start = propose();
    const groups = refine(sample, start, 6);
    const evidence = evidenceOf(sample, { groups, count: start.count });
    if (best === null || evidence > bestEvidence) {
      best = groups;
      bestEvidence = evidence;
      bestCount = start.count;
    }
    await afterEach();
  }
  const improved = await improve(sample, { groups: best!, count: bestCount }, seed, afterEach);
  return { groups: refine(sample, improved, 30), count: improved.count };
}

/** Splits every group in two and merges back to the same number, as long as the evidence rises: this undoes false joins and cuts. */
async function improve(
  sample: Sample,
  start: Grouping,
  seed: number,
  afterEach: () => Promise<void>,
): Promise<Grouping> {
  let best = start;
  let bestEvidence = evidenceOf(sample, start);
  let failures = 0;
  for (let attempt = 0; attempt < MOST_IMPROVEMENTS && failures < 2; attempt++) {
    const halves = splitAll(sample, best, seed + attempt);
    const merged = mergeInto(sample, halves, start.count, 0.3 / start.count);
    const tried = { groups: refine(sample, merged, 6), count: start.count };
    const evidence = evidenceOf(sample, tried);
    await afterEach();
    if (evidence <= bestEvidence) {
      failures++;
      continue;
    }
    failures = 0;
    best = tried;
    bestEvidence = evidence;
  }
  return best;
}

function evidenceOf(sample: Sample, grouping: Grouping): number {
  const { corpus, rows, width } = sample;
  return groupingEvidence(corpus, rows, width, grouping.groups, grouping.count);
}

/** Each group of four rows or more in two by k-means on the smoothed rows. */
function splitAll(sample: Sample, grouping: Grouping, seed: number): Grouping {
  const { smoothed, width } = sample;
  const members: number[][] = Array.from({ length: grouping.count }, () => []);
  for (let r = 0; r < grouping.groups.length; r++) members[grouping.groups[r]!]!.push(r);
  const groups = grouping.groups.slice();
  let count = grouping.count;
  for (const rows of members) {
    if (rows.length < 4) continue;
    const own = new Float32Array(rows.length * width);
    for (const [i, row] of rows.entries())
      own.set(smoothed.subarray(row * width, (row + 1) * width), i * width);
    const halves = sphericalKMeans(own, width, { count: 2, seed, restarts: 1, rounds: 10 });
    for (const [i, row] of rows.entries()) if (halves.groups[i] === 1) groups[row] = count;
    count++;
  }
  return { groups, count };
}

function refine(sample: Sample, start: Grouping, rounds: number): Int32Array {
  return refineGroups(sample.corpus, sample.rows, sample.width, start.groups, start.count, rounds);
}

function proposals(sample: Sample, count: number, seed: number): (() => Grouping)[] {
  const made: (() => Grouping)[] = [];
  for (const rows of [sample.smoothed, sample.rows])
    for (let start = 0; start < DIRECT_STARTS; start++)
      made.push(() => directGrouping(rows, sample.width, count, seed + 101 * start, 20));
  const rowCount = sample.rows.length / sample.width;
  for (const factor of [2, 4]) {
    const pieces = Math.min(factor * count, MOST_PIECES, Math.floor(rowCount / 4));
    if (pieces <= count) continue;
    let small: Grouping | null = null;
    for (const strength of [0.1, 1]) {
      made.push(() => {
        small ??= directGrouping(sample.smoothed, sample.width, pieces, seed, 15);
        return mergeInto(sample, small, count, strength / count);
      });
    }
  }
  return made;
}

/** One start of k-means. */
export function directGrouping(
  rows: Float32Array,
  width: number,
  count: number,
  seed: number,
  rounds: number,
): Grouping {
  const found = sphericalKMeans(rows, width, { count, seed, restarts: 1, rounds });
  return { groups: found.groups, count: found.centroids.length / width };
}

/** Merges small groups down to `count`. */
export function mergeInto(
  sample: Sample,
  small: Grouping,
  target: number,
  priorShare: number,
): Grouping & { readonly gains: readonly number[] } {
  const { corpus, rows, width } = sample;
  const merged = mergeGroups(corpus, rows, width, small.groups, small.count, {
    target,
    priorShare,
  });
  return {
    groups: small.groups.map((group) => merged.groupOf[group]!),
    count: merged.count,
    gains: merged.gains,
  };
}
