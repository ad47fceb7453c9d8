// Two networks that read a row of token numbers: a convolutional one and a small transformer.
import {
  activation,
  conv1d,
  dense,
  dropout,
  embedding,
  globalMaxPool,
  graph,
  type Layer,
  layerNorm,
  type Network,
  type Node,
  network,
  normalInitializer,
  selfAttention,
  tensorInput,
} from "@heed/nn";

/** Sizes of a text network. */
export type TextSizes = {
  readonly tokens: number;
  readonly length: number;
  readonly classes: number;
  /** Numbers that each token starts from, row by row; at random by default. */
  readonly vectors?: Float32Array;
};

/**
 * The text CNN (Kim, 2014): filters over 2 to 5 neighbouring tokens, of each the strongest answer
 * anywhere in the text.
 */
export function textCnn({ tokens, length, classes, vectors }: TextSizes): Network {
  const size = vectors === undefined ? 64 : vectors.length / tokens;
  const initialize = vectors === undefined ? normalInitializer(0.1) : () => vectors.slice();
  const table = embedding({ rows: tokens, size, initialize });
  const thin = dropout(0.3);
  const readers = [2, 3, 4, 5].map((width) =>
    conv1d(64, width, { activation: "relu", padding: "same" }),
  );
  const strongest = globalMaxPool();
  const tail = [dropout(0.5), dense(classes)];
  return network({
    inputs: { input: tensorInput([length], "int32") },
    build({ input }, context) {
      const known = thin.apply(table.apply(input, context), context);
      const channelsFirst = graph.transpose(known, [0, 2, 1]);
      const answers = readers.map((reader) =>
        strongest.apply(reader.apply(channelsFirst, context), context),
      );
      return tail.reduce((value, layer) => layer.apply(value, context), graph.concat(answers, 1));
    },
  });
}

/** A transformer encoder (Vaswani et al., 2017; norms first): tokens look at each other, then their mean decides. */
export function textTransformer({ tokens, length, classes }: TextSizes): Network {
  const size = 64;
  const table = embedding({ rows: tokens, size, initialize: normalInitializer(0.1) });
  const places = positions(length, size);
  const thin = dropout(0.3);
  const blocks = [0, 1].map(() => transformerBlock(size, { heads: 4, causal: false, drop: 0.3 }));
  const norm = layerNorm();
  const tail = [dropout(0.3), dense(classes)];
  return network({
    inputs: { input: tensorInput([length], "int32") },
    build({ input }, context) {
      const ids = input as Node;
      const mask = graph.cast(graph.greater(ids, 0), "float32");
      const start = thin.apply(places.apply(table.apply(ids, context), context), context);
      const read = blocks.reduce((value, block) => block(value, context, mask), start);
      // The mean over tokens, padding left out.
      const weights = graph.reshape(mask, ["batch", length, 1]);
      const sum = graph.reduceSum(graph.mul(norm.apply(read, context), weights), { axes: [1] });
      const tokensRead = graph.max(graph.reduceSum(mask, { axes: [1], keepDims: true }), 1);
      const mean = graph.div(sum, tokensRead);
      return tail.reduce((value, layer) => layer.apply(value, context), mean);
    },
  });
}

/** Adds a learned row of numbers for each place of a text. */
export function positions(length: number, size: number): Layer {
  const layer: Layer = {
    kind: "positions",
    name: undefined,
    apply(value, context) {
      const initialize = normalInitializer(0.02);
      const spec = { name: "table", shape: [length, size], initialize, decay: false };
      return graph.add(value as Node, context.parameter(layer, spec));
    },
  };
  return layer;
}

/** One block: attention, then two dense layers at each place, each added to what came in. */
export function transformerBlock(
  size: number,
  options: { readonly heads: number; readonly causal: boolean; readonly drop: number },
) {
  const attention = selfAttention(options);
  const [first, second] = [layerNorm(), layerNorm()];
  const [afterAttention, afterDense] = [dropout(options.drop), dropout(options.drop)];
  const thinking = [dense(4 * size), activation("gelu"), dense(size)];
  return (value: Node, context: Parameters<Layer["apply"]>[1], mask?: Node): Node => {
    const looked = attention.apply(first.apply(value, context), context, mask);
    const mixed = graph.add(value, afterAttention.apply(looked, context));
    const thought = thinking.reduce(
      (now, layer) => layer.apply(now, context),
      second.apply(mixed, context),
    );
    return graph.add(mixed, afterDense.apply(thought, context));
  };
}
