// Trains on growing parts of the data, so that what more labels would bring can be told.
import { type CurvePoint, fitLearningCurve, type LearningCurve } from "@heed/core";
import { createSeededRandom } from "@heed/stats";

export interface CurveMeasure {
  readonly labels: Int32Array;
  /** Places of the examples that may be learnt from, and the fold of each. */
  readonly rows: readonly number[];
  readonly folds: Int32Array;
  readonly foldCount: number;
  readonly classes: number;
  readonly seed: number;
  readonly onProgress: (done: number, total: number) => void;
  /** Score of a model trained on some places and tested on others. */
  readonly score: (
    name: string,
    train: readonly number[],
    test: readonly number[],
  ) => Promise<number>;
}

const SHARES = [0.15, 0.25, 0.4, 0.65, 1];
const MORE = [100, 500, 2_000];
const LEAST_PER_CLASS = 2;
/** Examples in training beyond which a curve tells little for what it costs. */
const MOST = 4_000;
const REPEATS_OF_ONE_FOLD = 3;
const MOST_FOLDS = 3;

export async function curveOf(measure: CurveMeasure): Promise<LearningCurve> {
  const { rows, folds, labels, classes } = measure;
  const repeats =
    measure.foldCount === 1 ? REPEATS_OF_ONE_FOLD : Math.min(MOST_FOLDS, measure.foldCount);
  const points: CurvePoint[] = [];
  const total = repeats * SHARES.length;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const fold = measure.foldCount === 1 ? 0 : repeat;
    const test = rows.filter((_, at) => folds[at] === fold);
    const train = shuffled(
      rows.filter((_, at) => folds[at] !== fold),
      measure.seed + repeat,
    );
    for (const [at, share] of SHARES.entries()) {
      const size = Math.round(share * Math.min(MOST, train.length));
      const part = spread(train, labels, classes, size);
      if (part === null) continue;
      const score = await measure.score(`${repeat}-${at}`, part, test);
      points.push({ size, score });
      measure.onProgress(repeat * SHARES.length + at + 1, total);
    }
  }
  return fitLearningCurve(points, MORE, measure.seed, rows.length);
}

/** The first `size` places that keep at least two of each class; null where they do not fit. */
function spread(
  train: readonly number[],
  labels: Int32Array,
  classes: number,
  size: number,
): number[] | null {
  if (size < LEAST_PER_CLASS * classes) return null;
  const counts = new Int32Array(classes);
  const needed: number[] = [];
  const rest: number[] = [];
  for (const at of train) {
    if (counts[labels[at]] < LEAST_PER_CLASS) needed.push(at);
    else rest.push(at);
    counts[labels[at]] += 1;
  }
  return [...needed, ...rest].slice(0, size);
}

function shuffled(list: readonly number[], seed: number): number[] {
  const order = [...list];
  const random = createSeededRandom(seed);
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = random.integer(at + 1);
    [order[at], order[other]] = [order[other], order[at]];
  }
  return order;
}
