// Group normalisation.

import { NnError } from "../errors.ts";
import { add, div, mul, reduceMean, reshape, sqrt, square, sub } from "../graph/builder.ts";
import { dimProduct, shapeText } from "../graph/dims.ts";
import { onesInitializer, zerosInitializer } from "../initializers/initializers.ts";
import { expectTensor } from "./expect.ts";
import { type Layer, noted } from "./layer.ts";

/** Settings of {@link groupNorm}. */
export type GroupNormOptions = {
  /** Must divide the number of channels: 1 is one group of all, as many as channels is each alone. */
  readonly groups: number;
  /** Added to the variance; 1e-5 by default. */
  readonly epsilon?: number;
  readonly name?: string;
};

/**
 * Each example's channels (axis 1) brought to mean 0 and variance 1 group by group, then scaled and shifted
 * by learned factors of each channel (Wu & He, 2018, eq. 1-6). The same in training and in use.
 */
export function groupNorm(options: GroupNormOptions): Layer {
  const { groups, epsilon = 1e-5 } = options;
  const layer: Layer = {
    kind: "group-norm",
    name: options.name,
    apply(value, context) {
      const x = expectTensor(value, "groupNorm");
      const [batch, channels, ...space] = x.shape;
      if (typeof channels !== "number" || !(groups >= 1) || channels % groups !== 0) {
        throw new NnError(
          "shape-mismatch",
          `Group norm does not fit its input: received ${shapeText(x.shape)} for ${groups} groups, ` +
            "expected [batch, channels, ..] with channels divisible by groups.",
        );
      }
      const each = dimProduct([channels / groups, ...space]);
      const apart = reshape(x, [batch!, groups, each]);
      const over = { axes: [2], keepDims: true };
      const centred = sub(apart, reduceMean(apart, over));
      const variance = reduceMean(square(centred), over);
      const unit = reshape(div(centred, sqrt(add(variance, epsilon))), x.shape);
      const perChannel = [channels, ...space.map(() => 1)];
      const learned = (name: string, initialize: typeof onesInitializer) =>
        context.parameter(layer, { name, shape: perChannel, initialize, decay: false });
      return add(mul(unit, learned("scale", onesInitializer)), learned("shift", zerosInitializer));
    },
  };
  return noted(layer);
}
