// The moving average of the parameters: what it is, when the model has it, and what never enters it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dataset, tensorColumn } from "../src/data/dataset.ts";
import { activation } from "../src/layers/activation.ts";
import { batchNorm } from "../src/layers/batch-norm.ts";
import { dense } from "../src/layers/dense.ts";
import { tensorInput } from "../src/layers/layer.ts";
import { sequential } from "../src/layers/network.ts";
import { adamW } from "../src/optimizers/adam.ts";
import { sgd } from "../src/optimizers/sgd.ts";
import { randomStream } from "../src/random.ts";
import type { CompileOptions, Model } from "../src/training/model.ts";
import { openModel } from "../src/training/open-model.ts";
import { toyData, toyModel } from "./toy-data.ts";

const train = toyData(400);
const held = toyData(200, 2);
const average = { decay: 0.9 };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nn-averaging-"));
});
afterAll(() => rm(folder, { recursive: true }));

function numbers(model: Model): Record<string, number[]> {
  return Object.fromEntries(
    model.parameters().map(({ name }) => [name, [...model.parameter(name)]]),
  );
}

/** Points of three classes on a line, and a net with batch norm for them. */
const points = (() => {
  const random = randomStream(4, "points");
  const labels = Int32Array.from({ length: 90 }, (_, at) => at % 3);
  const places = Float32Array.from(
    { length: 180 },
    (_, at) => 2 * labels[at >> 1]! + random.normal(at) / 2,
  );
  return dataset({ inputs: tensorColumn(places, [2]), targets: tensorColumn(labels) });
})();

function normedModel(options: Partial<CompileOptions> = {}): Model {
  const layers = [dense(6, { bias: false }), batchNorm(), activation("relu"), dense(3)];
  return toyModel(options, sequential(layers, { input: tensorInput([2]) }));
}

test.each([1, 3])(
  "[TR15] the model ends with the average of its parameters every %i steps, running figures included",
  async (everySteps) => {
    const model = normedModel();
    const expected = numbers(model);
    let steps = 0;
    await model.fit(points, {
      epochs: 5,
      batchSize: 20,
      average: { decay: 0.5, everySteps },
      onProgress: ({ kind }) => {
        if (kind !== "step") return;
        steps += 1;
        if (steps % everySteps !== 0) return;
        const updates = steps / everySteps;
        const kept = Math.min(0.5 ** everySteps, (1 + updates) / (10 + updates));
        for (const [name, values] of Object.entries(numbers(model))) {
          expected[name] = values.map((now, at) => kept * expected[name]![at]! + (1 - kept) * now);
        }
      },
    });
    expect(steps).toBe(25);
    expect(Object.keys(expected)).toContain("batch-norm/running-var");
    for (const [name, values] of Object.entries(numbers(model))) {
      const off = values.map((value, at) => Math.abs(value - expected[name]![at]!));
      expect(Math.max(...off), name).toBeLessThan(1e-5);
    }
  },
);

test("[TR15] averaging leaves the steps as they are, and what it ends with is another model", async () => {
  const losses: Record<string, number[]> = { averaged: [], plain: [] };
  const models = { averaged: toyModel(), plain: toyModel() };
  for (const kind of ["averaged", "plain"] as const) {
    const { history } = await models[kind].fit(train, {
      epochs: 3,
      batchSize: 32,
      ...(kind === "averaged" ? { average } : {}),
    });
    losses[kind] = history.map(({ figures }) => figures.loss!);
  }
  expect(losses.averaged).toEqual(losses.plain);
  expect(numbers(models.averaged)).not.toEqual(numbers(models.plain));
});

test("[TR15] validation judges the average, and the saved file holds it", async () => {
  const path = join(folder, "averaged.onnx");
  const model = toyModel();
  const { history } = await model.fit(train, {
    epochs: 4,
    batchSize: 32,
    validation: held,
    average,
  });
  expect(await model.evaluate(held)).toEqual(history[3]!.validation);
  await model.save(path);
  const opened = await openModel(path, { threads: 1 });
  const expected = await model.predict(held.inputs);
  const actual = await opened.predict(held.inputs);
  const worst = actual.data.map((value, at) => Math.abs(value - expected.data[at]!));
  expect(Math.max(...worst)).toBeLessThan(1e-6);
});

