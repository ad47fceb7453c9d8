// Trains the article's convolutional network on MNIST: accuracy over seeds, in Keras' own settings or with a falling rate
// and shifted digits. Settings were chosen on 10,000 held-out training images (`--validate`), never on the test images.
import { parseArgs } from "node:util";
import {
  adam,
  compile,
  conv2d,
  type Dataset,
  dense,
  flatten,
  glorotUniform,
  linearSchedule,
  maxPool2d,
  permutation,
  randomShift,
  randomStream,
  selectExamples,
  sequential,
  softmaxCrossEntropy,
  tensorInput,
} from "../../packages/nn/src/index.ts";
import { readMnist } from "./mnist.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    epochs: { type: "string", default: "5" },
    seeds: { type: "string", default: "1,2,3" },
    recipe: { type: "string", default: "falling" },
    validate: { type: "boolean", default: false },
    threads: { type: "string", default: "2" },
  },
});

/** How the same network is trained. */
const recipes: Readonly<
  Record<string, { readonly batchSize: number; readonly rate: number; readonly falls: boolean }>
> = {
  /** Keras' defaults: an even rate of 0.001, images as they are. */
  keras: { batchSize: 128, rate: 1e-3, falls: false },
  /** The rate falls to 0 on a straight line; digits are shifted by up to one pixel. */
  falling: { batchSize: 64, rate: 3e-3, falls: true },
};
const recipe = recipes[values.recipe];
if (recipe === undefined) {
  throw new Error(`No recipe "${values.recipe}": expected ${Object.keys(recipes).join(" or ")}.`);
}
const folder = positionals[0] ?? "../shared/data/mnist";
const epochs = Number(values.epochs);
const { train, held } = values.validate ? splitOff(readMnist(folder, "train")) : readTest(folder);
const found: number[] = [];
for (const seed of values.seeds.split(",").map(Number)) {
  const accuracy = await accuracyOf(seed);
  found.push(accuracy);
  console.log(`seed ${seed}: ${(accuracy * 100).toFixed(2)} %`);
}
const mean = found.reduce((sum, accuracy) => sum + accuracy, 0) / found.length;
const what = values.validate ? "10,000 held-out training images" : "the test images";
console.log(
  `${values.recipe}, ${epochs} epochs, mean of ${found.length} seeds on ${what}: ${(mean * 100).toFixed(2)} %`,
);

async function accuracyOf(seed: number): Promise<number> {
  const { batchSize, rate, falls } = recipe!;
  // Keras' own start and epsilon: Glorot's uniform everywhere, 1e-7.
  const initialize = glorotUniform;
  const layers = [
    conv2d(32, 3, { activation: "relu", initialize }),
    maxPool2d(2),
    flatten(),
    dense(128, { activation: "relu", initialize }),
    dense(10, { initialize }),
  ];
  const steps = Math.ceil(train.size / batchSize) * epochs;
  const learningRate = falls ? linearSchedule({ from: rate, steps }) : rate;
  const model = compile(sequential(layers, { input: tensorInput([1, 28, 28]) }), {
    loss: softmaxCrossEntropy(),
    optimizer: adam({ epsilon: 1e-7, learningRate }),
    seed,
    threads: Number(values.threads),
  });
  await model.fit(train, { epochs, batchSize, ...(falls ? { augment: randomShift(1) } : {}) });
  const { accuracy } = await model.evaluate(held);
  await model.close();
  return accuracy!;
}

function splitOff(all: Dataset): { train: Dataset; held: Dataset } {
  const order = permutation(all.size, randomStream(99, "split"));
  return {
    train: selectExamples(all, order.subarray(0, -10_000)),
    held: selectExamples(all, order.subarray(-10_000)),
  };
}

function readTest(from: string): { train: Dataset; held: Dataset } {
  return { train: readMnist(from, "train"), held: readMnist(from, "t10k") };
}
