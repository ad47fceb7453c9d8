// Activation functions by name, shared by layers that end in one.
import { gelu, relu, sigmoid, softmax, tanh } from "../graph/builder.ts";
import type { Node } from "../graph/node.ts";
import { expectTensor } from "./expect.ts";
import type { Layer } from "./layer.ts";

const activations = {
  linear: (x: Node) => x,
  relu,
  gelu,
  tanh,
  sigmoid,
  softmax: (x: Node) => softmax(x),
};

/** Name of an activation function. */
export type Activation = keyof typeof activations;

/** Applies an activation by name. */
export function activate(x: Node, name: Activation): Node {
  return activations[name](x);
}

/** An activation as a layer of its own. */
export function activation(name: Activation): Layer {
  return {
    kind: name,
    name: undefined,
    apply: (value) => activate(expectTensor(value, name), name),
  };
}
