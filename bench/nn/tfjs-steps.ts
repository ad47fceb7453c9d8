// The convnet in TensorFlow.js on its pure-JavaScript backend, a few steps: `tfjs-steps.ts STEPS`.
import { performance } from "node:perf_hooks";
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";

const steps = Number(process.argv[2] ?? 2);
await tf.setBackend("cpu");
const model = layers.sequential({
  layers: [
    layers.layers.conv2d({
      inputShape: [28, 28, 1],
      filters: 32,
      kernelSize: 3,
      activation: "relu",
    }),
    layers.layers.maxPooling2d({ poolSize: 2 }),
    layers.layers.flatten(),
    layers.layers.dense({ units: 128, activation: "relu" }),
    layers.layers.dense({ units: 10, activation: "softmax" }),
  ],
});
model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy" });
const images = tf.randomUniform([128, 28, 28, 1]);
const labels = tf.floor(tf.randomUniform([128, 1], 0, 10));
const times: number[] = [];
for (let step = 0; step < steps; step += 1) {
  const start = performance.now();
  await model.trainOnBatch(images, labels);
  times.push(performance.now() - start);
}
times.sort((a, b) => a - b);
const peakMib = process.resourceUsage().maxRSS / 1024;
console.log(
  JSON.stringify({
    medianMs: times[times.length >> 1],
    cpuMs: 0,
    steps,
    peakMib,
    version: tf.version_core,
  }),
);
