// Turns examples of a data set into the tensors that a session is fed with.

import type { Augmentation, FloatBatch } from "../augmentation/augmentation.ts";
import type { BagColumn, Column, Dataset, TensorColumn } from "../data/dataset.ts";
import { NnError } from "../errors.ts";
import { evaluateShape } from "../graph/dims.ts";
import type { InputSpec, TensorSpec } from "../layers/layer.ts";
import type { RandomStream } from "../random.ts";
import { type RuntimeTensor, runtimeTensor } from "../runtime/session.ts";
import type { AuxiliaryInput, GroupedBagInput, MaskInput } from "./auxiliary.ts";
import { groupBag, padBag, RowIndex } from "./bags.ts";
import { requireClasses } from "./check-data.ts";
import { weightsInput } from "./program.ts";

/** Feeds by input name. */
export type Feeds = Record<string, RuntimeTensor>;

/** Examples of a data set, by number. */
export type Examples = { readonly data: Dataset; readonly indices: Int32Array };

/** What a model's graphs are fed with. */
export type FeedNeeds = {
  readonly inputs: Readonly<Record<string, InputSpec>>;
  readonly targets?: Readonly<Record<string, TensorSpec>>;
  readonly auxiliary?: readonly AuxiliaryInput[];
  /** Number of classes behind each target of class numbers. */
  readonly classes?: Readonly<Record<string, number>>;
};

/** Makes feeds for batches of one model; buffers and indexes are kept from batch to batch. */
export class FeedMaker {
  readonly #inputs: Readonly<Record<string, InputSpec>>;
  readonly #targets: Readonly<Record<string, TensorSpec>>;
  readonly #auxiliary: readonly AuxiliaryInput[];
  readonly #classes: Readonly<Record<string, number>>;
  readonly #rowIndexes = new Map<string, RowIndex>();

  constructor(needs: FeedNeeds) {
    this.#inputs = needs.inputs;
    this.#targets = needs.targets ?? {};
    this.#auxiliary = needs.auxiliary ?? [];
    this.#classes = needs.classes ?? {};
  }

