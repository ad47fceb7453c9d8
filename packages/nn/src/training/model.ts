// A compiled model: fit, evaluate, predict, save.
import type { ColumnsOrOne, Dataset } from "../data/dataset.ts";
import { NnError } from "../errors.ts";
import { type Network, onlyName } from "../layers/network.ts";
import type { Loss } from "../losses/loss.ts";
import { lowerGraph } from "../onnx/lower.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import type { ParameterGroup } from "../optimizers/parameter-group.ts";
import { type RandomStream, randomStream } from "../random.ts";
import { openSession, type RuntimeSession, runtimeTensor } from "../runtime/session.ts";
import { requireFiniteData, requireLearnableClasses } from "./check-data.ts";
import {
  type Checkpoint,
  type RunKey,
  readCheckpoint,
  requireSameRun,
  writeCheckpoint,
} from "./checkpoint.ts";
import { type Augmentations, type Examples, FeedMaker, type Feeds } from "./feeds.ts";
import { writeWhole } from "./files.ts";
import {
  type Best,
  type FitOptions,
  type FitResult,
  type RunStart,
  runEpochs,
  type Trainable,
} from "./fit.ts";
import { MovingAverage, requireAveraging } from "./moving-average.ts";
import { onlyPrediction, type Prediction, type PredictOptions, predictAll } from "./predict.ts";
import { buildProgram, type Program, scalarPrefix } from "./program.ts";
import { type Figures, startingPlace } from "./progress.ts";
import { encodeForUse, type StorageOptions } from "./save.ts";
import { ModelState } from "./state.ts";
import { summaryTable } from "./summary.ts";

/** Settings of {@link compile}. */
export type CompileOptions = {
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** Decides starting values, shuffles and dropout. */
  readonly seed: number;
  /** Largest joint norm of the gradients; no clipping by default. */
  readonly clipNorm?: number;
  /** Parameters with another weight decay or learning rate, or frozen; the first match decides. */
  readonly groups?: readonly ParameterGroup[];
  /** Threads inside one operation; ONNX Runtime's choice by default. */
  readonly threads?: number;
};

/** Makes a model of a network: graphs, starting values, nothing trained yet. */
export function compile(network: Network, options: CompileOptions): Model {
  return new Model(network, options);
}

type SessionKind = "step" | "evaluation" | "prediction";

/** A network with its numbers. Sessions are opened when first needed. */
export class Model {
  readonly #network: Network;
  readonly #options: CompileOptions;
  readonly #program: Program;
  readonly #random: RandomStream;
  readonly #state: ModelState;
  readonly #feeds: FeedMaker;
  readonly #sessions = new Map<SessionKind, Promise<RuntimeSession>>();
  #isFitting = false;

