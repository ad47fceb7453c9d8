// Checkpoints: everything that training needs to go on exactly where it stood, in one file.
import { NnError } from "../errors.ts";
import { floatTensor } from "../onnx/build.ts";
import { decodeModel } from "../onnx/decode.ts";
import { encodeModel } from "../onnx/encode.ts";
import { irVersion, opset } from "../onnx/schema.ts";
import { readWhole, writeWhole } from "./files.ts";
import type { TrainingPlace } from "./progress.ts";

/** The run that a checkpoint belongs to; a run with another one may not go on from it. */
export type RunKey = {
  readonly seed: number;
  readonly examples: number;
  readonly batchSize: number;
  /** Decay of the moving average of the parameters, and the steps between its updates; 0 without one. */
  readonly averageDecay: number;
  readonly averageEvery: number;
};

/** What a checkpoint holds. */
export type Checkpoint = {
  readonly run: RunKey;
  readonly place: TrainingPlace;
  /** Parameters and optimizer state by name. */
  readonly arrays: ReadonlyMap<string, Float32Array>;
  /** Parameters at the best epoch so far; for early stopping. */
  readonly best: ReadonlyMap<string, Float32Array> | undefined;
  /** The moving average of the parameters, where there is one. */
  readonly average: ReadonlyMap<string, Float32Array> | undefined;
};

const metadataKey = "heed.nn.checkpoint";
const bestPrefix = "best/";
const averagePrefix = "average/";
const format = 1;

/** Writes a checkpoint whole or not at all. The file is an ONNX model without nodes. */
export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const { run, place, arrays, best, average } = checkpoint;
  const tensors = [
    ...withPrefix("", arrays),
    ...withPrefix(bestPrefix, best),
    ...withPrefix(averagePrefix, average),
  ];
  const bytes = encodeModel({
    irVersion,
    opsets: { "": opset },
    producer: "heed-nn",
    metadata: { [metadataKey]: JSON.stringify({ format, run, place }) },
    graph: { name: "checkpoint", nodes: [], initializers: tensors, inputs: [], outputs: [] },
  });
  await writeWhole(path, bytes);
}

/** Reads a checkpoint; throws `malformed-checkpoint` when the file is none. */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const model = decodeModel(await readWhole(path));
  const header = parseHeader(model.metadata[metadataKey]);
  const arrays = new Map<string, Float32Array>();
  const best = new Map<string, Float32Array>();
  const average = new Map<string, Float32Array>();
  for (const { name, data } of model.graph.initializers) {
    const values = new Float32Array(new Uint8Array(data).buffer);
    if (name.startsWith(bestPrefix)) best.set(name.slice(bestPrefix.length), values);
    else if (name.startsWith(averagePrefix)) average.set(name.slice(averagePrefix.length), values);
    else arrays.set(name, values);
  }
  return { ...header, arrays, best: filled(best), average: filled(average) };
}

function withPrefix(prefix: string, arrays: ReadonlyMap<string, Float32Array> = new Map()) {
  return [...arrays].map(([name, values]) => floatTensor(prefix + name, [values.length], values));
}

function filled<Held>(map: ReadonlyMap<string, Held>): ReadonlyMap<string, Held> | undefined {
  return map.size === 0 ? undefined : map;
}

/** Refuses a checkpoint of another run. */
export function requireSameRun(checkpoint: RunKey, current: RunKey): void {
  const names = ["seed", "examples", "batchSize", "averageDecay", "averageEvery"] as const;
  for (const name of names) {
    if (checkpoint[name] === current[name]) continue;
    throw new NnError(
      "malformed-checkpoint",
      `The checkpoint belongs to another run: received ${name} ${checkpoint[name]}, ` +
        `expected ${current[name]}; train with the same data, batch size, seed and averaging.`,
    );
  }
}

function parseJson(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseHeader(header: string | undefined): { run: RunKey; place: TrainingPlace } {
  const parsed = header === undefined ? undefined : parseJson(header);
  if (parsed?.format === format) {
    return { run: { averageDecay: 0, averageEvery: 0, ...parsed.run }, place: parsed.place };
  }
  throw new NnError(
    "malformed-checkpoint",
    `The file is no checkpoint of this version: received format ${parsed?.format ?? "none"}, ` +
      `expected ${format}; start training anew.`,
  );
}
