// The mean of the last steps beside the last step itself, under a rate that stays and one that falls to 0.
// node scripts/run.js examples/guide/learning-average.ts
import {
  adam,
  compile,
  conv2d,
  cosineSchedule,
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

const options = exampleOptions({ epochs: 5 });
const source = await dataSource(options.data, "mnist", options.seed);
const all = readMnist(source.folder, "train", options.limit);
const order = seededOrder(all.size, options.seed);
const learned = Math.min(5000, Math.floor(all.size / 2));
const train = selectExamples(all, order.subarray(0, learned));
const unseen = selectExamples(all, order.subarray(learned, learned + 10_000));
line(
  "data",
  `MNIST, ${count(train.size)} to learn from, ${count(unseen.size)} others to look at${source.note}`,
);

const from = 0.003;
const batchSize = 32;
const steps = Math.ceil(train.size / batchSize) * options.epochs;
const rates = { "rate stays": from, "rate falls": cosineSchedule({ from, steps }) };
const seeds = [1, 2, 3].map((draw) => options.seed + draw);
for (const [name, learningRate] of Object.entries(rates)) {
  for (const average of [undefined, { decay: 0.99 }]) {
    const figures: { wrong: number; loss: number }[] = [];
    for (const seed of seeds) {
      const layers = [
        conv2d(16, 3, { activation: "relu" }),
        maxPool2d(2),
        flatten(),
        dense(64, { activation: "relu" }),
        dense(10),
      ];
      const model = compile(sequential(layers, { input: tensorInput([1, 28, 28]) }), {
        loss: softmaxCrossEntropy(),
        optimizer: adam({ learningRate }),
        seed,
        ...options.threading,
      });
      await model.fit(train, { epochs: options.epochs, batchSize, ...(average && { average }) });
      const { accuracy, loss } = await model.evaluate(unseen);
      figures.push({ wrong: 1 - accuracy!, loss: loss! });
      await model.close();
    }
    const mean = (of: "wrong" | "loss") =>
      figures.reduce((sum, figure) => sum + figure[of], 0) / figures.length;
    const spread = figures.map(({ wrong }) => percent(wrong, 2)).join(", ");
    line(
      name,
      `${average === undefined ? "last step" : "average  "}  wrong ${percent(mean("wrong"), 2)} ` +
        `(${spread}), loss ${mean("loss").toFixed(4)}`,
    );
  }
}