  constructor(network: Network, options: CompileOptions) {
    this.#network = network;
    this.#options = options;
    this.#program = buildProgram({ network, ...options });
    this.#random = randomStream(options.seed);
    this.#state = new ModelState(this.#program.parameters, this.#random);
    this.#feeds = new FeedMaker({
      inputs: network.inputs,
      targets: options.loss.targets,
      auxiliary: this.#program.auxiliary,
      classes: this.#program.classes,
    });
  }

  /**
   * Trains from the current parameters with fresh optimizer state, or goes on from a checkpoint;
   * see {@link FitOptions}. The same start, data, options and seed give the same numbers.
   */
  async fit(data: Dataset, options: FitOptions): Promise<FitResult> {
    const run: RunKey = {
      seed: this.#options.seed,
      examples: data.size,
      batchSize: options.batchSize ?? 32,
      averageDecay: options.average?.decay ?? 0,
      averageEvery: options.average === undefined ? 0 : (options.average.everySteps ?? 1),
    };
    requireTrainable(run, options);
    if (options.average !== undefined) requireAveraging(options.average);
    requireFiniteData(data, "the training data");
    if (options.validation !== undefined) requireFiniteData(options.validation, "validation");
    requireLearnableClasses(data, this.#program.classes);
    if (this.#isFitting) {
      throw new NnError(
        "invalid-argument",
        "The model is training already: received a second fit, expected one at a time; " +
          "await the first.",
      );
    }
    this.#isFitting = true;
    try {
      return await this.#fit(data, run, options);
    } finally {
      this.#isFitting = false;
    }
  }

  async #fit(data: Dataset, run: RunKey, options: FitOptions): Promise<FitResult> {
    const start = await this.#start(run, options.resumeFrom);
    const { augment = {} } = options;
    const changes = typeof augment === "function" ? { [onlyName.input]: augment } : augment;
    requireKnown(changes, this.#network.inputs);
    const average =
      options.average &&
      new MovingAverage(options.average, start.average ?? this.#state.copies("changing"));
    const trainable: Trainable = {
      ...this.#judged(average),
      step: (indices, step) => this.#step({ data, indices }, step, changes),
      stepped: (steps) => average?.takeIn((name) => this.#state.values(name), steps),
      saveCheckpoint: (place, best) =>
        writeCheckpoint(options.checkpoint!.path, {
          run,
          place,
          best,
          arrays: this.#arrays(),
          average: average?.values,
        }),
    };
    try {
      return await runEpochs(trainable, run, start, options, this.#random);
    } finally {
      if (average !== undefined) this.#load(average.values, "the average");
    }
  }

  /** How a run evaluates its parameters, or their average, and keeps and puts back the best. */
  #judged(average: MovingAverage | undefined) {
    if (average === undefined) {
      return {
        evaluate: (validation: Dataset) => this.evaluate(validation),
        snapshot: () => this.#state.copies("all"),
        restore: (values: NonNullable<Best>) => this.#load(values, "the best epoch"),
      };
    }
    return {
      evaluate: async (validation: Dataset) => {
        average.exchange((name) => this.#state.values(name));
        try {
          return await this.evaluate(validation);
        } finally {
          average.exchange((name) => this.#state.values(name));
        }
      },
      snapshot: () => average.copies(),
      restore: (values: NonNullable<Best>) => average.replace(values),
    };
  }

  /** Means of the loss and its metrics over a data set, without training. */
  async evaluate(data: Dataset, options: PredictOptions = {}): Promise<Figures> {
    const session = await this.#session("evaluation");
    const { figures } = this.#program;
    const batchSize = options.batchSize ?? 256;
    const sums = new Map<string, number>();
    for (let start = 0; start < data.size; start += batchSize) {
      options.signal?.throwIfAborted();
      const size = Math.min(batchSize, data.size - start);
      const indices = Int32Array.from({ length: size }, (_, at) => start + at);
      const feeds = this.#feeds.forEvaluation({ data, indices });
      const results = await session.run(this.#needed(session, feeds), figures);
      for (const name of figures) {
        sums.set(name, (sums.get(name) ?? 0) + results[name]!.data[0]! * size);
      }
    }
    if (data.size === 0) throw noExamples("evaluate");
    return Object.fromEntries([...sums].map(([name, sum]) => [name, sum / data.size]));
  }

  /** The result of a network that has one, for every example in order. */
  async predict(inputs: ColumnsOrOne, options: PredictOptions = {}): Promise<Prediction> {
    return onlyPrediction(await this.predictAll(inputs, options));
  }

  /** All results by name. */
  async predictAll(
    inputs: ColumnsOrOne,
    options: PredictOptions = {},
  ): Promise<Record<string, Prediction>> {
    const session = await this.#session("prediction");
    const outputs = Object.keys(this.#program.prediction);
    const feeds = (examples: Parameters<FeedMaker["forUse"]>[0]) =>
      this.#needed(session, this.#feeds.forUse(examples));
    return predictAll({ session, outputs, feeds }, inputs, options);
  }

  /** Names and shapes of the parameters, in the order of their first use. */
  parameters(): { readonly name: string; readonly shape: readonly number[] }[] {
    return this.#program.parameters.map(({ name, spec }) => ({ name, shape: spec.shape }));
  }

  /** The layers with the shapes that they give and their numbers of parameters, as a table to print. */
  summary(): string {
    return summaryTable(this.#program.layers, this.#program.parameters);
  }

  /** The numbers of a parameter, as a copy. */
  parameter(name: string): Float32Array {
    const known = this.parameters().some((parameter) => parameter.name === name);
    if (known) return this.#state.values(name).slice();
    throw new NnError(
      "invalid-argument",
      `The model has no parameter "${name}": expected one of ` +
        `${this.parameters()
          .map((parameter) => parameter.name)
          .join(", ")}.`,
    );
  }

  /** The model for use as the bytes of an `.onnx` file, with free text about it. */
  toOnnx(
    metadata: Readonly<Record<string, string>> = {},
    storage: StorageOptions = {},
  ): Uint8Array {
    return encodeForUse({
      inputs: this.#network.inputs,
      outputs: this.#program.prediction,
      parameters: this.#program.parameters.map(({ name, spec, byRows }) => {
        return { name, shape: spec.shape, byRows };
      }),
      values: (name) => this.#state.values(name),
      metadata,
      storage,
    });
  }

  /** Writes {@link toOnnx} to a file, whole or not at all. */
  async save(
    path: string,
    metadata: Readonly<Record<string, string>> = {},
    storage: StorageOptions = {},
  ): Promise<void> {
    await writeWhole(path, this.toOnnx(metadata, storage));
  }

  /** Frees the native sessions; the model can be used again and opens new ones. */
  async close(): Promise<void> {
    const open = [...this.#sessions.values()];
    this.#sessions.clear();
    for (const session of open) await (await session).close();
  }

  async #step(examples: Examples, step: number, augment: Augmentations): Promise<Figures> {
    const session = await this.#session("step");
    const random = this.#random.fork("step", step);
    const feeds = this.#feeds.forTraining(examples, random, augment);
    for (const [name, value] of Object.entries(this.#options.optimizer.scalars(step))) {
      feeds[scalarPrefix + name] = runtimeTensor("float32", Float32Array.of(value), []);
    }
    const figures = this.#program.figures.map((name) => {
      return [name, runtimeTensor("float32", new Float32Array(1), [])] as const;
    });
    const targets = { ...Object.fromEntries(figures), ...this.#state.targets() };
    await session.runInto(this.#needed(session, { ...feeds, ...this.#state.all() }), targets);
    this.#state.swap();
    return Object.fromEntries(figures.map(([name, tensor]) => [name, tensor.data[0]!]));
  }

  #needed(session: RuntimeSession, feeds: Feeds): Feeds {
    const all = { ...this.#state.parameters(), ...feeds };
    return Object.fromEntries(session.inputNames.map((name) => [name, all[name]!]));
  }

  #session(kind: SessionKind): Promise<RuntimeSession> {
    const known = this.#sessions.get(kind);
    if (known !== undefined) return known;
    const inStep = kind === "step";
    const model = lowerGraph({
      outputs: this.#program[kind],
      allowRuntimeOps: inStep,
      barrier: inStep,
    });
    const { threads } = this.#options;
    const opened = openSession(model, {
      storedWeights: false,
      ...(threads === undefined ? {} : { threads }),
    });
    this.#sessions.set(kind, opened);
    return opened;
  }

  async #start(
    run: RunKey,
    path: string | undefined,
  ): Promise<RunStart & Pick<Checkpoint, "average">> {
    if (path === undefined) {
      this.#state.forgetSlots();
      return { place: startingPlace(), best: undefined, average: undefined };
    }
    const checkpoint = await readCheckpoint(path);
    requireSameRun(checkpoint.run, run);
    this.#load(checkpoint.arrays, "the checkpoint");
    const { place, best, average } = checkpoint;
    return { place, best, average };
  }

  #arrays(): Map<string, Float32Array> {
    const names = [...this.#state.shapes().keys()];
    return new Map(names.map((name) => [name, this.#state.values(name)]));
  }

  #load(values: ReadonlyMap<string, Float32Array>, source: string): void {
    for (const [name, array] of values) {
      const own = this.#state.shapes().has(name) ? this.#state.values(name) : undefined;
      if (own?.length !== array.length) {
        throw new NnError(
          "malformed-checkpoint",
          `The numbers of ${source} do not fit the model at "${name}": received ` +
            `${array.length}, expected ${own?.length ?? "none"}; build the same network.`,
        );
      }
      own.set(array);
    }
  }
}

function requireTrainable(run: RunKey, options: FitOptions): void {
  if (run.examples === 0) throw noExamples("fit");
  const { batchSize } = run;
  if (Number.isInteger(batchSize) && batchSize > 0 && options.epochs >= 0) return;
  throw new NnError(
    "invalid-argument",
    `fit cannot run so: received batch size ${batchSize} and ${options.epochs} epochs, ` +
      "expected a whole batch size of at least 1 and at least 0 epochs.",
  );
}

function requireKnown(changes: Augmentations, inputs: Network["inputs"]): void {
  const unknown = Object.keys(changes).find((name) => inputs[name] === undefined);
  if (unknown === undefined) return;
  throw new NnError(
    "invalid-argument",
    `fit augments an input that the network does not have: received "${unknown}", expected one of ` +
      `${Object.keys(inputs).join(", ")}; name the input in { augment }.`,
  );
}

function noExamples(what: string): NnError {
  return new NnError(
    "invalid-data",
    `${what} has nothing to work on: received 0 examples, expected at least 1.`,
  );
}
