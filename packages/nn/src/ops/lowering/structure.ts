// How ONNX spells rearrangements.

import { NnError } from "../../errors.ts";
import { type Shape, shapeText } from "../../graph/dims.ts";
import type { Node } from "../../graph/node.ts";
import { int, ints } from "../../onnx/build.ts";
import type { StructureOps } from "../vocabulary.ts";
import type { LoweringRules } from "./rule.ts";

const toTheEnd = 2 ** 31 - 1;

/** Lowering rules of the structure family. */
export const structureLowering: LoweringRules<StructureOps> = {
  reshape: (writer, node, inputs) =>
    writer.emit("Reshape", [inputs[0]!, writer.integers(reshapeTarget(node))]),
  reshapeLike: (writer, _, inputs) =>
    writer.emit("Reshape", [inputs[0]!, writer.emit("Shape", [inputs[1]!])]),
  transpose: (writer, node, inputs) =>
    writer.emit("Transpose", inputs, { perm: ints(node.params.permutation) }),
  expandLike: (writer, _, inputs) =>
    writer.emit("Expand", [inputs[0]!, writer.emit("Shape", [inputs[1]!])]),
  concat: (writer, node, inputs) => writer.emit("Concat", inputs, { axis: int(node.params.axis) }),
  slice: (writer, node, inputs) => {
    const { axis, start, end } = node.params;
    const bounds = [[start], [end ?? toTheEnd], [axis]].map((values) => writer.integers(values));
    return writer.emit("Slice", [inputs[0]!, ...bounds]);
  },
  pad: (writer, node, inputs) => {
    const { before, after } = node.params;
    return writer.emit("Pad", [inputs[0]!, writer.integers([...before, ...after])]);
  },
  dimSize: (writer, node, inputs) => {
    const { axis } = node.params;
    const attributes = { start: int(axis), end: int(axis + 1) };
    const size = writer.emit("Squeeze", [writer.emit("Shape", inputs, attributes)]);
    return writer.cast(size, "float32");
  },
};

/** The target of a Reshape: 0 copies a size from the same axis, -1 is worked out (once). */
function reshapeTarget(node: Node<"reshape">): number[] {
  const from: Shape = node.inputs[0]!.shape;
  let open = 1;
  return node.params.shape.map((dim, axis) => {
    if (typeof dim === "number") return dim;
    if (from[axis] === dim) return 0;
    if (open-- > 0) return -1;
    throw new NnError(
      "unsupported-op",
      `A reshape has more than one moving size: received ${shapeText(from)} to ` +
        `${shapeText(node.params.shape)}, expected at most one; use reshapeLike.`,
    );
  });
}
