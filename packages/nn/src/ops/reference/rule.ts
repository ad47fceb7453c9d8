// The form of a reference rule: what an operation means, in plain loops over 64-bit floats.
import type { DimBindings } from "../../graph/dims.ts";
import type { Node } from "../../graph/node.ts";
import type { ComputeOpName } from "../vocabulary.ts";

/** A computed value: sizes and row-major elements; booleans are 0 and 1. */
export type ReferenceValue = { readonly shape: readonly number[]; readonly data: Float64Array };

/** Computes one operation. `bindings` gives the numbers behind named sizes. */
export type ReferenceRule<K extends ComputeOpName> = (
  inputs: readonly ReferenceValue[],
  node: Node<K>,
  bindings: DimBindings,
) => ReferenceValue;

/** One reference rule for each operation of a family. */
export type ReferenceRules<Family> = {
  readonly [K in keyof Family & ComputeOpName]: ReferenceRule<K>;
};

/** Number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Zeros of a shape. */
export function zeros(shape: readonly number[]): ReferenceValue {
  return { shape, data: new Float64Array(sizeOf(shape)) };
}

/** Position in each axis of the element at a flat offset. */
export function positionOf(offset: number, shape: readonly number[]): number[] {
  const position: number[] = [];
  let rest = offset;
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    position[axis] = rest % shape[axis]!;
    rest = Math.floor(rest / shape[axis]!);
  }
  return position;
}

/** Flat offset of a position; axes of size 1 and missing leading axes broadcast. */
export function offsetOf(position: readonly number[], shape: readonly number[]): number {
  const lead = position.length - shape.length;
  let offset = 0;
  for (const [axis, size] of shape.entries()) {
    offset = offset * size + (size === 1 ? 0 : position[axis + lead]!);
  }
  return offset;
}

/** A value whose every element is computed from its position. */
export function fill(
  shape: readonly number[],
  element: (position: readonly number[], offset: number) => number,
): ReferenceValue {
  const result = zeros(shape);
  for (let offset = 0; offset < result.data.length; offset += 1) {
    result.data[offset] = element(positionOf(offset, shape), offset);
  }
  return result;
}
