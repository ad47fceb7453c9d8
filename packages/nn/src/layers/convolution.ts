// Convolution layers over sequences and images, channels first.
import { add, reshape } from "../graph/builder.ts";
import { conv } from "../graph/spatial.ts";
import {
  glorotUniform,
  heNormal,
  type Initializer,
  zerosInitializer,
} from "../initializers/initializers.ts";
import { type Activation, activate } from "./activation.ts";
import { expectTensor } from "./expect.ts";
import { type Layer, noted } from "./layer.ts";
import { expectChannels, type PerAxis, perAxis, type WindowOptions, windowOver } from "./window.ts";

/** Settings of {@link conv1d} and {@link conv2d}. */
export type ConvolutionOptions = WindowOptions & {
  /** Channel groups that do not see each other; 1 by default. */
  readonly groups?: number;
  readonly activation?: Activation;
  readonly bias?: boolean;
  readonly initialize?: Initializer;
  readonly name?: string;
};

/** [batch, channels, length] to [batch, filters, length']. */
export function conv1d(filters: number, size: number, options: ConvolutionOptions = {}): Layer {
  return convolution("conv1d", filters, [size], options);
}

/** [batch, channels, height, width] to [batch, filters, height', width']. */
export function conv2d(filters: number, size: PerAxis, options: ConvolutionOptions = {}): Layer {
  return convolution("conv2d", filters, perAxis(size, 2), options);
}

function convolution(
  kind: string,
  filters: number,
  size: readonly number[],
  options: ConvolutionOptions,
): Layer {
  const name = options.activation ?? "linear";
  const rectified = name === "relu" || name === "gelu";
  const initialize = options.initialize ?? (rectified ? heNormal : glorotUniform);
  const layer: Layer = {
    kind,
    name: options.name,
    apply(value, context) {
      const x = expectTensor(value, kind);
      const channels = expectChannels(x, size.length, kind);
      const { groups = 1 } = options;
      const shape = [filters, channels / groups, ...size];
      const weights = context.parameter(layer, { name: "weights", shape, initialize });
      const product = conv(x, weights, { ...windowOver(x, size, options, 1), groups });
      if (options.bias === false) return activate(product, name);
      const spec = { name: "bias", shape: [filters], initialize: zerosInitializer, decay: false };
      const bias = reshape(context.parameter(layer, spec), [filters, ...size.map(() => 1)]);
      return activate(add(product, bias), name);
    },
  };
  return noted(layer);
}