test("[TR15] early stopping puts the best average back", async () => {
  const model = toyModel({ optimizer: adamW({ learningRate: 0.1 }) });
  const result = await model.fit(train, {
    epochs: 60,
    batchSize: 32,
    validation: held,
    earlyStopping: { patience: 3 },
    average,
  });
  expect(result.stopped).toBe("early");
  const losses = result.history.map(({ validation }) => validation!.loss!);
  expect(result.bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
  expect((await model.evaluate(held)).loss).toBeCloseTo(Math.min(...losses), 12);
});

test("[TR15] a run cut in mid-epoch has its average, and resumed it ends with the same bytes", async () => {
  const path = join(folder, "resume.ckpt");
  const options = { epochs: 3, batchSize: 32, validation: held, average };
  const whole = toyModel();
  const expected = await whole.fit(train, options);
  const abort = new AbortController();
  const first = toyModel();
  let last: Record<string, number[]> = {};
  await first.fit(train, {
    ...options,
    checkpoint: { path },
    signal: abort.signal,
    onProgress: ({ epoch, step }) => {
      if (epoch !== 2 || step !== 5) return;
      last = numbers(first);
      abort.abort();
    },
  });
  expect(numbers(first)).not.toEqual(last);
  const second = toyModel();
  const resumed = await second.fit(train, { ...options, resumeFrom: path });
  expect(resumed).toEqual(expected);
  expect(second.toOnnx()).toEqual(whole.toOnnx());
});

test("[TR15] a checkpoint of a run that averaged in another way is refused", async () => {
  const paths = { averaged: join(folder, "averaged.ckpt"), plain: join(folder, "plain.ckpt") };
  const start = { epochs: 1, batchSize: 32 };
  await toyModel().fit(train, { ...start, average, checkpoint: { path: paths.averaged } });
  await toyModel().fit(train, { ...start, checkpoint: { path: paths.plain } });
  const options = { epochs: 2, batchSize: 32 };
  await expect(toyModel().fit(train, { ...options, resumeFrom: paths.averaged })).rejects.toThrow(
    /another run: received averageDecay 0.9, expected 0; .*averaging/,
  );
  await expect(
    toyModel().fit(train, { ...options, average, resumeFrom: paths.plain }),
  ).rejects.toThrow(/received averageDecay 0, expected 0.9/);
  await expect(
    toyModel().fit(train, {
      ...options,
      average: { decay: 0.9, everySteps: 2 },
      resumeFrom: paths.averaged,
    }),
  ).rejects.toThrow(/received averageEvery 1, expected 2/);
});

test("[TR15] numbers that are not finite stop training and leave a finite average", async () => {
  const model = normedModel({
    optimizer: sgd({ learningRate: (step) => (step < 3 ? 0.1 : 1e39) }),
  });
  await expect(model.fit(points, { epochs: 2, batchSize: 20, average })).rejects.toThrow(
    /received a number that is not finite in parameter "dense\/weights" after 4 steps/,
  );
  expect(Object.values(numbers(model)).flat().every(Number.isFinite)).toBe(true);
  expect((await model.evaluate(points)).loss).toBeLessThan(5);
});

test("[TR15] frozen parameters stay as they are bit for bit", async () => {
  const model = normedModel({ groups: [{ match: "dense/", rate: 0 }] });
  const before = model.parameter("dense/weights");
  await model.fit(points, { epochs: 3, batchSize: 20, average });
  expect(model.parameter("dense/weights")).toEqual(before);
});

test("[TR15] a decay that averages nothing or for ever is refused", async () => {
  for (const wrong of [{ decay: 1 }, { decay: -0.1 }, { decay: 0.9, everySteps: 0.5 }]) {
    await expect(normedModel().fit(points, { epochs: 1, average: wrong })).rejects.toThrow(
      /cannot average so: received decay .* expected a decay from 0 to below 1/,
    );
  }
});
