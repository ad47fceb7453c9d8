// Data sets in memory: named columns of equal length, read by example number.
import { NnError } from "../errors.ts";
import { onlyName } from "../layers/network.ts";

/** A tensor for each example, stored one after the other. */
export type TensorColumn = {
  readonly kind: "tensor";
  readonly data: Float32Array | Int32Array | Uint8Array;
  /** Shape of one example. */
  readonly shape: readonly number[];
};

/** Weighted row ids for each example: example i owns pairs offsets[i] to offsets[i + 1]. */
export type BagColumn = {
  readonly kind: "bag";
  readonly ids: Int32Array;
  readonly weights: Float32Array;
  readonly offsets: Int32Array;
};

/** What every example has under one name. */
export type Column = TensorColumn | BagColumn;

/** Columns by name. */
export type Columns = Readonly<Record<string, Column>>;

/** Examples to train on or to evaluate with. */
export type Dataset = {
  /** Number of examples. */
  readonly size: number;
  readonly inputs: Columns;
  readonly targets: Columns;
  /** How much each example counts; 1 each when absent. */
  readonly weights: Float32Array | undefined;
};

/** One column, or several by name; a single one takes the name of the only input or target. */
export type ColumnsOrOne = Column | Columns;

/** Makes a tensor column; `shape` is that of one example, a single number by default. */
export function tensorColumn(
  data: TensorColumn["data"],
  shape: readonly number[] = [],
): TensorColumn {
  const stride = shape.reduce((product, size) => product * size, 1);
  if (stride === 0 || data.length % stride !== 0) {
    throw new NnError(
      "invalid-data",
      `A tensor column does not divide into examples: received ${data.length} numbers for ` +
        `shape [${shape.join(", ")}], expected a multiple of ${stride}.`,
    );
  }
  return { kind: "tensor", data, shape };
}

/**
 * Makes a bag column. Without weights each example's pairs weigh 1 / (number of its pairs), so
 * that the bag is a mean.
 */
export function bagColumn(parts: {
  readonly ids: Int32Array;
  readonly offsets: Int32Array;
  readonly weights?: Float32Array;
}): BagColumn {
  const { ids, offsets } = parts;
  const rises = offsets.every((offset, at) => at === 0 || offset >= offsets[at - 1]!);
  const weightCount = parts.weights?.length ?? ids.length;
  const fits = offsets[0] === 0 && offsets.at(-1) === ids.length && weightCount === ids.length;
  if (!rises || !fits) {
    throw new NnError(
      "invalid-data",
      `A bag column does not fit together: received ${ids.length} ids, ${weightCount} weights ` +
        `and offsets from ${offsets[0]} to ${offsets.at(-1)}, expected rising offsets from 0 ` +
        "to the number of ids, and one weight for each id.",
    );
  }
  return { kind: "bag", ids, offsets, weights: parts.weights ?? evenWeights(offsets) };
}

/** Makes a data set; all columns must have the same number of examples. */
export function dataset(parts: {
  readonly inputs: ColumnsOrOne;
  readonly targets?: ColumnsOrOne;
  readonly weights?: Float32Array;
}): Dataset {
  const inputs = namedColumns(parts.inputs, onlyName.input);
  const targets = namedColumns(parts.targets ?? {}, onlyName.target);
  const columns = Object.entries({ ...inputs, ...targets });
  const size = columns[0] === undefined ? 0 : columnSize(columns[0][1]);
  for (const [name, column] of columns) requireSize(`Column "${name}"`, columnSize(column), size);
  if (parts.weights !== undefined) requireSize("Example weights", parts.weights.length, size);
  return { size, inputs, targets, weights: parts.weights };
}

/** Number of examples in a column. */
export function columnSize(column: Column): number {
  if (column.kind === "bag") return column.offsets.length - 1;
  return column.data.length / column.shape.reduce((product, size) => product * size, 1);
}

/** Columns by name, a single one under the given name. */
export function namedColumns(columns: ColumnsOrOne, name: string): Columns {
  return isColumn(columns) ? { [name]: columns } : columns;
}

/** Some examples of a data set, in the given order. */
export function selectExamples(data: Dataset, indices: ArrayLike<number>): Dataset {
  const select = (columns: Columns) =>
    Object.fromEntries(
      Object.entries(columns).map(([name, column]) => [name, selectColumn(column, indices)]),
    );
  return {
    size: indices.length,
    inputs: select(data.inputs),
    targets: select(data.targets),
    weights: data.weights && Float32Array.from(indices, (index) => data.weights![index]!),
  };
}

function selectColumn(column: Column, indices: ArrayLike<number>): Column {
  if (column.kind === "tensor") {
    const stride = column.shape.reduce((product, size) => product * size, 1);
    const data = new (column.data.constructor as Float32ArrayConstructor)(indices.length * stride);
    for (let at = 0; at < indices.length; at += 1) {
      const from = indices[at]! * stride;
      data.set(column.data.subarray(from, from + stride), at * stride);
    }
    return { kind: "tensor", data, shape: column.shape };
  }
  const offsets = new Int32Array(indices.length + 1);
  for (let at = 0; at < indices.length; at += 1) {
    const index = indices[at]!;
    offsets[at + 1] = offsets[at]! + column.offsets[index + 1]! - column.offsets[index]!;
  }
  const ids = new Int32Array(offsets.at(-1)!);
  const weights = new Float32Array(offsets.at(-1)!);
  for (let at = 0; at < indices.length; at += 1) {
    const index = indices[at]!;
    const range = [column.offsets[index]!, column.offsets[index + 1]!] as const;
    ids.set(column.ids.subarray(...range), offsets[at]!);
    weights.set(column.weights.subarray(...range), offsets[at]!);
  }
  return { kind: "bag", ids, weights, offsets };
}

function evenWeights(offsets: Int32Array): Float32Array {
  const weights = new Float32Array(offsets.at(-1) ?? 0);
  for (let at = 1; at < offsets.length; at += 1) {
    const [from, to] = [offsets[at - 1]!, offsets[at]!];
    weights.fill(1 / (to - from), from, to);
  }
  return weights;
}

function requireSize(what: string, received: number, expected: number): void {
  if (received === expected) return;
  throw new NnError(
    "invalid-data",
    `${what} has another length than the data set: received ${received} examples, ` +
      `expected ${expected}.`,
  );
}

function isColumn(columns: ColumnsOrOne): columns is Column {
  return columns.kind === "tensor" || columns.kind === "bag";
}
