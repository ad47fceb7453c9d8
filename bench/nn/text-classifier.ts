// Measures training steps and reading speed of a text classifier over hashed n-grams.
import { performance } from "node:perf_hooks";
import {
  adam,
  bagColumn,
  compile,
  dataset,
  dense,
  dropout,
  embeddingBag,
  openModel,
  randomStream,
  sequential,
  softmaxCrossEntropy,
  tensorColumn,
} from "../../packages/nn/src/index.ts";

const rows = 2 ** Number(process.argv[2] ?? 17);
const size = Number(process.argv[3] ?? 32);
const texts = Number(process.argv[4] ?? 20_000);
const random = randomStream(1, "text-classifier");

const offsets = new Int32Array(texts + 1);
for (let at = 0; at < texts; at += 1) {
  offsets[at + 1] = offsets[at]! + 10 + (random.uint32(at) % 80);
}
// Cubing makes some ids frequent, as n-grams are.
const ids = Int32Array.from({ length: offsets[texts]! }, (_, at) => {
  return Math.floor(rows * random.uniform(texts + at) ** 3);
});
const inputs = bagColumn({ ids, offsets });
const labels = Int32Array.from({ length: texts }, (_, at) => random.uint32(-1 - at) % 3);
const data = dataset({ inputs, targets: tensorColumn(labels) });

const layers = [
  embeddingBag({ rows, size }),
  dense(64, { activation: "relu" }),
  dropout(0.2),
  dense(3),
];
const options = { loss: softmaxCrossEntropy(), optimizer: adam(), seed: 1, threads: 2 };
const model = compile(sequential(layers), options);
const times: number[] = [];
let last = performance.now();
await model.fit(data, {
  epochs: 2,
  batchSize: 128,
  onProgress: ({ kind }) => {
    const now = performance.now();
    if (kind === "step") times.push(now - last);
    last = now;
  },
});
times.sort((a, b) => a - b);
const median = times[times.length >> 1]!;
const quickest = times[Math.floor(times.length / 10)]!;
const perText = (ids.length / texts).toFixed(0);
console.log(`${rows} rows of ${size}, ${perText} ids a text, batch 128`);
console.log(`step ms: median ${median.toFixed(2)}, fastest tenth ${quickest.toFixed(2)}`);
const opened = await openModel(model.toOnnx({}, { tables: "int8" }), { threads: 2 });
const start = performance.now();
await opened.predict(inputs);
const seconds = (performance.now() - start) / 1000;
console.log(`reading: ${Math.round(texts / seconds)} texts a second`);
