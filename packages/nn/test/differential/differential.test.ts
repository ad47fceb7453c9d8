// The differential suite: PyTorch, ONNX Runtime in Node and in WebAssembly, and the reference, on the same inputs.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { gradients } from "../../src/autodiff/gradients.ts";
import { dataset, tensorColumn } from "../../src/data/dataset.ts";
import { input, mul, reduceSum } from "../../src/graph/builder.ts";
import type { Node } from "../../src/graph/node.ts";
import { activation } from "../../src/layers/activation.ts";
import { batchNorm } from "../../src/layers/batch-norm.ts";
import { conv2d } from "../../src/layers/convolution.ts";
import { dense } from "../../src/layers/dense.ts";
import { flatten } from "../../src/layers/flatten.ts";
import { tensorInput } from "../../src/layers/layer.ts";
import { sequential } from "../../src/layers/network.ts";
import { maxPool2d } from "../../src/layers/pooling.ts";
import { encodeModel } from "../../src/onnx/encode.ts";
import { lowerGraph } from "../../src/onnx/lower.ts";
import type { ReferenceValue } from "../../src/ops/reference/rule.ts";
import { randomStream } from "../../src/random.ts";
import { interpret } from "../../src/runtime/reference.ts";
import { openSession, type RuntimeTensor, runtimeTensor } from "../../src/runtime/session.ts";
import { expectClose, materialise } from "../numeric.ts";
import { toyModel } from "../toy-data.ts";
import type { DifferentialCase } from "./differential-case.ts";
import { spatialCases } from "./spatial-cases.ts";
import { trainingCases } from "./training-cases.ts";
import { valueCases } from "./value-cases.ts";

const cases = [...spatialCases, ...valueCases, ...trainingCases];
const python = "/usr/bin/python3";
const prepared = cases.map(prepare);

/** A case with its graph: the result, and the gradients of a scalar that weighs every element differently. */
function prepare(example: DifferentialCase) {
  const { nodes, feeds } = materialise(example.inputs, 3);
  const result = example.build(...nodes);
  const [value] = interpret([result], feeds);
  const share = input("share", result.shape);
  const weights = value!.data.map((_, at) => Math.fround(1 + Math.sin(at * 1.7)));
  const allFeeds: Record<string, ReferenceValue> = {
    ...feeds,
    share: { shape: value!.shape, data: weights },
  };
  const compared = nodes.filter(
    ({ dtype }, at) => dtype === "float32" && !example.constantInputs?.includes(at),
  );
  const found =
    example.gradient === false ? [] : gradients(reduceSum(mul(result, share)), compared);
  const outputs = [result, ...found];
  return { example, nodes: [...nodes, share], compared, feeds: allFeeds, outputs };
}

type Prepared = ReturnType<typeof prepare>;

