// What training looks like: three step sizes, and a net that learns its examples by heart.
// node scripts/run.js examples/guide/learning-rate.ts --picture rates.svg
import {
  compile,
  dense,
  flatten,
  selectExamples,
  sequential,
  sgd,
  softmaxCrossEntropy,
  tensorInput,
} from "@heed/nn";
import { readMnist } from "../data/mnist.ts";
import { dataSource } from "../data/source.ts";
import { exampleOptions } from "../frame/options.ts";
import { seededOrder, splitOff } from "../frame/parts.ts";
import { count, line } from "../frame/report.ts";
import { lineChart } from "../pictures/line-chart.ts";
import { savePicture } from "../pictures/save-picture.ts";

const options = exampleOptions({ epochs: 25 });
const source = await dataSource(options.data, "mnist", options.seed);
const all = readMnist(source.folder, "train", Math.min(options.limit, 2000));
const { kept, off } = splitOff(seededOrder(all.size, options.seed), 0.5);
const [train, validation] = [selectExamples(all, kept), selectExamples(all, off)];
line(
  "data",
  `MNIST, ${count(train.size)} to learn from, ${count(validation.size)} to watch${source.note}`,
);

const runs = [
  { name: { en: "too small: 0.002", zh: "太小：0.002" }, rate: 0.002 },
  { name: { en: "fitting: 0.1", zh: "合适：0.1" }, rate: 0.1 },
  { name: { en: "too large: 2", zh: "太大：2" }, rate: 2 },
] as const;
const curves: { name: string; points: [number, number][] }[] = [];
for (const { name, rate } of runs) {
  const layers = [flatten(), dense(128, { activation: "relu" }), dense(10)];
  const model = compile(sequential(layers, { input: tensorInput([1, 28, 28]) }), {
    loss: softmaxCrossEntropy(),
    optimizer: sgd({ learningRate: rate }),
    seed: options.seed,
    ...options.threading,
  });
  const { history } = await model.fit(train, { epochs: options.epochs, batchSize: 32, validation });
  await model.close();
  const last = history.at(-1)!;
  line(
    `rate ${rate}`,
    `loss ${last.figures.loss!.toFixed(3)} on what it learns from, ${last.validation!.loss!.toFixed(3)} on what it does not`,
  );
  curves.push({
    name: name[options.lang],
    points: history.map(({ epoch, figures }) => [epoch, figures.loss!]),
  });
  if (rate !== 0.1) continue;
  curves.push({
    name: { en: "fitting, unseen digits", zh: "合适，未见过的数字" }[options.lang],
    points: history.map(({ epoch, validation: unseen }) => [epoch, unseen!.loss!]),
  });
}
await savePicture(options, () =>
  lineChart({
    title: {
      en: "The loss falls, if the step size fits",
      zh: "学习率合适，损失才会下降",
    }[options.lang],
    across: { name: { en: "epoch", zh: "轮次" }[options.lang] },
    up: {
      name: { en: "loss", zh: "损失" }[options.lang],
      format: (value) => value.toFixed(1),
    },
    range: [0, 2.6],
    series: curves,
  }),
);
