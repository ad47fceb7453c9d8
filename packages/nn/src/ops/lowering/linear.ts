// How ONNX spells matrix products and the normalised exponentials.
import type { Node } from "../../graph/node.ts";
import { int, ints } from "../../onnx/build.ts";
import type { LinearOps } from "../vocabulary.ts";
import type { LoweringRules, OnnxWriter } from "./rule.ts";

/** Lowering rules of the linear family. */
export const linearLowering: LoweringRules<LinearOps> = {
  matmul: (writer, node, inputs) => {
    const { transposeA, transposeB } = node.params;
    if (!transposeA && !transposeB) return writer.emit("MatMul", inputs);
    const ranks = node.inputs.map((input) => input.shape.length);
    if (ranks.every((rank) => rank === 2)) {
      const attributes = { transA: int(Number(transposeA)), transB: int(Number(transposeB)) };
      return writer.emit("Gemm", inputs, attributes);
    }
    const flags = [transposeA, transposeB];
    const operands = inputs.map((name, at) => (flags[at] ? swap(writer, name, ranks[at]!) : name));
    return writer.emit("MatMul", operands);
  },
  softmax: (writer, node, inputs) => writer.emit("Softmax", inputs, axisOf(node)),
  logSoftmax: (writer, node, inputs) => writer.emit("LogSoftmax", inputs, axisOf(node)),
};

function axisOf(node: Node<"softmax" | "logSoftmax">) {
  return { axis: int(node.params.axis) };
}

function swap(writer: OnnxWriter, name: string, rank: number): string {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  const perm = [...axes.slice(0, -2), rank - 1, rank - 2];
  return writer.emit("Transpose", [name], { perm: ints(perm) });
}
