// Dropout: random zeros in training, nothing in use.

import { NnError } from "../errors.ts";
import { mul } from "../graph/builder.ts";
import { expectTensor } from "./expect.ts";
import { type Layer, noted } from "./layer.ts";

/**
 * Sets each number to 0 with probability `rate` in training and scales the rest by
 * 1 / (1 - rate) (Srivastava et al., 2014, in the inverted form); passes values through in use.
 */
export function dropout(rate: number): Layer {
  if (!(rate >= 0 && rate < 1)) {
    throw new NnError(
      "invalid-argument",
      `The dropout rate is out of range: received ${rate}, expected 0 <= rate < 1.`,
    );
  }
  const layer: Layer = {
    kind: "dropout",
    name: undefined,
    apply(value, context) {
      const x = expectTensor(value, "dropout");
      if (!context.training || rate === 0) return x;
      return mul(x, context.dropoutMask(layer, x.shape, rate));
    },
  };
  return noted(layer);
}
