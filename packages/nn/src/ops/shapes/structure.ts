// Shapes of operations that only rearrange.

import { NnError } from "../../errors.ts";
import { broadcastShapes, type Dim, dimProduct, sameShape, shapeText } from "../../graph/dims.ts";
import type { StructureOps } from "../vocabulary.ts";
import { requireDtype, type ShapeRules, shapeMismatch } from "./rule.ts";

/** Shape rules of the structure family. */
export const structureShapes: ShapeRules<StructureOps> = {
  reshape: ([input], { shape }) => {
    if (dimProduct(input!.shape) !== dimProduct(shape)) {
      throw shapeMismatch("reshape", [input!.shape, shape], "the same number of elements");
    }
    return { shape, dtype: input!.dtype };
  },
  reshapeLike: ([input, like]) => {
    if (dimProduct(input!.shape) !== dimProduct(like!.shape)) {
      throw shapeMismatch("reshapeLike", [input!.shape, like!.shape], "as many elements");
    }
    return { shape: like!.shape, dtype: input!.dtype };
  },
  transpose: ([input], { permutation }) => {
    const axes = [...permutation].sort((a, b) => a - b);
    if (axes.length !== input!.shape.length || axes.some((axis, at) => axis !== at)) {
      throw new NnError(
        "invalid-argument",
        `The permutation of transpose does not fit ${shapeText(input!.shape)}: ` +
          `received ${shapeText(permutation)}, expected each axis once.`,
      );
    }
    return { shape: permutation.map((axis) => input!.shape[axis]!), dtype: input!.dtype };
  },
  expandLike: ([input, like]) => {
    const shape = broadcastShapes(input!.shape, like!.shape);
    if (shape === undefined || !sameShape(shape, like!.shape)) {
      throw shapeMismatch("expandLike", [input!.shape, like!.shape], "sizes equal or 1");
    }
    return { shape, dtype: input!.dtype };
  },
  concat: (inputs, { axis }) => {
    const first = inputs[0]!;
    for (const input of inputs) {
      requireDtype("concat", input, [first.dtype]);
      const fits =
        input.shape.length === first.shape.length &&
        input.shape.every((dim, at) => at === axis || dim === first.shape[at]);
      if (!fits) {
        throw shapeMismatch("concat", [first.shape, input.shape], `equal sizes but axis ${axis}`);
      }
    }
    const sizes = inputs.map((input) => fixedDim("concat", input.shape[axis]!));
    const shape = first.shape.with(
      axis,
      sizes.reduce((sum, size) => sum + size, 0),
    );
    return { shape, dtype: first.dtype };
  },
  slice: ([input], { axis, start, end }) => {
    const size = fixedDim("slice", input!.shape[axis]!);
    const stop = end ?? size;
    if (start < 0 || stop > size || start > stop) {
      throw new NnError(
        "invalid-argument",
        `The bounds of slice do not fit axis ${axis} of ${shapeText(input!.shape)}: ` +
          `received ${start} to ${stop}, expected 0 <= start <= end <= ${size}.`,
      );
    }
    return { shape: input!.shape.with(axis, stop - start), dtype: input!.dtype };
  },
  pad: ([input], { before, after }) => {
    const shape = input!.shape.map((dim, axis) => {
      const extra = before[axis]! + after[axis]!;
      return extra === 0 ? dim : fixedDim("pad", dim) + extra;
    });
    return { shape, dtype: input!.dtype };
  },
  dimSize: () => ({ shape: [], dtype: "float32" }),
};

function fixedDim(op: string, dim: Dim): number {
  if (typeof dim === "number") return dim;
  throw new NnError(
    "shape-mismatch",
    `The axis that ${op} changes must have a fixed size: received "${dim}", ` +
      "expected a number; work along another axis.",
  );
}
