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
      const { centred, variance } = context.training
        ? batchFigures(x, running, momentum, layer, context)
        : {
            centred: sub(x, reshape(running.mean, perChannel)),
            variance: reshape(running.variance, perChannel),
          };
      // One factor for each channel, so that the whole is passed over as seldom as possible.
      return add(mul(centred, div(scale, sqrt(add(variance, epsilon)))), shift);
    },
  };
  return noted(layer);
}

type Running = { readonly mean: Node; readonly variance: Node };

function batchFigures(
  x: Node,
  running: Running,
  momentum: number,
  layer: Layer,
  context: BuildContext,
): { readonly centred: Node; readonly variance: Node } {
  const over = {
    axes: x.shape.map((_, axis) => axis).filter((axis) => axis !== 1),
    keepDims: true,
  };
  const mean = reduceMean(x, over);
  const centred = sub(x, mean);
  const variance = reduceMean(square(centred), over);
  const mix = (old: Node, now: Node) =>
    add(mul(momentum, old), mul(1 - momentum, reshape(now, old.shape)));
  context.updateState(layer, "running-mean", mix(running.mean, mean));
  context.updateState(layer, "running-var", mix(running.variance, variance));
  return { centred, variance };
}
