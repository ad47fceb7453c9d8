// Gradients of reads and writes by position: a read becomes an added write, and back.
import { constant, expandLike, gather, scatterAdd, scatterRows } from "../../graph/builder.ts";
import type { IndexingOps } from "../vocabulary.ts";
import type { GradientRules } from "./rule.ts";

/** Gradient rules of the indexing family. */
export const indexingGradients: GradientRules<IndexingOps> = {
  gather: ({ node, gradient }) => {
    const [source, indices] = node.inputs;
    return [scatterAdd(source!, indices!, gradient), null];
  },
  scatterAdd: ({ node, gradient }) => [null, null, gather(gradient, node.inputs[1]!)],
  scatterRows: ({ node, gradient }) => {
    const [, indices, updates] = node.inputs;
    const zeros = expandLike(constant(0), updates!);
    return [scatterRows(gradient, indices!, zeros), null, gather(gradient, indices!)];
  },
  oneHot: "none",
};
