// Turns a model's probabilities and what is so into the figures of an evaluation, with bootstrap intervals.
import { createSeededRandom, twoProportionTest, wilsonInterval } from "@heed/stats";
import { InvalidInput } from "../errors.ts";
import type { LabelerAgreement } from "../labels/labeler-agreement.ts";
import type {
  ClassEvaluation,
  EvaluationReport,
  MeanFigures,
  MeasuredFigure,
  Mistake,
  SliceEvaluation,
} from "./evaluation-report.ts";

/** What a model said of examples whose class is known. */
export interface AnsweredExamples {
  readonly classes: readonly string[];
  /** Number of each example in its data set. */
  readonly numbers: readonly number[];
  /** Place among `classes` of what is so. */
  readonly truth: Int32Array;
  /** Row-major examples x classes. */
  readonly probabilities: Float32Array;
  /** Examples of one unit are drawn together; each is its own by default. */
  readonly units?: Int32Array;
  /** Values of slices of each example. */
  readonly slices?: readonly Readonly<Record<string, string>>[];
}

export interface EvaluateOptions {
  readonly seed?: number;
  readonly resamples?: number;
  readonly ceiling?: LabelerAgreement | null;
  readonly seen?: number;
}

const BANDS = 10;
const MOST_MISTAKES = 30;
const LEAST_IN_SLICE = 5;
const MOST_SLICE_VALUES = 12;

/**
 * Figures with 95 % intervals by the percentile bootstrap over units; where every draw gives the same (all right, all
 * wrong), Wilson's interval stands in.
 *
 * @throws InvalidInput `nothing-to-evaluate` without examples
 */
export function evaluateAnswers(
  answered: AnsweredExamples,
  options: EvaluateOptions = {},
): EvaluationReport {
  const { classes, truth, probabilities } = answered;
  const n = truth.length;
  if (n === 0)
    throw new InvalidInput("nothing-to-evaluate", "There is no labelled example to evaluate on.", {
      hint: "Label some, or name other data.",
      zh: { message: "没有可用于评估的已标注样本。", hint: "请先标注一些，或换用其他数据。" },
    });
  const k = classes.length;
  const answers = mostProbable(probabilities, k);
  const whole = tally(truth, answers, k);
  const estimate = figuresOf(whole, k);
  const draws = resample(answered, answers, options.resamples ?? 1000, options.seed ?? 1);
  const figure = (
    read: (figures: RawFigures) => number | undefined,
    hits: number,
    trials: number,
  ): MeasuredFigure | null => {
    const value = read(estimate);
    if (value === undefined) return null;
    const values = draws.map(read).filter((one) => one !== undefined);
    return intervalOf(value, values, hits, trials);
  };
  const right = diagonal(whole, k);
  const perClass = classes.map((name, c): ClassEvaluation => {
    const { count, answered: said, hits } = estimate.classes[c];
    return {
      ...{ name, examples: count },
      precision: figure(({ classes }) => classes[c].precision, hits, said),
      recall: figure(({ classes }) => classes[c].recall, hits, count),
      f1: figure(({ classes }) => classes[c].f1, hits, count),
    };
  });
  const mean = (weigh: "macro" | "weighted"): MeanFigures => ({
    precision: figure((figures) => figures[weigh].precision, right, n)!,
    recall: figure((figures) => figures[weigh].recall, right, n)!,
    f1: figure((figures) => figures[weigh].f1, right, n)!,
  });
  return {
    examples: n,
    classes,
    accuracy: figure(({ accuracy }) => accuracy, right, n)!,
    macro: mean("macro"),
    weighted: mean("weighted"),
    perClass,
    confusion: classes.map((_, row) => Array.from(whole.subarray(row * k, (row + 1) * k))),
    calibration: calibrate(truth, answers, probabilities, k),
    logLoss: logLossOf(truth, probabilities, k),
    slices: slicesOf(answered, answers),
    mistakes: mistakesOf(answered, answers),
    majority: Math.max(...estimate.classes.map(({ count }) => count)) / n,
    ceiling: options.ceiling ?? null,
    seen: options.seen ?? 0,
  };
}

