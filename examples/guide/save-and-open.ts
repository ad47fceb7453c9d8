// From training to a product: a model is trained, saved as one file, opened again and asked.
// node scripts/run.js examples/guide/save-and-open.ts
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import {
  adam,
  compile,
  conv2d,
  dense,
  flatten,
  maxPool2d,
  openModel,
  sequential,
  softmaxCrossEntropy,
  tensorInput,
} from "@heed/nn";
import { readMnist } from "../data/mnist.ts";
import { dataSource } from "../data/source.ts";
import { exampleOptions } from "../frame/options.ts";
import { count, line, percent } from "../frame/report.ts";
import { barChart } from "../pictures/bar-chart.ts";
import { savePicture } from "../pictures/save-picture.ts";

const options = exampleOptions({ epochs: 2 });
const source = await dataSource(options.data, "mnist", options.seed);
const train = readMnist(source.folder, "train", Math.min(options.limit, 6000));
const test = readMnist(source.folder, "t10k", Math.min(options.limit, 1000));
line(
  "data",
  `MNIST, ${count(train.size)} to learn from, ${count(test.size)} to test${source.note}`,
);

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
const trained = await timed(() => model.fit(train, { epochs: options.epochs }));
const before = await model.predict(test.inputs);
const { accuracy } = await model.evaluate(test);

// One file holds everything that use needs; any ONNX runtime can read it, in any language.
const folder = mkdtempSync(join(tmpdir(), "heed-model-"));
const file = join(folder, "digits.onnx");
await model.save(file, { labels: "0,1,2,3,4,5,6,7,8,9" });
await model.close();
const opened = await openModel(file);
const asked = await timed(() => opened.predict(test.inputs));
const after = asked.result;
await opened.close();
const gap = Math.max(...after.data.map((chance, at) => Math.abs(chance - before.data[at]!)));
const perSecond = test.size / asked.seconds;

line("trained", `${trained.seconds.toFixed(1)} s, accuracy ${percent(accuracy!)}`);
line("saved", `${count(Math.round(statSync(file).size / 1024))} KiB`);
line(
  "opened",
  `labels ${opened.metadata.labels}; answers differ by ${gap === 0 ? 0 : gap.toExponential(0)} at most`,
);
line("asked", `${count(Math.round(perSecond))} images a second`);
rmSync(folder, { recursive: true });
process.exitCode = gap < 1e-5 ? 0 : 1;

await savePicture(options, () => {
  const sizes = model.parameters().map(({ name, shape }) => {
    return { name, size: shape.reduce((product, length) => product * length, 1) };
  });
  const layersOf = ["conv2d", "dense", "dense-2"];
  const total = sizes.reduce((sum, { size }) => sum + size, 0);
  const values = layersOf.map((layer) => {
    const own = sizes.filter(({ name }) => name.startsWith(`${layer}/`));
    return own.reduce((sum, { size }) => sum + size, 0) / total;
  });
  return barChart({
    title: {
      en: `Where the file's ${count(total)} numbers are, in %`,
      zh: `文件中 ${count(total)} 个数在哪里（%）`,
    }[options.lang],
    groups: layersOf,
    series: [{ name: "digits.onnx", values }],
  });
});

async function timed<Result>(work: () => Promise<Result>) {
  const startedAt = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - startedAt) / 1000 };
}
