// Gradients of matrix products and of the normalised exponentials.

import {
  exp,
  matmul,
  mul,
  reduceSum,
  reshape,
  reshapeLike,
  sub,
  sumTo,
} from "../../graph/builder.ts";
import { dimProduct } from "../../graph/dims.ts";
import type { Node } from "../../graph/node.ts";
import type { LinearOps } from "../vocabulary.ts";
import type { GradientContext, GradientRules } from "./rule.ts";

/** Gradient rules of the linear family. */
export const linearGradients: GradientRules<LinearOps> = {
  matmul: (context) => {
    const [a, b] = context.node.inputs;
    return a!.shape.length > 2 && b!.shape.length === 2 && !context.node.params.transposeA
      ? sharedMatmul(context)
      : matmulGradients(context);
  },
  softmax: ({ node, gradient }) => {
    const weighted = mul(gradient, node);
    const total = reduceSum(weighted, { axes: [node.params.axis], keepDims: true });
    return [sub(weighted, mul(node, total))];
  },
  logSoftmax: ({ node, gradient }) => {
    const total = reduceSum(gradient, { axes: [node.params.axis], keepDims: true });
    return [sub(gradient, mul(exp(node), total))];
  },
};

/** For C = A B: dA = dC B^T and dB = A^T dC; the flags say which operand came in transposed. */
function matmulGradients({ node, gradient }: GradientContext<"matmul">): Node[] {
  const [a, b] = node.inputs as [Node, Node];
  const { transposeA, transposeB } = node.params;
  const toA = transposeA
    ? matmul(b, gradient, { transposeA: transposeB, transposeB: true })
    : matmul(gradient, b, { transposeB: !transposeB });
  const toB = transposeB
    ? matmul(gradient, a, { transposeA: true, transposeB: transposeA })
    : matmul(a, gradient, { transposeA: !transposeA });
  return [sumTo(toA, a), sumTo(toB, b)];
}

/** One matrix shared by a whole batch: its gradient is a single product over all rows. */
function sharedMatmul({ node, gradient }: GradientContext<"matmul">): Node[] {
  const [a, b] = node.inputs as [Node, Node];
  const { transposeB } = node.params;
  const rows = reshape(a, [dimProduct(a.shape.slice(0, -1)), a.shape.at(-1)!]);
  const flat = reshape(gradient, [dimProduct(node.shape.slice(0, -1)), node.shape.at(-1)!]);
  const toRows = matmul(flat, b, { transposeB: !transposeB });
  const toB = transposeB
    ? matmul(flat, rows, { transposeA: true })
    : matmul(rows, flat, { transposeA: true });
  return [reshapeLike(toRows, a), toB];
}
