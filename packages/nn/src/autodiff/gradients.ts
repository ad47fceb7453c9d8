// Reverse-mode differentiation: a graph in, a larger graph out.

import { NnError } from "../errors.ts";
import { add, constant, expandLike } from "../graph/builder.ts";
import { shapeText } from "../graph/dims.ts";
import { type Node, topologicalOrder } from "../graph/node.ts";
import type { GradientRule } from "../ops/gradients/rule.ts";
import { gradientRules } from "../ops/gradients.ts";
import type { OpName } from "../ops/vocabulary.ts";

/**
 * Gradients of a scalar loss with respect to some of the nodes it depends on, as nodes of the
 * same shapes (reverse accumulation: Griewank & Walther, Evaluating Derivatives, ch. 3).
 * A node that the loss does not depend on gets zeros.
 */
export function gradients(loss: Node, withRespectTo: readonly Node[]): Node[] {
  if (loss.shape.length !== 0 || loss.dtype !== "float32") {
    throw new NnError(
      "not-differentiable",
      `A loss must be one number: received ${loss.dtype} ${shapeText(loss.shape)}, ` +
        "expected a float32 scalar; reduce it with a mean or a sum.",
    );
  }
  const order = topologicalOrder([loss]);
  const needed = dependents(order, withRespectTo);
  const pending = new Map<Node, Node>([[loss, constant(1)]]);
  for (const node of order.toReversed()) {
    const gradient = pending.get(node);
    if (gradient === undefined || !needed.has(node)) continue;
    const rule = gradientRules[node.op] as GradientRule<OpName>;
    if (rule === "none") continue;
    const parts = rule({ node, gradient });
    for (const [at, part] of parts.entries()) {
      const input = node.inputs[at]!;
      if (part === null || !needed.has(input)) continue;
      const sum = pending.get(input);
      pending.set(input, sum === undefined ? part : add(sum, part));
    }
  }
  return withRespectTo.map((node) => pending.get(node) ?? expandLike(constant(0), node));
}

/** The nodes of an order through which a gradient can reach one of the targets. */
function dependents(order: readonly Node[], targets: readonly Node[]): Set<Node> {
  const result = new Set<Node>(targets);
  for (const node of order) {
    if (node.inputs.some((input) => result.has(input))) result.add(node);
  }
  return result;
}
