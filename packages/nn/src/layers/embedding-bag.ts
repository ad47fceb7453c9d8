// The embedding bag: a weighted sum of table rows for each example.
import { gather, matmul, reshape, scatterAdd } from "../graph/builder.ts";
import type { Node } from "../graph/node.ts";
import { type Initializer, uniformInitializer } from "../initializers/initializers.ts";
import { expectBag } from "./expect.ts";
import { type BagReading, bagInput, type Layer, noted } from "./layer.ts";

/** Settings of {@link embeddingBag}. */
export type EmbeddingBagOptions = {
  /** Rows of the table: ids lie in 0 to rows - 1. */
  readonly rows: number;
  /** Numbers in a row. */
  readonly size: number;
  /** Start of the table; uniform with deviation 1 / sqrt(size) by default. */
  readonly initialize?: Initializer;
  readonly name?: string;
};

/**
 * For each example the sum over its (id, weight) pairs of weight times row id: [batch, size].
 * An example without pairs gives zeros. In training only the rows of the batch are read, and only
 * they are updated (their optimizer state included), so a step costs by rows touched. Weight decay
 * does not apply to the table.
 */
export function embeddingBag(options: EmbeddingBagOptions): Layer {
  const { rows, size } = options;
  const initialize = options.initialize ?? uniformInitializer(Math.sqrt(3 / size));
  const layer: Layer = {
    kind: "embedding-bag",
    name: options.name,
    input: bagInput(rows),
    apply(value, context) {
      const bag = expectBag(value, "embeddingBag");
      const table = { name: "table", shape: [rows, size], initialize, decay: false };
      return weightedSum(context.readBag(layer, table, bag), size);
    },
  };
  return noted(layer);
}

function weightedSum({ rows, ids, weights, owners, like }: BagReading, size: number): Node {
  const [groups, width] = weights.shape;
  // A product [1, width] x [width, size] per group sums without writing the weighted rows out.
  const products = matmul(reshape(weights, [groups!, 1, width!]), gather(rows, ids));
  const sums = reshape(products, [groups!, size]);
  return owners === undefined ? sums : scatterAdd(like!, owners, sums);
}
