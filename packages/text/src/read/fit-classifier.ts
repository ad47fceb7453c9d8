// The recipe behind the built-in readers: a small network over hashed features, started from class evidence.
import {
  adamW,
  type BagColumn,
  compile,
  type Dataset,
  dataset,
  type Initializer,
  linearSchedule,
  type Model,
  softmaxCrossEntropy,
  tensorColumn,
} from "@heed/nn";
import { type ChosenFeatures, chooseFeatures, type LabelledTexts } from "./choose-features.ts";
import { classifierNetwork } from "./classifier-network.ts";
import { bagsOf, createFeatureTable, type FeatureTable } from "./feature-table.ts";
import { fitTemperature } from "./fit-temperature.ts";

/** Settings of training; the defaults are those of the built-in readers. */
export interface TrainingRecipe {
  /** Features that get a row; 200,000 by default. */
  readonly mostFeatures?: number;
  /** Least number of texts that a feature occurs in; 2 by default. */
  readonly leastTexts?: number;
  /** Hidden numbers of each feature beside one for each class; 16 by default. */
  readonly hidden?: number;
  /** Passes over the texts at most; 5 by default. The best by validation loss is kept. */
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly labelSmoothing?: number;
  /** Share of hidden numbers left out in each step. */
  readonly dropout?: number;
  readonly seed?: number;
}

/** A trained classifier as plain numbers: what a model file holds. */
export interface TrainedClassifier {
  readonly table: FeatureTable;
  readonly classes: number;
  readonly hidden: number;
  /** Values of each parameter by name. */
  readonly parameters: ReadonlyMap<string, Float32Array>;
  /** Epoch whose parameters were kept. */
  readonly epoch: number;
  /** By what the class scores were divided, so that probabilities mean what they say. */
  readonly temperature: number;
}

const DEFAULTS = {
  mostFeatures: 200_000,
  leastTexts: 2,
  hidden: 16,
  epochs: 5,
  batchSize: 64,
  learningRate: 0.01,
  labelSmoothing: 0.05,
  dropout: 0.5,
  seed: 1,
} as const;

/** How a classifier is fitted beside its recipe. */
export interface FitOptions {
  /** Texts that choose the epoch and the temperature; without any, all epochs count. */
  readonly validation?: LabelledTexts;
  /** What the class scores are divided by when there is nothing to fit it on; 1 by default. */
  readonly temperature?: number;
  /** Epochs after which training ends, on a schedule made for all of them. */
  readonly stopAfter?: number;
  readonly signal?: AbortSignal;
  readonly onEpoch?: (epoch: number, loss: number, accuracy: number) => void;
}

/**
 * Fits labelled texts and keeps the epoch that is best on the validation texts. A feature enters scaled by its evidence
 * for a class (the log-count ratio of NB-SVM: Wang and Manning, 2012), through a linear path and a hidden layer; the
 * scale ends up in the table, and the scores are divided by the temperature that fits the validation texts (Guo et
 * al., 2017).
 *
 * @throws the reason of `signal` when it was aborted
 */
export async function fitClassifier(
  train: LabelledTexts,
  classes: number,
  recipe: TrainingRecipe = {},
  options: FitOptions = {},
): Promise<TrainedClassifier> {
  const settings = { ...DEFAULTS, ...recipe };
  const chosen = chooseFeatures(train, classes, settings);
  const table = createFeatureTable(chosen.hashes);
  const scales = scalesOf(chosen, classes);
  const data = datasetOf(train, table, scales);
  const { validation, signal } = options;
  const held = validation && datasetOf(validation, table, scales);
  const model = compileModel(chosen, classes, settings, data.size);
  const result = await model.fit(data, {
    epochs: options.stopAfter ?? settings.epochs,
    batchSize: settings.batchSize,
    ...(held && { validation: held, earlyStopping: { patience: 2, monitor: "loss" } }),
    ...(signal && { signal }),
    onProgress: ({ kind, epoch, figures, validation: heldFigures }) => {
      const { loss, accuracy } = heldFigures ?? figures;
      if (kind === "epoch") options.onEpoch?.(epoch, loss!, accuracy!);
    },
  });
  signal?.throwIfAborted();
  const temperature =
    held === undefined
      ? (options.temperature ?? 1)
      : fitTemperature((await model.predict(held.inputs)).data, validation!.labels, classes);
  const parameters = new Map(
    model.parameters().map(({ name }) => [name, model.parameter(name)] as const),
  );
  await model.close();
  foldScales(parameters, scales, classes, temperature);
  const { hidden } = settings;
  return { table, classes, hidden, parameters, temperature, epoch: result.bestEpoch ?? 0 };
}

