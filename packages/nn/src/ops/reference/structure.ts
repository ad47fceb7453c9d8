// What rearrangements mean: where each element of the result comes from.
import { evaluateShape } from "../../graph/dims.ts";
import type { StructureOps } from "../vocabulary.ts";
import { fill, offsetOf, type ReferenceRules } from "./rule.ts";

/** Reference rules of the structure family. */
export const structureReference: ReferenceRules<StructureOps> = {
  reshape: ([input], node, bindings) => ({
    shape: evaluateShape(node.shape, bindings),
    data: input!.data,
  }),
  reshapeLike: ([input, like]) => ({ shape: like!.shape, data: input!.data }),
  transpose: ([input], node, bindings) => {
    const { permutation } = node.params;
    return fill(evaluateShape(node.shape, bindings), (position) => {
      const source: number[] = [];
      for (const [to, from] of permutation.entries()) source[from] = position[to]!;
      return input!.data[offsetOf(source, input!.shape)]!;
    });
  },
  expandLike: ([input, like]) =>
    fill(like!.shape, (position) => input!.data[offsetOf(position, input!.shape)]!),
  concat: (inputs, node, bindings) => {
    const { axis } = node.params;
    return fill(evaluateShape(node.shape, bindings), (position) => {
      let along = position[axis]!;
      let part = 0;
      while (along >= inputs[part]!.shape[axis]!) along -= inputs[part++]!.shape[axis]!;
      const { shape, data } = inputs[part]!;
      return data[offsetOf(position.with(axis, along), shape)]!;
    });
  },
  slice: ([input], node, bindings) => {
    const { axis, start } = node.params;
    return fill(evaluateShape(node.shape, bindings), (position) => {
      const source = position.with(axis, position[axis]! + start);
      return input!.data[offsetOf(source, input!.shape)]!;
    });
  },
  pad: ([input], node, bindings) => {
    const { before } = node.params;
    return fill(evaluateShape(node.shape, bindings), (position) => {
      const source = position.map((at, axis) => at - before[axis]!);
      const inside = source.every((at, axis) => at >= 0 && at < input!.shape[axis]!);
      return inside ? input!.data[offsetOf(source, input!.shape)]! : 0;
    });
  },
  dimSize: ([input], node) => ({
    shape: [],
    data: Float64Array.of(input!.shape[node.params.axis]!),
  }),
};
