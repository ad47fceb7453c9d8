// The lab on real pictures and sounds, through its own door: a folder in, a model out, measured on the sets' test parts, which
// nothing was chosen on. Part of `npm run evaluate -- lab`; alone: `node scripts/run.js bench/evaluate/lab-media.ts FOLDER [SET ...]`.
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import sharp from "sharp";
import type { EvaluationReport } from "../../packages/core/src/index.ts";
import { createSeededRandom } from "../../packages/stats/src/index.ts";
import {
  datasetOf,
  evaluateModel,
  openLab,
  openModelByName,
  trainDataset,
} from "../../packages/workbench/src/lab/public.ts";
import { percent } from "./figures.ts";

interface Place {
  readonly from: string;
  readonly label: string;
}

interface MediaSet {
  readonly name: string;
  readonly title: string;
  /** What `examples/` reaches on the same test part. */
  readonly example: string;
  /** The linear recipe of the lab. */
  readonly baseline: string;
  readonly train: (folder: string) => Promise<readonly Place[]>;
  readonly test: (folder: string) => Promise<readonly Place[]>;
}

const FEW = 50;
const FEW_DRAWS = [1, 2, 3];
const DIGITS = 2_000;
const SIDE = 28;

const folder = process.argv[2] ?? "../shared/data";
const asked = process.argv.slice(3);
const home = await mkdtemp(join(tmpdir(), "heed-lab-media-"));

const photos = async (part: string) => {
  const classes = await readdir(join(folder, "cats_dogs", part));
  const places = classes.map(async (label) => {
    const own = join(folder, "cats_dogs", part, label);
    return (await readdir(own)).sort().map((file) => ({ from: join(own, file), label }));
  });
  return (await Promise.all(places)).flat();
};
const sounds = async (part: string) => {
  const own = join(folder, "speech_digits_fsdd", part);
  return (await readdir(own)).sort().map((file) => ({ from: join(own, file), label: file[0] }));
};

/** Digits written as PNG, so that they come in as any picture does. */
async function digits(part: "train" | "t10k", most: number): Promise<Place[]> {
  const read = async (name: string) =>
    gunzipSync(await readFile(join(folder, "mnist", `${part}-${name}-ubyte.gz`)));
  const pixels = (await read("images-idx3")).subarray(16);
  const labels = (await read("labels-idx1")).subarray(8);
  const into = join(home, `digits-${part}`);
  await mkdir(into, { recursive: true });
  const places: Place[] = [];
  for (let at = 0; at < Math.min(most, labels.length); at += 1) {
    const image = pixels.subarray(at * SIDE * SIDE, (at + 1) * SIDE * SIDE);
    const from = join(into, `${at}.png`);
    await sharp(image, { raw: { width: SIDE, height: SIDE, channels: 1 } }).toFile(from);
    places.push({ from, label: String(labels[at]) });
  }
  return places;
}

const SETS: readonly MediaSet[] = [
  {
    name: "photos",
    title: "cats and dogs",
    example: "86.4 % (photos.ts, 2,000 labels)",
    baseline: "edges-and-colours",
    train: () => photos("train"),
    test: () => photos("test"),
  },
  {
    name: "sounds",
    title: "spoken digits",
    example: "98.3 % (spoken-digits.ts, 900 labels)",
    baseline: "pitch-means",
    train: () => sounds("train"),
    test: () => sounds("test"),
  },
  {
    name: "digits",
    title: "handwritten digits",
    example: "98.37 % (digits.ts, 54,000 labels)",
    baseline: "edges-and-colours",
    train: () => digits("train", DIGITS),
    test: () => digits("t10k", 10_000),
  },
];

const unknown = asked.filter((name) => !SETS.some((set) => set.name === name));
if (unknown.length > 0) throw new Error(`There is no set ${unknown.join(", ")}.`);
console.log(
  `\nPictures and sounds, ${availableParallelism()} cores; accuracy and macro F1 on the test part with 95 % intervals`,
);
console.log(
  "| set | labels | test | model | accuracy | macro F1 | always the most frequent | training s (processor s) | told before | time / told | examples/ |",
);
console.log("|---|---|---|---|---|---|---|---|---|---|---|");
try {
  for (const set of SETS.filter(({ name }) => asked.length === 0 || asked.includes(name)))
    await measureSet(set);
} finally {
  await rm(home, { recursive: true, force: true });
}

