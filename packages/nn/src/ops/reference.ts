// The reference table: what each operation of the vocabulary means, slowly and obviously.
import { elementwiseReference } from "./reference/elementwise.ts";
import { indexingReference } from "./reference/indexing.ts";
import { linearReference } from "./reference/linear.ts";
import { reductionReference } from "./reference/reduction.ts";
import type { ReferenceRules } from "./reference/rule.ts";
import { spatialReference } from "./reference/spatial.ts";
import { structureReference } from "./reference/structure.ts";
import type { OpParams } from "./vocabulary.ts";

/** How the reference interpreter computes each operation. */
export const referenceRules: ReferenceRules<OpParams> = {
  constant: (_, node) => ({
    shape: node.params.shape,
    data: Float64Array.from(node.params.values),
  }),
  ...elementwiseReference,
  ...reductionReference,
  ...structureReference,
  ...linearReference,
  ...indexingReference,
  ...spatialReference,
};
