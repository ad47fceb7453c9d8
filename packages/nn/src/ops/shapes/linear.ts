// Shapes of matrix products and of the normalised exponentials.
import { broadcastShapes } from "../../graph/dims.ts";
import type { LinearOps } from "../vocabulary.ts";
import { requireDtype, type ShapeRules, shapeMismatch } from "./rule.ts";

/** Shape rules of the linear family. */
export const linearShapes: ShapeRules<LinearOps> = {
  matmul: ([a, b], { transposeA, transposeB }) => {
    requireDtype("matmul", a!, ["float32"]);
    requireDtype("matmul", b!, ["float32"]);
    const batch = broadcastShapes(a!.shape.slice(0, -2), b!.shape.slice(0, -2));
    const rows = a!.shape.at(transposeA ? -1 : -2);
    const inner = a!.shape.at(transposeA ? -2 : -1);
    const innerB = b!.shape.at(transposeB ? -1 : -2);
    const columns = b!.shape.at(transposeB ? -2 : -1);
    const fits = a!.shape.length > 1 && b!.shape.length > 1 && inner === innerB;
    if (!fits || batch === undefined) {
      const how = `${transposeA ? "a transposed" : "a"} times ${transposeB ? "b transposed" : "b"}`;
      throw shapeMismatch("matmul", [a!.shape, b!.shape], `[.., m, k] and [.., k, n] for ${how}`);
    }
    return { shape: [...batch, rows!, columns!], dtype: "float32" };
  },
  softmax: ([input]) => {
    requireDtype("softmax", input!, ["float32"]);
    return { shape: input!.shape, dtype: "float32" };
  },
  logSoftmax: ([input]) => {
    requireDtype("logSoftmax", input!, ["float32"]);
    return { shape: input!.shape, dtype: "float32" };
  },
};
