// Who will leave? A multilayer perceptron on a table, beside the straight line that it has to beat.
// node scripts/run.js examples/churn.ts --data FOLDER
import {
  adamW,
  classificationReport,
  compile,
  confusionMatrix,
  type Dataset,
  dataset,
  dense,
  dropout,
  type Layer,
  selectExamples,
  sequential,
  softmaxCrossEntropy,
  tensorColumn,
  tensorInput,
} from "@heed/nn";
import { readCustomers } from "./data/customers.ts";
import { dataSource } from "./data/source.ts";
import { exampleOptions } from "./frame/options.ts";
import { seededOrder, splitOff } from "./frame/parts.ts";
import { areaUnderCurve, bestLine } from "./frame/ranking.ts";
import { count, percent, startReport } from "./frame/report.ts";
import { barChart } from "./pictures/bar-chart.ts";
import { savePicture } from "./pictures/save-picture.ts";

const options = exampleOptions({ epochs: 40 });
const report = startReport("Customers who leave, a multilayer perceptron on a table");
const source = await dataSource(options.data, "churn_telco_ibm", options.seed);
const { features, names, left, count: customers } = readCustomers(source.folder, options.limit);
const all = dataset({
  inputs: tensorColumn(features, [names.length]),
  targets: tensorColumn(left),
});

// A fifth for the test, and a fifth of the rest to decide when to stop and where to draw the line.
const first = splitOff(seededOrder(customers, options.seed), 0.2);
const second = splitOff(first.kept, 0.2);
const train = selectExamples(all, second.kept);
const validation = selectExamples(all, second.off);
const test = selectExamples(all, first.off);

const layers = [dense(32, { activation: "relu" }), dropout(0.3), dense(16, { activation: "relu" })];
const perceptron = await measure([...layers, dense(2)]);
const straight = await measure([dense(2)]);
const actual = answers(test);
const stayed = actual.filter((answer) => answer === 0).length / actual.length;
report({
  data:
    `Telco customers, ${names.length} columns, ${count(train.size)} to learn from, ` +
    `${count(validation.size)} to decide with, ${count(test.size)} to test${source.note}`,
  score: words(perceptron),
  baselines: {
    "a straight line: logistic regression": words(straight),
    "saying that everybody stays": `accuracy ${percent(stayed)}, recall 0.0 %`,
  },
  published:
    "about 80 % accuracy and an area under the curve of 0.84 for logistic regression (from memory of public notebooks)",
});
const bars = { recall: "recall", precision: "precision", f1: "F1" } as const;
await savePicture(options, () =>
  barChart({
    title: { en: "Customers who leave: found and missed", zh: "流失客户：找到多少" }[options.lang],
    groups: Object.values(bars),
    series: [
      { name: "MLP", values: [perceptron.recall, perceptron.precision, perceptron.f1] },
      {
        name: { en: "straight line", zh: "直线（逻辑回归）" }[options.lang],
        values: [straight.recall, straight.precision, straight.f1],
      },
    ],
  }),
);

/** Trains until the validation loss stops falling, draws the line there, and measures once on test. */
async function measure(network: readonly Layer[]) {
  const model = compile(sequential(network, { input: tensorInput([names.length]) }), {
    loss: softmaxCrossEntropy(),
    optimizer: adamW({ learningRate: 0.003, weightDecay: 0.02 }),
    seed: options.seed,
    ...options.threading,
  });
  const earlyStopping = { patience: 6 };
  await model.fit(train, { epochs: options.epochs, batchSize: 64, validation, earlyStopping });
  // Three of four stay, so a line at one half misses many who leave. The line with the best F1 among
  // the customers to decide with is used for those to test.
  const line = bestLine(answers(validation), await chances(validation));
  const leaving = await chances(test);
  const decided = (from: number) => leaving.map((chance) => (chance >= from ? 1 : 0));
  const figures = classificationReport(confusionMatrix(answers(test), decided(line), 2));
  const half = classificationReport(confusionMatrix(answers(test), decided(0.5), 2));
  await model.close();
  const { precision = 0, recall = 0, f1 = 0 } = figures.perClass[1]!;
  const area = areaUnderCurve(answers(test), leaving);
  return { precision, recall, f1, accuracy: half.accuracy ?? 0, area, line };

  /** Each customer's chance of leaving. */
  async function chances(part: Dataset): Promise<number[]> {
    const { data } = await model.predict(part.inputs);
    return Array.from({ length: part.size }, (_, at) => data[2 * at + 1]!);
  }
}

function answers(part: Dataset): Int32Array {
  const column = part.targets.target!;
  return column.kind === "tensor" ? Int32Array.from(column.data) : new Int32Array(0);
}

function words(found: Awaited<ReturnType<typeof measure>>): string {
  return (
    `F1 ${percent(found.f1)}, recall ${percent(found.recall)}, precision ${percent(found.precision)} ` +
    `of those who leave (line at ${found.line.toFixed(2)}), accuracy ${percent(found.accuracy)} ` +
    `(line at one half), area under the curve ${found.area.toFixed(3)}`
  );
}
