// Makes a model of a data set: baseline first, recipes against each other, honest figures, then the model on everything.
import { createHash } from "node:crypto";
import { checkTrainable } from "./check-trainable.ts";
import { exampleHash } from "./example-hash.ts";
import type { ModelHeader } from "./model-file.ts";
import { taskDoor } from "./open-task.ts";
import { RunJournal } from "./run-journal.ts";
import {
  type TrainedModel,
  type TrainingInput,
  type TrainingNews,
  TrainingRun,
} from "./training-run.ts";

/** Steps of the live curve that are kept with a model. */
const MOST_HISTORY = 600;

export async function trainLabModel(
  input: TrainingInput,
  tell: (news: TrainingNews) => void = () => undefined,
  signal?: AbortSignal,
): Promise<TrainedModel> {
  const began = performance.now();
  const memory = watchMemory();
  const { dataset, examples, settings } = input;
  checkTrainable(dataset, examples);
  const door = taskDoor(dataset.task);
  const journal = await RunJournal.open(input.runsFolder, runKey(input));
  const ready = await door.prepare(examples, {
    columns: dataset.columns,
    mediaFolder: input.mediaFolder,
    signal,
    onProgress: (done, total) => tell({ stage: "prepare", done, total }),
  });
  const heard: typeof tell = (news) => {
    memory.look();
    tell(news);
  };
  const run = new TrainingRun(input, door, ready, journal, heard, signal);
  const measured = await run.measure();
  const learningCurve = await run.curve();
  const final = await run.final();
  const { classes } = run;
  const header: ModelHeader = {
    format: "heed-model-1",
    ...{ name: settings.name, version: settings.version, task: dataset.task },
    ...{ target: dataset.target, classes, columns: dataset.columns },
    recipe: run.winner.name,
    temperature: run.temperature,
    trainedOn: run.dev.map((at) => exampleHash(examples[at])),
  };
  await journal.finish();
  return {
    header,
    parts: final.parts(),
    contestants: run.contestants,
    ...measured,
    split: run.way,
    learningCurve,
    history: run.history.slice(0, MOST_HISTORY),
    took: {
      seconds: (performance.now() - began) / 1000,
      megabytes: memory.grown(),
    },
    resumed: journal.reused,
  };
}

/** Data and settings that lead to the same figures. */
function runKey({ dataset, examples, settings }: TrainingInput): string {
  const hash = createHash("sha256").update("run-1");
  const { seed, way, recipe } = settings;
  hash.update(JSON.stringify([dataset.task, dataset.columns, seed, way ?? "", recipe ?? ""]));
  for (const example of examples) hash.update(`${exampleHash(example)}${example.label}\n`);
  return hash.digest("hex");
}

/** Memory of the process beyond what it had when the training began, in megabytes. */
function watchMemory() {
  const before = process.memoryUsage.rss();
  let most = before;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  return {
    look,
    grown: () => {
      look();
      return (most - before) / 1e6;
    },
  };
}
