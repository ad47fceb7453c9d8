// The fully connected layer.
import { add, matmul } from "../graph/builder.ts";
import {
  glorotUniform,
  heNormal,
  type Initializer,
  zerosInitializer,
} from "../initializers/initializers.ts";
import { type Activation, activate } from "./activation.ts";
import { expectFeatures, expectTensor } from "./expect.ts";
import { type Layer, noted } from "./layer.ts";

/** Settings of {@link dense}. */
export type DenseOptions = {
  readonly activation?: Activation;
  readonly bias?: boolean;
  /** Start of the weights; He's normal before relu and gelu, else Glorot's uniform. */
  readonly initialize?: Initializer;
  readonly name?: string;
};

/** y = activation(x W + b): [.., features] to [.., units]. */
export function dense(units: number, options: DenseOptions = {}): Layer {
  const name = options.activation ?? "linear";
  const rectified = name === "relu" || name === "gelu";
  const initialize = options.initialize ?? (rectified ? heNormal : glorotUniform);
  const layer: Layer = {
    kind: "dense",
    name: options.name,
    apply(value, context) {
      const x = expectTensor(value, "dense");
      const features = expectFeatures(x, "dense");
      const weights = { name: "weights", shape: [features, units], initialize };
      const product = matmul(x, context.parameter(layer, weights));
      if (options.bias === false) return activate(product, name);
      const bias = { name: "bias", shape: [units], initialize: zerosInitializer, decay: false };
      return activate(add(product, context.parameter(layer, bias)), name);
    },
  };
  return noted(layer);
}
