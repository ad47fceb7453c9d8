// Window settings that convolution and pooling layers share: one number or one for each axis.

import { NnError } from "../errors.ts";
import { type Shape, shapeText } from "../graph/dims.ts";
import type { Node } from "../graph/node.ts";
import type { Window } from "../ops/vocabulary.ts";

/** One number for all spatial axes, or one for each. */
export type PerAxis = number | readonly number[];

/**
 * `valid`: no padding. `same`: padding such that the result has ceil(size / stride) places, with
 * the odd place at the far end. A number: that much padding on both sides.
 */
export type Padding = "valid" | "same" | number;

/** Window settings as layers take them. */
export type WindowOptions = {
  readonly stride?: PerAxis;
  readonly padding?: Padding;
  readonly dilation?: PerAxis;
};

/** Works out the window over the spatial axes of an input [batch, channels, ...space]. */
export function windowOver(
  x: Node,
  size: readonly number[],
  options: WindowOptions,
  defaultStride: PerAxis,
): Window {
  const axes = size.length;
  const strides = perAxis(options.stride ?? defaultStride, axes);
  const dilations = perAxis(options.dilation ?? 1, axes);
  const { padding = "valid" } = options;
  const pads = size.map((length, axis) => {
    if (typeof padding === "number") return [padding, padding] as const;
    if (padding === "valid") return [0, 0] as const;
    const space = Number(x.shape[axis + 2]);
    const reach = (length - 1) * dilations[axis]! + 1;
    const places = Math.ceil(space / strides[axis]!);
    const total = Math.max(0, (places - 1) * strides[axis]! + reach - space);
    return [Math.floor(total / 2), Math.ceil(total / 2)] as const;
  });
  return {
    strides,
    dilations,
    padBefore: pads.map(([before]) => before),
    padAfter: pads.map(([, after]) => after),
  };
}

/** One number for each spatial axis. */
export function perAxis(value: PerAxis, axes: number): readonly number[] {
  return typeof value === "number" ? new Array<number>(axes).fill(value) : value;
}

/** The number of channels of [batch, channels, ...space] with the given number of axes. */
export function expectChannels(x: Node, axes: number, kind: string): number {
  const shape: Shape = x.shape;
  if (shape.length === axes + 2 && typeof shape[1] === "number") return shape[1];
  throw new NnError(
    "shape-mismatch",
    `A ${kind} layer needs [batch, channels, ...space] with ${axes} spatial axes: ` +
      `received ${shapeText(shape)}; reshape the input, channels first.`,
  );
}
