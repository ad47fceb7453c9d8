// The shape table: one rule for every operation of the vocabulary.
import { elementwiseShapes } from "./shapes/elementwise.ts";
import { indexingShapes } from "./shapes/indexing.ts";
import { linearShapes } from "./shapes/linear.ts";
import { reductionShapes } from "./shapes/reduction.ts";
import type { ShapeRules } from "./shapes/rule.ts";
import { spatialShapes } from "./shapes/spatial.ts";
import { structureShapes } from "./shapes/structure.ts";
import type { OpParams } from "./vocabulary.ts";

/** What shape and element type each operation's result has. */
export const shapeRules: ShapeRules<OpParams> = {
  input: (_, { shape, dtype }) => ({ shape, dtype }),
  constant: (_, { shape, dtype }) => ({ shape, dtype }),
  ...elementwiseShapes,
  ...reductionShapes,
  ...structureShapes,
  ...linearShapes,
  ...indexingShapes,
  ...spatialShapes,
};
