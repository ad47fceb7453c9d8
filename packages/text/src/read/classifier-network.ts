// The network of the readers: each feature votes for classes directly, and through a hidden layer with others.
import {
  bagInput,
  dropout as dropoutLayer,
  embeddingBag,
  glorotUniform,
  graph,
  type Initializer,
  type Layer,
  type Network,
  type Node,
  network,
  zerosInitializer,
} from "@heed/nn";

/** Sizes and start of {@link classifierNetwork}. */
export interface ClassifierShape {
  readonly rows: number;
  readonly classes: number;
  readonly hidden: number;
  /** Share of hidden numbers left out in training; 0 by default. */
  readonly dropout?: number;
  readonly initializeTable?: Initializer;
  /** Start of the weights and of the bias that turn hidden numbers into scores. */
  readonly initializeMix?: Initializer;
  readonly initializeBias?: Initializer;
}

/**
 * Scores = s + W relu(h) + b, where [s, h] is the weighted sum of the text's rows of one table: a linear classifier
 * with a hidden layer beside it. Parameters: `features/table`, `mix/weights`, `mix/bias`.
 */
export function classifierNetwork(shape: ClassifierShape): Network {
  const { rows, classes, hidden, initializeTable: initialize } = shape;
  const size = classes + hidden;
  const bag = embeddingBag({ rows, size, name: "features", ...(initialize && { initialize }) });
  const drop = dropoutLayer(shape.dropout ?? 0);
  const mix = mixLayer(shape);
  return network({
    inputs: { input: bagInput(rows) },
    build({ input }, context) {
      const sums = bag.apply(input, context);
      const direct = graph.slice(sums, 1, 0, classes);
      const together = graph.relu(graph.slice(sums, 1, classes, size));
      return graph.add(direct, mix.apply(drop.apply(together, context), context));
    },
  });
}

/** W h + b, with a start of both (the library's dense layer always starts its bias at zero). */
function mixLayer({ classes, hidden, initializeMix, initializeBias }: ClassifierShape): Layer {
  const layer: Layer = {
    kind: "mix",
    name: "mix",
    apply(value, context) {
      const initialize = initializeMix ?? glorotUniform;
      const weights = { name: "weights", shape: [hidden, classes], initialize };
      const start = initializeBias ?? zerosInitializer;
      const bias = { name: "bias", shape: [classes], initialize: start, decay: false };
      const product = graph.matmul(value as Node, context.parameter(layer, weights));
      return graph.add(product, context.parameter(layer, bias));
    },
  };
  return layer;
}
