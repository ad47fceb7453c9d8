// The form of a shape rule, and the refusals that shape rules share.

import { NnError } from "../../errors.ts";
import { type Shape, shapeText } from "../../graph/dims.ts";
import type { Dtype, ValueType } from "../../graph/node.ts";
import type { OpName, OpParams } from "../vocabulary.ts";

/** Says what type an operation's result has, or throws when its inputs do not fit. */
export type ShapeRule<K extends OpName> = (
  inputs: readonly ValueType[],
  params: OpParams[K],
) => ValueType;

/** One shape rule for each operation of a family. */
export type ShapeRules<Family> = { readonly [K in keyof Family & OpName]: ShapeRule<K> };

/** Refuses shapes that do not fit together. */
export function shapeMismatch(op: string, shapes: readonly Shape[], expected: string): NnError {
  const received = shapes.map(shapeText).join(" and ");
  return new NnError(
    "shape-mismatch",
    `The inputs of ${op} do not fit: received ${received}, expected ${expected}; ` +
      "reshape or transpose one of them.",
  );
}

/** Throws `dtype-mismatch` unless an input has one of the allowed element types. */
export function requireDtype(op: string, input: ValueType, allowed: readonly Dtype[]): void {
  if (allowed.includes(input.dtype)) return;
  throw new NnError(
    "dtype-mismatch",
    `An input of ${op} has the wrong element type: received ${input.dtype}, ` +
      `expected ${allowed.join(" or ")}; cast it first.`,
  );
}