/** What PyTorch gives for all cases, in one process; undefined where it is not installed. */
function askTorch(): { version: string; results: ReferenceValue[][] } | undefined {
  try {
    execFileSync(python, ["-c", "import torch"], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  const asked = prepared.map(({ example, nodes, feeds }) => {
    const inputs = nodes.slice(0, -1).map((node) => {
      const { shape, data } = feeds[nameOf(node)]!;
      return { shape, dtype: node.dtype, data: [...data] };
    });
    const { op, args = {}, gradient = true } = example;
    return { op, args, inputs, gradient, share: [...feeds.share!.data] };
  });
  const answer = execFileSync(python, [join(import.meta.dirname, "torch_side.py")], {
    input: JSON.stringify(asked),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const { version, results } = JSON.parse(answer) as {
    version: string;
    results: { shape: number[]; data: number[]; gradients: number[][] }[];
  };
  return { version, results: results.map((result, at) => valuesOf(result, prepared[at]!)) };
}

function valuesOf(
  { shape, data, gradients }: { shape: number[]; data: number[]; gradients: number[][] },
  { nodes, compared, feeds, example }: Prepared,
): ReferenceValue[] {
  const result = { shape, data: Float64Array.from(data) };
  if (example.gradient === false) return [result];
  const floats = nodes.slice(0, -1).filter(({ dtype }) => dtype === "float32");
  const slopes = compared.map((node) => {
    const values = gradients[floats.indexOf(node)]!;
    return { shape: feeds[nameOf(node)]!.shape, data: Float64Array.from(values) };
  });
  return [result, ...slopes];
}

function nameOf(node: Node): string {
  return (node as Node<"input">).params.name;
}

function lowered({ outputs }: Prepared): Uint8Array {
  const named = Object.fromEntries(outputs.map((node, at) => [`out${at}`, node]));
  return encodeModel(lowerGraph({ outputs: named }));
}

function fed({ nodes, feeds }: Prepared): Record<string, RuntimeTensor> {
  const entries = nodes.map((node) => {
    const { data, shape } = feeds[nameOf(node)]!;
    const typed = node.dtype === "int32" ? Int32Array.from(data) : Float32Array.from(data);
    return [nameOf(node), runtimeTensor(node.dtype as "float32", typed, shape)] as const;
  });
  return Object.fromEntries(entries);
}

/** Results of ONNX Runtime; the two builds take and give the same kind of tensor. */
async function onRuntime(example: Prepared): Promise<ReferenceValue[]> {
  const session = await openSession(lowered(example), { threads: 1 });
  const all = fed(example);
  const used = Object.fromEntries(session.inputNames.map((name) => [name, all[name]!]));
  const names = example.outputs.map((_, at) => `out${at}`);
  const results = await session.run(used, names);
  await session.close();
  return names.map((name) => referenceOf(results[name]!));
}

function referenceOf({ dims, data }: Pick<RuntimeTensor, "dims" | "data">): ReferenceValue {
  return { shape: dims, data: Float64Array.from(data, Number) };
}

const torch = askTorch();
const titles = prepared.map((example) => ({ title: example.example.title, example }));

test("[DF1] the suite compares hundreds of shapes", () => {
  expect(new Set(titles.map(({ title }) => title)).size).toBe(titles.length);
  expect(titles.length).toBeGreaterThan(400);
});

describe.skipIf(torch === undefined)("against PyTorch (not run where it is not installed)", () => {
  test.each(titles.map((row, at) => ({ ...row, at })))(
    "[DF1] $title: result and gradients are those of PyTorch",
    async ({ example, at }) => {
      const expected = torch!.results[at]!;
      const exact = interpret(example.outputs, example.feeds);
      const fast = await onRuntime(example);
      expect(exact).toHaveLength(expected.length);
      for (const [part, value] of expected.entries()) {
        expectClose(exact[part]!, value, 1e-6);
        expectClose(fast[part]!, value, 1e-4);
      }
    },
  );
});

describe("ONNX Runtime in WebAssembly", () => {
  const ready = openWeb();
  afterAll(async () => {
    await ready;
  });

  test.each(titles)("[DF2] $title: the same in WebAssembly", async ({ example }) => {
    const { InferenceSession, Tensor } = await ready;
    const session = await InferenceSession.create(lowered(example), {
      executionProviders: ["wasm"],
    });
    const all = fed(example);
    const used = Object.fromEntries(
      session.inputNames.map((name) => {
        const { type, data, dims } = all[name]!;
        return [name, new Tensor(type as "float32", data as Float32Array, dims)];
      }),
    );
    const results = await session.run(used);
    await session.release();
    const exact = interpret(example.outputs, example.feeds);
    for (const [at, value] of exact.entries()) {
      const tensor = results[`out${at}`]!;
      expectClose(referenceOf(tensor as unknown as RuntimeTensor), value, 1e-4);
    }
  });
});

test("[DF2] a trained model file gives the same numbers in WebAssembly", async () => {
  const random = randomStream(4, "web");
  const pixels = Float32Array.from({ length: 40 * 100 }, (_, at) => random.normal(at));
  const inputs = tensorColumn(pixels, [1, 10, 10]);
  const targets = tensorColumn(Int32Array.from({ length: 40 }, (_, at) => at % 3));
  const layers = [conv2d(4, 3), batchNorm(), activation("silu"), maxPool2d(2), flatten(), dense(3)];
  const model = toyModel({}, sequential(layers, { input: tensorInput([1, 10, 10]) }));
  await model.fit(dataset({ inputs, targets }), { epochs: 2 });
  const expected = await model.predict(inputs);
  const { InferenceSession, Tensor } = await openWeb();
  const session = await InferenceSession.create(model.toOnnx(), { executionProviders: ["wasm"] });
  const results = await session.run({ input: new Tensor("float32", pixels, [40, 1, 10, 10]) });
  const { dims, data } = results.output as unknown as RuntimeTensor;
  await session.release();
  await model.close();
  const exact = { shape: expected.shape, data: Float64Array.from(expected.data) };
  expectClose(referenceOf({ dims, data }), exact, 1e-4);
});

async function openWeb() {
  const web = await import("onnxruntime-web/wasm");
  web.env.wasm.numThreads = 1;
  web.env.logLevel = "error";
  return web;
}