/** Place of the largest probability of each row. */
export function mostProbable(probabilities: Float32Array, classes: number): Int32Array {
  const best = new Int32Array(classes === 0 ? 0 : probabilities.length / classes);
  for (let row = 0; row < best.length; row += 1) {
    for (let c = 1; c < classes; c += 1)
      if (probabilities[row * classes + c] > probabilities[row * classes + best[row]])
        best[row] = c;
  }
  return best;
}

/** Mean of -ln p(what is so), each probability at least 1e-7. */
export function logLossOf(truth: Int32Array, probabilities: Float32Array, classes: number): number {
  let sum = 0;
  for (let row = 0; row < truth.length; row += 1)
    sum -= Math.log(Math.max(probabilities[row * classes + truth[row]], 1e-7));
  return sum / Math.max(1, truth.length);
}

/** Mean over the classes that occur or are answered of the harmonic mean of precision and recall. */
export function macroF1(truth: Int32Array, answers: Int32Array, classes: number): number {
  return figuresOf(tally(truth, answers, classes), classes).macro.f1;
}

interface RawFigures {
  readonly accuracy: number;
  readonly macro: Record<"precision" | "recall" | "f1", number>;
  readonly weighted: Record<"precision" | "recall" | "f1", number>;
  readonly classes: readonly {
    readonly count: number;
    readonly answered: number;
    readonly hits: number;
    readonly precision: number | undefined;
    readonly recall: number | undefined;
    readonly f1: number | undefined;
  }[];
}

function tally(truth: Int32Array, answers: Int32Array, k: number): Float64Array {
  const counts = new Float64Array(k * k);
  for (let at = 0; at < truth.length; at += 1) counts[truth[at] * k + answers[at]] += 1;
  return counts;
}

function diagonal(counts: Float64Array, k: number): number {
  let sum = 0;
  for (let c = 0; c < k; c += 1) sum += counts[c * k + c];
  return sum;
}

/** A class without answers has no precision of its own, and 0 in the means: it was never found. */
function figuresOf(counts: Float64Array, k: number): RawFigures {
  const classes = Array.from({ length: k }, (_, c) => {
    let count = 0;
    let answered = 0;
    for (let other = 0; other < k; other += 1) {
      count += counts[c * k + other];
      answered += counts[other * k + c];
    }
    const hits = counts[c * k + c];
    return {
      ...{ count, answered, hits },
      precision: answered === 0 ? undefined : hits / answered,
      recall: count === 0 ? undefined : hits / count,
      f1: count + answered === 0 ? undefined : (2 * hits) / (count + answered),
    };
  });
  const n = classes.reduce((sum, { count }) => sum + count, 0);
  const present = classes.filter(({ count, answered }) => count + answered > 0);
  const mean = (name: "precision" | "recall" | "f1") =>
    present.reduce((sum, one) => sum + (one[name] ?? 0), 0) / Math.max(1, present.length);
  const weighted = (name: "precision" | "recall" | "f1") =>
    classes.reduce((sum, one) => sum + one.count * (one[name] ?? 0), 0) / Math.max(1, n);
  return {
    accuracy: diagonal(counts, k) / Math.max(1, n),
    macro: { precision: mean("precision"), recall: mean("recall"), f1: mean("f1") },
    weighted: {
      precision: weighted("precision"),
      recall: weighted("recall"),
      f1: weighted("f1"),
    },
    classes,
  };
}

