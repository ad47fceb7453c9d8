// Tells before a training how long it will take and how much memory it wants, from a moment's work on this machine.
import type { Dataset, TrainingCost } from "@heed/core";
import { labFolders } from "./lab-context.ts";
import { taskDoor } from "./open-task.ts";
import {
  contestantsFor,
  ENOUGH_TO_HOLD_OUT,
  foldCount,
  type LabelledExample,
} from "./training-run.ts";

const PROBE = 24;
/** Features of an example by task, and of a text for each of its characters. */
const FEATURES = { image: 716, audio: 320, tabular: 30, text: 60 } as const;
const PER_CHARACTER = 2;
const CURVE_FITS = 15;
/** A training of the curve sees about half of the examples. */
const CURVE_SHARE = 0.5;
/** Seconds of the reference loop on the machine that the recipes were timed on. */
const REFERENCE_SECONDS = 0.011;
/** Seconds until a thread has read its models. */
const START_SECONDS = 1.6;
/** What is read before the first example. */
const BASE_MEGABYTES = { image: 120, audio: 90, tabular: 40, text: 220 } as const;
/** Bytes kept of an example while training. */
const BYTES = { image: 150_000, audio: 25_000, tabular: 1_500, text: 6_000 } as const;

export async function estimateTraining(
  folder: string,
  dataset: Dataset,
  examples: readonly LabelledExample[],
  recipe?: string,
): Promise<TrainingCost> {
  const door = taskDoor(dataset.task);
  const probe = examples.slice(0, PROBE);
  const settings = { columns: dataset.columns, mediaFolder: labFolders(folder).media };
  // The first call opens what is read with; only the second is timed.
  await door.prepare(probe.slice(0, 1), settings);
  const began = performance.now();
  await door.prepare(probe, settings);
  const prepare = (performance.now() - began) / 1000 / Math.max(1, probe.length);
  const labels = examples.map(({ label }) => label);
  const classes = new Set(labels).size;
  const isLarge = examples.length >= ENOUGH_TO_HOLD_OUT;
  const folds = foldCount(labels);
  const size = examples.length * (isLarge ? 0.64 : (folds - 1) / folds);
  const whole = examples.length * (isLarge ? 0.8 : 1);
  const features = featuresOf(dataset, probe);
  const recipes = contestantsFor(door, Math.floor(size), classes, recipe);
  const seconds = (examples: number) =>
    recipes.map((each) => each.seconds(examples, classes, features));
  const once = seconds(size).reduce((sum, each) => sum + each, 0);
  const quick = recipes.filter(({ isQuick }) => isQuick);
  const curve =
    CURVE_FITS *
    CURVE_SHARE *
    (quick.at(-1)?.seconds(Math.min(size, 4000), classes, features) ?? 0);
  // The slowest is taken for the winner, which is trained once more on all that it may learn from.
  const fits = once * (isLarge ? 1 : folds) + Math.max(...seconds(whole));
  return {
    seconds: START_SECONDS + prepare * examples.length + machineFactor() * (fits + curve),
    megabytes: Math.round(
      BASE_MEGABYTES[dataset.task] +
        (examples.length * (BYTES[dataset.task] + features * 12)) / 1e6,
    ),
  };
}

function featuresOf({ task, columns }: Dataset, probe: readonly LabelledExample[]): number {
  if (task === "tabular") return Math.max(FEATURES.tabular, columns.length);
  if (task !== "text") return FEATURES[task];
  const characters = probe.reduce((sum, { text }) => sum + Math.min(1200, text?.length ?? 0), 0);
  return FEATURES.text + (PER_CHARACTER * characters) / Math.max(1, probe.length) + 105;
}

/** How much slower this machine is, now, than the one that was measured. */
function machineFactor(): number {
  const numbers = new Float32Array(1 << 16).map((_, at) => at % 7);
  const began = performance.now();
  let sum = 0;
  for (let round = 0; round < 160; round += 1)
    for (let at = 0; at < numbers.length; at += 1) sum += numbers[at] * 1.0001;
  const seconds = (performance.now() - began) / 1000;
  return sum > 0 ? Math.min(6, Math.max(0.3, seconds / REFERENCE_SECONDS)) : 1;
}
