// The words in which graphs are written: one function for each operation, plus a few sentences.
import { NnError } from "../errors.ts";
import { createNode } from "./create.ts";
import { type Dim, dimProduct, divideDim, resolveAxis, type Shape, shapeText } from "./dims.ts";
import type { Dtype, Node } from "./node.ts";

/** A node, or a plain number that stands for a scalar constant. */
export type Operand = Node | number;

/** A value fed at run time. */
export function input(name: string, shape: Shape, dtype: Dtype = "float32"): Node {
  return createNode("input", [], { name, shape, dtype });
}

/** Fixed numbers with a shape; a scalar by default. */
export function constant(
  values: number | readonly number[],
  options: { readonly shape?: readonly number[]; readonly dtype?: Dtype } = {},
): Node {
  const list = typeof values === "number" ? [values] : values;
  const shape = options.shape ?? (typeof values === "number" ? [] : [list.length]);
  if (dimProduct(shape) !== list.length) {
    throw new NnError(
      "shape-mismatch",
      `A constant does not fill its shape: received ${list.length} numbers for ` +
        `${shapeText(shape)}, expected ${dimProduct(shape)}.`,
    );
  }
  return createNode("constant", [], { values: list, shape, dtype: options.dtype ?? "float32" });
}

type Unary = (x: Node) => Node;
type Binary = (a: Operand, b: Operand) => Node;

/** -x */
export const neg: Unary = (x) => createNode("neg", [x], {});
/** |x| */
export const abs: Unary = (x) => createNode("abs", [x], {});
/** -1, 0 or 1. */
export const sign: Unary = (x) => createNode("sign", [x], {});
/** e^x */
export const exp: Unary = (x) => createNode("exp", [x], {});
/** Natural logarithm. */
export const log: Unary = (x) => createNode("log", [x], {});
/** Square root. */
export const sqrt: Unary = (x) => createNode("sqrt", [x], {});
/** Hyperbolic tangent. */
export const tanh: Unary = (x) => createNode("tanh", [x], {});
/** 1 / (1 + e^-x) */
export const sigmoid: Unary = (x) => createNode("sigmoid", [x], {});
/** log(1 + e^x) without overflow. */
export const softplus: Unary = (x) => createNode("softplus", [x], {});
/** max(x, 0) */
export const relu: Unary = (x) => createNode("relu", [x], {});
/** Gauss error function. */
export const erf: Unary = (x) => createNode("erf", [x], {});
/** x times the normal distribution function of x, exact form. */
export const gelu: Unary = (x) => createNode("gelu", [x], {});
/** The same value; no gradient passes. */
export const stopGradient: Unary = (x) => createNode("stopGradient", [x], {});

/** a + b, broadcast. */
export const add: Binary = (a, b) => createNode("add", pair(a, b), {});
/** a - b, broadcast. */
export const sub: Binary = (a, b) => createNode("sub", pair(a, b), {});
/** a * b, broadcast. */
export const mul: Binary = (a, b) => createNode("mul", pair(a, b), {});
/** a / b, broadcast. */
export const div: Binary = (a, b) => createNode("div", pair(a, b), {});
/** The greater of a and b, broadcast. */
export const max: Binary = (a, b) => createNode("max", pair(a, b), {});
/** The smaller of a and b, broadcast. */
export const min: Binary = (a, b) => createNode("min", pair(a, b), {});
/** Whether a equals b. */
export const equal: Binary = (a, b) => createNode("equal", pair(a, b), {});
/** Whether a < b. */
export const less: Binary = (a, b) => createNode("less", pair(a, b), {});
/** Whether a > b. */
export const greater: Binary = (a, b) => createNode("greater", pair(a, b), {});

/** `yes` where the condition holds, else `no`. */
export function where(condition: Node, yes: Operand, no: Operand): Node {
  return createNode("where", [condition, ...pair(yes, no)], {});
}

/** The value in another element type; booleans become 0 and 1. */
export function cast(x: Node, dtype: Dtype): Node {
  return x.dtype === dtype ? x : createNode("cast", [x], { dtype });
}

/** Choice of axes of a reduction; all axes by default. */
export type ReduceOptions = { readonly axes?: readonly number[]; readonly keepDims?: boolean };

/** Sum over axes. */
export const reduceSum = (x: Node, options: ReduceOptions = {}): Node =>
  createNode("reduceSum", [x], reduction("reduceSum", x, options));
/** Mean over axes. */
export const reduceMean = (x: Node, options: ReduceOptions = {}): Node =>
  createNode("reduceMean", [x], reduction("reduceMean", x, options));
/** Greatest value over axes; equal greatest values share the gradient. */
export const reduceMax = (x: Node, options: ReduceOptions = {}): Node =>
  createNode("reduceMax", [x], reduction("reduceMax", x, options));

/** Smallest value over axes; equal smallest values share the gradient. */
export const reduceMin = (x: Node, options: ReduceOptions = {}): Node =>
  neg(reduceMax(neg(x), options));

/** Index of the greatest value along an axis (last by default). */
export function argMax(x: Node, axis = -1): Node {
  return createNode("argMax", [x], { axis: resolveAxis(axis, x.shape.length, "argMax") });
}

/** The same elements in another shape; one size may be -1 and is worked out. */
export function reshape(x: Node, shape: Shape): Node {
  const unknown = shape.indexOf(-1);
  if (unknown < 0) return createNode("reshape", [x], { shape });
  const rest = dimProduct(shape.filter((_, axis) => axis !== unknown));
  const solved = divideDim(dimProduct(x.shape), rest);
  if (solved === undefined) {
    throw new NnError(
      "shape-mismatch",
      `A reshape does not come out even: received ${shapeText(x.shape)} for ` +
        `${shapeText(shape)}, expected a whole number of elements for -1.`,
    );
  }
  return createNode("reshape", [x], { shape: shape.with(unknown, solved) });
}

