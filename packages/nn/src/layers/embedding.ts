// The embedding layer: a row of numbers for each id of a sequence.

import { NnError } from "../errors.ts";
import { gather } from "../graph/builder.ts";
import { type Initializer, normalInitializer } from "../initializers/initializers.ts";
import { expectTensor } from "./expect.ts";
import { type Layer, noted } from "./layer.ts";

/** Settings of {@link embedding}. */
export type EmbeddingOptions = {
  /** Ids lie in 0 to rows - 1. */
  readonly rows: number;
  readonly size: number;
  readonly initialize?: Initializer;
  readonly name?: string;
};

/**
 * Ids [batch, length] (int32) to [batch, length, size]. The whole table takes part in each update;
 * for large vocabularies of which a batch touches little, use `embeddingBag`.
 */
export function embedding(options: EmbeddingOptions): Layer {
  const { rows, size } = options;
  const initialize = options.initialize ?? normalInitializer(0.02);
  const layer: Layer = {
    kind: "embedding",
    name: options.name,
    apply(value, context) {
      const ids = expectTensor(value, "embedding");
      if (ids.dtype !== "int32") {
        throw new NnError(
          "dtype-mismatch",
          `An embedding layer reads ids: received ${ids.dtype}, expected int32; ` +
            'declare the input as tensorInput([length], "int32").',
        );
      }
      const table = { name: "table", shape: [rows, size], initialize, decay: false };
      return gather(context.parameter(layer, table), ids);
    },
  };
  return noted(layer);
}