async function measureSet(set: MediaSet): Promise<void> {
  const [train, test] = [await set.train(folder), await set.test(folder)];
  const lab = await openLab(join(home, set.name));
  try {
    const held = await bring(lab, `${set.name}-test`, test);
    const whole = await bring(lab, `${set.name}-all`, train);
    const measure = async (
      data: typeof whole,
      recipe: string | undefined,
      name: string,
      seed = 1,
    ) => {
      const began = process.cpuUsage();
      const { model } = await trainDataset(lab, data, { recipe, name, seed });
      const used = process.cpuUsage(began);
      const opened = await openModelByName(lab, model.id);
      const { evaluation } = await evaluateModel(lab, opened, held);
      return { model, evaluation, processor: (used.user + used.system) / 1e6 };
    };
    for (const [recipe, name] of [
      [set.baseline, `${set.name}-linear`],
      [undefined, `${set.name}-lab`],
    ] as const) {
      const { model, evaluation, processor } = await measure(whole, recipe, name);
      row(set, train.length, evaluation, {
        recipe: recipe === undefined ? `lab: ${model.recipe}` : model.recipe,
        seconds: `${model.took.seconds.toFixed(0)} (${processor.toFixed(0)})`,
        told: `${model.estimated.seconds.toFixed(0)} s`,
        ratio: (model.took.seconds / model.estimated.seconds).toFixed(2),
      });
    }
    const few: { accuracy: number; f1: number; recipe: string; seconds: number; told: number }[] =
      [];
    for (const seed of FEW_DRAWS) {
      const drawn = await bring(lab, `${set.name}-few-${seed}`, draw(train, FEW, seed));
      const { model, evaluation } = await measure(drawn, undefined, `${set.name}-few`, seed);
      few.push({
        ...{ accuracy: evaluation.accuracy.value, f1: evaluation.macro.f1.value },
        ...{ recipe: model.recipe, seconds: model.took.seconds, told: model.estimated.seconds },
      });
    }
    const mean = (values: readonly number[]) =>
      values.reduce((sum, one) => sum + one, 0) / values.length;
    const spread = (values: readonly number[]) =>
      `${percent(mean(values))} (${percent(Math.min(...values))}–${percent(Math.max(...values))} in ${values.length} draws)`;
    const [seconds, told] = [mean(few.map((one) => one.seconds)), mean(few.map((one) => one.told))];
    const cells = [
      ...[set.title, FEW, test.length],
      `lab: ${[...new Set(few.map(({ recipe }) => recipe))].join(", ")}`,
      spread(few.map(({ accuracy }) => accuracy)),
      spread(few.map(({ f1 }) => f1)),
      ...["", seconds.toFixed(1), `${told.toFixed(1)} s`, (seconds / told).toFixed(2), ""],
    ];
    console.log(`| ${cells.join(" | ")} |`);
  } finally {
    await lab.close();
  }
}

function row(
  { title, example }: MediaSet,
  labels: number,
  { accuracy, macro, majority, examples }: EvaluationReport,
  told: { recipe: string; seconds: string; told: string; ratio: string },
): void {
  const figure = (one: typeof accuracy) =>
    `${percent(one.value)} (${percent(one.low)}–${percent(one.high)})`;
  const cells = [
    ...[title, labels, examples, told.recipe, figure(accuracy), figure(macro.f1)],
    ...[percent(majority), told.seconds, told.told, told.ratio, example],
  ];
  console.log(`| ${cells.join(" | ")} |`);
}

/** The same number of each class, drawn by a seed. */
function draw(places: readonly Place[], count: number, seed: number): Place[] {
  const random = createSeededRandom(seed);
  const byClass = [...Map.groupBy(places, ({ label }) => label).values()].map((own) => [...own]);
  const each = Math.floor(count / byClass.length);
  return byClass.flatMap((own) =>
    Array.from({ length: each }, () => own.splice(random.integer(own.length), 1)[0]),
  );
}

/** A folder with one folder for each class, brought in as any other is. */
async function bring(
  lab: Awaited<ReturnType<typeof openLab>>,
  name: string,
  places: readonly Place[],
) {
  const top = join(home, "folders", name);
  for (const [at, { from, label }] of places.entries()) {
    await mkdir(join(top, label), { recursive: true });
    await cp(from, join(top, label, `${at}-${from.split("/").at(-1)}`));
  }
  const dataset = await datasetOf(lab, top, { name });
  await rm(top, { recursive: true });
  return dataset;
}
