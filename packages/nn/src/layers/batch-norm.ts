// Batch normalisation.
import { add, div, mul, reduceMean, reshape, sqrt, square, sub } from "../graph/builder.ts";
import type { Node } from "../graph/node.ts";
import { onesInitializer, zerosInitializer } from "../initializers/initializers.ts";
import { expectTensor } from "./expect.ts";
import { type BuildContext, type Layer, noted } from "./layer.ts";

/** Settings of {@link batchNorm}. */
export type BatchNormOptions = {
  /** Added to the variance; 1e-5 by default. */
  readonly epsilon?: number;
  /** Share of the running figures kept at each step; 0.9 by default. */
  readonly momentum?: number;
  readonly name?: string;
};

/**
 * Brings each channel (axis 1) to mean 0 and variance 1 over the batch in training, and by the
 * running mean and (biased) variance in use; then scales and shifts by learned factors
 * (Ioffe & Szegedy, 2015, algorithms 1 and 2).
 */
export function batchNorm(options: BatchNormOptions = {}): Layer {
  const { epsilon = 1e-5, momentum = 0.9 } = options;
  const layer: Layer = {
    kind: "batch-norm",
    name: options.name,
    apply(value, context) {
      const x = expectTensor(value, "batchNorm");
      const channels = Number(x.shape[1]);
      const perChannel = [channels, ...x.shape.slice(2).map(() => 1)];
      const kept = (name: string, initialize = zerosInitializer) =>
        context.parameter(layer, { name, shape: [channels], initialize, decay: false });
      const scale = reshape(kept("scale", onesInitializer), perChannel);
      const shift = reshape(kept("shift"), perChannel);
      const running = {
        mean: kept("running-mean"),
        variance: kept("running-var", onesInitializer),
      };
      const { mean, variance } = context.training
        ? batchFigures(x, running, momentum, layer, context)
        : running;
      const centred = sub(x, reshape(mean, perChannel));
      const deviation = sqrt(add(reshape(variance, perChannel), epsilon));
      return add(mul(div(centred, deviation), scale), shift);
    },
  };
  return noted(layer);
}

type Figures = { readonly mean: Node; readonly variance: Node };

function batchFigures(
  x: Node,
  running: Figures,
  momentum: number,
  layer: Layer,
  context: BuildContext,
): Figures {
  const axes = x.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
  const mean = reduceMean(x, { axes });
  const centred = sub(x, reduceMean(x, { axes, keepDims: true }));
  const variance = reduceMean(square(centred), { axes });
  const mix = (old: Node, now: Node) => add(mul(momentum, old), mul(1 - momentum, now));
  context.updateState(layer, "running-mean", mix(running.mean, mean));
  context.updateState(layer, "running-var", mix(running.variance, variance));
  return { mean, variance };
}
