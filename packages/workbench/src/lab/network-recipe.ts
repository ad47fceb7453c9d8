// Recipes that are networks: the training loop around nn, with a part set aside to stop on, checkpoints and a file to open.
import { access, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import {
  type Augmentation,
  adamW,
  compile,
  dataset,
  dense,
  dropout,
  type Loss,
  type Network,
  type Optimizer,
  openModel,
  sequential,
  softmaxCrossEntropy,
  tensorColumn,
  tensorInput,
} from "@heed/nn";
import type { FittedFeatures } from "./linear-recipe.ts";
import { diskError } from "./model-file.ts";
import type { FitContext, Fitted, Recipe } from "./recipe.ts";

/** Examples in order, each with `shape` numbers. */
export interface DenseExamples {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

export interface NetworkTraining {
  readonly network: Network;
  readonly examples: DenseExamples;
  readonly labels: Int32Array;
  readonly classes: number;
  readonly epochs: number;
  /** A loss and an optimizer that go through all epochs on all examples; by default a part is set aside to stop on. */
  readonly throughout?: { readonly loss: Loss; readonly optimizer: Optimizer };
  /** Changes that each step makes to what it trains on; none by default. */
  readonly augment?: Augmentation;
}

/** Every so many examples one is set aside to stop on. */
const ASIDE = 6;
const PATIENCE = 6;
const BATCH = 32;
/** Half of the cores: the rest is for the server beside it, and threads that wait for a busy core cost more than they bring. */
const THREADS = Math.max(1, Math.floor(availableParallelism() / 2));
const STOPPING = {
  loss: softmaxCrossEntropy(),
  optimizer: adamW({ learningRate: 3e-3, weightDecay: 1e-2 }),
  clipNorm: 1,
};

/**
 * Trains, by default until the part set aside gets no better, and gives the bytes of the `.onnx` file of the last epoch, or of
 * the best one.
 */
export async function trainNetwork(
  { network, examples, labels, classes, epochs, throughout, augment }: NetworkTraining,
  { seed, signal, onStep, checkpoint }: FitContext,
): Promise<Uint8Array> {
  const seen = new Int32Array(classes);
  const stops = throughout === undefined;
  const isAside = Array.from(labels, (label) => stops && seen[label]++ % ASIDE === ASIDE - 1);
  const places = Array.from(labels.keys());
  const train = places.filter((at) => !isAside[at]);
  const aside = places.filter((at) => isAside[at]);
  const model = compile(network, { ...(throughout ?? STOPPING), seed, threads: THREADS });
  const set = (rows: readonly number[]) =>
    dataset({
      inputs: tensorColumn(take(examples, rows).data, examples.shape),
      targets: tensorColumn(Int32Array.from(rows, (at) => labels[at])),
    });
  const validation = aside.length === 0 ? undefined : set(aside);
  try {
    await model.fit(set(train), {
      epochs,
      ...(augment && { augment }),
      batchSize: BATCH,
      ...(validation && { validation, earlyStopping: { patience: PATIENCE } }),
      ...(signal && { signal }),
      ...(checkpoint && { checkpoint: { path: checkpoint }, ...(await known(checkpoint)) }),
      onProgress: ({ kind, epoch, figures, validation: held }) => {
        if (kind === "epoch") onStep?.(epoch, figures.loss ?? 0, held?.loss ?? null);
      },
    });
    signal?.throwIfAborted();
    if (checkpoint !== undefined) await rm(checkpoint, { force: true });
    return model.toOnnx();
  } catch (error) {
    throw checkpoint === undefined ? error : diskError(error, checkpoint);
  } finally {
    await model.close();
  }
}

async function known(checkpoint: string): Promise<{ resumeFrom?: string }> {
  return access(checkpoint).then(
    () => ({ resumeFrom: checkpoint }),
    () => ({}),
  );
}

/** Some of the examples, in the given order. */
export function take({ data, shape }: DenseExamples, rows: ArrayLike<number>): DenseExamples {
  const length = shape.reduce((product, size) => product * size, 1);
  const own = new Float32Array(rows.length * length);
  for (let at = 0; at < rows.length; at += 1)
    own.set(data.subarray(rows[at] * length, (rows[at] + 1) * length), at * length);
  return { data: own, shape };
}

/** A network's file over examples that are made of what is ready. */
export async function openNetwork<Ready>(
  bytes: Uint8Array,
  examplesOf: (ready: Ready, rows: Int32Array) => DenseExamples,
  parts: () => Readonly<Record<string, Uint8Array>> = () => ({}),
): Promise<Fitted<Ready>> {
  const model = await openModel(bytes, { threads: 1 });
  return {
    parts: () => ({ ...parts(), network: bytes }),
    predict: async (ready, rows) => {
      const { data, shape } = examplesOf(ready, rows);
      return (await model.predict(tensorColumn(data, shape))).data;
    },
  };
}

/** A network of one hidden layer over the features of a linear recipe. */
export function denseNetworkRecipe<Ready>(recipe: {
  readonly name: string;
  /** Examples from which it is worth trying. */
  readonly least: number;
  readonly fitFeatures: (ready: Ready, rows: Int32Array) => FittedFeatures<Ready>;
  readonly openFeatures: (parts: Readonly<Record<string, Uint8Array>>) => FittedFeatures<Ready>;
}): Recipe<Ready> {
  const examplesOf = (features: FittedFeatures<Ready>) => (ready: Ready, rows: Int32Array) => {
    const { starts, columns, values, width, count } = features.rowsOf(ready, rows);
    const data = new Float32Array(count * width);
    for (let row = 0; row < count; row += 1)
      for (let k = starts[row]; k < starts[row + 1]; k += 1)
        data[row * width + columns[k]] = values[k];
    return { data, shape: [width] };
  };
  return {
    ...{ name: recipe.name, isBaseline: false, isQuick: false },
    fits: (examples) => examples >= recipe.least,
    seconds: (examples) => 0.5 + examples * 0.002,
    fit: async (ready, rows, labels, classes, context) => {
      const features = recipe.fitFeatures(ready, rows);
      const examples = examplesOf(features)(ready, rows);
      const network = sequential(
        [dense(32, { activation: "relu" }), dropout(0.2), dense(classes)],
        { input: tensorInput([...examples.shape]) },
      );
      const bytes = await trainNetwork({ network, examples, labels, classes, epochs: 40 }, context);
      return openNetwork(bytes, examplesOf(features), features.parts);
    },
    open: async ({ network, ...parts }) => {
      const features = recipe.openFeatures(parts);
      return openNetwork(network, examplesOf(features), features.parts);
    },
  };
}
