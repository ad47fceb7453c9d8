// Accuracy, precision, recall and F1 from one small table, with every division written out.
// node scripts/run.js examples/guide/confusion.ts --found 30 --missed 10 --alarms 20 --quiet 140
import { classificationReport, confusionMatrix } from "@heed/nn";
import { exampleOptions } from "../frame/options.ts";
import { percent } from "../frame/report.ts";
import { matrixPicture } from "../pictures/matrix-picture.ts";
import { savePicture } from "../pictures/save-picture.ts";

// 200 customers, 40 of whom leave; a model warns of 50.
const options = exampleOptions({
  own: { found: "30", missed: "10", alarms: "20", quiet: "140" },
});
const [found, missed, alarms, quiet] = ["found", "missed", "alarms", "quiet"].map((name) =>
  Number(options.own[name]),
) as [number, number, number, number];
const cases = [
  { actual: 1, said: 1, times: found },
  { actual: 1, said: 0, times: missed },
  { actual: 0, said: 1, times: alarms },
  { actual: 0, said: 0, times: quiet },
];
const list = (side: "actual" | "said") =>
  cases.flatMap((one) => new Array<number>(one.times).fill(one[side]));
const matrix = confusionMatrix(list("actual"), list("said"), 2);
const { accuracy, perClass } = classificationReport(matrix);
const { precision, recall, f1 } = perClass[1]!;
const figure = (share: number | undefined) =>
  share === undefined ? "cannot tell" : percent(share);

console.log("               model warned   model was quiet");
console.log(`left           ${String(found).padStart(12)}   ${String(missed).padStart(15)}`);
console.log(`stayed         ${String(alarms).padStart(12)}   ${String(quiet).padStart(15)}\n`);
console.log(`accuracy   (${found} + ${quiet}) / ${matrix.total} = ${figure(accuracy)}`);
console.log(`precision  ${found} / (${found} + ${alarms}) = ${figure(precision)}`);
console.log(`recall     ${found} / (${found} + ${missed}) = ${figure(recall)}`);
console.log(`F1         2 x ${found} / (2 x ${found} + ${alarms} + ${missed}) = ${figure(f1)}`);
const never = (alarms + quiet) / matrix.total;
console.log(`\nnever warning at all: accuracy ${percent(never)}, recall 0.0 %`);

await savePicture(options, () => {
  const words = {
    en: {
      title: "Whom the model warned of",
      rows: ["left", "stayed"],
      columns: ["warned", "quiet"],
    },
    zh: { title: "模型对谁发出了提醒", rows: ["流失", "留下"], columns: ["提醒", "未提醒"] },
  }[options.lang];
  const names = {
    en: ["precision", "recall", "F1", "accuracy"],
    zh: ["精确率", "召回率", "F1", "准确率"],
  };
  return matrixPicture({
    ...words,
    counts: [
      [found, missed],
      [alarms, quiet],
    ],
    figures: [precision, recall, f1, accuracy].map((share, at) => ({
      name: names[options.lang][at]!,
      value: figure(share),
    })),
  });
});
