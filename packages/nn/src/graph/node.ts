// The one kind of node that graphs are made of: an operation, its parameters and its inputs.
import type { OpName, OpParams } from "../ops/vocabulary.ts";
import type { Shape } from "./dims.ts";

/** Element types of the graph language. Arithmetic happens in `float32`. */
export type Dtype = "float32" | "int32" | "uint8" | "bool";

/** What is known of a value before it is computed. */
export type ValueType = { readonly shape: Shape; readonly dtype: Dtype };

/**
 * One operation applied to the results of others. Nodes are frozen and refer only to nodes made
 * before them, so a graph has no cycles and a node stands for its own result.
 */
export type Node<K extends OpName = OpName> = ValueType & {
  readonly op: K;
  readonly params: OpParams[K];
  readonly inputs: readonly Node[];
};

/** All nodes that the outputs depend on, inputs before users, in an order fixed by the graph. */
export function topologicalOrder(outputs: readonly Node[]): Node[] {
  const order: Node[] = [];
  const seen = new Set<Node>();
  const stack: { node: Node; next: number }[] = [];
  for (const output of outputs) {
    if (seen.has(output)) continue;
    seen.add(output);
    stack.push({ node: output, next: 0 });
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const input = top.node.inputs[top.next];
      top.next += 1;
      if (input === undefined) {
        order.push(top.node);
        stack.pop();
      } else if (!seen.has(input)) {
        seen.add(input);
        stack.push({ node: input, next: 0 });
      }
    }
  }
  return order;
}
