// Layer normalisation.
import { add, div, mul, reduceMean, sqrt, square, sub } from "../graph/builder.ts";
import { onesInitializer, zerosInitializer } from "../initializers/initializers.ts";
import { expectFeatures, expectTensor } from "./expect.ts";
import { type Layer, noted } from "./layer.ts";

/** Settings of {@link layerNorm}. */
export type LayerNormOptions = { readonly epsilon?: number; readonly name?: string };

/**
 * Each row brought to mean 0 and variance 1, then scaled and shifted by learned factors
 * (Ba, Kiros & Hinton, 2016). `epsilon` is added to the variance; 1e-5 by default.
 */
export function layerNorm(options: LayerNormOptions = {}): Layer {
  const layer: Layer = {
    kind: "layer-norm",
    name: options.name,
    apply(value, context) {
      const x = expectTensor(value, "layerNorm");
      const shape = [expectFeatures(x, "layerNorm")];
      const over = { axes: [x.shape.length - 1], keepDims: true };
      const centred = sub(x, reduceMean(x, over));
      const variance = reduceMean(square(centred), over);
      const unit = div(centred, sqrt(add(variance, options.epsilon ?? 1e-5)));
      const scale = { name: "scale", shape, initialize: onesInitializer, decay: false };
      const shift = { name: "shift", shape, initialize: zerosInitializer, decay: false };
      return add(mul(unit, context.parameter(layer, scale)), context.parameter(layer, shift));
    },
  };
  return noted(layer);
}
