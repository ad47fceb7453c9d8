// What convolutions and pooling mean: every window, every place under it.
import { evaluateShape } from "../../graph/dims.ts";
import type { SpatialOps, Window } from "../vocabulary.ts";
import {
  offsetOf,
  positionOf,
  type ReferenceRules,
  type ReferenceValue,
  sizeOf,
  zeros,
} from "./rule.ts";

type Conv = SpatialOps["conv"];
type Pool = SpatialOps["maxPool"];

/** Reference rules of the spatial family. */
export const spatialReference: ReferenceRules<SpatialOps> = {
  conv: ([x, weights], node, bindings) => {
    const y = zeros(evaluateShape(node.shape, bindings));
    eachProduct(x!, weights!, y, node.params, (atX, atW, atY) => {
      y.data[atY]! += x!.data[atX]! * weights!.data[atW]!;
    });
    return y;
  },
  convInputGradient: ([gradient, weights, like], node) => {
    const result = zeros(like!.shape);
    eachProduct(result, weights!, gradient!, node.params, (atX, atW, atY) => {
      result.data[atX]! += gradient!.data[atY]! * weights!.data[atW]!;
    });
    return result;
  },
  convWeightGradient: ([x, gradient, like], node) => {
    const result = zeros(like!.shape);
    eachProduct(x!, result, gradient!, node.params, (atX, atW, atY) => {
      result.data[atW]! += gradient!.data[atY]! * x!.data[atX]!;
    });
    return result;
  },
  maxPool: ([x], node, bindings) => {
    const y = zeros(evaluateShape(node.shape, bindings));
    for (const [at, place] of greatest(x!, y.shape, node.params).entries()) {
      y.data[at] = x!.data[place]!;
    }
    return y;
  },
  maxPoolGradient: ([x, gradient], node) => {
    const result = zeros(x!.shape);
    for (const [at, place] of greatest(x!, gradient!.shape, node.params).entries()) {
      result.data[place]! += gradient!.data[at]!;
    }
    return result;
  },
  avgPool: ([x], node, bindings) => {
    const y = zeros(evaluateShape(node.shape, bindings));
    const count = sizeOf(node.params.size);
    for (let at = 0; at < y.data.length; at += 1) {
      for (const place of placesUnder(positionOf(at, y.shape), x!.shape, node.params)) {
        y.data[at]! += x!.data[place]! / count;
      }
    }
    return y;
  },
};

/** Visits every (input, weight, result) offset triple that a convolution multiplies. */
function eachProduct(
  x: ReferenceValue,
  weights: ReferenceValue,
  y: ReferenceValue,
  params: Conv,
  visit: (atX: number, atW: number, atY: number) => void,
): void {
  const [outputs, perGroup, ...size] = weights.shape as [number, number, ...number[]];
  for (let atY = 0; atY < y.data.length; atY += 1) {
    const [example, output, ...place] = positionOf(atY, y.shape) as [number, number, ...number[]];
    const group = Math.floor(output / (outputs / params.groups));
    for (let inWindow = 0; inWindow < sizeOf(size); inWindow += 1) {
      const tap = positionOf(inWindow, size);
      const space = under(place, tap, params);
      if (!inside(space, x.shape.slice(2))) continue;
      for (let channel = 0; channel < perGroup; channel += 1) {
        const atX = offsetOf([example, group * perGroup + channel, ...space], x.shape);
        visit(atX, offsetOf([output, channel, ...tap], weights.shape), atY);
      }
    }
  }
}

/** For each place of a result the offset of the first greatest input under its window. */
function greatest(x: ReferenceValue, resultShape: readonly number[], params: Pool): number[] {
  return Array.from({ length: sizeOf(resultShape) }, (_, at) => {
    const places = placesUnder(positionOf(at, resultShape), x.shape, params);
    return places.reduce((best, place) => (x.data[place]! > x.data[best]! ? place : best));
  });
}

function placesUnder(
  position: readonly number[],
  shape: readonly number[],
  params: Pool,
): number[] {
  const [example, channel, ...place] = position as [number, number, ...number[]];
  const places: number[] = [];
  for (let inWindow = 0; inWindow < sizeOf(params.size); inWindow += 1) {
    const space = under(place, positionOf(inWindow, params.size), params);
    if (inside(space, shape.slice(2))) places.push(offsetOf([example, channel, ...space], shape));
  }
  return places;
}

function under(place: readonly number[], tap: readonly number[], window: Window): number[] {
  return place.map(
    (at, axis) =>
      at * window.strides[axis]! + tap[axis]! * window.dilations[axis]! - window.padBefore[axis]!,
  );
}

function inside(space: readonly number[], sizes: readonly number[]): boolean {
  return space.every((at, axis) => at >= 0 && at < sizes[axis]!);
}
