// Handwritten digits as well as a small net can: distorted anew each time, batch norm, a falling learning rate.
// node scripts/run.js examples/digits-better.ts --data FOLDER
// With `--checkpoint FILE` it can be interrupted (Ctrl-C) and goes on from there when it is started again.
import { existsSync } from "node:fs";
import {
  activation,
  adamW,
  batchNorm,
  compile,
  conv2d,
  cosineSchedule,
  dense,
  dropout,
  flatten,
  maxPool2d,
  predictedClasses,
  randomDistortion,
  selectExamples,
  sequential,
  softmaxCrossEntropy,
  tensorColumn,
  tensorInput,
} from "@heed/nn";
import { readMnist } from "./data/mnist.ts";
import { dataSource } from "./data/source.ts";
import { exampleOptions } from "./frame/options.ts";
import { seededOrder, splitOff } from "./frame/parts.ts";
import { count, epochLog, percent, startReport } from "./frame/report.ts";

const side = 28;
const options = exampleOptions({
  epochs: 20,
  own: { rate: "0.004", average: "0", checkpoint: "" },
});
const report = startReport("Handwritten digits, as good as a small net gets");
const source = await dataSource(options.data, "mnist", options.seed);
const all = readMnist(source.folder, "train", options.limit);

// `--validate` measures on 10,000 digits of train instead of the test part: recipes are chosen with it.
const { kept, off } = splitOff(seededOrder(all.size, 1), options.validate ? 1 / 6 : 0);
const train = selectExamples(all, kept);
const test = options.validate
  ? selectExamples(all, off)
  : readMnist(source.folder, "t10k", options.limit);

// Pooling comes before batch norm, where a quarter of the numbers is left.
const convolution = (filters: number, window: number) =>
  conv2d(filters, window, { padding: "same", bias: false });
const layers = [
  convolution(32, 5),
  maxPool2d(2),
  batchNorm(),
  activation("relu"),
  convolution(64, 3),
  maxPool2d(2),
  batchNorm(),
  activation("relu"),
  convolution(96, 3),
  batchNorm(),
  activation("relu"),
  convolution(96, 3),
  maxPool2d(2),
  batchNorm(),
  activation("relu"),
  flatten(),
  dropout(0.4),
  dense(10),
];
const batchSize = 96;
const steps = Math.ceil(train.size / batchSize) * options.epochs;
const warmup = Math.min(200, Math.floor(steps / 10));
const from = Number(options.own.rate);
const model = compile(sequential(layers, { input: tensorInput([1, side, side]) }), {
  loss: softmaxCrossEntropy({ labelSmoothing: 0.05 }),
  optimizer: adamW({ learningRate: cosineSchedule({ from, steps, warmup }), weightDecay: 0.02 }),
  seed: options.seed,
  ...options.threading,
});
const augment = randomDistortion({
  rotate: 12,
  scale: [0.88, 1.12],
  stretch: 1.1,
  shear: 10,
  shift: 2,
  elastic: { displacement: 0.9, spacing: 7 },
});
// A moving average of the parameters (`--average 0.998`) changes nothing here, since the rate falls to 0 anyway.
const decay = Number(options.own.average);
const path = options.own.checkpoint!;
const interrupt = new AbortController();
if (path !== "") process.once("SIGINT", () => interrupt.abort());
const { stopped } = await model.fit(train, {
  ...{ epochs: options.epochs, batchSize, augment, onProgress: epochLog() },
  ...(decay > 0 ? { average: { decay } } : {}),
  ...(path === "" ? {} : { checkpoint: { path }, signal: interrupt.signal }),
  ...(path !== "" && existsSync(path) ? { resumeFrom: path } : {}),
});
if (stopped === "cancelled") {
  console.log(`Interrupted; the same command goes on from ${path}.`);
  process.exit(130);
}

// One model, nine looks: each digit where it stands and moved by a pixel each way; the mean of the nine decides.
const images = (test.inputs.input as { data: Float32Array }).data;
const plain = (await model.predict(test.inputs)).data;
const mean = plain.slice();
for (const down of [-1, 0, 1]) {
  for (const right of [-1, 0, 1]) {
    if (down === 0 && right === 0) continue;
    const { data } = await model.predict(tensorColumn(moved(down, right), [1, side, side]));
    for (const [at, chance] of data.entries()) mean[at]! += chance;
  }
}
await model.close();
const labels = (test.targets.target as { data: Int32Array }).data;
const wrong = (chances: Float32Array) =>
  predictedClasses(chances, 10).filter((digit, at) => digit !== labels[at]).length;
const score = (chances: Float32Array) => percent(1 - wrong(chances) / test.size, 2);
report({
  data:
    `MNIST, ${count(train.size)} to learn from, ` +
    `${count(test.size)} to ${options.validate ? "choose with" : "test"}${source.note}`,
  score: `accuracy ${score(mean)}, ${wrong(mean)} wrong (${score(plain)} at one look)`,
  published: "best single nets about 99.7 to 99.8 % (from memory)",
});

/** All images of the test part, moved by whole pixels; what comes in is background. */
function moved(down: number, right: number): Float32Array {
  const result = new Float32Array(images.length);
  for (let row = 0; row < images.length / side; row += 1) {
    const place = row % side;
    if (place - down < 0 || place - down >= side) continue;
    const from = (row - down) * side;
    const line = images.subarray(from + Math.max(0, -right), from + side - Math.max(0, right));
    result.set(line, row * side + Math.max(0, right));
  }
  return result;
}