/** The same elements in the shape of another value. */
export const reshapeLike = (x: Node, like: Node): Node => createNode("reshapeLike", [x, like], {});

/** Axes in another order; the last two are swapped by default. */
export function transpose(x: Node, permutation?: readonly number[]): Node {
  const rank = x.shape.length;
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  const swapped = [...axes.slice(0, -2), rank - 1, rank - 2];
  return createNode("transpose", [x], { permutation: permutation ?? swapped });
}

/** Repeated to the shape of another value. */
export const expandLike = (x: Node, like: Node): Node => createNode("expandLike", [x, like], {});

/** Values joined along an axis. */
export function concat(values: readonly Node[], axis: number): Node {
  const rank = values[0]?.shape.length ?? 0;
  return createNode("concat", values, { axis: resolveAxis(axis, rank, "concat") });
}

/** Elements `start` to `end` (excluded) along an axis. */
export function slice(x: Node, axis: number, start: number, end?: number): Node {
  const at = resolveAxis(axis, x.shape.length, "slice");
  return createNode("slice", [x], { axis: at, start, end: end ?? null });
}

/** Parts of the given sizes along an axis, in order; together they are the whole axis. */
export function split(x: Node, axis: number, sizes: readonly number[]): Node[] {
  const at = resolveAxis(axis, x.shape.length, "split");
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total !== x.shape[at]) {
    throw new NnError(
      "shape-mismatch",
      `The parts of split do not fill the axis: received ${sizes.join(" + ")} for axis ${axis} of ` +
        `${shapeText(x.shape)}, expected sizes that add up to ${x.shape[at]}.`,
    );
  }
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return slice(x, at, start - size, start);
  });
}

/** Zeros before and after each axis. */
export function pad(x: Node, before: readonly number[], after: readonly number[]): Node {
  return createNode("pad", [x], { before, after });
}

/** Size of an axis as a scalar. */
export function dimSize(x: Node, axis: number): Node {
  const at = resolveAxis(axis, x.shape.length, "dimSize");
  const dim = x.shape[at];
  return typeof dim === "number" ? constant(dim) : createNode("dimSize", [x], { axis: at });
}

/** Which operands of {@link matmul} are transposed first. */
export type MatmulOptions = { readonly transposeA?: boolean; readonly transposeB?: boolean };

/** Matrix product over the last two axes. */
export function matmul(a: Node, b: Node, options: MatmulOptions = {}): Node {
  const { transposeA = false, transposeB = false } = options;
  return createNode("matmul", [a, b], { transposeA, transposeB });
}

/** e^x / sum(e^x) along an axis (last by default). */
export function softmax(x: Node, axis = -1): Node {
  return createNode("softmax", [x], { axis: resolveAxis(axis, x.shape.length, "softmax") });
}

/** log(softmax(x)) along an axis (last by default). */
export function logSoftmax(x: Node, axis = -1): Node {
  return createNode("logSoftmax", [x], { axis: resolveAxis(axis, x.shape.length, "logSoftmax") });
}

/** Rows of `source` at `indices` (int32). */
export const gather = (source: Node, indices: Node): Node =>
  createNode("gather", [source, indices], {});

/** Zeros with as many rows as `like`, plus `updates` added at row `indices`. */
export const scatterAdd = (like: Node, indices: Node, updates: Node): Node =>
  createNode("scatterAdd", [like, indices, updates], {});

/** `source` with the rows at distinct `indices` replaced by `updates`. */
export const scatterRows = (source: Node, indices: Node, updates: Node): Node =>
  createNode("scatterRows", [source, indices, updates], {});

/** 1 at the index, 0 elsewhere, along a new last axis. */
export const oneHot = (indices: Node, depth: number): Node =>
  createNode("oneHot", [indices], { depth });

/** x * x */
export const square: Unary = (x) => mul(x, x);

/** Sums a value back to a smaller shape that broadcasts to its own. */
export function sumTo(x: Node, like: Node): Node {
  const offset = x.shape.length - like.shape.length;
  const axes: number[] = [];
  for (const [axis, dim] of x.shape.entries()) {
    if (axis < offset || (like.shape[axis - offset] === 1 && dim !== 1)) axes.push(axis);
  }
  if (axes.length === 0) return x;
  const summed = reduceSum(x, { axes, keepDims: true });
  return offset === 0 ? summed : reshape(summed, like.shape);
}

/** Rows scaled to Euclidean length 1; `epsilon` keeps a zero row finite. */
export function l2Normalize(x: Node, options: { readonly epsilon?: number } = {}): Node {
  const squares = reduceSum(square(x), { axes: [x.shape.length - 1], keepDims: true });
  return div(x, sqrt(add(squares, options.epsilon ?? 1e-12)));
}

function pair(a: Operand, b: Operand): Node[] {
  return [asNode(a, b), asNode(b, a)];
}

function asNode(operand: Operand, other: Operand): Node {
  if (typeof operand !== "number") return operand;
  const dtype = typeof other === "number" ? "float32" : other.dtype;
  return constant(operand, { dtype: dtype === "int32" ? "int32" : "float32" });
}

function reduction(op: string, x: Node, options: ReduceOptions) {
  const rank = x.shape.length;
  const chosen: readonly Dim[] = options.axes ?? x.shape.map((_, axis) => axis);
  const axes = chosen.map((axis) => resolveAxis(Number(axis), rank, op)).sort((a, b) => a - b);
  return { axes, keepDims: options.keepDims ?? false };
}
