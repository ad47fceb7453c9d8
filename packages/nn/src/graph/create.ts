// The only place where nodes are made: shapes are checked at the moment of writing.
import type { ShapeRule } from "../ops/shapes/rule.ts";
import { shapeRules } from "../ops/shapes.ts";
import type { OpName, OpParams } from "../ops/vocabulary.ts";
import type { Node } from "./node.ts";

/** Makes a node; throws `shape-mismatch` or `dtype-mismatch` when its inputs do not fit. */
export function createNode<K extends OpName>(
  op: K,
  inputs: readonly Node[],
  params: OpParams[K],
): Node<K> {
  const rule = shapeRules[op] as ShapeRule<K>;
  const { shape, dtype } = rule(inputs, params);
  return Object.freeze({ op, params, inputs, shape, dtype });
}
