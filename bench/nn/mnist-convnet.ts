// Trains the article's convolutional network on MNIST and prints accuracy and step time.
import { performance } from "node:perf_hooks";
import {
  adam,
  compile,
  conv2d,
  dense,
  flatten,
  glorotUniform,
  maxPool2d,
  sequential,
  softmaxCrossEntropy,
  tensorInput,
} from "../../packages/nn/src/index.ts";
import { readMnist } from "./mnist.ts";

const folder = process.argv[2] ?? "../shared/data/mnist";
const epochs = Number(process.argv[3] ?? 1);
const seed = Number(process.argv[4] ?? 1);
const train = readMnist(folder, "train");
const held = readMnist(folder, "t10k");

// Keras' own settings: Glorot's start everywhere and Adam with an epsilon of 1e-7.
const initialize = glorotUniform;
const layers = [
  conv2d(32, 3, { activation: "relu", initialize }),
  maxPool2d(2),
  flatten(),
  dense(128, { activation: "relu", initialize }),
  dense(10, { initialize }),
];
const model = compile(sequential(layers, { input: tensorInput([1, 28, 28]) }), {
  loss: softmaxCrossEntropy(),
  optimizer: adam({ epsilon: 1e-7 }),
  seed,
  threads: Number(process.argv[5] ?? 2),
});

const times: number[] = [];
const cpu = process.cpuUsage();
let last = performance.now();
await model.fit(train, {
  epochs,
  batchSize: 128,
  onProgress: (progress) => {
    const now = performance.now();
    if (progress.kind === "step") times.push(now - last);
    last = now;
    if (progress.kind === "epoch") console.log(`epoch ${progress.epoch}`, progress.figures);
  },
});
const { user, system } = process.cpuUsage(cpu);
times.sort((a, b) => a - b);
const { loss, accuracy } = await model.evaluate(held);
console.log(`held-out loss ${loss!.toFixed(4)} accuracy ${accuracy!.toFixed(4)}`);
const at = (share: number) => times[Math.floor(times.length * share)]!.toFixed(2);
console.log(`step ms: median ${at(0.5)}, fastest tenth ${at(0.1)}, slowest tenth ${at(0.9)}`);
console.log(`CPU ms a step: ${((user + system) / 1000 / times.length).toFixed(2)}`);
await model.close();
