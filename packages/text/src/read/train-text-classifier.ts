// Trains a classifier of texts on anyone's labels, by the recipe of the built-in readers.
import {
  type Calibration,
  type ClassificationReport,
  calibrationError,
  classificationReport,
  confusionMatrix,
  permutation,
  predictedClasses,
  randomStream,
} from "@heed/nn";
import {
  type FitOptions,
  fitClassifier,
  type TrainedClassifier,
  type TrainingRecipe,
} from "./fit-classifier.ts";
import { hashTexts } from "./hash-texts.ts";
import { encodeClassifier, openClassifier } from "./text-classifier.ts";

/** A text with the name of its class. */
export interface LabelledExample {
  readonly text: string;
  readonly label: string;
  /** How much it counts; 1 by default. */
  readonly weight?: number;
}

/** Settings of {@link trainTextClassifier}. */
export interface TextClassifierOptions {
  /** Hidden numbers grow with the classes by default, and there are up to 8 epochs. */
  readonly recipe?: TrainingRecipe;
  /** Examples to choose the epoch and the temperature on; a tenth of each class by default, drawn by the seed. */
  readonly validation?: readonly LabelledExample[];
  /** Kept in the file, such as where the labels come from. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly onEpoch?: FitOptions["onEpoch"];
}

/** A trained classifier as a file, with its figures on texts it had not seen. */
export interface TrainedTextClassifier {
  /** An `.onnx` file; {@link openTextClassifier} opens it. */
  readonly bytes: Uint8Array;
  /** Names of the classes, in code unit order. */
  readonly labels: readonly string[];
  /** Figures on the validation examples; absent when there were none. */
  readonly validation?: {
    readonly examples: number;
    readonly report: ClassificationReport;
    readonly calibration: Calibration;
  };
}

/** What a classifier says of one text. */
export interface ClassifiedText {
  readonly label: string;
  /** Probability of the label. */
  readonly probability: number;
}

/** Reads texts as the classes it was trained on. */
export interface OpenedTextClassifier {
  readonly labels: readonly string[];
  classify(texts: readonly string[]): Promise<ClassifiedText[]>;
  /** Row-major texts x labels. */
  probabilities(texts: readonly string[]): Promise<Float32Array>;
}

const VALIDATION_SHARE = 0.1;
/** Passes at most: labels of one's own are fewer than those of the built-in readers. */
const EPOCHS = 8;
/** Hidden numbers for each class, and at most: many classes share what a hidden number stands for. */
const HIDDEN_PER_CLASS = 4;
const LEAST_HIDDEN = 16;
const MOST_HIDDEN = 128;
const DEFAULT_SEED = 1;

/** Metadata entry that says whether character n-grams of words are read. */
const LETTERS_KEY = "heed.letters";

/**
 * Trains on labelled texts of any language. The validation examples choose epoch, temperature and whether letters help
 * (spellings vary in some sets, words say all in others); then all examples are trained on once more so. The same
 * examples and options give the same bytes.
 *
 * @throws RangeError when the examples have fewer than two classes; the reason of `signal` when it was aborted
 */
export async function trainTextClassifier(
  examples: readonly LabelledExample[],
  options: TextClassifierOptions = {},
): Promise<TrainedTextClassifier> {
  const given = options.validation ?? [];
  const labels = [...new Set([...examples, ...given].map(({ label }) => label))].sort();
  requireClasses(examples, labels);
  const recipe = { epochs: EPOCHS, hidden: hiddenFor(labels.length), ...options.recipe };
  const [rest, held] =
    given.length > 0 ? [examples, given] : holdOut(examples, labels, recipe.seed ?? DEFAULT_SEED);
  const fit = (texts: readonly LabelledExample[], hasLetters: boolean, more: FitOptions = {}) => {
    const { signal, onEpoch } = options;
    const shared = { ...more, ...(signal && { signal }), ...(onEpoch && { onEpoch }) };
    return fitClassifier(columns(texts, labels, hasLetters), labels.length, recipe, shared);
  };
  const encode = (trained: TrainedClassifier, hasLetters: boolean) =>
    encodeClassifier(trained, labels, { ...options.metadata, [LETTERS_KEY]: String(hasLetters) });
  if (held.length === 0) return { bytes: encode(await fit(examples, true), true), labels };
  const trials: Trial[] = [];
  for (const hasLetters of [true, false]) {
    const validation = columns(held, labels, hasLetters);
    const trained = await fit(rest, hasLetters, { validation });
    const { classify } = await openClassifier(encode(trained, hasLetters));
    const shares = await classify(validation.texts);
    trials.push({ trained, hasLetters, shares, loss: lossOf(shares, validation.labels) });
  }
  const best = trials.reduce((one, other) => (other.loss < one.loss ? other : one));
  const { epoch: stopAfter, temperature } = best.trained;
  const all = await fit([...rest, ...held], best.hasLetters, { stopAfter, temperature });
  return {
    bytes: encode(all, best.hasLetters),
    labels,
    validation: figuresOf(best.shares, columns(held, labels, best.hasLetters).labels),
  };
}

/** A training with or without letters, and what it says of the validation examples. */
interface Trial {
  readonly trained: TrainedClassifier;
  readonly hasLetters: boolean;
  readonly shares: Float32Array;
  /** Mean of -ln p(label). */
  readonly loss: number;
}

function lossOf(shares: Float32Array, labels: Int32Array): number {
  const classes = shares.length / labels.length;
  const losses = Array.from(
    labels,
    (label, at) => -Math.log(Math.max(shares[at * classes + label]!, 1e-12)),
  );
  return losses.reduce((sum, loss) => sum + loss, 0) / labels.length;
}

function figuresOf(shares: Float32Array, labels: Int32Array): TrainedTextClassifier["validation"] {
  const classes = shares.length / labels.length;
  const matrix = confusionMatrix(labels, predictedClasses(shares, classes), classes);
  return {
    examples: labels.length,
    report: classificationReport(matrix),
    calibration: calibrationError(labels, shares, { classes }),
  };
}

/** Opens what {@link trainTextClassifier} made, from a path or bytes. */
export async function openTextClassifier(
  source: string | Uint8Array,
): Promise<OpenedTextClassifier> {
  const { labels, classify, metadata } = await openClassifier(source);
  const hasLetters = metadata[LETTERS_KEY] !== "false";
  const probabilities = (texts: readonly string[]) => classify(hashTexts(texts, hasLetters));
  return {
    labels,
    probabilities,
    classify: async (texts) => {
      const shares = await probabilities(texts);
      return texts.map((_, index) => {
        const own = shares.subarray(index * labels.length, (index + 1) * labels.length);
        const probability = Math.max(...own);
        return { label: labels[own.indexOf(probability)]!, probability };
      });
    },
  };
}

function hiddenFor(classes: number): number {
  return Math.min(Math.max(HIDDEN_PER_CLASS * classes, LEAST_HIDDEN), MOST_HIDDEN);
}

function requireClasses(examples: readonly LabelledExample[], labels: readonly string[]): void {
  if (labels.length > 1 && examples.length > 0) return;
  throw new RangeError(
    `A classifier needs texts of two classes: received ${examples.length} texts of ${labels.length}, expected at least 2; label texts of another class.`,
  );
}

/** A tenth of each class, rounded down, drawn by the seed. */
function holdOut(
  examples: readonly LabelledExample[],
  labels: readonly string[],
  seed: number,
): [LabelledExample[], LabelledExample[]] {
  const order = [...permutation(examples.length, randomStream(seed, "validation"))];
  const places = new Map(labels.map((label) => [label, [] as number[]]));
  for (const at of order) places.get(examples[at]!.label)!.push(at);
  const chosen = new Set(
    [...places.values()].flatMap((list) => list.slice(0, list.length * VALIDATION_SHARE)),
  );
  return [examples.filter((_, at) => !chosen.has(at)), examples.filter((_, at) => chosen.has(at))];
}

function columns(
  examples: readonly LabelledExample[],
  labels: readonly string[],
  hasLetters: boolean,
) {
  const numbers = new Map(labels.map((label, at) => [label, at]));
  return {
    texts: hashTexts(
      examples.map(({ text }) => text),
      hasLetters,
    ),
    labels: Int32Array.from(examples, ({ label }) => numbers.get(label)!),
    weights: Float32Array.from(examples, ({ weight }) => weight ?? 1),
  };
}