  /** Feeds for using the network: tensors, and bags padded to the longest of the batch. */
  forUse(examples: Examples): Feeds {
    const feeds = this.#tensors(examples);
    for (const [name, spec] of Object.entries(this.#inputs)) {
      if (spec.kind !== "bag") continue;
      const { ids, weights, width } = padBag(bagOf(examples, name), examples.indices, spec.rows);
      const dims = [examples.indices.length, width];
      feeds[`${name}/ids`] = runtimeTensor("int32", ids, dims);
      feeds[`${name}/weights`] = runtimeTensor("float32", weights, dims);
    }
    return feeds;
  }

  /** Feeds for comparing with targets: {@link forUse}, targets and example weights. */
  forEvaluation(examples: Examples): Feeds {
    return { ...this.forUse(examples), ...this.#comparison(examples) };
  }

  /** Feeds for one training step; `random` belongs to that step. */
  forTraining(examples: Examples, random: RandomStream, augment: Augmentations = {}): Feeds {
    const stream = random.fork("augment");
    const feeds = {
      ...this.#tensors(examples, (name) => augmented(name, augment[name], stream)),
      ...this.#comparison(examples),
    };
    const bindings = new Map([["batch", examples.indices.length]]);
    for (const need of this.#auxiliary) {
      if (need.kind === "grouped-bag") Object.assign(feeds, this.#grouped(need, examples));
      else if (need.kind === "mask") feeds[need.name] = dropoutMask(need, bindings, random);
    }
    for (const need of this.#auxiliary) {
      if (need.kind !== "rows") continue;
      const rows = this.#rowIndexes.get(need.table)!.take();
      feeds[need.rows] = runtimeTensor("int32", rows, [rows.length]);
    }
    return feeds;
  }

  #tensors(examples: Examples, change: (name: string) => Change | undefined = unchanged): Feeds {
    const feeds: Feeds = {};
    for (const [name, spec] of Object.entries(this.#inputs)) {
      if (spec.kind !== "tensor") continue;
      const column = examples.data.inputs[name];
      feeds[name] =
        change(name)?.(spec, column, examples.indices) ??
        tensorOf(name, spec, column, examples.indices);
    }
    return feeds;
  }

  #comparison({ data, indices }: Examples): Feeds {
    const feeds: Feeds = {};
    for (const [name, spec] of Object.entries(this.#targets)) {
      const target = tensorOf(name, spec, data.targets[name], indices);
      requireClasses(name, target.data, this.#classes[name] ?? Number.POSITIVE_INFINITY);
      feeds[`target/${name}`] = target;
    }
    const weights = Float32Array.from(indices, (index) => data.weights?.[index] ?? 1);
    feeds[weightsInput] = runtimeTensor("float32", weights, [indices.length]);
    return feeds;
  }

  #grouped(need: GroupedBagInput, examples: Examples): Feeds {
    const spec = this.#inputs[need.bag]!;
    const rowCount = spec.kind === "bag" ? spec.rows : 0;
    const known = this.#rowIndexes.get(need.table);
    const index = known ?? new RowIndex(rowCount);
    if (known === undefined) this.#rowIndexes.set(need.table, index);
    const grouped = groupBag(bagOf(examples, need.bag), examples.indices, index);
    const dims = [grouped.owners.length, grouped.width];
    const batch = examples.indices.length;
    return {
      [need.ids]: runtimeTensor("int32", grouped.ids, dims),
      [need.weights]: runtimeTensor("float32", grouped.weights, dims),
      [need.owners]: runtimeTensor("int32", grouped.owners, [grouped.owners.length]),
      [need.like]: runtimeTensor("float32", new Float32Array(batch), [batch]),
    };
  }
}

/** Augmentations by the name of the input that they change. */
export type Augmentations = Readonly<Record<string, Augmentation>>;

type Change = (
  spec: TensorSpec,
  column: Column | undefined,
  indices: Int32Array,
) => RuntimeTensor | undefined;

const unchanged = () => undefined;

/** Reads rows in the shape that the column has, and lets the augmentation bring them to the input's. */
function augmented(
  name: string,
  augmentation: Augmentation | undefined,
  random: RandomStream,
): Change | undefined {
  if (augmentation === undefined) return undefined;
  return (spec, column, indices) => {
    if (column?.kind !== "tensor" || spec.dtype !== "float32") {
      throw wrongColumn(name, column, "a tensor column for a float32 input, to augment it");
    }
    const stride = column.shape.reduce((product, size) => product * size, 1);
    const data = new Float32Array(indices.length * stride);
    copyRows(column, indices, stride, data);
    const batch: FloatBatch = augmentation({ data, shape: column.shape }, random.fork(name));
    const expected = spec.shape.reduce((product, size) => product * size, indices.length);
    if (batch.shape.join() !== spec.shape.join() || batch.data.length !== expected) {
      throw new NnError(
        "shape-mismatch",
        `The augmentation of "${name}" gives examples of another shape: received ` +
          `${batch.data.length} numbers as [${batch.shape.join(", ")}], expected ` +
          `${expected} as [${spec.shape.join(", ")}]; keep the number of examples and end in the input's shape.`,
      );
    }
    return runtimeTensor("float32", batch.data, [indices.length, ...spec.shape]);
  };
}

function bagOf({ data }: Examples, name: string): BagColumn {
  const column = data.inputs[name];
  if (column?.kind === "bag") return column;
  throw wrongColumn(name, column, "a bag column (bagColumn)");
}

function tensorOf(
  name: string,
  spec: TensorSpec,
  column: Column | undefined,
  indices: Int32Array,
): RuntimeTensor {
  if (column?.kind !== "tensor" || column.shape.join() !== spec.shape.join()) {
    const shape = spec.shape.join(", ");
    throw wrongColumn(name, column, `a tensor column of ${spec.dtype} [${shape}] per example`);
  }
  const stride = spec.shape.reduce((product, size) => product * size, 1);
  const data = new arrays[spec.dtype](indices.length * stride);
  copyRows(column, indices, stride, data);
  return runtimeTensor(spec.dtype, data, [indices.length, ...spec.shape]);
}

const arrays = {
  float32: Float32Array,
  int32: Int32Array,
  uint8: Uint8Array,
  bool: Uint8Array,
} as const;

function copyRows(
  column: TensorColumn,
  indices: Int32Array,
  stride: number,
  into: TensorColumn["data"],
): void {
  for (let at = 0; at < indices.length; at += 1) {
    const from = indices[at]! * stride;
    if (stride === 1) into[at] = column.data[from]!;
    else into.set(column.data.subarray(from, from + stride), at * stride);
  }
}

function wrongColumn(name: string, column: Column | undefined, expected: string): NnError {
  const received =
    column === undefined
      ? "no such column"
      : column.kind === "bag"
        ? "a bag column"
        : `a tensor column [${column.shape.join(", ")}] per example`;
  return new NnError(
    column === undefined ? "missing-input" : "shape-mismatch",
    `The data set does not fit at "${name}": received ${received}, expected ${expected}.`,
  );
}

function dropoutMask(
  { name, shape, rate }: MaskInput,
  bindings: ReadonlyMap<string, number>,
  random: RandomStream,
): RuntimeTensor {
  const dims = evaluateShape(shape, bindings);
  const mask = new Float32Array(dims.reduce((product, size) => product * size, 1));
  const stream = random.fork(name);
  const threshold = Math.round(rate * 65536);
  const kept = 1 / (1 - rate);
  // Each 32-bit number decides two places, with a rate good to 1/65536.
  for (let at = 0; at < mask.length; at += 2) {
    const bits = stream.uint32(at >> 1);
    if ((bits & 65535) >= threshold) mask[at] = kept;
    if (bits >>> 16 >= threshold && at + 1 < mask.length) mask[at + 1] = kept;
  }
  return runtimeTensor("float32", mask, dims);
}
