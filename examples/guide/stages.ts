// What the built-in models do for a stage, measured: kinds and sentiment of the sample feedback against its answer key.
// node scripts/run.js examples/guide/stages.ts --picture stages.svg
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { exampleOptions } from "../frame/options.ts";
import { count, line, percent } from "../frame/report.ts";
import { shareInterval } from "../frame/share-interval.ts";
import { barChart } from "../pictures/bar-chart.ts";
import { savePicture } from "../pictures/save-picture.ts";
import { analyzeSamples } from "./sample-workspace.ts";

const options = exampleOptions();
const { items } = analyzeSamples();
const file = readFileSync(resolve(import.meta.dirname, "../../samples/answer-key.csv"), "utf8");
const key = new Map(
  file
    .trim()
    .split("\n")
    .slice(1)
    .map((row) => row.split(","))
    .map(([, id, , kind, sentiment]) => [id!, { kind: kind!, sentiment: sentiment! }]),
);
const judged = items.flatMap(({ sourceId, kind, sentiment }) => {
  const truth = key.get(sourceId);
  return truth === undefined ? [] : [{ said: { kind, sentiment }, truth }];
});

line(
  "data",
  `${count(judged.length)} reviews and tickets on an invented product, labelled by one person`,
);
const figures = (["kind", "sentiment"] as const).map((what) => {
  const right = judged.filter(({ said, truth }) => said[what] === truth[what]).length;
  const shares = new Map<string, number>();
  for (const { truth } of judged) shares.set(truth[what], (shares.get(truth[what]) ?? 0) + 1);
  const share = right / judged.length;
  const usual = Math.max(...shares.values()) / judged.length;
  const [low, high] = shareInterval(share, judged.length);
  line(
    what,
    `accuracy ${percent(share)} (95 % interval ${percent(low)} to ${percent(high)}); ` +
      `always the most frequent of ${shares.size}: ${percent(usual)}`,
  );
  return { share, usual };
});

await savePicture(options, () => {
  const words = {
    en: {
      title: "Reading feedback without a large model",
      groups: ["kind (6 classes)", "sentiment (3 classes)"],
      names: ["built-in models", "always the most frequent"],
    },
    zh: {
      title: "不用大模型也能判读反馈",
      groups: ["类型（6 类）", "情感（3 类）"],
      names: ["内置模型", "总猜最常见的一类"],
    },
  }[options.lang];
  return barChart({
    title: words.title,
    groups: words.groups,
    series: [
      { name: words.names[0]!, values: figures.map(({ share }) => share) },
      { name: words.names[1]!, values: figures.map(({ usual }) => usual) },
    ],
  });
});
