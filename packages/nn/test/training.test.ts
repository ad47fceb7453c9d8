// Training as users see it: it learns, repeats itself, stops, resumes, and saves what it learned.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logMelFront } from "../src/audio/log-mel-front.ts";
import { type Augmentation, inTurn } from "../src/augmentation/augmentation.ts";
import { randomShift } from "../src/augmentation/images.ts";
import { mixNoise, specAugment, timeShift } from "../src/augmentation/sounds.ts";
import { type Dataset, dataset, type TensorColumn, tensorColumn } from "../src/data/dataset.ts";
import { activation } from "../src/layers/activation.ts";
import { batchNorm } from "../src/layers/batch-norm.ts";
import { conv2d } from "../src/layers/convolution.ts";
import { dense } from "../src/layers/dense.ts";
import { embeddingBag } from "../src/layers/embedding-bag.ts";
import { flatten } from "../src/layers/flatten.ts";
import { bagInput, tensorInput } from "../src/layers/layer.ts";
import { network, sequential } from "../src/layers/network.ts";
import { maxPool2d } from "../src/layers/pooling.ts";
import { softmaxCrossEntropy } from "../src/losses/softmax-cross-entropy.ts";
import { sumOfLosses } from "../src/losses/sum-of-losses.ts";
import { decodeModel } from "../src/onnx/decode.ts";
import { adamW } from "../src/optimizers/adam.ts";
import { sgd } from "../src/optimizers/sgd.ts";
import { randomStream } from "../src/random.ts";
import type { Model } from "../src/training/model.ts";
import { openModel } from "../src/training/open-model.ts";
import { toyData, toyModel, toyRows } from "./toy-data.ts";

const train = toyData(400);
const held = toyData(200, 2);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nn-training-"));
});
afterAll(() => rm(folder, { recursive: true }));

function numbers(model: Model): number[][] {
  return model.parameters().map(({ name }) => [...model.parameter(name)]);
}

test("[TR1] a text classifier learns a task that it has not seen", async () => {
  const model = toyModel();
  const { history } = await model.fit(train, { epochs: 8, batchSize: 32, validation: held });
  expect(history).toHaveLength(8);
  expect(history[0]!.figures.loss).toBeGreaterThan(history[7]!.figures.loss!);
  expect(history[7]!.validation!.accuracy).toBeGreaterThan(0.85);
});

test("[TR2] the same seed gives the same bytes, another seed others", async () => {
  const runs = [toyModel(), toyModel({ threads: 2 }), toyModel({ seed: 6 })];
  for (const model of runs) await model.fit(train, { epochs: 2, batchSize: 32 });
  expect(runs[1]!.toOnnx()).toEqual(runs[0]!.toOnnx());
  expect(runs[2]!.toOnnx()).not.toEqual(runs[0]!.toOnnx());
});

test("[TR3] a run resumed from the middle of an epoch ends with the same bytes", async () => {
  const path = join(folder, "resume.ckpt");
  const options = { epochs: 3, batchSize: 32, validation: held };
  const whole = toyModel();
  const expected = await whole.fit(train, options);
  const abort = new AbortController();
  const first = toyModel();
  const cut = await first.fit(train, {
    ...options,
    checkpoint: { path },
    signal: abort.signal,
    onProgress: ({ epoch, step }) => epoch === 2 && step === 5 && abort.abort(),
  });
  expect(cut.stopped).toBe("cancelled");
  const second = toyModel();
  const resumed = await second.fit(train, { ...options, resumeFrom: path });
  expect(resumed).toEqual(expected);
  expect(numbers(second)).toEqual(numbers(whole));
});

test("[TR4] a checkpoint of another run is refused", async () => {
  const path = join(folder, "other.ckpt");
  await toyModel().fit(train, { epochs: 1, batchSize: 32, checkpoint: { path } });
  const options = { epochs: 2, batchSize: 16, resumeFrom: path };
  await expect(toyModel().fit(train, options)).rejects.toThrow(
    /another run: received batchSize 32, expected 16/,
  );
  await writeFile(path, (await readFile(path)).subarray(0, 1000));
  await expect(toyModel().fit(train, { ...options, batchSize: 32 })).rejects.toMatchObject({
    code: "malformed-model",
  });
});

