// How ONNX spells reads and writes by position.
import type { Node } from "../../graph/node.ts";
import { int, text } from "../../onnx/build.ts";
import type { IndexingOps } from "../vocabulary.ts";
import type { LoweringRules, OnnxWriter } from "./rule.ts";

/** Lowering rules of the indexing family. */
export const indexingLowering: LoweringRules<IndexingOps> = {
  gather: (writer, _, inputs) => writer.emit("Gather", inputs, { axis: int(0) }),
  scatterAdd: (writer, node, inputs) => {
    const [, indices, updates] = inputs;
    const zeros = writer.emit("ConstantOfShape", [targetShape(writer, node, inputs)]);
    const positions = rowPositions(writer, indices!);
    return writer.emit("ScatterND", [zeros, positions, updates!], { reduction: text("add") });
  },
  scatterRows: (writer, _, inputs) => {
    const [source, indices, updates] = inputs;
    return writer.emit("ScatterND", [source!, rowPositions(writer, indices!), updates!]);
  },
  // ONNX's own OneHot counts negative indices from the end, which here are no class at all.
  oneHot: (writer, node, inputs) => {
    const { depth } = node.params;
    const classes = writer.integers(Array.from({ length: depth }, (_, at) => at));
    return writer.cast(
      writer.emit("Equal", [rowPositions(writer, inputs[0]!), classes]),
      "float32",
    );
  },
};

function rowPositions(writer: OnnxWriter, indices: string): string {
  const wide = writer.cast(indices, "int64");
  return writer.emit("Unsqueeze", [wide, writer.integers([-1])]);
}

/** Rows of `like`, then the sizes of one update. */
function targetShape(
  writer: OnnxWriter,
  node: Node<"scatterAdd">,
  inputs: readonly string[],
): string {
  const rows = writer.emit("Shape", [inputs[0]!], { start: int(0), end: int(1) });
  const rank = node.inputs[1]!.shape.length;
  const rest = node.shape.slice(1);
  if (rest.length === 0) return rows;
  const sizes = rest.every((dim) => typeof dim === "number")
    ? writer.integers(rest)
    : writer.emit("Shape", [inputs[2]!], { start: int(rank) });
  return writer.emit("Concat", [rows, sizes], { axis: int(0) });
}
