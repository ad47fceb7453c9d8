// Every operation: declared shape, ONNX against the reference, gradient against differences.
import { describe, expect, test } from "vitest";
import { gradients } from "../src/autodiff/gradients.ts";
import {
  input,
  max,
  min,
  mul,
  reduceMax,
  reduceSum,
  scatterAdd,
  stopGradient,
} from "../src/graph/builder.ts";
import { evaluateShape } from "../src/graph/dims.ts";
import type { Node } from "../src/graph/node.ts";
import { maxPool } from "../src/graph/spatial.ts";
import { gradientRules } from "../src/ops/gradients.ts";
import type { ReferenceValue } from "../src/ops/reference/rule.ts";
import type { ComputeOpName } from "../src/ops/vocabulary.ts";
import { bindShape, interpret } from "../src/runtime/reference.ts";
import { expectClose, materialise, runOnnx } from "./numeric.ts";
import { opCases } from "./op-cases.ts";

const names = Object.keys(opCases) as ComputeOpName[];

describe.each(names)("%s", (name) => {
  const cases = opCases[name].map((example, at) => ({ example, at }));

  test.each(cases)("[NN1] case $at has the declared shape", ({ example }) => {
    const { nodes, feeds } = materialise(example.inputs);
    const result = example.build(...nodes);
    const bindings = new Map<string, number>();
    for (const node of nodes) {
      const { params } = node as Node<"input">;
      bindShape(params.name, params.shape, feeds[params.name]!.shape, bindings);
    }
    const [value] = interpret([result], feeds);
    expect(value!.shape).toEqual(evaluateShape(result.shape, bindings));
  });

  test.each(cases)("[NN3] case $at means the same on ONNX Runtime", async ({ example }) => {
    const { nodes, feeds } = materialise(example.inputs);
    const result = example.build(...nodes);
    const [expected] = interpret([result], feeds);
    const [actual] = await runOnnx([result], nodes, feeds);
    expectClose(actual!, expected!, 1e-5);
  });
});

// A cast is differentiable only between floats, of which the language has one.
const differentiable = names.filter((name) => gradientRules[name] !== "none" && name !== "cast");

describe.each(differentiable)("gradient of %s", (name) => {
  const cases = opCases[name].map((example, at) => ({ example, at }));

  test.each(cases)(
    "[NN2] case $at is that of central differences, also on ONNX Runtime",
    async ({ example }) => {
      const { nodes, feeds } = materialise(example.inputs);
      const result = example.build(...nodes);
      const [value] = interpret([result], feeds);
      const { loss, allFeeds, allNodes } = weighted(result, nodes, feeds, value!);
      const floats = nodes.filter((node) => node.dtype === "float32");
      expect(floats.length).toBeGreaterThan(0);
      const analytic = gradients(loss, floats);
      const values = interpret(analytic, allFeeds);
      for (const [at, node] of floats.entries()) {
        const expected = differences(loss, (node as Node<"input">).params.name, allFeeds);
        expectClose(values[at]!, expected, 1e-7);
      }
      const onnx = await runOnnx(analytic, allNodes, allFeeds);
      for (const [at, gradient] of onnx.entries()) expectClose(gradient, values[at]!, 1e-5);
    },
  );
});

test("[NN2] no gradient passes stopGradient, and all of it passes the other factor", () => {
  const { nodes, feeds } = materialise([{ shape: [3] }]);
  const [gradient] = gradients(reduceSum(mul(nodes[0]!, stopGradient(nodes[0]!))), nodes);
  expect([...interpret([gradient!], feeds)[0]!.data]).toEqual([...feeds.in0!.data]);
});

test("[NN4] at ties gradients go where the rules say", () => {
  const ones = { shape: [1, 1, 2, 2], data: new Float64Array(4).fill(1) };
  const a = input("a", [1, 1, 2, 2]);
  const b = input("b", [1, 1, 2, 2]);
  const window = { strides: [2, 2], padBefore: [0, 0], padAfter: [0, 0], dilations: [1, 1] };
  const results = [max(a, b), min(a, b), maxPool(a, { ...window, size: [2, 2] }), reduceMax(a)];
  const wanted = [
    [1, 1, 1, 1],
    [1, 1, 1, 1],
    [1, 0, 0, 0],
    [0.25, 0.25, 0.25, 0.25],
  ];
  for (const [at, result] of results.entries()) {
    const [gradient] = gradients(reduceSum(result), [a]);
    expect([...interpret([gradient!], { a: ones, b: ones })[0]!.data]).toEqual(wanted[at]);
  }
});

test("[NN5] repeated rows add up; an index outside its table is an error", () => {
  const like = input("like", [3]);
  const ids = input("ids", [4], "int32");
  const sums = scatterAdd(like, ids, input("updates", [4]));
  const feeds = (indices: number[]) => ({
    like: { shape: [3], data: new Float64Array(3) },
    ids: { shape: [4], data: Float64Array.from(indices) },
    updates: { shape: [4], data: Float64Array.of(1, 2, 4, 8) },
  });
  expect([...interpret([sums], feeds([2, 0, 2, 2]))[0]!.data]).toEqual([2, 0, 13]);
  expect(() => interpret([sums], feeds([2, 0, 3, 2]))).toThrow(/received 3, expected 0 to 2/);
});

test("[NN6] a loss must be one number, and what it does not use has gradient zero", () => {
  const [a, b] = [input("a", [2]), input("b", [2])];
  expect(() => gradients(a, [a])).toThrow(/received float32 \[2\], expected a float32 scalar/);
  const [none] = gradients(reduceSum(a), [b]);
  const value = { shape: [2], data: Float64Array.of(1, 2) };
  expect([...interpret([none!], { a: value, b: value })[0]!.data]).toEqual([0, 0]);
});

/** A scalar that depends on every element of a result differently. */
function weighted(
  result: Node,
  nodes: readonly Node[],
  feeds: Readonly<Record<string, ReferenceValue>>,
  value: ReferenceValue,
) {
  const share = input("share", result.shape);
  const data = value.data.map((_, at) => Math.fround(1 + Math.sin(at * 1.7)));
  const loss = reduceSum(mul(result, share));
  return {
    loss,
    allFeeds: { ...feeds, share: { shape: value.shape, data } },
    allNodes: [...nodes, share],
  };
}

function differences(
  loss: Node,
  name: string,
  feeds: Readonly<Record<string, ReferenceValue>>,
): ReferenceValue {
  const { shape, data } = feeds[name]!;
  const halfWidth = 1e-5;
  const slopes = data.map((x, at) => {
    const lossAt = (value: number) =>
      interpret([loss], { ...feeds, [name]: { shape, data: data.with(at, value) } })[0]!.data[0]!;
    return (lossAt(x + halfWidth) - lossAt(x - halfWidth)) / (2 * halfWidth);
  });
  return { shape, data: slopes };
}
