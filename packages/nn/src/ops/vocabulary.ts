// The closed vocabulary of the graph language: every operation and the type of its parameters.
// Each rule table is a mapped type over these names, so a missing rule does not compile.
import type { Shape } from "../graph/dims.ts";
import type { Dtype } from "../graph/node.ts";

type None = Record<never, never>;

/** Values that come from outside or stand in the graph itself. */
export type LeafOps = {
  /** A value fed at run time; parameters of a model are inputs too. */
  input: { readonly name: string; readonly shape: Shape; readonly dtype: Dtype };
  /** Fixed numbers, row-major; booleans are 0 and 1. */
  constant: {
    readonly values: readonly number[];
    readonly shape: readonly number[];
    readonly dtype: Dtype;
  };
};

/** One number in, one number out; two operands follow NumPy's broadcasting rule. */
export type ElementwiseOps = {
  neg: None;
  abs: None;
  /** -1, 0 or 1. */
  sign: None;
  exp: None;
  log: None;
  sqrt: None;
  tanh: None;
  /** 1 / (1 + e^-x) */
  sigmoid: None;
  /** log(1 + e^x) without overflow. */
  softplus: None;
  relu: None;
  /** Gauss error function. */
  erf: None;
  /** x * Phi(x) in its exact form (Hendrycks & Gimpel, 2016). */
  gelu: None;
  add: None;
  sub: None;
  mul: None;
  div: None;
  /** The greater of two; at a tie the gradient goes to the first. */
  max: None;
  /** The smaller of two; at a tie the gradient goes to the first. */
  min: None;
  equal: None;
  less: None;
  greater: None;
  /** Takes the second input where the first (boolean) holds, else the third. */
  where: None;
  cast: { readonly dtype: Dtype };
  /** The same value; gradients stop here. */
  stopGradient: None;
};

type Reduction = { readonly axes: readonly number[]; readonly keepDims: boolean };

/** Many numbers along axes to one. Axes are non-negative and ascending. */
export type ReductionOps = {
  reduceSum: Reduction;
  reduceMean: Reduction;
  reduceMax: Reduction;
  /** Index of the greatest value along an axis, the first one at a tie; the axis disappears. */
  argMax: { readonly axis: number };
};

/** The same numbers in another arrangement. */
export type StructureOps = {
  reshape: { readonly shape: Shape };
  /** Takes the shape of the second input, whose values do not matter. */
  reshapeLike: None;
  transpose: { readonly permutation: readonly number[] };
  /** Repeats the first input to the shape of the second, whose values do not matter. */
  expandLike: None;
  concat: { readonly axis: number };
  /** Elements `start` (included) to `end` (excluded; null is the end) along one axis. */
  slice: { readonly axis: number; readonly start: number; readonly end: number | null };
  /** Zeros before and after, per axis. */
  pad: { readonly before: readonly number[]; readonly after: readonly number[] };
  /** Size of an axis as a scalar number. */
  dimSize: { readonly axis: number };
};

/** Linear algebra and the normalised exponentials. */
export type LinearOps = {
  /** Matrix product over the last two axes; leading axes broadcast. */
  matmul: { readonly transposeA: boolean; readonly transposeB: boolean };
  softmax: { readonly axis: number };
  logSoftmax: { readonly axis: number };
};

/** Reading and writing by position. Indices are int32. */
export type IndexingOps = {
  /** Rows of the first input (axis 0) at the positions of the second. */
  gather: None;
  /**
   * Zeros with as many rows as the first input, plus the updates (third input) added at the row
   * positions of the second. Where rows repeat, all their updates are added, in order.
   */
  scatterAdd: None;
  /** The first input with the rows at the (distinct) positions of the second replaced. */
  scatterRows: None;
  /** 1 at the index, 0 elsewhere, along a new last axis; all 0 for an index outside it. */
  oneHot: { readonly depth: number };
};

/** A window that slides over the spatial axes; one number for each of them. */
export type Window = {
  readonly strides: readonly number[];
  /** Zeros (for pooling: nothing) before and after. */
  readonly padBefore: readonly number[];
  readonly padAfter: readonly number[];
  readonly dilations: readonly number[];
};

/** Convolutions and pooling over [batch, channels, ...space]. */
export type SpatialOps = {
  /** Cross-correlation with weights [outputs, channels / groups, ...window]. */
  conv: Window & { readonly groups: number };
  /** From (gradient of the result, weights, input): the gradient of conv's input. */
  convInputGradient: Window & { readonly groups: number };
  /** From (input, gradient of the result, weights): the gradient of conv's weights. */
  convWeightGradient: Window & { readonly groups: number };
  /** Greatest value under the window; padding never wins. */
  maxPool: Window & { readonly size: readonly number[] };
  /** From (input, gradient of the result): the gradient goes to the first greatest place. */
  maxPoolGradient: Window & { readonly size: readonly number[] };
  /** Mean under the window; padding counts as zeros. */
  avgPool: Window & { readonly size: readonly number[] };
};

/** Every operation with its parameters. */
export type OpParams = LeafOps &
  ElementwiseOps &
  ReductionOps &
  StructureOps &
  LinearOps &
  IndexingOps &
  SpatialOps;

/** Name of an operation. */
export type OpName = keyof OpParams;

/** Name of an operation that computes something: all but `input`. */
export type ComputeOpName = Exclude<OpName, "input">;
