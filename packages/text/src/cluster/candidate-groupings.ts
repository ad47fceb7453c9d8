// Several ways to a grouping of a given size, and the one on which they agree.
import { normaliseRows } from "../embed/sparse-matrix.ts";
import { SPACED_WORDS, UNSPACED_WORDS } from "../embed/text-features.ts";
import { mergeGroups } from "./merge-groups.ts";
import { nearestNeighbours, smoothByNeighbours } from "./neighbours.ts";
import { meanDirections, sphericalKMeans } from "./spherical-kmeans.ts";
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
const DIRECT_STARTS = 4;
const MOST_PIECES = 320;
/** With so many themes k-means is apt to join some and cut others, which merging small groups is not. */
const MANY = 40;
const CONSENSUS_STARTS = 2;
/** With so many texts a theme, or fewer, the sizes of many themes are found by merging alone; k-means would make them alike. */
const FEW_TEXTS = 64;
const SMALL_ROUNDS = 8;
const MERGED_STARTS = 3;
/** Where two scripts meet in so large a part of the words, words join texts of one language only, and merging by them gains nothing. */
const LEAST_SECOND_SCRIPT = 0.05;
/** Small groups for each theme that is wanted, at least and at most, and in all. */
const FEWEST_SMALL = 2;
const SMALL_FOR_EACH = 8;
const MOST_SMALL = 640;
/** What the prior of a group's words is worth, in average themes: the more, the rather small groups join large ones. */
const STRENGTHS = [1, 3];

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
 * The grouping into at most `count` themes on which several agree: k-means from several starts on the rows and on the smoothed rows, and
 * where many are wanted also small k-means groups merged by their words (only those where few texts are to make many themes),
 * each refined by words and direction. K-means on what they say together (Strehl and Ghosh, 2002, each group spoken for by
 * its mean direction), refined to the end, differs less from run to run than any of them.
 */
export async function bestGrouping(
  sample: Sample,
  count: number,
  seed: number,
  afterEach: () => Promise<void>,
): Promise<Grouping> {
  const { width } = sample;
  const opinions = new Float32Array(sample.rows.length);
  for (const propose of proposals(sample, count, seed)) {
    const start = propose();
    addOpinion(opinions, sample, { groups: refine(sample, start, 6), count: start.count });
    await afterEach();
  }
  normaliseRows(opinions, width);
  const options = { count, seed, restarts: CONSENSUS_STARTS, rounds: 20 };
  const agreed = sphericalKMeans(opinions, width, options);
  await afterEach();
  const found = { groups: agreed.groups, count: agreed.centroids.length / width };
  return { groups: refine(sample, found, 30), count: found.count };
}

function proposals(sample: Sample, count: number, seed: number): (() => Grouping)[] {
  const merged = mergedProposals(sample, count, seed);
  if (merged !== null) return merged;
  const made: (() => Grouping)[] = [];
  for (const rows of [sample.smoothed, sample.rows])
    for (let start = 0; start < DIRECT_STARTS; start++)
      made.push(() => directGrouping(rows, sample.width, count, seed + 101 * start, 20));
  if (count < MANY) return made;
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

/** Ways to many themes out of few texts; null where two scripts meet, with few themes, texts enough for k-means, or too few to cut them small. */
function mergedProposals(sample: Sample, count: number, seed: number): (() => Grouping)[] | null {
  const { corpus, smoothed, width } = sample;
  const rowCount = smoothed.length / width;
  const pieces = Math.min(SMALL_FOR_EACH * count, MOST_SMALL, Math.floor(rowCount / 4));
  const isSparse = count >= MANY && rowCount <= FEW_TEXTS * count;
  if (!isSparse || pieces < FEWEST_SMALL * count || holdsTwoScripts(corpus)) return null;
  return Array.from({ length: MERGED_STARTS }, (_, start) => {
    let small: Grouping | null = null;
    return STRENGTHS.map((strength) => () => {
      small ??= directGrouping(smoothed, width, pieces, seed + 101 * start, SMALL_ROUNDS);
      return mergeInto(sample, small, count, strength / count);
    });
  }).flat();
}

function holdsTwoScripts({ occurrences }: WordCorpus): boolean {
  const [spaced, unspaced] = [occurrences[SPACED_WORDS]!, occurrences[UNSPACED_WORDS]!];
  return Math.min(spaced, unspaced) >= LEAST_SECOND_SCRIPT * (spaced + unspaced);
}

/** Adds to each row the mean direction of its group. */
function addOpinion(opinions: Float32Array, sample: Sample, { groups, count }: Grouping): void {
  const { rows, width } = sample;
  const centroids = meanDirections(rows, width, groups, count, new Float32Array(groups.length));
  for (let r = 0; r < groups.length; r++) {
    const from = groups[r]! * width;
    for (let k = 0; k < width; k++) opinions[r * width + k]! += centroids[from + k]!;
  }
}

function refine(sample: Sample, start: Grouping, rounds: number): Int32Array {
  return refineGroups(sample.corpus, sample.rows, sample.width, start.groups, start.count, rounds);
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
function mergeInto(sample: Sample, small: Grouping, target: number, priorShare: number): Grouping {
  const { corpus, rows, width } = sample;
  const merged = mergeGroups(corpus, rows, width, small.groups, small.count, {
    target,
    priorShare,
  });
  return { groups: small.groups.map((group) => merged.groupOf[group]!), count: merged.count };
}
