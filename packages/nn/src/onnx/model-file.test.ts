// Model files: what is written is read back, and broken files are refused.
import { expect, test } from "vitest";
import { float, floatTensor, int, int64Tensor, ints, text } from "./build.ts";
import { decodeModel } from "./decode.ts";
import { encodeModel } from "./encode.ts";
import type { OnnxModel } from "./schema.ts";
import { readFields, readPackedIntegers, WireWriter } from "./wire.ts";

const weights = floatTensor("w", [2, 1], Float32Array.of(0.5, -2));
const model: OnnxModel = {
  irVersion: 9,
  opsets: { "": 20, "com.microsoft": 1 },
  producer: "test",
  metadata: { labels: "good,bad", 语言: "中文" },
  graph: {
    name: "g",
    nodes: [
      {
        name: "n",
        opType: "Gemm",
        domain: "",
        inputs: ["x", "w"],
        outputs: ["y"],
        attributes: {
          transA: int(0),
          alpha: float(0.25),
          mode: text("keep"),
          axes: ints([0, -1, 2 ** 40]),
          table: { kind: "tensor", value: int64Tensor("t", [2], [-5, 7]) },
          scales: { kind: "floats", value: [1, 0.5] },
          words: { kind: "strings", value: ["a", "b"] },
        },
      },
    ],
    initializers: [weights],
    inputs: [{ name: "x", type: "float32", dims: ["batch", 2] }],
    outputs: [
      { name: "y", type: "float32", dims: ["batch", 1] },
      { name: "s", type: "float32", dims: [], sequence: true },
    ],
  },
};

test("[ON1] a model is read back as it was written", () => {
  expect(decodeModel(encodeModel(model))).toEqual(model);
});

test("[ON1] the same model gives the same bytes", () => {
  expect(encodeModel(model)).toEqual(encodeModel(model));
});

test("[ON2] a file cut off anywhere is refused", () => {
  const bytes = encodeModel(model);
  let refused = 0;
  for (let length = 0; length < bytes.length; length += 1) {
    try {
      const cut = decodeModel(bytes.subarray(0, length));
      expect(cut.graph.nodes).toEqual(model.graph.nodes);
    } catch (error) {
      expect(error).toMatchObject({ code: "malformed-model" });
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(bytes.length / 2);
});

test("[ON2] bytes that are no model are refused", () => {
  expect(() => decodeModel(new TextEncoder().encode("not a model"))).toThrow(/model file/);
  expect(() => decodeModel(new Uint8Array(0))).toThrow(/has no graph/);
});

test("[ON3] typed data and packed integers of other writers are read", () => {
  const tensor = new WireWriter();
  tensor.bytes(1, Uint8Array.of(2, 1));
  tensor.integer(2, 1);
  tensor.float(4, 0.5);
  tensor.float(4, -2);
  tensor.bytes(8, "w");
  const graph = new WireWriter();
  graph.message(5, tensor);
  const file = new WireWriter();
  file.message(7, graph);
  expect(decodeModel(file.finish()).graph.initializers).toEqual([weights]);
});

test("[ON3] integers keep their sign and their 64 bits", () => {
  const writer = new WireWriter();
  writer.integer(1, -1);
  writer.integer(2, 2n ** 62n);
  expect([...readFields(writer.finish())].map(({ integer }) => integer)).toEqual([-1n, 2n ** 62n]);
  expect(readPackedIntegers(Uint8Array.of(0x96, 0x01, 0x00))).toEqual([150n, 0n]);
});
