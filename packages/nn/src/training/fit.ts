// The training loop: epochs of shuffled batches, with validation, stopping and checkpoints.
import type { Augmentation } from "../augmentation/augmentation.ts";
import type { Dataset } from "../data/dataset.ts";
import { NnError } from "../errors.ts";
import { permutation, type RandomStream } from "../random.ts";
import type { RunKey } from "./checkpoint.ts";
import type { Averaging } from "./moving-average.ts";
import {
  addFigures,
  type EpochRecord,
  type Figures,
  meanFigures,
  type TrainingPlace,
} from "./progress.ts";

/** When to stop before the last epoch. */
export type EarlyStopping = {
  /** Epochs without improvement after which training stops. */
  readonly patience: number;
  /** Figure to watch on the validation set; `loss` by default, for which less is better. */
  readonly monitor?: string;
  /** Least change that counts as an improvement; 0 by default. */
  readonly minimumChange?: number;
  /** Whether the parameters of the best epoch are put back at the end; true by default. */
  readonly restoreBest?: boolean;
};

/** News from training, after every step and after every epoch. */
export type TrainingProgress = {
  readonly kind: "step" | "epoch";
  /** Epoch at work, counted from 1, of `epochs`. */
  readonly epoch: number;
  readonly epochs: number;
  /** Steps done in this epoch, of `stepsPerEpoch`. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  /** Means over the epoch so far. */
  readonly figures: Figures;
  /** Set after an epoch when there is a validation set. */
  readonly validation: Figures | undefined;
};

/** Settings of `fit`. */
export type FitOptions = {
  /** Epochs to reach, counted from the very start also when resuming. */
  readonly epochs: number;
  /** Examples per step; 32 by default. The last batch of an epoch may be smaller. */
  readonly batchSize?: number;
  /** Whether each epoch visits the examples in a new order; true by default. */
  readonly shuffle?: boolean;
  readonly validation?: Dataset;
  /**
   * Changes each batch of the only input, or of inputs by name, anew in every epoch; never validation. The
   * same seed gives the same changes. It may also bring examples to the input's shape, as waves to spectra.
   */
  readonly augment?: Augmentation | Readonly<Record<string, Augmentation>>;
  readonly earlyStopping?: EarlyStopping;
  /**
   * Averages the parameters over the steps. Validation and early stopping judge the average, and however the run
   * ends, the model has it; while it runs, the model has the parameters of the last step. None by default.
   */
  readonly average?: Averaging;
  /** Ends training after the step at work; the model stays whole. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** Where and how often to write checkpoints; also written when cancelled. */
  readonly checkpoint?: { readonly path: string; readonly everySteps?: number };
  /** A checkpoint to go on from. */
  readonly resumeFrom?: string;
};

/** How training ended. */
export type FitResult = {
  readonly history: readonly EpochRecord[];
  readonly stopped: "finished" | "early" | "cancelled";
  /** Epoch whose parameters the model has. */
  readonly bestEpoch: number | undefined;
};

/** What the loop needs from a model. */
export type Trainable = {
  /** One optimizer update on some examples. */
  step(indices: Int32Array, step: number): Promise<Figures>;
  /** Called when a step was good, with the number of steps so far. */
  stepped(steps: number): void;
  evaluate(data: Dataset): Promise<Figures>;
  snapshot(): Map<string, Float32Array>;
  restore(parameters: ReadonlyMap<string, Float32Array>): void;
  saveCheckpoint(place: TrainingPlace, best: Best): Promise<void>;
};

/** Parameters of the best epoch so far. */
export type Best = ReadonlyMap<string, Float32Array> | undefined;

/** Where a run starts: at the beginning, or at a checkpoint. */
export type RunStart = { readonly place: TrainingPlace; readonly best: Best };

/** Runs epochs from a place to the end. */
export async function runEpochs(
  model: Trainable,
  run: RunKey,
  start: RunStart,
  options: FitOptions,
  random: RandomStream,
): Promise<FitResult> {
  const { place } = start;
  let best = start.best;
  let stopped: FitResult["stopped"] = "finished";
  while (place.epoch < options.epochs) {
    if (!(await runEpoch(model, run, place, best, options, random))) {
      stopped = "cancelled";
      break;
    }
    const record = await closeEpoch(model, place, options);
    const stopping = options.earlyStopping;
    if (stopping !== undefined && improves(place, record, stopping)) best = model.snapshot();
    report("epoch", run, place, options, record);
    await saveAtEpochEnd(model, place, best, options);
    if (stopping !== undefined && place.epoch - (place.best?.epoch ?? 0) >= stopping.patience) {
      stopped = "early";
      break;
    }
  }
  const restores = stopped !== "cancelled" && (options.earlyStopping?.restoreBest ?? true);
  if (restores && best !== undefined) model.restore(best);
  const bestEpoch = restores && best !== undefined ? place.best?.epoch : place.epoch;
  return { history: place.history, stopped, bestEpoch };
}

