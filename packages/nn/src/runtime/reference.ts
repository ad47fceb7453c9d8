// The reference interpreter: runs a graph in 64-bit plain loops, as the truth to compare with.

import { NnError } from "../errors.ts";
import type { Dim } from "../graph/dims.ts";
import { type Node, topologicalOrder } from "../graph/node.ts";
import type { ReferenceRule, ReferenceValue } from "../ops/reference/rule.ts";
import { referenceRules } from "../ops/reference.ts";
import type { ComputeOpName } from "../ops/vocabulary.ts";

/**
 * Computes nodes from fed inputs. Throws `missing-input` when an input is not fed and
 * `shape-mismatch` when a fed shape disagrees with the declared one.
 */
export function interpret(
  outputs: readonly Node[],
  feeds: Readonly<Record<string, ReferenceValue>>,
): ReferenceValue[] {
  const order = topologicalOrder(outputs);
  const bindings = new Map<string, number>();
  const values = new Map<Node, ReferenceValue>();
  for (const node of order) {
    if (node.op === "input") values.set(node, bindInput(node as Node<"input">, feeds, bindings));
  }
  for (const node of order) {
    if (node.op === "input") continue;
    const rule = referenceRules[node.op as ComputeOpName] as ReferenceRule<ComputeOpName>;
    const inputs = node.inputs.map((input) => values.get(input)!);
    values.set(node, rule(inputs, node as Node<ComputeOpName>, bindings));
  }
  return outputs.map((node) => values.get(node)!);
}

function bindInput(
  node: Node<"input">,
  feeds: Readonly<Record<string, ReferenceValue>>,
  bindings: Map<string, number>,
): ReferenceValue {
  const { name, shape } = node.params;
  const value = feeds[name];
  if (value === undefined) {
    throw new NnError("missing-input", `Input "${name}" is not fed: feed it before running.`);
  }
  bindShape(name, shape, value.shape, bindings);
  return value;
}

/** Notes what numbers the symbols of a declared shape stand for; refuses a contradiction. */
export function bindShape(
  name: string,
  declared: readonly Dim[],
  actual: readonly number[],
  bindings: Map<string, number>,
): void {
  const fits =
    declared.length === actual.length &&
    declared.every((dim, axis) => {
      const size = actual[axis]!;
      if (typeof dim === "number") return dim === size;
      const known = bindings.get(dim);
      if (known === undefined) bindings.set(dim, size);
      return known === undefined || known === size;
    });
  if (fits) return;
  throw new NnError(
    "shape-mismatch",
    `The value fed for "${name}" has the wrong shape: received [${actual.join(", ")}], ` +
      `expected [${declared.join(", ")}] with equal names for equal sizes.`,
  );
}
