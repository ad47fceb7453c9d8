// How ONNX spells the gradient of a convolution's weights: in one of three ways, whichever is fastest for its sizes.
import type { Node } from "../../graph/node.ts";
import { int, ints } from "../../onnx/build.ts";
import type { Window } from "../vocabulary.ts";
import type { OnnxWriter } from "./rule.ts";

/** Attributes of a sliding window. */
export function windowAttributes({ strides, padBefore, padAfter, dilations }: Window) {
  const pads = ints([...padBefore, ...padAfter]);
  return { strides: ints(strides), pads, dilations: ints(dilations) };
}

/**
 * The weight gradient is a convolution of the input with the result's gradient as weights, batch
 * and channels exchanged, strides and dilations exchanged. Groups move beside the batch axis:
 * [batch, groups, channels, ..] becomes [channels, groups x batch, ..].
 */
export function weightGradient(
  writer: OnnxWriter,
  node: Node<"convWeightGradient">,
  inputs: readonly string[],
): string {
  const [x, gradient, weights] = node.inputs as [Node, Node, Node];
  const { groups, strides, dilations, padBefore } = node.params;
  const taps = weights.shape.slice(1).reduce<number>((product, dim) => product * Number(dim), 1);
  if (groups === 1 && taps <= fewTaps) return weightGradientByPatches(writer, node, inputs, taps);
  if (groups === 1 && Number(x.shape[1]) >= manyChannels) {
    return weightGradientByTaps(writer, node, inputs);
  }
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

/** Channels from which on a product for each place of the window beats one convolution over all. */
const manyChannels = 16;

/**
 * With many channels it is faster to go through the places of the window: the input shifted by a place, times the
 * gradient, example by example. Nothing larger than the input is written, and the products have sizes that spread
 * well over registers and threads.
 */
function weightGradientByTaps(
  writer: OnnxWriter,
  node: Node<"convWeightGradient">,
  inputs: readonly string[],
): string {
  const [x, gradient, weights] = node.inputs as [Node, Node, Node];
  const [outputs, channels, ...window] = weights.shape.map(Number) as [number, number, ...number[]];
  const { strides, dilations } = node.params;
  const steps = gradient.shape.slice(2).map(Number);
  const axes = writer.integers(window.map((_, axis) => axis + 2));
  const flat = (value: string, rows: number) =>
    writer.emit("Reshape", [value, writer.integers([0, rows, -1])]);
  const padded = paddedInput(writer, node, inputs[0]!, x.shape.length);
  const slopes = flat(inputs[1]!, outputs);
  const products = placesOf(window).map((place) => {
    const starts = place.map((at, axis) => at * dilations[axis]!);
    const ends = starts.map((start, axis) => start + (steps[axis]! - 1) * strides[axis]! + 1);
    const bounds = [writer.integers(starts), writer.integers(ends), axes, writer.integers(strides)];
    const shifted = flat(writer.emit("Slice", [padded, ...bounds]), channels);
    const turned = writer.emit("Transpose", [shifted], { perm: ints([0, 2, 1]) });
    const product = writer.emit("MatMul", [slopes, turned]);
    return writer.emit("ReduceSum", [product, writer.integers([0])], { keepdims: int(1) });
  });
  const joined = writer.emit("Concat", products, { axis: int(0) });
  const apart = writer.emit("Reshape", [joined, writer.integers([...window, outputs, channels])]);
  const perm = [window.length, window.length + 1, ...window.keys()];
  return writer.emit("Transpose", [apart], { perm: ints(perm) });
}

/** The input with its zeros around it. */
function paddedInput(
  writer: OnnxWriter,
  { params }: Node<"convWeightGradient">,
  value: string,
  rank: number,
): string {
  const { padBefore, padAfter } = params;
  if ([...padBefore, ...padAfter].every((pad) => pad === 0)) return value;
  const none = new Array<number>(rank - padBefore.length).fill(0);
  return writer.emit("Pad", [
    value,
    writer.integers([...none, ...padBefore, ...none, ...padAfter]),
  ]);
}

/** Every place of a window, in row-major order. */
function placesOf(window: readonly number[]): number[][] {
  return window.reduce<number[][]>(
    (places, length) =>
      places.flatMap((place) => Array.from({ length }, (_, at) => [...place, at])),
    [[]],
  );
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
