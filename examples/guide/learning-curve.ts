// How much data is enough? The same network learns from more and more digits; the test part stays the same.
// node scripts/run.js examples/guide/learning-curve.ts --picture curve.svg
import { performance } from "node:perf_hooks";
import {
  adam,
  compile,
  conv2d,
  dense,
  flatten,
  maxPool2d,
  selectExamples,
  sequential,
  softmaxCrossEntropy,
  tensorInput,
} from "@heed/nn";
import { readMnist } from "../data/mnist.ts";
import { dataSource } from "../data/source.ts";
import { exampleOptions } from "../frame/options.ts";
import { seededOrder } from "../frame/parts.ts";
import { count, line, percent } from "../frame/report.ts";
import { shareInterval } from "../frame/share-interval.ts";
import { lineChart } from "../pictures/line-chart.ts";
import { savePicture } from "../pictures/save-picture.ts";

const options = exampleOptions({ epochs: 20, own: { across: "examples" } });
const source = await dataSource(options.data, "mnist", options.seed);
const all = readMnist(source.folder, "train", options.limit);
const test = readMnist(source.folder, "t10k", options.limit);
line(
  "data",
  `MNIST, up to ${count(all.size)} to learn from, ${count(test.size)} to test${source.note}`,
);

// Every size is a beginning of the same order, so that more data means the old data and some more.
const order = seededOrder(all.size, options.seed);
const sizes = [30, 100, 300, 1000, 3000, 10_000, 30_000, all.size].filter(
  (size, at, list) => size <= all.size && list.indexOf(size) === at,
);
// Few examples are shown more often, so that every net takes enough steps to learn what its data can teach.
const stepsFor = (size: number) =>
  Math.min(Math.max(options.epochs * Math.ceil(size / 32), 300), 6000);
const rows: { size: number; accuracy: number; seconds: number }[] = [];
for (const size of sizes) {
  const epochs = Math.max(1, Math.round(stepsFor(size) / Math.ceil(size / 32)));
  const layers = [
    conv2d(16, 3, { activation: "relu" }),
    maxPool2d(2),
    flatten(),
    dense(64, { activation: "relu" }),
    dense(10),
  ];
  const model = compile(sequential(layers, { input: tensorInput([1, 28, 28]) }), {
    loss: softmaxCrossEntropy(),
    optimizer: adam(),
    seed: options.seed,
    ...options.threading,
  });
  const startedAt = performance.now();
  await model.fit(selectExamples(all, order.subarray(0, size)), { epochs, batchSize: 32 });
  const seconds = (performance.now() - startedAt) / 1000;
  const { accuracy } = await model.evaluate(test);
  await model.close();
  const [low, high] = shareInterval(accuracy!, test.size);
  rows.push({ size, accuracy: accuracy!, seconds });
  line(
    `${count(size)}`,
    `accuracy ${percent(accuracy!)} (95 % interval ${percent(low)} to ${percent(high)}), ${seconds.toFixed(1)} s`,
  );
}
await savePicture(options, () => {
  const bySeconds = options.own.across === "seconds";
  const words = {
    en: {
      title: bySeconds ? "Training time and accuracy" : "How accuracy grows with the data",
      across: bySeconds ? "seconds of training" : "examples to learn from",
      up: "accuracy on the test part",
    },
    zh: {
      title: bySeconds ? "训练时间与准确率" : "准确率随数据量的增长",
      across: bySeconds ? "训练秒数" : "训练样本数",
      up: "测试集准确率",
    },
  }[options.lang];
  return lineChart({
    title: words.title,
    across: { name: words.across, scale: "log" },
    up: { name: words.up, format: (value) => percent(value, 0) },
    series: [
      {
        name: "CNN",
        points: rows.map(({ size, seconds, accuracy }) => [bySeconds ? seconds : size, accuracy]),
      },
    ],
  });
});
