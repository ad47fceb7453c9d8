// How ONNX spells the gradient of max pooling: by products where windows lie side by side, else by places.
import type { Node } from "../../graph/node.ts";
import { int, ints, text } from "../../onnx/build.ts";
import type { SpatialOps } from "../vocabulary.ts";
import type { OnnxWriter } from "./rule.ts";
import { windowAttributes } from "./weight-gradient.ts";

/** Attributes of a pooling operator. */
export function poolAttributes(params: SpatialOps["maxPool"]) {
  return { ...windowAttributes(params), kernel_shape: ints(params.size) };
}

/**
 * Pooling once more with the places of its maxima (flat offsets into the input), then their
 * gradients added at those places.
 */
export function maxPoolGradient(
  writer: OnnxWriter,
  node: Node<"maxPoolGradient">,
  inputs: readonly string[],
): string {
  const tiles = tilesOf(node);
  if (tiles !== undefined) return maxPoolGradientByTiles(writer, node, inputs, tiles);
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

/** Windows that lie side by side: rows of the input that hold whole windows, and how many windows a row holds. */
type Tiles = {
  /** Sizes of the part of the input that windows cover. */
  readonly covered: readonly number[];
  /** Windows side by side in a row, and height and width of each. */
  readonly windows: number;
  readonly size: readonly [height: number, width: number];
};

/** Longest row for which the products with every pair of its places are quicker than looking for places. */
const longestRow = 256;

/** The tiles of windows that neither overlap nor leave gaps nor are padded, over one or two axes. */
function tilesOf({ inputs, params }: Node<"maxPoolGradient">): Tiles | undefined {
  const space = inputs[0]!.shape.slice(2).map(Number);
  const { size, strides, padBefore, padAfter, dilations } = params;
  const isTiled =
    size.every((length, axis) => length === strides[axis]) &&
    [...padBefore, ...padAfter].every((pad) => pad === 0) &&
    dilations.every((step) => step === 1);
  if (!isTiled || size.length > 2) return undefined;
  const counts = size.map((length, axis) => Math.floor(space[axis]! / length));
  const covered = counts.map((count, axis) => count * size[axis]!);
  const [height, width] = size.length === 1 ? [1, size[0]!] : (size as [number, number]);
  // Along one axis a row may be cut between any two windows, along two it holds all columns.
  const along = counts.at(-1)!;
  const most = Math.floor(64 / width);
  const windows = size.length === 1 ? greatestDivisor(along, most) : along;
  const row = windows * height * width;
  if (row > longestRow || (size.length === 1 && windows < Math.min(along, 4))) return undefined;
  return { covered, windows, size: [height, width] };
}

function greatestDivisor(of: number, most: number): number {
  for (let divisor = Math.min(of, most); divisor > 1; divisor -= 1) {
    if (of % divisor === 0) return divisor;
  }
  return 1;
}

/**
 * Each result and its gradient are spread over their windows by a product with a matrix of zeros and ones; the places
 * equal to the result win, unless one before them in the window does (a product with the matrix of who comes before
 * whom counts these). Every number is exact, and each step runs at the speed of products.
 */
function maxPoolGradientByTiles(
  writer: OnnxWriter,
  node: Node<"maxPoolGradient">,
  inputs: readonly string[],
  { covered, windows, size: [height, width] }: Tiles,
): string {
  const space = node.inputs[0]!.shape.slice(2).map(Number);
  const missing = space.map((length, axis) => length - covered[axis]!);
  const isCut = missing.some((length) => length > 0);
  const row = windows * height * width;
  const windowOf = (place: number) => Math.floor((place % (windows * width)) / width);
  const spread = writer.floats(
    matrix(windows, row, (window, place) => windowOf(place) === window),
    [windows, row],
  );
  const before = writer.floats(
    matrix(row, row, (first, then) => first < then && windowOf(first) === windowOf(then)),
    [row, row],
  );
  const axes = space.map((_, axis) => axis + 2);
  const bounds = [space.map(() => 0), covered, axes].map((values) => writer.integers(values));
  const image = isCut ? writer.emit("Slice", [inputs[0]!, ...bounds]) : inputs[0]!;
  const best = writer.emit("MaxPool", [inputs[0]!], poolAttributes(node.params));
  const rows = (value: string, length: number) =>
    writer.emit("Reshape", [value, writer.integers([-1, length])]);
  const over = (value: string) => writer.emit("MatMul", [rows(value, windows), spread]);
  const equals = writer.emit("Equal", [rows(image, row), over(best)]);
  const candidates = writer.cast(equals, "float32");
  const earlier = writer.emit("MatMul", [candidates, before]);
  const winners = writer.emit("Relu", [writer.emit("Sub", [candidates, earlier])]);
  const slopes = writer.emit("Mul", [over(inputs[1]!), winners]);
  const whole = writer.emit("Reshape", [slopes, writer.emit("Shape", [image])]);
  if (!isCut) return whole;
  return writer.emit("Pad", [
    whole,
    writer.integers([0, 0, ...space.map(() => 0), 0, 0, ...missing]),
  ]);
}

function matrix(
  rows: number,
  columns: number,
  isOne: (row: number, column: number) => boolean,
): number[] {
  return Array.from({ length: rows * columns }, (_, at) =>
    Number(isOne(Math.floor(at / columns), at % columns)),
  );
}
