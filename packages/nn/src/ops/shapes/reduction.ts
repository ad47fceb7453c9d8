// Shapes of reductions: the reduced axes become 1 or disappear.
import type { Dim } from "../../graph/dims.ts";
import type { ValueType } from "../../graph/node.ts";
import type { ReductionOps } from "../vocabulary.ts";
import { requireDtype, type ShapeRules } from "./rule.ts";

/** Shape rules of the reduction family. */
export const reductionShapes: ShapeRules<ReductionOps> = {
  reduceSum: reduce("reduceSum"),
  reduceMean: reduce("reduceMean"),
  reduceMax: reduce("reduceMax"),
  argMax: ([input], { axis }) => {
    requireDtype("argMax", input!, ["float32"]);
    return { shape: input!.shape.filter((_, at) => at !== axis), dtype: "int32" };
  },
};

function reduce(op: string) {
  return ([input]: readonly ValueType[], params: ReductionOps["reduceSum"]): ValueType => {
    requireDtype(op, input!, ["float32"]);
    const shape: Dim[] = [];
    for (const [axis, dim] of input!.shape.entries()) {
      if (!params.axes.includes(axis)) shape.push(dim);
      else if (params.keepDims) shape.push(1);
    }
    return { shape, dtype: "float32" };
  };
}
