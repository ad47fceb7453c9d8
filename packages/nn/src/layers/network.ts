// Networks: layers in a row, or composed freely by a function.

import { NnError } from "../errors.ts";
import type { Node } from "../graph/node.ts";
import type { BuildContext, InputSpec, Layer, Value } from "./layer.ts";

/** Named results of a network. */
export type Outputs = Readonly<Record<string, Node>>;

/** A network: what it reads, and how it is written as a graph. */
export type Network = {
  readonly inputs: Readonly<Record<string, InputSpec>>;
  /** Writes the network; called once for training and once for use. */
  build(inputs: Readonly<Record<string, Value>>, context: BuildContext): Outputs;
};

/** Name of the only input, output or target when there is just one. */
export const onlyName = { input: "input", output: "output", target: "target" } as const;

/** Layers in a row; `input` may be left out when the first layer tells what it reads. */
export function sequential(
  layers: readonly Layer[],
  options: { readonly input?: InputSpec } = {},
): Network {
  const spec = options.input ?? layers[0]?.input;
  if (spec === undefined) {
    throw new NnError(
      "invalid-argument",
      `The input of sequential is unknown: received a first layer "${layers[0]?.kind}", ` +
        "which takes any shape; pass { input: tensorInput([...]) }.",
    );
  }
  return {
    inputs: { [onlyName.input]: spec },
    build(inputs, context) {
      const start: Value = inputs[onlyName.input]!;
      const end = layers.reduce<Value>((value, layer) => {
        const result = layer.apply(value, context);
        context.applied(layer, result);
        return result;
      }, start);
      if ("op" in end) return { [onlyName.output]: end };
      throw new NnError("invalid-argument", "sequential needs at least one layer: received none.");
    },
  };
}

/** A network composed by a function; a single result is named `output`. */
export function network<Names extends string>(definition: {
  readonly inputs: Readonly<Record<Names, InputSpec>>;
  readonly build: (inputs: Readonly<Record<Names, Value>>, context: BuildContext) => Node | Outputs;
}): Network {
  return {
    inputs: definition.inputs,
    build(inputs, context) {
      const result = definition.build(inputs as Record<Names, Value>, context);
      return isNode(result) ? { [onlyName.output]: result } : result;
    },
  };
}

function isNode(value: Node | Outputs): value is Node {
  return Array.isArray((value as Node).inputs);
}
