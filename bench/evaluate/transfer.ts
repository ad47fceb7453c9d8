// Trains the readers without whole sources and measures them there: run `npm run evaluate -- transfer --data FOLDER`.
import { createReader } from "@heed/text";
import { buildReaders } from "../../packages/text/scripts/build-readers.ts";
import { loadTrainingTexts, type SourceName } from "../../packages/text/scripts/training-texts.ts";
import { loadReaderTasks, loadSst2Task, type ReaderTask } from "./data/reader-tasks.ts";
import { accuracyOf, macroF1Of, percent } from "./figures.ts";
import { answersOf } from "./readers.ts";

interface Trial {
  readonly without: readonly SourceName[];
  readonly films: "mr" | "sst2";
  readonly sets: readonly string[];
}

const TRIALS: readonly Trial[] = [
  {
    without: ["laptops", "waimai", "eprstmt", "clap", "4class"],
    films: "mr",
    sets: ["laptops, two signs", "waimai", "eprstmt", "CLAP, 3 kinds", "4class, 3 kinds"],
  },
  { without: ["shopping", "films"], films: "mr", sets: ["online shopping", "MR"] },
  { without: ["shopping"], films: "sst2", sets: ["SST-2"] },
];

const folder = process.argv[2] ?? "../shared/data";
const tasks: ReaderTask[] = [...(await loadReaderTasks(folder)), await loadSst2Task(folder)];
console.log("| set | texts | trained without | accuracy | macro-F1 |\n|---|---|---|---|---|");
for (const { without, films, sets } of TRIALS) {
  const built = await buildReaders(await loadTrainingTexts(folder, films), { without });
  const reader = createReader({ sentiment: built.sentiment.bytes, kind: built.kind.bytes });
  const left = [...without, ...(films === "sst2" ? ["MR (SST-2 instead)"] : [])].join(", ");
  for (const task of tasks.filter(({ set }) => sets.includes(set))) {
    const labels = task.rows.map(({ label }) => label);
    const answers = await answersOf(reader, task);
    const figures = [percent(accuracyOf(labels, answers)), percent(macroF1Of(labels, answers))];
    console.log(`| ${[task.set, task.rows.length, left, ...figures].join(" | ")} |`);
  }
}
