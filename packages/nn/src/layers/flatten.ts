// Layers that only change the shape of examples.
import { reshape } from "../graph/builder.ts";
import { expectTensor } from "./expect.ts";
import { type Layer, noted } from "./layer.ts";

/** All numbers of an example in one row: [batch, ...] to [batch, features]. */
export function flatten(): Layer {
  return noted({
    kind: "flatten",
    name: undefined,
    apply(value) {
      const x = expectTensor(value, "flatten");
      const features = x.shape.slice(1).reduce<number>((product, dim) => product * Number(dim), 1);
      return reshape(x, [x.shape[0]!, features]);
    },
  });
}

/** The numbers of an example in another shape; the batch axis is left out. */
export function reshaped(shape: readonly number[]): Layer {
  return noted({
    kind: "reshape",
    name: undefined,
    apply(value) {
      const x = expectTensor(value, "reshape");
      return reshape(x, [x.shape[0]!, ...shape]);
    },
  });
}
