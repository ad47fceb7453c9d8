// Derivatives of elementwise operations (any calculus book), written as graphs.
import {
  add,
  cast,
  div,
  erf,
  exp,
  expandLike,
  greater,
  less,
  mul,
  neg,
  sigmoid,
  sign,
  square,
  sub,
  sumTo,
  where,
} from "../../graph/builder.ts";
import { sameShape } from "../../graph/dims.ts";
import type { Node } from "../../graph/node.ts";
import type { ElementwiseOps } from "../vocabulary.ts";
import type { GradientContext, GradientRules } from "./rule.ts";

/** Gradient rules of the elementwise family. */
export const elementwiseGradients: GradientRules<ElementwiseOps> = {
  neg: ({ gradient }) => [neg(gradient)],
  abs: ({ node, gradient }) => [mul(gradient, sign(node.inputs[0]!))],
  sign: "none",
  exp: ({ node, gradient }) => [mul(gradient, node)],
  log: ({ node, gradient }) => [div(gradient, node.inputs[0]!)],
  sqrt: ({ node, gradient }) => [mul(gradient, div(0.5, node))],
  tanh: ({ node, gradient }) => [mul(gradient, sub(1, square(node)))],
  sigmoid: ({ node, gradient }) => [mul(gradient, mul(node, sub(1, node)))],
  softplus: ({ node, gradient }) => [mul(gradient, sigmoid(node.inputs[0]!))],
  relu: ({ node, gradient }) => [mul(gradient, cast(greater(node, 0), "float32"))],
  erf: ({ node, gradient }) => {
    const slope = mul(2 / Math.sqrt(Math.PI), exp(neg(square(node.inputs[0]!))));
    return [mul(gradient, slope)];
  },
  gelu: ({ node, gradient }) => [mul(gradient, geluSlope(node.inputs[0]!))],
  add: ({ node, gradient }) => unbroadcast(node, [gradient, gradient]),
  sub: ({ node, gradient }) => unbroadcast(node, [gradient, neg(gradient)]),
  mul: ({ node, gradient }) => {
    const [a, b] = node.inputs as [Node, Node];
    const { factor, full } = unexpanded(gradient);
    // A square: g x + g x is 2 g x to the last bit.
    if (a === b) return [mul(mul(2, factor), a), null];
    const times = (other: Node) => mul(sameShape(other.shape, node.shape) ? factor : full, other);
    return unbroadcast(node, [times(b), times(a)]);
  },
  div: ({ node, gradient }) => {
    const b = node.inputs[1]!;
    return unbroadcast(node, [div(gradient, b), neg(div(mul(gradient, node), b))]);
  },
  max: (context) => selected(context, less(context.node.inputs[0]!, context.node.inputs[1]!)),
  min: (context) => selected(context, greater(context.node.inputs[0]!, context.node.inputs[1]!)),
  equal: "none",
  less: "none",
  greater: "none",
  where: ({ node, gradient }) => {
    const [condition, yes, no] = node.inputs;
    const toYes = where(condition!, gradient, 0);
    const toNo = where(condition!, 0, gradient);
    return [null, sumTo(toYes, yes!), sumTo(toNo, no!)];
  },
  cast: ({ node, gradient }) => [node.inputs[0]!.dtype === "float32" ? gradient : null],
  stopGradient: "none",
};

/** d/dx x Phi(x) = Phi(x) + x phi(x), with Phi and phi of the standard normal distribution. */
function geluSlope(x: Node): Node {
  const cumulative = mul(0.5, add(1, erf(mul(x, Math.SQRT1_2))));
  const density = mul(1 / Math.sqrt(2 * Math.PI), exp(mul(-0.5, square(x))));
  return add(cumulative, mul(x, density));
}

/** A gradient that only repeats numbers need not be written out before it is multiplied. */
function unexpanded(gradient: Node): { readonly factor: Node; readonly full: Node } {
  return { factor: gradient.op === "expandLike" ? gradient.inputs[0]! : gradient, full: gradient };
}

function unbroadcast(node: Node, gradients: readonly Node[]): Node[] {
  return gradients.map((gradient, at) => {
    const like = node.inputs[at]!;
    const full = gradient.shape.length < node.shape.length ? expandLike(gradient, node) : gradient;
    return sumTo(full, like);
  });
}

/** Gradient of max and min: to the second input where `toSecond` holds, else to the first. */
function selected({ node, gradient }: GradientContext<"max" | "min">, toSecond: Node): Node[] {
  // Products and differences with 0 and 1 are exact, and ONNX Runtime's are several times faster than its Where.
  const second = mul(gradient, cast(toSecond, "float32"));
  const first = sub(gradient, second);
  return [sumTo(first, node.inputs[0]!), sumTo(second, node.inputs[1]!)];
}
