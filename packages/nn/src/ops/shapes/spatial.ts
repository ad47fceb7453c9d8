// Shapes of convolutions and pooling: how often a window fits.

import { NnError } from "../../errors.ts";
import { type Dim, type Shape, shapeText } from "../../graph/dims.ts";
import type { ValueType } from "../../graph/node.ts";
import type { SpatialOps, Window } from "../vocabulary.ts";
import { requireDtype, type ShapeRules, shapeMismatch } from "./rule.ts";

/** Shape rules of the spatial family. */
export const spatialShapes: ShapeRules<SpatialOps> = {
  conv: ([x, weights], params) => {
    requireDtype("conv", x!, ["float32"]);
    requireDtype("conv", weights!, ["float32"]);
    const [outputs, perGroup, ...size] = weights!.shape;
    const channels = Number(x!.shape[1]);
    const { groups } = params;
    const fits =
      x!.shape.length === weights!.shape.length &&
      channels === Number(perGroup) * groups &&
      Number(outputs) % groups === 0;
    if (!fits) {
      throw shapeMismatch(
        "conv",
        [x!.shape, weights!.shape],
        `[batch, channels, ...space] and [outputs, channels / ${groups}, ...window]`,
      );
    }
    const space = slide("conv", x!.shape.slice(2), size.map(Number), params);
    return { shape: [x!.shape[0]!, outputs!, ...space], dtype: "float32" };
  },
  convInputGradient: (inputs) => like(inputs[2]!),
  convWeightGradient: (inputs) => like(inputs[2]!),
  maxPool: ([x], params) => pooled("maxPool", x!, params),
  maxPoolGradient: (inputs) => like(inputs[0]!),
  avgPool: ([x], params) => pooled("avgPool", x!, params),
};

function like(value: ValueType): ValueType {
  return { shape: value.shape, dtype: "float32" };
}

function pooled(op: string, x: ValueType, params: SpatialOps["maxPool"]): ValueType {
  requireDtype(op, x, ["float32"]);
  const space = slide(op, x.shape.slice(2), params.size, params);
  return { shape: [...x.shape.slice(0, 2), ...space], dtype: "float32" };
}

function slide(op: string, space: Shape, size: readonly number[], window: Window): Dim[] {
  return space.map((dim, axis) => {
    const reach = (size[axis]! - 1) * window.dilations[axis]! + 1;
    const room = Number(dim) + window.padBefore[axis]! + window.padAfter[axis]! - reach;
    if (typeof dim === "number" && room >= 0) return Math.floor(room / window.strides[axis]!) + 1;
    throw new NnError(
      "shape-mismatch",
      `The window of ${op} does not fit: received space ${shapeText(space)} and window ` +
        `${shapeText(size)}, expected fixed sizes at least as large as the window; ` +
        "pad the input or make the window smaller.",
    );
  });
}
