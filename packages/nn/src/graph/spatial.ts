// The words for convolutions and pooling.
import type { OpParams } from "../ops/vocabulary.ts";
import { add, relu } from "./builder.ts";
import { createNode } from "./create.ts";
import type { Node } from "./node.ts";
import { pooledConvolution } from "./pooled-convolution.ts";

/** Cross-correlation of x [batch, channels, ...space] with weights. */
export const conv = (x: Node, weights: Node, params: OpParams["conv"]): Node =>
  createNode("conv", [x, weights], convParams(params));

/** Gradient of {@link conv}'s input, of the shape of `x`. */
export const convInputGradient = (
  gradient: Node,
  weights: Node,
  x: Node,
  params: OpParams["conv"],
): Node => createNode("convInputGradient", [gradient, weights, x], convParams(params));

/** Gradient of {@link conv}'s weights, of the shape of `weights`. */
export const convWeightGradient = (
  x: Node,
  gradient: Node,
  weights: Node,
  params: OpParams["conv"],
): Node => createNode("convWeightGradient", [x, gradient, weights], convParams(params));

/**
 * Greatest value under a window. Relu and the addition of one number per channel do not change
 * which value is greatest (nor, rounding being monotone, any bit of the result), so they are done
 * after pooling, where fewer numbers are left; a convolution of few inputs is pooled by strides.
 */
export function maxPool(x: Node, params: OpParams["maxPool"]): Node {
  const [inner, shift] = x.inputs;
  if (x.op === "relu") return relu(maxPool(inner!, params));
  const space = x.shape.length - 2;
  const flat = shift?.shape.slice(-space).every((dim) => dim === 1) ?? false;
  if (x.op === "add" && inner!.shape.length === x.shape.length && flat) {
    return add(maxPool(inner!, params), shift!);
  }
  return pooledConvolution(x, params) ?? createNode("maxPool", [x], poolParams(params));
}

/** Gradient of {@link maxPool}'s input. */
export const maxPoolGradient = (x: Node, gradient: Node, params: OpParams["maxPool"]): Node =>
  createNode("maxPoolGradient", [x, gradient], poolParams(params));

/** Mean under a window. */
export const avgPool = (x: Node, params: OpParams["avgPool"]): Node =>
  createNode("avgPool", [x], poolParams(params));

function convParams({ strides, padBefore, padAfter, dilations, groups }: OpParams["conv"]) {
  return { strides, padBefore, padAfter, dilations, groups };
}

function poolParams({ strides, padBefore, padAfter, dilations, size }: OpParams["maxPool"]) {
  return { strides, padBefore, padAfter, dilations, size };
}
