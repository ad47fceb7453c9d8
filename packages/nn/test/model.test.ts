// A model as users hold it: its summary, parameters trained in groups, and data that it refuses.
import { expect, test } from "vitest";
import { dataset, tensorColumn } from "../src/data/dataset.ts";
import { batchNorm } from "../src/layers/batch-norm.ts";
import { conv2d } from "../src/layers/convolution.ts";
import { dense } from "../src/layers/dense.ts";
import { dropout } from "../src/layers/dropout.ts";
import { flatten } from "../src/layers/flatten.ts";
import { tensorInput } from "../src/layers/layer.ts";
import { network, sequential } from "../src/layers/network.ts";
import { maxPool2d } from "../src/layers/pooling.ts";
import { adamW } from "../src/optimizers/adam.ts";
import { sgd } from "../src/optimizers/sgd.ts";
import { randomStream } from "../src/random.ts";
import { toyModel } from "./toy-data.ts";

const random = randomStream(8, "model");
const rows = 60;
const pixels = Float32Array.from({ length: rows * 6 }, (_, at) => random.normal(at));
const labels = Int32Array.from({ length: rows }, (_, at) => Number(pixels[at * 6]! > 0));
const points = dataset({ inputs: tensorColumn(pixels, [6]), targets: tensorColumn(labels) });
const net = () =>
  sequential([dense(5, { activation: "tanh", name: "front" }), dense(2, { name: "head" })], {
    input: tensorInput([6]),
  });

test("[TR13] the summary lists layers, shapes and parameters, and adds them up", () => {
  const layers = [
    conv2d(32, 3, { activation: "relu" }),
    batchNorm(),
    maxPool2d(2),
    flatten(),
    dropout(0.5),
    dense(10),
  ];
  const model = toyModel({}, sequential(layers, { input: tensorInput([1, 28, 28]) }));
  expect(model.summary()).toBe(
    [
      "Layer       Output shape         Parameters",
      "───────────────────────────────────────────",
      "conv2d      [batch, 32, 26, 26]         320",
      "batch-norm  [batch, 32, 26, 26]         128",
      "max-pool2d  [batch, 32, 13, 13]           0",
      "flatten     [batch, 5408]                 0",
      "dropout     [batch, 5408]                 0",
      "dense       [batch, 10]              54,090",
      "───────────────────────────────────────────",
      "Parameters: 54,538, learned: 54,474, not learned: 64",
    ].join("\n"),
  );
});

test("[TR13] a composed network is summed up too, a layer used twice counts once", () => {
  const twice = dense(6);
  const model = toyModel(
    {},
    network({
      inputs: { input: tensorInput([6]) },
      build: ({ input }, context) =>
        dense(2).apply(twice.apply(twice.apply(input, context), context), context),
    }),
  );
  const lines = model.summary().split("\n");
  expect(lines.slice(2, 5).map((line) => line.split(/ {2,}/))).toEqual([
    ["dense", "[batch, 6]", "42"],
    ["dense", "[batch, 6]", "shared"],
    ["dense-2", "[batch, 2]", "14"],
  ]);
  expect(lines.at(-1)).toBe("Parameters: 56, learned: 56, not learned: 0");
});

test("[OP3] a frozen group stays as it is while the rest learns, also after saving a checkpoint", async () => {
  const model = toyModel({ groups: [{ match: /^front/, rate: 0 }] }, net());
  const before = model.parameters().map(({ name }) => model.parameter(name));
  await model.fit(points, { epochs: 3, batchSize: 16 });
  const after = model.parameters().map(({ name }) => model.parameter(name));
  expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
  expect(after[2]).not.toEqual(before[2]);
  expect(after[3]).not.toEqual(before[3]);
});

test("[OP3] a group's factors act on its learning rate and decay alone", async () => {
  const step = { epochs: 1, batchSize: rows };
  const moved = async (options: Parameters<typeof toyModel>[0]) => {
    const model = toyModel({ optimizer: sgd({ learningRate: 0.5 }), ...options }, net());
    const before = model.parameter("head/weights");
    await model.fit(points, step);
    return model.parameter("head/weights").map((value, at) => value - before[at]!);
  };
  const whole = await moved({});
  const slow = await moved({ groups: [{ match: "head", rate: 0.25 }] });
  for (const [at, value] of whole.entries()) expect(slow[at]).toBeCloseTo(value / 4, 6);
  const decaying = adamW({ learningRate: 0.1, weightDecay: 0.5 });
  const plain = await moved({ optimizer: adamW({ learningRate: 0.1, weightDecay: 0 }) });
  const decayed = await moved({ optimizer: decaying });
  const spared = await moved({ optimizer: decaying, groups: [{ match: "weights", decay: 0 }] });
  expect(spared).toEqual(plain);
  expect(decayed).not.toEqual(plain);
});

test("[OP3] groups that match nothing or have senseless factors are refused", () => {
  expect(() => toyModel({ groups: [{ match: "middle" }] }, net())).toThrow(
    /matches nothing: received middle, expected a part of one of front\/weights/,
  );
  expect(() => toyModel({ groups: [{ match: "head", rate: -1 }] }, net())).toThrow(/rate -1/);
  expect(() => toyModel({ groups: [{ match: /./, rate: 0 }] }, net())).toThrow(
    /nothing to train: received 4 parameters, all frozen/,
  );
});
