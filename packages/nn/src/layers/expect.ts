// Refusals that layers share: a bag where a tensor is expected, a rank that does not fit.

import { NnError } from "../errors.ts";
import { type Dim, shapeText } from "../graph/dims.ts";
import type { Node } from "../graph/node.ts";
import type { Bag, Value } from "./layer.ts";

/** The value as a tensor; refuses a bag. */
export function expectTensor(value: Value, kind: string): Node {
  if ("op" in value) return value;
  throw new NnError(
    "shape-mismatch",
    `A ${kind} layer cannot read a bag: received input "${value.name}", ` +
      "expected a tensor; put an embeddingBag layer before it.",
  );
}

/** The value as a bag; refuses a tensor. */
export function expectBag(value: Value, kind: string): Bag {
  if (!("op" in value)) return value;
  throw new NnError(
    "shape-mismatch",
    `A ${kind} layer reads a bag of ids: received a tensor ${shapeText(value.shape)}, ` +
      "expected an input declared with bagInput.",
  );
}

/** The last size of a tensor, which must be a number. */
export function expectFeatures(node: Node, kind: string): number {
  const size: Dim | undefined = node.shape.at(-1);
  if (typeof size === "number" && node.shape.length > 1) return size;
  throw new NnError(
    "shape-mismatch",
    `A ${kind} layer needs [batch, .., features] with a fixed last size: ` +
      `received ${shapeText(node.shape)}; flatten or reshape first.`,
  );
}
