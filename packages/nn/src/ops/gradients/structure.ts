// Gradients of rearrangements: the same rearrangement backwards.

import { pad, reshapeLike, slice, sumTo, transpose } from "../../graph/builder.ts";
import { createNode } from "../../graph/create.ts";
import type { Node } from "../../graph/node.ts";
import type { StructureOps } from "../vocabulary.ts";
import type { GradientRules } from "./rule.ts";

/** Gradient rules of the structure family. */
export const structureGradients: GradientRules<StructureOps> = {
  reshape: ({ node, gradient }) => [reshapeLike(gradient, node.inputs[0]!)],
  reshapeLike: ({ node, gradient }) => [reshapeLike(gradient, node.inputs[0]!), null],
  transpose: ({ node, gradient }) => {
    const inverse: number[] = [];
    for (const [to, from] of node.params.permutation.entries()) inverse[from] = to;
    return [transpose(gradient, inverse)];
  },
  expandLike: ({ node, gradient }) => [sumTo(gradient, node.inputs[0]!), null],
  concat: ({ node, gradient }) => {
    const { axis } = node.params;
    let start = 0;
    return node.inputs.map((input) => {
      const end = start + Number(input.shape[axis]);
      const part = slice(gradient, axis, start, end);
      start = end;
      return part;
    });
  },
  slice: ({ node, gradient }) => {
    const { axis, start } = node.params;
    const shape = node.inputs[0]!.shape;
    const rest = Number(shape[axis]) - start - Number(node.shape[axis]);
    const zeros = shape.map(() => 0);
    return [pad(gradient, zeros.with(axis, start), zeros.with(axis, rest))];
  },
  pad: ({ node, gradient }) => {
    let result: Node = gradient;
    for (const [axis, before] of node.params.before.entries()) {
      const after = node.params.after[axis]!;
      if (before + after === 0) continue;
      const size = Number(node.inputs[0]!.shape[axis]);
      result = createNode("slice", [result], { axis, start: before, end: before + size });
    }
    return [result];
  },
  dimSize: "none",
};
