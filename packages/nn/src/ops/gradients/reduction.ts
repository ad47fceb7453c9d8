// Gradients of reductions: what went in together gets its share back.
import {
  cast,
  constant,
  dimSize,
  div,
  equal,
  expandLike,
  mul,
  reduceSum,
  reshape,
} from "../../graph/builder.ts";
import type { Node } from "../../graph/node.ts";
import type { ReductionOps } from "../vocabulary.ts";
import type { GradientRules } from "./rule.ts";

/** Gradient rules of the reduction family. */
export const reductionGradients: GradientRules<ReductionOps> = {
  reduceSum: ({ node, gradient }) => [expandLike(keepDims(node, gradient), node.inputs[0]!)],
  reduceMean: ({ node, gradient }) => {
    const x = node.inputs[0]!;
    const share = div(keepDims(node, gradient), elementCount(x, node.params.axes));
    return [expandLike(share, x)];
  },
  reduceMax: ({ node, gradient }) => {
    const x = node.inputs[0]!;
    const winners = cast(equal(x, keepDims(node, node)), "float32");
    const ties = reduceSum(winners, { axes: node.params.axes, keepDims: true });
    return [mul(winners, div(keepDims(node, gradient), ties))];
  },
  argMax: "none",
};

function keepDims(node: Node<keyof ReductionOps>, value: Node): Node {
  const axes = "axes" in node.params ? node.params.axes : [node.params.axis];
  const shape = node.inputs[0]!.shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim));
  return value.shape.length === shape.length ? value : reshape(value, shape);
}

function elementCount(x: Node, axes: readonly number[]): Node {
  return axes.reduce<Node>((count, axis) => mul(count, dimSize(x, axis)), constant(1));
}
