// Can the answer be trusted, and why was it given? Confidence checked, reasons shown, and a question without an answer.
// node scripts/run.js examples/guide/trust.ts --picture trust.svg
import {
  adam,
  calibrationError,
  compile,
  conv2d,
  dense,
  flatten,
  maxPool2d,
  randomStream,
  selectExamples,
  sequential,
  softmaxCrossEntropy,
  tensorColumn,
  tensorInput,
} from "@heed/nn";
import { readMnist } from "../data/mnist.ts";
import { dataSource } from "../data/source.ts";
import { exampleOptions } from "../frame/options.ts";
import { count, line, percent } from "../frame/report.ts";
import { heatMaps } from "../pictures/heat-maps.ts";
import { savePicture } from "../pictures/save-picture.ts";

const options = exampleOptions({ epochs: 3 });
const source = await dataSource(options.data, "mnist", options.seed);
const train = readMnist(source.folder, "train", Math.min(options.limit, 6000));
const test = readMnist(source.folder, "t10k", Math.min(options.limit, 2000));
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
await model.fit(train, { epochs: options.epochs, batchSize: 32 });
line(
  "data",
  `MNIST, ${count(train.size)} to learn from, ${count(test.size)} to test${source.note}`,
);

// Is confidence earned? Of the answers given with 90 % confidence, nine of ten should be right.
const labels = (test.targets.target as { data: Int32Array }).data;
const { data: chances } = await model.predict(test.inputs);
const { expectedError, bins } = calibrationError(labels, chances, { classes: 10, bins: 5 });
for (const { from, to, count: cases, accuracy, confidence } of bins) {
  const range = `${from.toFixed(1)} - ${to.toFixed(1)}`;
  const share =
    cases === 0 ? "no answers" : `said ${percent(confidence!)}, right ${percent(accuracy!)}`;
  line(range, `${share} (${count(cases)} answers)`);
}
line("gap", `${percent(expectedError ?? 0)} on average between confidence and accuracy`);

// What does it say of something that is no digit? It has to choose one of ten, and often does so boldly.
const noise = randomStream(options.seed, "noise");
const snow = Float32Array.from({ length: 200 * 784 }, (_, at) => noise.uniform(at));
const said = (await model.predict(tensorColumn(snow, [1, 28, 28]))).data;
const boldest = Array.from({ length: 200 }, (_, at) =>
  Math.max(...said.subarray(10 * at, 10 * at + 10)),
);
const mean = boldest.reduce((sum, value) => sum + value, 0) / boldest.length;
line("noise", `200 images of noise are called a digit with ${percent(mean)} confidence on average`);

// Why this answer? Parts of the image are covered one after the other; where that costs most, the reason lies.
const shown = [2, 5, 8].map((digit) => Math.max(0, labels.indexOf(digit)));
const reasons = await Promise.all(shown.map(reasonFor));
await model.close();
for (const { digit, answer, confidence, drop } of reasons) {
  line(
    `a ${digit}`,
    `read as ${answer} with ${percent(confidence)}; covering its most telling part costs ${percent(drop)}`,
  );
}
await savePicture(options, () =>
  heatMaps({
    title: {
      en: "Three digits, and where covering them changes the answer most",
      zh: "三个数字，以及遮住哪里最影响答案",
    }[options.lang],
    width: 28,
    height: 28,
    columns: 6,
    maps: reasons.flatMap(({ digit, image, costs }) => [
      { name: String(digit), values: image },
      { name: { en: "reason", zh: "依据" }[options.lang], values: costs },
    ]),
  }),
);

/** How much the chance of the given answer falls when a 5 x 5 patch around each pixel is blank (occlusion; Zeiler & Fergus, 2014). */
async function reasonFor(at: number) {
  const one = selectExamples(test, [at]);
  const image = (one.inputs.input as { data: Float32Array }).data;
  const covered = new Float32Array(784 * 784);
  for (let place = 0; place < 784; place += 1) {
    const copy = covered.subarray(place * 784, (place + 1) * 784);
    copy.set(image);
    const [row, column] = [Math.floor(place / 28), place % 28];
    for (let y = Math.max(0, row - 2); y <= Math.min(27, row + 2); y += 1) {
      copy.fill(0, y * 28 + Math.max(0, column - 2), y * 28 + Math.min(27, column + 2) + 1);
    }
  }
  const own = chances.subarray(10 * at, 10 * at + 10);
  const confidence = Math.max(...own);
  const answer = own.indexOf(confidence);
  const { data } = await model.predict(tensorColumn(covered, [1, 28, 28]));
  const costs = Array.from({ length: 784 }, (_, place) => confidence - data[10 * place + answer]!);
  return { digit: labels[at]!, answer, confidence, image, costs, drop: Math.max(...costs) };
}
