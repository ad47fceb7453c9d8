// How ONNX spells convolutions, pooling and their gradients.
import type { Node } from "../../graph/node.ts";
import { int, ints, text } from "../../onnx/build.ts";
import type { SpatialOps, Window } from "../vocabulary.ts";
import type { LoweringRules, OnnxWriter } from "./rule.ts";

/** Lowering rules of the spatial family. */
export const spatialLowering: LoweringRules<SpatialOps> = {
  conv: (writer, node, inputs) => {
    const attributes = { ...windowAttributes(node.params), group: int(node.params.groups) };
    return writer.emit("Conv", inputs, attributes);
  },
  convInputGradient: (writer, node, inputs) => {
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

function windowAttributes({ strides, padBefore, padAfter, dilations }: Window) {
  const pads = ints([...padBefore, ...padAfter]);
  return { strides: ints(strides), pads, dilations: ints(dilations) };
}

function poolAttributes(params: SpatialOps["maxPool"]) {
  return { ...windowAttributes(params), kernel_shape: ints(params.size) };
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

/**
 * The weight gradient is a convolution of the input with the result's gradient as weights, batch
 * and channels exchanged, strides and dilations exchanged. Groups move beside the batch axis:
 * [batch, groups, channels, ..] becomes [channels, groups x batch, ..].
 */
function weightGradient(
  writer: OnnxWriter,
  node: Node<"convWeightGradient">,
  inputs: readonly string[],
): string {
  const [x, gradient, weights] = node.inputs as [Node, Node, Node];
  const { groups, strides, dilations, padBefore } = node.params;
  const taps = weights.shape.slice(1).reduce<number>((product, dim) => product * Number(dim), 1);
  if (groups === 1 && taps <= fewTaps) return weightGradientByPatches(writer, node, inputs, taps);
  const space = x.shape.slice(2).map(Number);
  const perGroup = Number(x.shape[1]) / groups;
  const swapped = [1, 0, ...space.map((_, axis) => axis + 2)];
  let images = inputs[0]!;
  if (groups === 1) images = writer.emit("Transpose", [images], { perm: ints(swapped) });
  else {
    const split = writer.integers([0, groups, perGroup, ...space]);
    const apart = writer.emit("Reshape", [images, split]);
    const perm = ints([2, 1, 0, ...space.map((_, axis) => axis + 3)]);
    const joined = writer.integers([perGroup, -1, ...space]);
    images = writer.emit("Reshape", [writer.emit("Transpose", [apart], { perm }), joined]);
  }
  const kernels = writer.emit("Transpose", [inputs[1]!], { perm: ints(swapped) });
  const size = weights.shape.slice(2).map(Number);
  const steps = gradient.shape.slice(2).map(Number);
  // The far pad is what makes the result exactly as large as the window; it may be negative.
  const far = space.map((length, axis) => {
    const reach = (steps[axis]! - 1) * strides[axis]! + 1;
    const needed = (size[axis]! - 1) * dilations[axis]! + reach;
    return needed - length - padBefore[axis]!;
  });
  const cropped = crop(writer, images, space, far);
  const attributes = {
    strides: ints(dilations),
    dilations: ints(strides),
    pads: ints([...padBefore, ...far.map((pad) => Math.max(pad, 0))]),
    group: int(groups),
  };
  const product = writer.emit("Conv", [cropped, kernels], attributes);
  return writer.emit("Transpose", [product], { perm: ints(swapped) });
}

/** Inputs under a window up to which patches are written out: at most as much as the result. */
const fewTaps = 32;

/**
 * With few inputs under a window (first layers over images and sound) it is faster to write all
 * patches out, by a convolution with an identity, and to multiply example by example: the plain
 * form is one product that is narrow in both results and long in between, which does not spread
 * over threads.
 */
function weightGradientByPatches(
  writer: OnnxWriter,
  node: Node<"convWeightGradient">,
  inputs: readonly string[],
  taps: number,
): string {
  const [outputs, ...window] = node.inputs[2]!.shape.map(Number) as [number, ...number[]];
  const identity = Array.from({ length: taps * taps }, (_, at) => (at % (taps + 1) === 0 ? 1 : 0));
  const select = writer.floats(identity, [taps, ...window]);
  const patches = writer.emit("Conv", [inputs[0]!, select], windowAttributes(node.params));
  const flat = (value: string, rows: number) =>
    writer.emit("Reshape", [value, writer.integers([0, rows, -1])]);
  const turned = writer.emit("Transpose", [flat(patches, taps)], { perm: ints([0, 2, 1]) });
  const products = writer.emit("MatMul", [flat(inputs[1]!, outputs), turned]);
  const sums = writer.emit("ReduceSum", [products, writer.integers([0])], { keepdims: int(0) });
  return writer.emit("Reshape", [sums, writer.integers([outputs, ...window])]);
}

/** Leaves out the places at the far end that a negative pad stands for. */
function crop(
  writer: OnnxWriter,
  value: string,
  space: readonly number[],
  far: readonly number[],
): string {
  const axes = [...far.keys()].filter((axis) => far[axis]! < 0);
  if (axes.length === 0) return value;
  const bounds = [
    writer.integers(axes.map(() => 0)),
    writer.integers(axes.map((axis) => space[axis]! + far[axis]!)),
    writer.integers(axes.map((axis) => axis + 2)),
  ];
  return writer.emit("Slice", [value, ...bounds]);
}

/**
 * Pooling once more with the places of its maxima (flat offsets into the input), then their
 * gradients added at those places.
 */
function maxPoolGradient(
  writer: OnnxWriter,
  node: Node<"maxPoolGradient">,
  inputs: readonly string[],
): string {
  const [x, gradient] = inputs as [string, string];
  const places = writer.emitMany("MaxPool", [x], 2, poolAttributes(node.params))[1]!;
  const shape = writer.emit("Shape", [x]);
  const { size, strides, dilations } = node.params;
  const reach = size.map((length, axis) => (length - 1) * dilations[axis]! + 1);
  if (reach.every((length, axis) => length <= strides[axis]!)) {
    const attributes = {
      kernel_shape: ints(size),
      strides: ints(strides),
      pads: ints([...node.params.padBefore, ...node.params.padAfter]),
    };
    return writer.emit("MaxUnpool", [gradient, places, shape], attributes);
  }
  const flat = writer.integers([-1]);
  const count = writer.emit("ReduceProd", [shape], { keepdims: int(1) });
  const zeros = writer.emit("ConstantOfShape", [count]);
  const operands = [zeros, writer.emit("Reshape", [places, flat])];
  const updates = writer.emit("Reshape", [gradient, flat]);
  const sums = writer.emit("ScatterElements", [...operands, updates], {
    reduction: text("add"),
  });
  return writer.emit("Reshape", [sums, shape]);
}
