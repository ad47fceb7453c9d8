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
import { type FitOptions, fitClassifier, type TrainingRecipe } from "./fit-classifier.ts";
import { type HashedTexts, hashTexts } from "./hash-texts.ts";
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
}

const VALIDATION_SHARE = 0.1;
/** Passes at most: labels of one's own are fewer than those of the built-in readers. */
const EPOCHS = 8;
/** Hidden numbers for each class, and at most: many classes share what a hidden number stands for. */
const HIDDEN_PER_CLASS = 4;
const LEAST_HIDDEN = 16;
const MOST_HIDDEN = 128;
const DEFAULT_SEED = 1;

/**
 * Trains on labelled texts of any language. The validation examples choose epoch and temperature, then all examples are
 * trained on once more for that many epochs. The same examples and options give the same bytes.
 *
 * @throws RangeError when the examples have fewer than two classes; the reason of `signal` when it was aborted
 */
export async function trainTextClassifier(
  examples: readonly LabelledExample[],
  options: TextClassifierOptions = {},
): Promise<TrainedTextClassifier> {
  const { signal, onEpoch } = options;
  const given = options.validation ?? [];
  const labels = [...new Set([...examples, ...given].map(({ label }) => label))].sort();
  requireClasses(examples, labels);
  const recipe = { epochs: EPOCHS, hidden: hiddenFor(labels.length), ...options.recipe };
  const [rest, held] =
    given.length > 0 ? [examples, given] : holdOut(examples, labels, recipe.seed ?? DEFAULT_SEED);
  const shared = { ...(signal && { signal }), ...(onEpoch && { onEpoch }) };
  if (held.length === 0) {
    const trained = await fitClassifier(columns(examples, labels), labels.length, recipe, shared);
    return { bytes: encodeClassifier(trained, labels, options.metadata), labels };
  }
  const validation = columns(held, labels);
  const first = await fitClassifier(columns(rest, labels), labels.length, recipe, {
    ...shared,
    validation,
  });
  const shares = await (await openClassifier(encodeClassifier(first, labels))).classify(
    validation.texts,
  );
  const classes = labels.length;
  const matrix = confusionMatrix(validation.labels, predictedClasses(shares, classes), classes);
  const all = await fitClassifier(columns([...rest, ...held], labels), classes, recipe, {
    ...shared,
    temperature: first.temperature,
    stopAfter: first.epoch,
  });
  return {
    bytes: encodeClassifier(all, labels, options.metadata),
    labels,
    validation: {
      examples: held.length,
      report: classificationReport(matrix),
      calibration: calibrationError(validation.labels, shares, { classes }),
    },
  };
}

/** Opens what {@link trainTextClassifier} made, from a path or bytes. */
export async function openTextClassifier(
  source: string | Uint8Array,
): Promise<OpenedTextClassifier> {
  const { labels, classify } = await openClassifier(source);
  return {
    labels,
    classify: async (texts) => {
      const shares = await classify(hashTexts(texts));
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

function columns(examples: readonly LabelledExample[], labels: readonly string[]) {
  const numbers = new Map(labels.map((label, at) => [label, at]));
  return {
    texts: hashTexts(examples.map(({ text }) => text)) as HashedTexts,
    labels: Int32Array.from(examples, ({ label }) => numbers.get(label)!),
    weights: Float32Array.from(examples, ({ weight }) => weight ?? 1),
  };
}
