// What a loss is: which targets it reads, and the graph of the number to make small.
import type { Node } from "../graph/node.ts";
import type { TensorSpec } from "../layers/layer.ts";
import type { Outputs } from "../layers/network.ts";

/** What a loss may use. */
export type LossInput = {
  /** Results of the network by name. */
  readonly outputs: Outputs;
  /** Targets by name, each [batch, ...shape]. */
  readonly targets: Readonly<Record<string, Node>>;
  /** How much each example counts: [batch], 1 unless the data set says otherwise. */
  readonly weights: Node;
};

/** A loss with the figures that are reported beside it. */
export type Loss = {
  readonly kind: string;
  /** Targets that a data set must bring, by name. */
  readonly targets: Readonly<Record<string, TensorSpec>>;
  /** Number of classes behind each target of class numbers, which may not reach it. */
  classes?(outputs: Outputs): Readonly<Record<string, number>>;
  /** Writes the scalar to make small. */
  build(input: LossInput): Node;
  /** Writes further scalars to report, each a mean over the batch. */
  metrics(input: LossInput): Readonly<Record<string, Node>>;
  /** What `predict` gives from the network's results; the results themselves by default. */
  predict?(outputs: Outputs): Outputs;
};
