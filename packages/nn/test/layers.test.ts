// Layers against their sources, worked out in plain numbers through the reference interpreter.
import { expect, test } from "vitest";
import { dataset, tensorColumn } from "../src/data/dataset.ts";
import { input, mul, reduceMean } from "../src/graph/builder.ts";
import { evaluateShape } from "../src/graph/dims.ts";
import { selfAttention } from "../src/layers/attention.ts";
import { batchNorm } from "../src/layers/batch-norm.ts";
import { conv1d, conv2d } from "../src/layers/convolution.ts";
import { dense } from "../src/layers/dense.ts";
import { dropout } from "../src/layers/dropout.ts";
import { embedding } from "../src/layers/embedding.ts";
import { flatten, reshaped } from "../src/layers/flatten.ts";
import { type Layer, tensorInput } from "../src/layers/layer.ts";
import { layerNorm } from "../src/layers/layer-norm.ts";
import { network, sequential } from "../src/layers/network.ts";
import { avgPool2d, globalAvgPool, maxPool1d, maxPool2d } from "../src/layers/pooling.ts";
import type { Loss } from "../src/losses/loss.ts";
import type { ReferenceValue } from "../src/ops/reference/rule.ts";
import { sgd } from "../src/optimizers/sgd.ts";
import { randomStream } from "../src/random.ts";
import { interpret } from "../src/runtime/reference.ts";
import { GraphBuild } from "../src/training/build-context.ts";
import { compile } from "../src/training/model.ts";

const random = randomStream(4);
const draw = (shape: readonly number[], salt = 0): ReferenceValue => ({
  shape,
  data: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, at) =>
    random.normal(at + 1000 * salt),
  ),
});

/** Runs a layer with its starting parameters. */
function run(layer: Layer, x: ReferenceValue, training = false) {
  const build = new GraphBuild(training);
  const node = layer.apply(input("x", ["batch", ...x.shape.slice(1)]), build);
  const feeds: Record<string, ReferenceValue> = { x };
  const parameters: Record<string, Float64Array> = {};
  for (const { name, spec } of build.parameters.values()) {
    const data = Float64Array.from(spec.initialize(spec.shape, random.fork(name)));
    parameters[name.slice(name.indexOf("/") + 1)] = data;
    feeds[name] = { shape: spec.shape, data };
  }
  const outputs = [node, ...build.stateUpdates.values()];
  const [result, ...updates] = interpret(outputs, feeds);
  const bindings = new Map([["batch", x.shape[0]!]]);
  expect(result!.shape).toEqual(evaluateShape(node.shape, bindings));
  return { result: result!, parameters, updates };
}

test("[LY1] dense is x W + b, then the activation", () => {
  const x = draw([2, 3]);
  const { result, parameters } = run(dense(2, { activation: "tanh" }), x);
  const { weights, bias } = parameters as { weights: Float64Array; bias: Float64Array };
  const expected = [0, 1].flatMap((row) =>
    [0, 1].map((unit) => {
      const products = [0, 1, 2].map((k) => x.data[row * 3 + k]! * weights[k * 2 + unit]!);
      return Math.tanh(products.reduce((a, b) => a + b, bias[unit]!));
    }),
  );
  for (const [at, value] of expected.entries()) expect(result.data[at]).toBeCloseTo(value, 9);
});

test("[LY1] layer norm brings each row to mean 0 and variance 1", () => {
  const { result } = run(layerNorm(), draw([3, 50]));
  for (let row = 0; row < 3; row += 1) {
    const values = result.data.subarray(row * 50, row * 50 + 50);
    const mean = values.reduce((a, b) => a + b) / 50;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 50;
    expect(mean).toBeCloseTo(0, 9);
    expect(variance).toBeCloseTo(1, 3);
  }
});

test("[LY3] batch norm uses the batch in training and the running figures in use", () => {
  const x = draw([8, 2, 3]);
  const { result, updates } = run(batchNorm({ momentum: 0.75 }), x, true);
  const channel = [...x.data].filter((_, at) => Math.floor(at / 3) % 2 === 1);
  const mean = channel.reduce((a, b) => a + b) / 24;
  const variance = channel.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 24;
  const expected = (x.data[3]! - mean) / Math.sqrt(variance + 1e-5);
  expect(result.data[3]).toBeCloseTo(expected, 9);
  expect(updates[0]!.data[1]).toBeCloseTo(0.25 * mean, 9);
  expect(updates[1]!.data[1]).toBeCloseTo(0.75 + 0.25 * variance, 9);
  const used = run(batchNorm(), x);
  expect(used.result.data[3]).toBeCloseTo(x.data[3]! / Math.sqrt(1 + 1e-5), 9);
});

test("[LY2] dropout does nothing in use, and in training zeroes its share", async () => {
  const x = draw([2, 5]);
  expect(run(dropout(0.5), x).result).toEqual(x);
  expect(() => dropout(1)).toThrow(/expected 0 <= rate < 1/);
  const probe = network({
    inputs: { input: tensorInput([500]) },
    build: ({ input: value }, context) => {
      const seen = dropout(0.3).apply(value, context);
      const weight = context.parameter(probe, { name: "w", shape: [1], initialize: () => one });
      return mul(seen, weight);
    },
  });
  const one = Float32Array.of(1);
  const loss: Loss = {
    kind: "mean",
    targets: {},
    build: ({ outputs }) => reduceMean(outputs.output!),
    metrics: () => ({}),
  };
  const model = compile(probe, { loss, optimizer: sgd({ learningRate: 0 }), seed: 1, threads: 1 });
  const ones = dataset({ inputs: tensorColumn(new Float32Array(40 * 500).fill(1), [500]) });
  const { history } = await model.fit(ones, { epochs: 1, batchSize: 40 });
  expect(Math.abs(history[0]!.figures.loss! - 1)).toBeLessThan(0.02);
});

