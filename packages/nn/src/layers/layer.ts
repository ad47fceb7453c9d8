// What a layer is, and what it may ask of the network that is being built around it.
import type { Dim, Shape } from "../graph/dims.ts";
import type { Dtype, Node } from "../graph/node.ts";
import type { Initializer } from "../initializers/initializers.ts";

/** What one example brings to a named input of a network. */
export type InputSpec = TensorSpec | BagSpec;

/** A tensor of a fixed shape for each example; the batch axis comes before it. */
export type TensorSpec = {
  readonly kind: "tensor";
  readonly shape: readonly number[];
  readonly dtype: Dtype;
};

/** Any number of (row id, weight) pairs for each example; ids lie in 0 to `rows` - 1. */
export type BagSpec = { readonly kind: "bag"; readonly rows: number };

/** A tensor input; `shape` leaves the batch axis out. */
export function tensorInput(shape: readonly number[], dtype: Dtype = "float32"): TensorSpec {
  return { kind: "tensor", shape, dtype };
}

/** An input of weighted row ids, for `embeddingBag`. */
export function bagInput(rows: number): BagSpec {
  return { kind: "bag", rows };
}

/** A bag input as layers see it; only `embeddingBag` can read it. */
export type Bag = { readonly kind: "bag"; readonly name: string; readonly rows: number };

/** What flows between layers. */
export type Value = Node | Bag;

/** A number array that training changes (or, not trainable, that layers keep). */
export type ParameterSpec = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initialize: Initializer;
  /** Whether weight decay applies; by default to matrices and larger, not to biases. */
  readonly decay?: boolean;
  /** Whether training changes it; true by default. */
  readonly trainable?: boolean;
};

/** The graph values through which a layer reads a bag from a table. */
export type BagReading = {
  /** Rows that `ids` point into: the whole table, or in training the rows of this batch. */
  readonly rows: Node;
  /** [groups, width] positions in `rows`. */
  readonly ids: Node;
  /** [groups, width]; 0 where a group is not full. */
  readonly weights: Node;
  /** Which example each group belongs to; absent when group i is example i. */
  readonly owners: Node | undefined;
  /** [batch] of anything, to tell the number of examples. */
  readonly like: Node | undefined;
};

/** What a layer may ask for while it writes its part of the graph. */
export type BuildContext = {
  /** Whether the graph is for training (dropout active) or for use. */
  readonly training: boolean;
  /** A parameter of a layer; the same layer gets the same parameter each time. */
  parameter(layer: object, spec: ParameterSpec): Node;
  /** A table of which each batch touches few rows; updated row by row. */
  readBag(layer: object, table: ParameterSpec, bag: Bag): BagReading;
  /** Random multipliers of a shape: 0 with the given rate, else 1 / (1 - rate). */
  dropoutMask(layer: object, shape: Shape, rate: number): Node;
  /** Notes what a layer gave, for the summary. */
  applied(layer: Named, result: Node): void;
  /** Notes that a kept number array takes a new value after each training step. */
  updateState(layer: object, name: string, value: Node): void;
};

/** A part of a network. Layers hold settings only; parameters live in the model. */
export type Layer = {
  /** Kind of the layer, which also names its parameters: `dense`, `dense-2`, ... */
  readonly kind: string;
  /** A chosen name instead. */
  readonly name: string | undefined;
  /** The input that this layer needs when it comes first, if it can tell. */
  readonly input?: InputSpec;
  /** Writes the layer's part of the graph. */
  apply(value: Value, context: BuildContext): Node;
};

/** What names a layer. */
export type Named = Pick<Layer, "kind" | "name">;

/** A layer that notes each of its results in the network's summary. */
export function noted<L extends Named & { apply(...inputs: never[]): Node }>(layer: L): L {
  const { apply } = layer;
  layer.apply = ((...inputs: never[]) => {
    const result = apply(...inputs);
    const context = inputs.find(isContext) as BuildContext | undefined;
    context?.applied(layer, result);
    return result;
  }) as L["apply"];
  return layer;
}

function isContext(value: object | undefined): boolean {
  return value !== undefined && "applied" in value;
}

/** Symbol of the batch axis. */
export const batchDim: Dim = "batch";
