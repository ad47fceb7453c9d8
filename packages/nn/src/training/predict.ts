// Runs a network over many examples in batches.
import { type BagColumn, type ColumnsOrOne, columnSize, dataset } from "../data/dataset.ts";
import { NnError } from "../errors.ts";
import { onlyName } from "../layers/network.ts";
import type { RuntimeSession, RuntimeTensor } from "../runtime/session.ts";
import { requireFiniteColumns } from "./check-data.ts";
import type { Examples, Feeds } from "./feeds.ts";

/** Results for all examples: `shape` starts with their number; `data` is row-major. */
export type Prediction = { readonly data: Float32Array; readonly shape: readonly number[] };

/** How prediction runs. */
export type PredictOptions = {
  /** Examples per run; 256 by default. */
  readonly batchSize?: number;
  /** Ends the work between two batches with the signal's reason. */
  readonly signal?: AbortSignal;
};

/** Parts that a model lends to {@link predictAll}. */
export type PredictParts = {
  readonly session: RuntimeSession;
  readonly outputs: readonly string[];
  readonly feeds: (examples: Examples) => Feeds;
};

/**
 * Predicts for every example, in order. Examples with bags are batched by length, so that little
 * is spent on padding; the order of results is that of the examples all the same.
 */
export async function predictAll(
  parts: PredictParts,
  columns: ColumnsOrOne,
  options: PredictOptions = {},
): Promise<Record<string, Prediction>> {
  const data = dataset({ inputs: columns });
  requireFiniteColumns(data.inputs, "prediction");
  const order = byLength(data.size, Object.values(data.inputs).filter(isBag));
  const batchSize = options.batchSize ?? 256;
  const results: Record<string, { data: Float32Array; shape: number[] }> = {};
  for (let start = 0; start < data.size; start += batchSize) {
    options.signal?.throwIfAborted();
    const indices = order.subarray(start, start + batchSize);
    const fetched = await parts.session.run(parts.feeds({ data, indices }), parts.outputs);
    for (const name of parts.outputs) {
      const tensor = fetched[name]!;
      results[name] ??= room(tensor, data.size);
      place(tensor, indices, results[name]);
    }
  }
  return results;
}

/** The result of a network that has only one. */
export function onlyPrediction(results: Record<string, Prediction>): Prediction {
  const names = Object.keys(results);
  const result = results[onlyName.output] ?? results[names[0] ?? ""];
  if (names.length <= 1) return result ?? { data: new Float32Array(0), shape: [0] };
  throw new NnError(
    "invalid-argument",
    `The network has several outputs: received a call of predict, expected predictAll for ` +
      `${names.join(", ")}.`,
  );
}

function isBag(column: { readonly kind: string }): column is BagColumn {
  return column.kind === "bag";
}

function byLength(size: number, bags: readonly BagColumn[]): Int32Array {
  const order = Int32Array.from({ length: size }, (_, at) => at);
  if (bags.length === 0) return order;
  const lengths = new Int32Array(size);
  for (const bag of bags) {
    for (let at = 0; at < columnSize(bag); at += 1) {
      lengths[at]! += bag.offsets[at + 1]! - bag.offsets[at]!;
    }
  }
  return order.sort((a, b) => lengths[a]! - lengths[b]! || a - b);
}

function room(tensor: RuntimeTensor, size: number): { data: Float32Array; shape: number[] } {
  const shape = [size, ...tensor.dims.slice(1)];
  return { data: new Float32Array(shape.reduce((product, dim) => product * dim, 1)), shape };
}

function place(tensor: RuntimeTensor, indices: Int32Array, into: { data: Float32Array }): void {
  const stride = tensor.data.length / indices.length;
  for (let at = 0; at < indices.length; at += 1) {
    into.data.set(tensor.data.subarray(at * stride, at * stride + stride), indices[at]! * stride);
  }
}
