// How ONNX spells convolutions, pooling and their gradients.
import type { Node } from "../../graph/node.ts";
import { int, ints } from "../../onnx/build.ts";
import type { SpatialOps } from "../vocabulary.ts";
import { maxPoolGradient, poolAttributes } from "./pool-gradient.ts";
import type { LoweringRules, OnnxWriter } from "./rule.ts";
import { weightGradient, windowAttributes } from "./weight-gradient.ts";

/** Lowering rules of the spatial family. */
export const spatialLowering: LoweringRules<SpatialOps> = {
  conv: (writer, node, inputs) => {
    const attributes = { ...windowAttributes(node.params), group: int(node.params.groups) };
    return writer.emit("Conv", inputs, attributes);
  },
  convInputGradient: (writer, node, inputs) => {
    const pads = turnedPads(node);
    if (pads !== undefined) return inputGradientByConv(writer, node, inputs, pads);
    const attributes = {
      ...windowAttributes(node.params),
      group: int(node.params.groups),
      output_padding: ints(uncovered(node)),
    };
    return writer.emit("ConvTranspose", [inputs[0]!, inputs[1]!], attributes);
  },
  convWeightGradient: weightGradient,
  maxPool: (writer, node, inputs) => writer.emit("MaxPool", inputs, poolAttributes(node.params)),
  maxPoolGradient,
  avgPool: (writer, node, inputs) => {
    const attributes = { ...poolAttributes(node.params), count_include_pad: int(1) };
    return writer.emit("AveragePool", inputs, attributes);
  },
};

/** The pads with which an input gradient is a plain convolution: at stride 1, without groups, and not negative. */
function turnedPads({ inputs, params }: Node<"convInputGradient">): number[] | undefined {
  const window = inputs[1]!.shape.slice(2).map(Number);
  const pads = [params.padBefore, params.padAfter].flatMap((own) =>
    window.map((length, axis) => (length - 1) * params.dilations[axis]! - own[axis]!),
  );
  const isPlain = params.groups === 1 && params.strides.every((step) => step === 1);
  return isPlain && pads.every((pad) => pad >= 0) ? pads : undefined;
}

/** A convolution of the gradient with the weights turned round, inputs and outputs exchanged; faster than ConvTranspose. */
function inputGradientByConv(
  writer: OnnxWriter,
  node: Node<"convInputGradient">,
  inputs: readonly string[],
  pads: readonly number[],
): string {
  const window = node.inputs[1]!.shape.slice(2).map(Number);
  const axes = window.map((_, axis) => axis + 2);
  const bounds = [
    axes.map(() => -1),
    window.map((length) => -length - 1),
    axes,
    axes.map(() => -1),
  ];
  const turned = writer.emit("Slice", [inputs[1]!, ...bounds.map((list) => writer.integers(list))]);
  const exchanged = writer.emit("Transpose", [turned], { perm: ints([1, 0, ...axes]) });
  const attributes = { dilations: ints(node.params.dilations), pads: ints(pads) };
  return writer.emit("Conv", [inputs[0]!, exchanged], attributes);
}

/** How many places at the far end of each axis no window reached. */
function uncovered(node: Node<"convInputGradient">): number[] {
  const [gradient, weights, x] = node.inputs as [Node, Node, Node];
  const { strides, padBefore, padAfter, dilations } = node.params;
  return x.shape.slice(2).map((dim, axis) => {
    const reach = (Number(weights.shape[axis + 2]) - 1) * dilations[axis]! + 1;
    const steps = (Number(gradient.shape[axis + 2]) - 1) * strides[axis]!;
    return Number(dim) - (steps + reach - padBefore[axis]! - padAfter[axis]!);
  });
}