/** Greatest scale of a feature: beyond it lie features seen in one class only. */
const MOST_SCALE = 4;

function scalesOf({ hashes, evidence }: ChosenFeatures, classes: number): Float32Array {
  return Float32Array.from(hashes, (_, row) => {
    let top = 0;
    for (let at = row * classes; at < (row + 1) * classes; at += 1) {
      top = Math.max(top, Math.abs(evidence[at]!));
    }
    return Math.min(top, MOST_SCALE);
  });
}

function datasetOf(
  { texts, labels, weights }: LabelledTexts,
  table: FeatureTable,
  scales: Float32Array,
): Dataset {
  return dataset({
    inputs: scaled(bagsOf(texts, table), scales),
    targets: tensorColumn(labels),
    ...(weights === undefined ? {} : { weights }),
  });
}

function scaled(bag: BagColumn, scales: Float32Array): BagColumn {
  const weights = bag.weights.map((weight, at) => weight * scales[bag.ids[at]!]!);
  return { ...bag, weights };
}

function compileModel(
  chosen: ChosenFeatures,
  classes: number,
  settings: Required<TrainingRecipe>,
  texts: number,
): Model {
  const { hidden, dropout, seed } = settings;
  const rows = chosen.hashes.length;
  const steps = Math.ceil(texts / settings.batchSize) * settings.epochs;
  const initializeTable = startOfTable(chosen, classes, hidden);
  const network = classifierNetwork({ rows, classes, hidden, dropout, initializeTable });
  const learningRate = linearSchedule({
    from: settings.learningRate,
    steps,
    warmup: Math.ceil(steps / 20),
  });
  return compile(network, {
    loss: softmaxCrossEntropy({ labelSmoothing: settings.labelSmoothing }),
    optimizer: adamW({ learningRate, weightDecay: 0.01 }),
    seed,
    threads: 1,
  });
}

/** How much of its evidence a feature starts with; the rest is learned. */
const EVIDENCE_SHARE = 0.05;
const HIDDEN_DEVIATION = 0.05;

/** The first columns of a row start as its evidence for each class, the rest as small random numbers. */
function startOfTable({ evidence }: ChosenFeatures, classes: number, hidden: number): Initializer {
  return ([rows], random) => {
    const size = classes + hidden;
    const values = new Float32Array(rows! * size);
    for (let row = 0; row < rows!; row += 1) {
      for (let at = 0; at < classes; at += 1) {
        values[row * size + at] = EVIDENCE_SHARE * evidence[row * classes + at]!;
      }
      for (let at = 0; at < hidden; at += 1) {
        values[row * size + classes + at] = HIDDEN_DEVIATION * random.normal(row * hidden + at);
      }
    }
    return values;
  };
}

/** Moves the features' scales into their rows, and the temperature into all that makes scores. */
function foldScales(
  parameters: ReadonlyMap<string, Float32Array>,
  scales: Float32Array,
  classes: number,
  temperature: number,
): void {
  for (const [name, values] of parameters) {
    if (name !== "features/table") {
      for (let at = 0; at < values.length; at += 1) values[at]! /= temperature;
      continue;
    }
    const size = values.length / scales.length;
    for (let at = 0; at < values.length; at += 1) {
      const cooled = at % size < classes ? temperature : 1;
      values[at]! *= scales[Math.floor(at / size)]! / cooled;
    }
  }
}
