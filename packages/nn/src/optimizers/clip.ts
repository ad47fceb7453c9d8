// Gradient clipping.
import { add, div, max, mul, reduceSum, sqrt, square } from "../graph/builder.ts";
import type { Node } from "../graph/node.ts";

/**
 * Scales all gradients together so that their joint Euclidean norm is at most `norm`
 * (Pascanu, Mikolov & Bengio, 2013, algorithm 1).
 */
export function clipByGlobalNorm(gradients: readonly Node[], norm: number): Node[] {
  const squares = gradients.map((gradient) => reduceSum(square(gradient)));
  const total = sqrt(squares.reduce((sum, part) => add(sum, part)));
  const scale = div(norm, max(total, norm));
  return gradients.map((gradient) => mul(gradient, scale));
}
