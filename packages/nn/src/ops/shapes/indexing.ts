// Shapes of reads and writes by position.
import { sameShape } from "../../graph/dims.ts";
import type { IndexingOps } from "../vocabulary.ts";
import { requireDtype, type ShapeRules, shapeMismatch } from "./rule.ts";

/** Shape rules of the indexing family. */
export const indexingShapes: ShapeRules<IndexingOps> = {
  gather: ([source, indices]) => {
    requireDtype("gather", indices!, ["int32"]);
    if (source!.shape.length === 0) {
      throw shapeMismatch("gather", [source!.shape, indices!.shape], "a source with rows");
    }
    return { shape: [...indices!.shape, ...source!.shape.slice(1)], dtype: source!.dtype };
  },
  scatterAdd: ([like, indices, updates]) => {
    requireDtype("scatterAdd", indices!, ["int32"]);
    requireDtype("scatterAdd", updates!, ["float32"]);
    const rank = indices!.shape.length;
    if (like!.shape.length === 0 || !sameShape(updates!.shape.slice(0, rank), indices!.shape)) {
      throw shapeMismatch(
        "scatterAdd",
        [like!.shape, indices!.shape, updates!.shape],
        "one update for each index",
      );
    }
    return { shape: [like!.shape[0]!, ...updates!.shape.slice(rank)], dtype: "float32" };
  },
  scatterRows: ([source, indices, updates]) => {
    requireDtype("scatterRows", indices!, ["int32"]);
    requireDtype("scatterRows", updates!, [source!.dtype]);
    const expected = [...indices!.shape, ...source!.shape.slice(1)];
    if (indices!.shape.length !== 1 || !sameShape(updates!.shape, expected)) {
      throw shapeMismatch(
        "scatterRows",
        [source!.shape, indices!.shape, updates!.shape],
        "one row of the source for each index",
      );
    }
    return { shape: source!.shape, dtype: source!.dtype };
  },
  oneHot: ([indices], { depth }) => {
    requireDtype("oneHot", indices!, ["int32"]);
    return { shape: [...indices!.shape, depth], dtype: "float32" };
  },
};
