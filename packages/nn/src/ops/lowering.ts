// The lowering table: how ONNX spells each operation of the vocabulary.
import { elementwiseLowering } from "./lowering/elementwise.ts";
import { indexingLowering } from "./lowering/indexing.ts";
import { linearLowering } from "./lowering/linear.ts";
import { reductionLowering } from "./lowering/reduction.ts";
import type { LoweringRules } from "./lowering/rule.ts";
import { spatialLowering } from "./lowering/spatial.ts";
import { structureLowering } from "./lowering/structure.ts";
import type { OpParams } from "./vocabulary.ts";

/** How each operation is written at the opset of `onnx/schema.ts`. */
export const loweringRules: LoweringRules<OpParams> = {
  constant: (writer, node) => {
    const { values, shape, dtype } = node.params;
    if (dtype === "float32") return writer.floats(values, shape);
    return writer.cast(writer.integers(values, shape), dtype);
  },
  ...elementwiseLowering,
  ...reductionLowering,
  ...structureLowering,
  ...linearLowering,
  ...indexingLowering,
  ...spatialLowering,
};