test("[LY1] windows give the sizes of valid, same and numbered padding", () => {
  const image = draw([2, 3, 7, 8]);
  expect(run(conv2d(4, 3), image).result.shape).toEqual([2, 4, 5, 6]);
  expect(run(conv2d(4, 3, { padding: "same", stride: 2 }), image).result.shape).toEqual([
    2, 4, 4, 4,
  ]);
  expect(run(conv2d(6, [1, 2], { padding: 1, groups: 3 }), image).result.shape).toEqual([
    2, 6, 9, 9,
  ]);
  expect(run(conv1d(5, 3, { dilation: 2 }), draw([1, 2, 9])).result.shape).toEqual([1, 5, 5]);
  expect(run(maxPool2d(2), image).result.shape).toEqual([2, 3, 3, 4]);
  expect(run(maxPool1d(3, { stride: 1 }), draw([1, 2, 9])).result.shape).toEqual([1, 2, 7]);
});

test("[LY1] pooling takes means and maxima of its windows", () => {
  const image = { shape: [1, 1, 2, 4], data: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 9) };
  expect([...run(maxPool2d(2), image).result.data]).toEqual([6, 9]);
  expect([...run(avgPool2d(2), image).result.data]).toEqual([3.5, 5.75]);
  expect(run(globalAvgPool(), image).result.data[0]).toBeCloseTo(37 / 8, 12);
});

test("[LY1] flatten and reshaped keep the order of numbers", () => {
  const x = draw([2, 3, 4]);
  expect(run(flatten(), x).result).toEqual({ shape: [2, 12], data: x.data });
  expect(run(reshaped([4, 3]), x).result.shape).toEqual([2, 4, 3]);
});

test("[LY1] attention of one head mixes values by softmax of scaled products", () => {
  const x = draw([1, 3, 2]);
  const { result, parameters } = run(selfAttention({ heads: 1 }) as Layer, x);
  const project = (name: string, rows: number[][]) =>
    rows.map((row) =>
      [0, 1].map((unit) => {
        const weights = parameters[`${name}-weights`]!;
        return row[0]! * weights[unit]! + row[1]! * weights[2 + unit]!;
      }),
    );
  const rows = [0, 1, 2].map((row) => [...x.data.subarray(row * 2, row * 2 + 2)]);
  const [q, k, v] = ["query", "key", "value"].map((name) => project(name, rows));
  const mixed = q!.map((query) => {
    const shares = k!.map((key) =>
      Math.exp((query[0]! * key[0]! + query[1]! * key[1]!) / Math.SQRT2),
    );
    const total = shares.reduce((a, b) => a + b);
    return [0, 1].map((unit) =>
      v!.reduce((sum, value, at) => sum + (shares[at]! / total) * value[unit]!, 0),
    );
  });
  const expected = project("output", mixed).flat();
  for (const [at, value] of expected.entries()) expect(result.data[at]).toBeCloseTo(value, 9);
});

test("[LY1] causal attention does not see later places", () => {
  const x = draw([1, 4, 6]);
  const changed = { shape: x.shape, data: x.data.with(23, 5) };
  const [a, b] = [x, changed].map((value) =>
    run(selfAttention({ heads: 2, causal: true }) as Layer, value),
  );
  expect([...b!.result.data.subarray(0, 18)]).toEqual([...a!.result.data.subarray(0, 18)]);
  expect([...b!.result.data.subarray(18)]).not.toEqual([...a!.result.data.subarray(18)]);
});

test("[LY4] a layer used twice shares its parameters, equal names of two layers are refused", () => {
  const build = new GraphBuild(false);
  const layer = dense(3);
  layer.apply(layer.apply(input("x", ["batch", 3]), build), build);
  dense(3).apply(input("x", ["batch", 3]), build);
  expect([...build.parameters.keys()]).toEqual([
    "dense/weights",
    "dense/bias",
    "dense-2/weights",
    "dense-2/bias",
  ]);
  dense(3, { name: "head" }).apply(input("x", ["batch", 3]), build);
  const twin = dense(3, { name: "head" });
  expect(() => twin.apply(input("x", ["batch", 3]), build)).toThrow(/same name: received "head"/);
});

test("[LY1] shapes that a layer cannot take are refused by name", () => {
  const build = new GraphBuild(false);
  const bag = { kind: "bag", name: "words", rows: 8 } as const;
  const image = input("x", ["batch", 3, 8, 8]);
  expect(() => dense(2).apply(bag, build)).toThrow(/cannot read a bag: received input "words"/);
  expect(() => conv1d(2, 3).apply(image, build)).toThrow(/\[batch, channels, ...space\]/);
  expect(() => conv2d(2, 9).apply(image, build)).toThrow(/window of conv does not fit/);
  expect(() => embedding({ rows: 4, size: 2 }).apply(image, build)).toThrow(/expected int32/);
  expect(() => selfAttention({ heads: 3 }).apply(input("x", [2, 3, 4]), build)).toThrow(/heads/);
  expect(() => sequential([dense(2)])).toThrow(/input of sequential is unknown/);
});
