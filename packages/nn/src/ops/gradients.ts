// The gradient table: one rule, or an explicit "none", for every operation of the vocabulary.
import { elementwiseGradients } from "./gradients/elementwise.ts";
import { indexingGradients } from "./gradients/indexing.ts";
import { linearGradients } from "./gradients/linear.ts";
import { reductionGradients } from "./gradients/reduction.ts";
import type { GradientRules } from "./gradients/rule.ts";
import { spatialGradients } from "./gradients/spatial.ts";
import { structureGradients } from "./gradients/structure.ts";
import type { OpParams } from "./vocabulary.ts";

/** How gradients pass each operation. */
export const gradientRules: GradientRules<OpParams> = {
  input: "none",
  constant: "none",
  ...elementwiseGradients,
  ...reductionGradients,
  ...structureGradients,
  ...linearGradients,
  ...indexingGradients,
  ...spatialGradients,
};