function resample(
  { truth, classes, units }: AnsweredExamples,
  answers: Int32Array,
  resamples: number,
  seed: number,
): RawFigures[] {
  const k = classes.length;
  const members =
    units === undefined
      ? Array.from(truth, (_, at) => [at])
      : [...Map.groupBy(Array.from(truth.keys()), (at) => units[at]).values()];
  const random = createSeededRandom(seed);
  return Array.from({ length: resamples }, () => {
    const counts = new Float64Array(k * k);
    for (let draw = 0; draw < members.length; draw += 1)
      for (const at of members[random.integer(members.length)])
        counts[truth[at] * k + answers[at]] += 1;
    return figuresOf(counts, k);
  });
}

function intervalOf(value: number, values: number[], hits: number, trials: number): MeasuredFigure {
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.round(share * (values.length - 1))];
  if (values.length > 1 && values[0] < values[values.length - 1])
    return { value, low: Math.min(value, at(0.025)), high: Math.max(value, at(0.975)) };
  return wilson(hits, trials) ?? { value, low: 0, high: 1 };
}

function wilson(hits: number, trials: number): MeasuredFigure | null {
  const interval = wilsonInterval({ successes: hits, trials });
  return interval.ok ? { value: interval.estimate, low: interval.low, high: interval.high } : null;
}

function calibrate(
  truth: Int32Array,
  answers: Int32Array,
  probabilities: Float32Array,
  k: number,
): EvaluationReport["calibration"] {
  const bands = Array.from({ length: BANDS }, () => ({ examples: 0, confidence: 0, hits: 0 }));
  for (let row = 0; row < truth.length; row += 1) {
    const confidence = probabilities[row * k + answers[row]];
    const band = bands[Math.min(BANDS - 1, Math.floor(confidence * BANDS))];
    band.examples += 1;
    band.confidence += confidence;
    band.hits += truth[row] === answers[row] ? 1 : 0;
  }
  const error = bands.reduce((sum, band) => sum + Math.abs(band.confidence - band.hits), 0);
  return {
    error: error / truth.length,
    bands: bands.flatMap(({ examples, confidence, hits }, at) =>
      examples === 0
        ? []
        : [
            {
              ...{ from: at / BANDS, to: (at + 1) / BANDS, examples },
              confidence: confidence / examples,
              accuracy: hits / examples,
            },
          ],
    ),
  };
}

function slicesOf({ slices = [], truth }: AnsweredExamples, answers: Int32Array) {
  const names = [...new Set(slices.flatMap((values) => Object.keys(values)))].sort();
  return names.flatMap((slice) => {
    const groups = Map.groupBy(
      slices.map((_, at) => at).filter((at) => slices[at][slice] !== undefined),
      (at) => slices[at][slice],
    );
    if (groups.size < 2) return [];
    const all = [...groups.values()].flat();
    const hitsOf = (list: readonly number[]) =>
      list.filter((at) => truth[at] === answers[at]).length;
    return [...groups]
      .filter(([, members]) => members.length >= LEAST_IN_SLICE)
      .sort(([, a], [, b]) => b.length - a.length)
      .slice(0, MOST_SLICE_VALUES)
      .map(([value, members]): SliceEvaluation => {
        const hits = hitsOf(members);
        const others = all.length - members.length;
        const rest = hitsOf(all) - hits;
        const test = twoProportionTest({
          control: { kind: "proportion", n: others, sum: rest },
          treatment: { kind: "proportion", n: members.length, sum: hits },
        });
        return {
          ...{ slice, value, examples: members.length },
          accuracy: wilson(hits, members.length)!,
          isWorse: hits / members.length < rest / others && test.ok && test.pValue < 0.01,
        };
      });
  });
}

function mistakesOf(
  { classes, numbers, truth, probabilities }: AnsweredExamples,
  answers: Int32Array,
): Mistake[] {
  const k = classes.length;
  return Array.from(truth.keys())
    .filter((row) => truth[row] !== answers[row])
    .map((row) => ({
      example: numbers[row],
      truth: classes[truth[row]],
      answer: classes[answers[row]],
      probability: probabilities[row * k + answers[row]],
    }))
    .sort((a, b) => b.probability - a.probability || a.example - b.example)
    .slice(0, MOST_MISTAKES);
}