test("[TR5] early stopping puts the best epoch back", async () => {
  const model = toyModel({ optimizer: adamW({ learningRate: 0.1 }) });
  const result = await model.fit(train, {
    epochs: 60,
    batchSize: 32,
    validation: held,
    earlyStopping: { patience: 3 },
  });
  expect(result.stopped).toBe("early");
  const losses = result.history.map(({ validation }) => validation!.loss!);
  expect(result.bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
  expect((await model.evaluate(held)).loss).toBeCloseTo(Math.min(...losses), 12);
});

test("[TR6] a saved model gives the same numbers and keeps its metadata", async () => {
  const path = join(folder, "model.onnx");
  const model = toyModel();
  await model.fit(train, { epochs: 1, batchSize: 64 });
  await model.save(path, { labels: "a,b,c" });
  const opened = await openModel(path, { threads: 1 });
  const expected = await model.predict(held.inputs, { batchSize: 7 });
  const actual = await opened.predict(held.inputs.input!);
  expect(actual.shape).toEqual([200, 3]);
  expect(opened.metadata).toEqual({ labels: "a,b,c" });
  const worst = actual.data.map((value, at) => Math.abs(value - expected.data[at]!));
  expect(Math.max(...worst)).toBeLessThan(1e-6);
  expect((await readdir(folder)).filter((name) => name.endsWith(".partial"))).toEqual([]);
});

test("[ON1] a model for use holds standard operators only and declares its inputs", () => {
  const { opsets, graph, irVersion } = decodeModel(toyModel().toOnnx());
  expect({ opsets, irVersion }).toEqual({ opsets: { "": 20 }, irVersion: 9 });
  expect(graph.nodes.every(({ domain }) => domain === "")).toBe(true);
  const dims = ["batch", "input/width"];
  expect(graph.inputs).toHaveLength(2);
  expect(graph.inputs).toContainEqual({ name: "input/ids", type: "int32", dims });
  expect(graph.inputs).toContainEqual({ name: "input/weights", type: "float32", dims });
  expect(graph.outputs).toEqual([{ name: "output", type: "float32", dims: ["batch", 3] }]);
});

test("[TR7] only rows that a batch touches change", async () => {
  const model = toyModel();
  const before = model.parameter("embedding-bag/table");
  await model.fit(train, { epochs: 1, batchSize: 400 });
  const after = model.parameter("embedding-bag/table");
  const bag = train.inputs.input!;
  const touched = new Set(bag.kind === "bag" ? bag.ids : []);
  const changed = new Set<number>();
  for (const [at, value] of after.entries()) {
    if (value !== before[at]) changed.add(Math.floor(at / 8));
  }
  expect([...changed].filter((row) => !touched.has(row))).toEqual([]);
  expect(changed.size).toBeGreaterThan(touched.size * 0.9);
});

test("[TR8] data that do not fit are refused before or at the step, by name", async () => {
  const model = toyModel();
  await expect(model.fit(toyData(0), { epochs: 1 })).rejects.toThrow(/received 0 examples/);
  const wrong = { ...train, inputs: {} };
  await expect(model.fit(wrong, { epochs: 1 })).rejects.toThrow(/at "input": received no such/);
  const labels = { kind: "tensor", shape: [], data: new Int32Array(400).fill(3) } as const;
  await expect(model.fit({ ...train, targets: { target: labels } }, { epochs: 1 })).rejects.toThrow(
    /target "target" is out of range: received 3, expected at most 2/,
  );
  const bag = train.inputs.input!;
  const outside = { ...bag, ids: new Int32Array(20_000).fill(512) };
  const bad = { ...train, inputs: { input: outside } } as typeof train;
  await expect(model.fit(bad, { epochs: 1 })).rejects.toThrow(/received 512, expected 0 to 511/);
});

test("[TR9] tables stored in bytes take a quarter of the space and predict nearly the same", async () => {
  const model = toyModel();
  await model.fit(train, { epochs: 4, batchSize: 32 });
  const bytes = model.toOnnx({}, { tables: "int8" });
  expect(model.toOnnx().length - bytes.length).toBeGreaterThan(512 * 8 * 3 - 512 * 4 - 200);
  const opened = await openModel(bytes, { threads: 1 });
  const rounded = await opened.predict(held.inputs);
  const exact = await model.predict(held.inputs);
  const worst = rounded.data.map((value, at) => Math.abs(value - exact.data[at]!));
  expect(Math.max(...worst)).toBeLessThan(0.05);
  expect(Math.max(...worst)).toBeGreaterThan(0);
});

test("[TR10] cancelling ends after the step at work and leaves a model that predicts", async () => {
  const abort = new AbortController();
  const model = toyModel();
  let steps = 0;
  const result = await model.fit(train, {
    epochs: 5,
    batchSize: 32,
    signal: abort.signal,
    onProgress: () => {
      steps += 1;
      if (steps === 3) abort.abort();
    },
  });
  expect(result).toEqual({ history: [], stopped: "cancelled", bestEpoch: 0 });
  expect(steps).toBe(3);
  const { data } = await model.predict(held.inputs);
  expect(data.every(Number.isFinite)).toBe(true);
});

test("[TR8] a diverging run stops and names its step", async () => {
  const model = toyModel({ optimizer: sgd({ learningRate: 1e30 }) });
  await expect(model.fit(train, { epochs: 3, batchSize: 32 })).rejects.toThrow(
    /received a loss that is not a finite number at step \d/,
  );
});

test("[TR11] a second fit while one is running is refused, and one afterwards is not", async () => {
  const model = toyModel();
  const first = model.fit(train, { epochs: 1 });
  await expect(model.fit(train, { epochs: 1 })).rejects.toThrow(/training already/);
  await first;
  await expect(model.fit(train, { epochs: 1 })).resolves.toMatchObject({ stopped: "finished" });
});

test("[TR2] a convolutional network gives the same bytes at any number of threads", async () => {
  const random = randomStream(3, "images");
  const pixels = Float32Array.from({ length: 96 * 144 }, (_, at) => random.uniform(at));
  const labels = Int32Array.from({ length: 96 }, (_, at) => at % 4);
  const images = dataset({
    inputs: tensorColumn(pixels, [1, 12, 12]),
    targets: tensorColumn(labels),
  });
  const layers = [
    conv2d(16, 3, { activation: "relu" }),
    maxPool2d(2),
    conv2d(16, 3, { bias: false, padding: "same" }),
    batchNorm(),
    activation("gelu"),
    maxPool2d(2),
    flatten(),
    dense(4),
  ];
  const files = [];
  for (const threads of [1, 2, 3]) {
    const net = sequential(layers, { input: tensorInput([1, 12, 12]) });
    const model = toyModel({ threads }, net);
    await model.fit(images, { epochs: 2, batchSize: 40 });
    files.push(model.toOnnx());
  }
  expect(files[1]).toEqual(files[0]);
  expect(files[2]).toEqual(files[0]);
});

test("[LS3] one network learns two tasks, each from the examples that are labelled", async () => {
  const words = embeddingBag({ rows: toyRows, size: 8 });
  const heads = { kind: dense(3), side: dense(2) };
  const net = network({
    inputs: { input: bagInput(toyRows) },
    build: ({ input }, context) => {
      const shared = words.apply(input, context);
      return { kind: heads.kind.apply(shared, context), side: heads.side.apply(shared, context) };
    },
  });
  const tasks = (data: Dataset) => {
    const { data: labels } = data.targets.target as TensorColumn;
    const side = Int32Array.from(labels, (label, at) => (at % 2 === 0 ? -1 : Number(label > 0)));
    const targets = { kind: tensorColumn(Int32Array.from(labels)), side: tensorColumn(side) };
    return dataset({ inputs: data.inputs, targets });
  };
  const loss = sumOfLosses({
    kind: { loss: softmaxCrossEntropy({ output: "kind", target: "kind" }) },
    side: { loss: softmaxCrossEntropy({ output: "side", target: "side" }), weight: 0.5 },
  });
  const model = toyModel({ loss }, net);
  await model.fit(tasks(train), { epochs: 8, batchSize: 32 });
  const figures = await model.evaluate(tasks(held));
  expect(figures["kind/accuracy"]).toBeGreaterThan(0.85);
  expect(figures["side/accuracy"]).toBeGreaterThan(0.9);
  const { kind, side } = await model.predictAll(held.inputs);
  expect([kind!.shape, side!.shape]).toEqual([
    [200, 3],
    [200, 2],
  ]);
  expect(kind!.data[0]! + kind!.data[1]! + kind!.data[2]!).toBeCloseTo(1, 5);
  await expect(model.predict(held.inputs)).rejects.toThrow(/expected predictAll for kind, side/);
});

test("[TR12] augmentations change batches anew, repeat by seed, survive resuming and spare validation", async () => {
  const random = randomStream(3, "pictures");
  const pixels = Float32Array.from({ length: 64 * 36 }, (_, at) => random.uniform(at));
  const before = pixels.slice();
  const labels = Int32Array.from({ length: 64 }, (_, at) => at % 2);
  const images = dataset({ inputs: tensorColumn(pixels, [36]), targets: tensorColumn(labels) });
  const seen: number[] = [];
  const bend = randomShift(1);
  const augment: Augmentation = (batch, stream) => {
    const changed = bend({ data: batch.data, shape: [1, 6, 6] }, stream);
    seen.push(changed.data.reduce((sum, value) => sum + value, 0));
    return changed;
  };
  const net = () => sequential([flatten(), dense(2)], { input: tensorInput([1, 6, 6]) });
  const options = { epochs: 3, batchSize: 64, shuffle: false, augment };
  const whole = toyModel({}, net());
  await whole.fit(images, options);
  expect(new Set(seen).size).toBe(3);
  const path = join(folder, "augment.ckpt");
  await toyModel({}, net()).fit(images, { ...options, epochs: 2, checkpoint: { path } });
  const resumed = toyModel({}, net());
  await resumed.fit(images, { ...options, resumeFrom: path });
  expect(resumed.toOnnx()).toEqual(whole.toOnnx());
  expect(pixels).toEqual(before);
  const cut: Augmentation = ({ data }) => ({ data, shape: [36] });
  await expect(toyModel({}, net()).fit(images, { ...options, augment: cut })).rejects.toThrow(
    /augmentation of "input" gives .* received 2304 numbers as \[36\]/,
  );
  await expect(
    toyModel({}, net()).fit(images, { ...options, augment: { picture: cut } }),
  ).rejects.toThrow(/received "picture", expected one of input/);
});

test("[TR12] waves are changed, turned into pictures and masked on the way into a step", async () => {
  const random = randomStream(6, "waves");
  const tone = (at: number) => (Math.floor(at / 800) % 2 === 0 ? 0.2 : 0.6);
  const samples = Float32Array.from(
    { length: 64 * 800 },
    (_, at) => Math.sin(tone(at) * at) + 0.1 * random.normal(at),
  );
  const labels = tensorColumn(Int32Array.from({ length: 64 }, (_, at) => at % 2));
  const waves = dataset({ inputs: tensorColumn(samples, [800]), targets: labels });
  const front = logMelFront({ sampleRate: 8000, bands: 12 });
  const seen = front({ data: samples, shape: [800] }, random);
  const pictures = dataset({ inputs: tensorColumn(seen.data, seen.shape), targets: labels });
  const net = sequential([flatten(), dense(2)], { input: tensorInput(seen.shape) });
  const model = toyModel({}, net);
  const masks = specAugment({ times: { count: 1, width: 2 }, bands: { count: 1, width: 2 } });
  const augment = inTurn(timeShift(80), mixNoise(), front, masks);
  await model.fit(waves, { epochs: 4, batchSize: 16, augment, validation: pictures });
  expect((await model.evaluate(pictures)).accuracy).toBe(1);
});
