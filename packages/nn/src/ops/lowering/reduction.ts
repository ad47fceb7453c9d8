// How ONNX spells reductions at opset 20.
import type { Node } from "../../graph/node.ts";
import { int } from "../../onnx/build.ts";
import type { ReductionOps } from "../vocabulary.ts";
import type { LoweringRules, OnnxWriter } from "./rule.ts";

/** Lowering rules of the reduction family. */
export const reductionLowering: LoweringRules<ReductionOps> = {
  reduceSum: reduce("ReduceSum"),
  reduceMean: reduce("ReduceMean"),
  reduceMax: reduce("ReduceMax"),
  argMax: (writer, node, inputs) => {
    const attributes = { axis: int(node.params.axis), keepdims: int(0) };
    return writer.cast(writer.emit("ArgMax", inputs, attributes), "int32");
  },
};

type Reduce = Node<"reduceSum" | "reduceMean" | "reduceMax">;

function reduce(opType: string) {
  return (writer: OnnxWriter, node: Reduce, inputs: readonly string[]) => {
    const { axes, keepDims } = node.params;
    if (axes.length === 0) return inputs[0]!;
    const attributes = { keepdims: int(keepDims ? 1 : 0) };
    return writer.emit(opType, [inputs[0]!, writer.integers(axes)], attributes);
  };
}
