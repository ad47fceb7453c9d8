// Activation functions by name, shared by layers that end in one.
import {
  add,
  div,
  exp,
  gelu,
  greater,
  logSoftmax,
  max,
  min,
  mul,
  relu,
  sigmoid,
  softmax,
  softplus,
  sub,
  tanh,
  where,
} from "../graph/builder.ts";
import type { Node } from "../graph/node.ts";
import { expectTensor } from "./expect.ts";
import { type Layer, noted } from "./layer.ts";

const activations = {
  linear: (x: Node) => x,
  relu,
  /** min(max(x, 0), 6) (Krizhevsky, 2010). */
  relu6: (x: Node) => min(relu(x), 6),
  /** x where positive, else x / 100 (Maas et al., 2013). */
  leakyRelu: (x: Node) => max(x, mul(0.01, x)),
  /** x where positive, else e^x - 1 (Clevert et al., 2016, alpha 1). */
  elu: (x: Node) => elu(x, 1),
  /** Self-normalising (Klambauer et al., 2017): elu with its alpha and scale. */
  selu: (x: Node) => mul(seluScale, elu(x, seluAlpha)),
  gelu,
  /** x sigmoid(x), also swish (Elfwing et al., 2018). */
  silu: (x: Node) => mul(x, sigmoid(x)),
  /** x tanh(softplus(x)) (Misra, 2020). */
  mish: (x: Node) => mul(x, tanh(softplus(x))),
  /** x min(max(x + 3, 0), 6) / 6 (Howard et al., 2019). */
  hardSwish: (x: Node) => mul(x, div(min(relu(add(x, 3)), 6), 6)),
  tanh,
  sigmoid,
  softplus,
  softmax: (x: Node) => softmax(x),
  logSoftmax: (x: Node) => logSoftmax(x),
};

const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;

function elu(x: Node, alpha: number): Node {
  const below = mul(alpha, sub(exp(min(x, 0)), 1));
  return where(greater(x, 0), x, below);
}

/** Name of an activation function. */
export type Activation = keyof typeof activations;

/** Applies an activation by name. */
export function activate(x: Node, name: Activation): Node {
  return activations[name](x);
}

/** An activation as a layer of its own. */
export function activation(name: Activation): Layer {
  return noted({
    kind: name,
    name: undefined,
    apply: (value) => activate(expectTensor(value, name), name),
  });
}
