// What reads and writes by position mean.

import { NnError } from "../../errors.ts";
import { evaluateShape } from "../../graph/dims.ts";
import type { IndexingOps } from "../vocabulary.ts";
import { type ReferenceRules, type ReferenceValue, sizeOf, zeros } from "./rule.ts";

/** Reference rules of the indexing family. */
export const indexingReference: ReferenceRules<IndexingOps> = {
  gather: ([source, indices]) => {
    const row = sizeOf(source!.shape.slice(1));
    const result = zeros([...indices!.shape, ...source!.shape.slice(1)]);
    for (const [at, index] of indices!.data.entries()) {
      const from = checked(index, source!) * row;
      result.data.set(source!.data.subarray(from, from + row), at * row);
    }
    return result;
  },
  scatterAdd: ([, indices, updates], node, bindings) => {
    const result = zeros(evaluateShape(node.shape, bindings));
    const row = sizeOf(result.shape.slice(1));
    for (const [at, index] of indices!.data.entries()) {
      const to = checked(index, result) * row;
      for (let k = 0; k < row; k += 1) result.data[to + k]! += updates!.data[at * row + k]!;
    }
    return result;
  },
  scatterRows: ([source, indices, updates]) => {
    const row = sizeOf(source!.shape.slice(1));
    const data = source!.data.slice();
    for (const [at, index] of indices!.data.entries()) {
      data.set(updates!.data.subarray(at * row, at * row + row), checked(index, source!) * row);
    }
    return { shape: source!.shape, data };
  },
  oneHot: ([indices], node) => {
    const { depth } = node.params;
    const result = zeros([...indices!.shape, depth]);
    for (const [at, index] of indices!.data.entries()) {
      if (index >= 0 && index < depth) result.data[at * depth + index] = 1;
    }
    return result;
  },
};

function checked(index: number, source: ReferenceValue): number {
  if (index >= 0 && index < source.shape[0]!) return index;
  throw new NnError(
    "invalid-data",
    `A row index lies outside its table: received ${index}, ` +
      `expected 0 to ${source.shape[0]! - 1}; check how indices are made.`,
  );
}
