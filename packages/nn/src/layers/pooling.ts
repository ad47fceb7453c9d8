// Pooling layers: one number for each window, or for each channel.
import { reduceMax, reduceMean } from "../graph/builder.ts";
import type { Node } from "../graph/node.ts";
import { avgPool, maxPool } from "../graph/spatial.ts";
import { expectTensor } from "./expect.ts";
import { type Layer, noted } from "./layer.ts";
import { expectChannels, type PerAxis, perAxis, type WindowOptions, windowOver } from "./window.ts";

/** Greatest value in windows of a sequence; the stride is the window's size by default. */
export function maxPool1d(size: number, options: WindowOptions = {}): Layer {
  return pooling("max-pool1d", maxPool, [size], options);
}

/** Greatest value in windows of an image; the stride is the window's size by default. */
export function maxPool2d(size: PerAxis, options: WindowOptions = {}): Layer {
  return pooling("max-pool2d", maxPool, perAxis(size, 2), options);
}

/** Mean in windows of a sequence; padding counts as zeros. */
export function avgPool1d(size: number, options: WindowOptions = {}): Layer {
  return pooling("avg-pool1d", avgPool, [size], options);
}

/** Mean in windows of an image; padding counts as zeros. */
export function avgPool2d(size: PerAxis, options: WindowOptions = {}): Layer {
  return pooling("avg-pool2d", avgPool, perAxis(size, 2), options);
}

/** Mean over all places: [batch, channels, ...space] to [batch, channels]. */
export function globalAvgPool(): Layer {
  return globalPooling("global-avg-pool", reduceMean);
}

/** Greatest value over all places: [batch, channels, ...space] to [batch, channels]. */
export function globalMaxPool(): Layer {
  return globalPooling("global-max-pool", reduceMax);
}

function pooling(
  kind: string,
  pool: typeof maxPool,
  size: readonly number[],
  options: WindowOptions,
): Layer {
  return noted({
    kind,
    name: undefined,
    apply(value) {
      const x = expectTensor(value, kind);
      expectChannels(x, size.length, kind);
      return pool(x, { ...windowOver(x, size, options, size), size });
    },
  });
}

function globalPooling(
  kind: string,
  reduce: (x: Node, options: { readonly axes: readonly number[] }) => Node,
): Layer {
  return noted({
    kind,
    name: undefined,
    apply(value) {
      const x = expectTensor(value, kind);
      const axes = x.shape.map((_, axis) => axis).slice(2);
      expectChannels(x, Math.max(1, axes.length), kind);
      return reduce(x, { axes });
    },
  });
}
