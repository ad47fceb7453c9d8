// The built-in embedder: English and Chinese texts on one matter get vectors that point the same way.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Embedder } from "@heed/core";
import { DIMENSIONS, embedderFeatures } from "./embedder-features.ts";
import { sparseProduct } from "./kernels.ts";
import { normaliseRows } from "./sparse-matrix.ts";
import { unpackTable, type VectorTable } from "./vector-table.ts";

const SLICE = 4096;

let shipped: VectorTable | null = null;

function shippedTable(): VectorTable {
  shipped ??= unpackTable(
    readFileSync(fileURLToPath(new URL("../../models/embedder.bin", import.meta.url))),
  );
  return shipped;
}

/**
 * Unit vectors of texts in any language, row-major `texts.length x dimensions`: weighted sums of the rows that a table holds for words,
 * character n-grams and concepts. A text of which the table knows nothing is a zero row. `table` defaults to the one shipped
 * in `models/embedder.bin` (see its card beside it).
 */
export function embedTexts(
  texts: readonly string[],
  table: VectorTable = shippedTable(),
): Float32Array {
  const vectors = new Float32Array(texts.length * table.dimensions);
  for (let from = 0; from < texts.length; from += SLICE) {
    const features = embedderFeatures(texts.slice(from, from + SLICE));
    vectors.set(sparseProduct(features, table.vectors, table.dimensions), from * table.dimensions);
  }
  normaliseRows(vectors, table.dimensions);
  return vectors;
}

/** The built-in embedder behind the port; its table is read when the first text is embedded. */
export function createEmbedder(): Embedder {
  return {
    model: { name: "heed-embedder", version: "2" },
    dimensions: DIMENSIONS,
    embed: async (texts) => embedTexts(texts),
  };
}