/** One epoch from its current batch on; false when it was cancelled. */
async function runEpoch(
  model: Trainable,
  run: RunKey,
  place: TrainingPlace,
  best: Best,
  options: FitOptions,
  random: RandomStream,
): Promise<boolean> {
  const order = epochOrder(run, options, random.fork("shuffle", place.epoch));
  const { checkpoint, signal } = options;
  for (let start = place.batch * run.batchSize; start < run.examples; start += run.batchSize) {
    if (signal?.aborted) {
      if (checkpoint !== undefined) await model.saveCheckpoint(place, best);
      return false;
    }
    const indices = order.subarray(start, start + run.batchSize);
    const figures = await model.step(indices, place.step);
    requireFinite(figures, place.step);
    place.step += 1;
    model.stepped(place.step);
    place.batch += 1;
    addFigures(place, figures, indices.length);
    report("step", run, place, options, undefined);
    const every = checkpoint?.everySteps;
    if (every !== undefined && place.step % every === 0) await model.saveCheckpoint(place, best);
  }
  return true;
}

async function closeEpoch(
  model: Trainable,
  place: TrainingPlace,
  options: FitOptions,
): Promise<EpochRecord> {
  const validation = options.validation && (await model.evaluate(options.validation));
  const record = { epoch: place.epoch + 1, figures: meanFigures(place), validation };
  place.history.push(record);
  Object.assign(place, { epoch: place.epoch + 1, batch: 0, seen: 0, sums: {} });
  return record;
}

async function saveAtEpochEnd(
  model: Trainable,
  place: TrainingPlace,
  best: Best,
  options: FitOptions,
): Promise<void> {
  const { checkpoint } = options;
  if (checkpoint !== undefined && checkpoint.everySteps === undefined) {
    await model.saveCheckpoint(place, best);
  }
}

function epochOrder(run: RunKey, options: FitOptions, random: RandomStream): Int32Array {
  if (options.shuffle ?? true) return permutation(run.examples, random);
  return Int32Array.from({ length: run.examples }, (_, at) => at);
}

function improves(place: TrainingPlace, record: EpochRecord, stopping: EarlyStopping): boolean {
  const monitor = stopping.monitor ?? "loss";
  const value = record.validation?.[monitor];
  if (value === undefined) {
    throw new NnError(
      "invalid-argument",
      `Early stopping watches "${monitor}" on a validation set: received ` +
        `${record.validation === undefined ? "no validation set" : "no such figure"}, ` +
        "expected { validation } with that figure.",
    );
  }
  const sign = monitor === "loss" ? -1 : 1;
  const gain = sign * (value - (place.best?.value ?? -sign * Number.POSITIVE_INFINITY));
  if (!(gain > (stopping.minimumChange ?? 0))) return false;
  place.best = { epoch: record.epoch, value };
  return true;
}

function report(
  kind: TrainingProgress["kind"],
  run: RunKey,
  place: TrainingPlace,
  options: FitOptions,
  record: EpochRecord | undefined,
): void {
  const stepsPerEpoch = Math.ceil(run.examples / run.batchSize);
  options.onProgress?.({
    kind,
    epoch: record?.epoch ?? place.epoch + 1,
    epochs: options.epochs,
    step: record === undefined ? place.batch : stepsPerEpoch,
    stepsPerEpoch,
    figures: record?.figures ?? meanFigures(place),
    validation: record?.validation,
  });
}

function requireFinite(figures: Figures, step: number): void {
  for (const [name, value] of Object.entries(figures)) {
    if (Number.isFinite(value)) continue;
    throw new NnError(
      "invalid-data",
      `Training diverged: received a ${name} that is not a finite number at step ${step}, ` +
        "expected one; lower the learning rate, clip gradients, or look for NaN in the data.",
    );
  }
}
