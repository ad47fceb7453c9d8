// What a convolutional network sees: a digit, and what the first filters answer to it before and after pooling.
// node scripts/run.js examples/guide/features.ts --picture features.svg
import {
  adam,
  compile,
  conv2d,
  dense,
  flatten,
  maxPool2d,
  type Node,
  network,
  selectExamples,
  softmaxCrossEntropy,
  tensorInput,
} from "@heed/nn";
import { readMnist } from "../data/mnist.ts";
import { dataSource } from "../data/source.ts";
import { exampleOptions } from "../frame/options.ts";
import { count, line, percent } from "../frame/report.ts";
import { heatMaps } from "../pictures/heat-maps.ts";
import { savePicture } from "../pictures/save-picture.ts";

const options = exampleOptions({ epochs: 3, own: { digit: "2" } });
const source = await dataSource(options.data, "mnist", options.seed);
const train = readMnist(source.folder, "train", Math.min(options.limit, 6000));
const test = readMnist(source.folder, "t10k", Math.min(options.limit, 1000));

const filters = 8;
const convolution = conv2d(filters, 3, { activation: "relu" });
const pool = maxPool2d(2);
const scores = [flatten(), dense(10)];
const net = network({
  inputs: { input: tensorInput([1, 28, 28]) },
  build({ input }, context) {
    const seen = convolution.apply(input as Node, context);
    const pooled = pool.apply(seen, context);
    const output = scores.reduce((value, layer) => layer.apply(value, context), pooled);
    return { output, seen, pooled };
  },
});
const model = compile(net, {
  loss: softmaxCrossEntropy(),
  optimizer: adam(),
  seed: options.seed,
  ...options.threading,
});
await model.fit(train, { epochs: options.epochs, batchSize: 32 });
const { accuracy } = await model.evaluate(test);
line(
  "data",
  `MNIST, ${count(train.size)} to learn from, ${count(test.size)} to test${source.note}`,
);
line("test", `accuracy ${percent(accuracy!)} with ${filters} filters of 3 x 3`);

const labels = (test.targets.target as { data: Int32Array }).data;
const chosen = selectExamples(test, [Math.max(0, labels.indexOf(Number(options.own.digit)))]);
const { seen, pooled, output } = await model.predictAll(chosen.inputs);
await model.close();
line("digit", `a ${options.own.digit}, read as ${output!.data.indexOf(Math.max(...output!.data))}`);
for (let at = 0; at < filters; at += 1) {
  const answers = seen!.data.subarray(at * 26 * 26, (at + 1) * 26 * 26);
  const active = answers.filter((value) => value > 0).length / answers.length;
  line(`filter ${at + 1}`, `answers at ${percent(active, 0)} of the places`);
}
await savePicture(options, () => {
  const words = { en: ["image", "filter", "pooled"], zh: ["原图", "滤波器", "池化后"] }[
    options.lang
  ];
  // Every map is drawn at the image's size: a pooled place becomes 2 x 2 equal pixels.
  const image = (chosen.inputs.input as { data: Float32Array }).data;
  const map = (data: Float32Array, at: number, side: number) =>
    enlarged(data.subarray(at * side * side, (at + 1) * side * side), side);
  const names = Array.from({ length: filters }, (_, at) => at);
  return heatMaps({
    title: {
      en: "A digit, what 8 filters answer, and the same after pooling",
      zh: "一个数字，8 个滤波器的回应，以及池化之后",
    }[options.lang],
    width: 28,
    height: 28,
    columns: 6,
    maps: [
      { name: words[0]!, values: image },
      ...names.map((at) => ({ name: `${words[1]} ${at + 1}`, values: map(seen!.data, at, 26) })),
      ...names.map((at) => ({ name: `${words[2]} ${at + 1}`, values: map(pooled!.data, at, 13) })),
    ],
  });
});

function enlarged(values: Float32Array, side: number): number[] {
  return Array.from({ length: 28 * 28 }, (_, at) => {
    const [row, column] = [Math.floor(at / 28), at % 28];
    return values[Math.floor((row * side) / 28) * side + Math.floor((column * side) / 28)]!;
  });
}
