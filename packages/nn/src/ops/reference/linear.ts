// What matrix products and the normalised exponentials mean.
import { evaluateShape } from "../../graph/dims.ts";
import type { LinearOps } from "../vocabulary.ts";
import { fill, offsetOf, type ReferenceRules, type ReferenceValue } from "./rule.ts";

/** Reference rules of the linear family. */
export const linearReference: ReferenceRules<LinearOps> = {
  matmul: ([a, b], node, bindings) => {
    const { transposeA, transposeB } = node.params;
    const inner = a!.shape.at(transposeA ? -2 : -1)!;
    return fill(evaluateShape(node.shape, bindings), (position) => {
      const batch = position.slice(0, -2);
      const row = position.at(-2)!;
      const column = position.at(-1)!;
      let sum = 0;
      for (let k = 0; k < inner; k += 1) {
        const inA = transposeA ? [...batch, k, row] : [...batch, row, k];
        const inB = transposeB ? [...batch, column, k] : [...batch, k, column];
        sum += a!.data[offsetOf(inA, a!.shape)]! * b!.data[offsetOf(inB, b!.shape)]!;
      }
      return sum;
    });
  },
  softmax: ([input], node) =>
    normalise(input!, node.params.axis, (x, top, sum) => Math.exp(x - top) / sum),
  logSoftmax: ([input], node) =>
    normalise(input!, node.params.axis, (x, top, sum) => x - top - Math.log(sum)),
};

/** Applies `finish` to each element with the maximum and the sum of exponentials of its lane. */
function normalise(
  input: ReferenceValue,
  axis: number,
  finish: (x: number, top: number, sum: number) => number,
): ReferenceValue {
  const { shape, data } = input;
  return fill(shape, (position, offset) => {
    const lane = Array.from(
      { length: shape[axis]! },
      (_, along) => data[offsetOf(position.with(axis, along), shape)]!,
    );
    const top = Math.max(...lane);
    const sum = lane.reduce((total, x) => total + Math.exp(x - top), 0);
    return finish(data[offset]!, top, sum);
  });
}
