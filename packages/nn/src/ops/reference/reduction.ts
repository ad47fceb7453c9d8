// What reductions mean: a walk over all elements, gathered at the kept position.
import { evaluateShape } from "../../graph/dims.ts";
import type { Node } from "../../graph/node.ts";
import type { ReductionOps } from "../vocabulary.ts";
import { offsetOf, positionOf, type ReferenceRules, type ReferenceValue, zeros } from "./rule.ts";

/** Reference rules of the reduction family. */
export const reductionReference: ReferenceRules<ReductionOps> = {
  reduceSum: reduce(0, (sum, x) => sum + x),
  reduceMean: (inputs, node, bindings) => {
    const sum = reduce(0, (total, x) => total + x)(inputs, node, bindings);
    const count = inputs[0]!.data.length / sum.data.length;
    return { shape: sum.shape, data: sum.data.map((total) => total / count) };
  },
  reduceMax: reduce(Number.NEGATIVE_INFINITY, Math.max),
  argMax: ([input], node, bindings) => {
    const { axis } = node.params;
    const best = zeros(evaluateShape(node.shape, bindings));
    const values = new Float64Array(best.data.length).fill(Number.NEGATIVE_INFINITY);
    for (const [offset, x] of input!.data.entries()) {
      const position = positionOf(offset, input!.shape);
      const target = offsetOf(position.toSpliced(axis, 1), best.shape);
      if (x > values[target]!) {
        values[target] = x;
        best.data[target] = position[axis]!;
      }
    }
    return best;
  },
};

type Reduce = Node<"reduceSum" | "reduceMean" | "reduceMax">;

function reduce(start: number, combine: (sum: number, x: number) => number) {
  return (
    [input]: readonly ReferenceValue[],
    node: Reduce,
    bindings: ReadonlyMap<string, number>,
  ): ReferenceValue => {
    const { axes } = node.params;
    const kept = input!.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
    const result = zeros(kept);
    result.data.fill(start);
    for (const [offset, x] of input!.data.entries()) {
      const target = offsetOf(positionOf(offset, input!.shape), kept);
      result.data[target] = combine(result.data[target]!, x);
    }
    return { shape: evaluateShape(node.shape, bindings), data: result.data };
  };
}
