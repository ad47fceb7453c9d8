// How steady a model's answers are when examples change in ways that should not matter, or should.
import { resolve } from "node:path";
import { InvalidInput, mostProbable } from "@heed/core";
import { createSeededRandom, wilsonInterval } from "@heed/stats";
import { readyPictures, SIDE } from "./image-recipes.ts";
import { type LabContext, labFolders } from "./lab-context.ts";
import { readPicture } from "./read-picture.ts";
import { readSound, type Sound } from "./read-sound.ts";
import type { LabInput } from "./recipe.ts";
import { readySounds } from "./sound-recipes.ts";
import { numberIn } from "./table-recipes.ts";
import { TEXT_CHANGES } from "./text-changes.ts";
import type { LabelledExample } from "./training-run.ts";
import type { ModelInUse } from "./use-model.ts";

/** Answers under one change. */
export interface RobustnessTrial {
  readonly change: string;
  /** Share of answers that stay, with its 95 % interval. */
  readonly same: { readonly value: number; readonly low: number; readonly high: number };
  readonly accuracyBefore: number;
  readonly accuracyAfter: number;
  /** `negation` should change answers about what is meant; all others should not. */
  readonly shouldStay: boolean;
  /** Numbers of examples whose right answer became wrong, at most 5. */
  readonly broken: readonly number[];
}

export interface RobustnessReport {
  readonly examples: number;
  readonly trials: readonly RobustnessTrial[];
}

const MOST_EXAMPLES = 200;
const MOST_BROKEN = 5;

type Predict = () => Promise<Float32Array>;
interface Trial {
  readonly change: string;
  readonly shouldStay: boolean;
  readonly predict: Predict;
}

export async function testRobustness(
  context: LabContext,
  model: ModelInUse,
  examples: readonly LabelledExample[],
): Promise<RobustnessReport> {
  const own = examples.slice(0, MOST_EXAMPLES);
  if (own.length === 0)
    throw new InvalidInput("no-labels", "There is no labelled example to test on.", {
      hint: "Name data with labels.",
      zh: { message: "没有可用于测试的已标注样本。", hint: "请指定带标签的数据。" },
    });
  const { classes } = model.header;
  const answer = async (predict: Predict) =>
    Array.from(mostProbable(await predict(), classes.length), (place) => classes[place]);
  const before = await answer(() => model.predict(own));
  const trials: RobustnessTrial[] = [];
  for (const { change, shouldStay, predict } of await trialsFor(context, model, own)) {
    const after = await answer(predict);
    const stayed = after.filter((label, at) => label === before[at]).length;
    const interval = wilsonInterval({ successes: stayed, trials: own.length });
    const right = (answers: readonly string[]) =>
      own.filter(({ label }, at) => answers[at] === label).length / own.length;
    trials.push({
      ...{ change, shouldStay },
      same: {
        value: stayed / own.length,
        low: interval.ok ? interval.low : 0,
        high: interval.ok ? interval.high : 1,
      },
      accuracyBefore: right(before),
      accuracyAfter: right(after),
      broken: own
        .filter(({ label }, at) => before[at] === label && after[at] !== label)
        .slice(0, MOST_BROKEN)
        .map(({ number }) => number),
    });
  }
  return { examples: own.length, trials };
}

async function trialsFor(
  context: LabContext,
  model: ModelInUse,
  examples: readonly LabelledExample[],
): Promise<Trial[]> {
  const { task, classes } = model.header;
  const inputs = (change: (input: LabInput, at: number) => LabInput) => () =>
    model.predict(examples.map(change));
  if (task === "text")
    return TEXT_CHANGES.map(({ name, shouldStay, apply }) => ({
      ...{ change: name, shouldStay },
      predict: inputs(({ text = "" }, at) => ({ text: apply(text, at, classes) })),
    }));
  if (task === "tabular") return rowTrials(model, inputs);
  const media = labFolders(context.folder).media;
  const paths = examples.map(({ file }) => resolve(media, file ?? ""));
  if (task === "image") {
    const planes = await Promise.all(paths.map((path) => readPicture(path, SIDE)));
    return Object.entries(PICTURE_CHANGES).map(([change, apply]) => ({
      ...{ change, shouldStay: true },
      predict: () => model.predictReady(readyPictures(planes.map(apply)), planes.length),
    }));
  }
  const sounds = await Promise.all(paths.map((path) => readSound(path)));
  return Object.entries(SOUND_CHANGES).map(([change, apply]) => ({
    ...{ change, shouldStay: true },
    predict: () => model.predictReady(readySounds(sounds.map(apply)), sounds.length),
  }));
}

/** Every column unknown in turn, and all numbers a twentieth larger. */
function rowTrials(
  { header: { columns } }: ModelInUse,
  inputs: (change: (input: LabInput) => LabInput) => Predict,
): Trial[] {
  const larger = inputs(({ cells = [] }) => ({
    cells: cells.map((cell, at) => {
      const value = columns[at].kind === "number" ? numberIn(cell) : null;
      return value === null ? cell : String(value * 1.05);
    }),
  }));
  return [
    { change: "numbers +5 %", shouldStay: true, predict: larger },
    ...columns.slice(0, 20).map(({ name }, column) => ({
      ...{ change: `without ${name}`, shouldStay: true },
      predict: inputs(({ cells = [] }) => ({
        cells: cells.map((cell, at) => (at === column ? "" : cell)),
      })),
    })),
  ];
}

const PICTURE_CHANGES: Readonly<
  Record<string, (planes: Float32Array, at: number) => Float32Array>
> = {
  noise: (planes, at) => {
    const random = createSeededRandom(at + 1);
    return planes.map((value) => clip(value + 0.3 * (random.next() + random.next() - 1)));
  },
  "rotation 15°": (planes) => turned(planes, 15),
  "rotation -15°": (planes) => turned(planes, -15),
  darker: (planes) => planes.map((value) => clip(value - 0.3)),
  mirrored: (planes) => planes.map((_, at) => planes[at - (at % SIDE) + SIDE - 1 - (at % SIDE)]),
};

const SOUND_CHANGES: Readonly<Record<string, (sound: Sound, at: number) => Sound>> = {
  "noise at 15 dB": ({ samples, rate }, at) => {
    const random = createSeededRandom(at + 1);
    const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
    // Two uniform numbers have a spread of 1 / sqrt(6).
    const height = Math.sqrt(power / 10 ** 1.5) * Math.sqrt(6);
    return {
      rate,
      samples: samples.map((value) => value + height * (random.next() + random.next() - 1)),
    };
  },
  "four times quieter": ({ samples, rate }) => ({
    rate,
    samples: samples.map((value) => value / 4),
  }),
  "a tenth faster": ({ samples, rate }) => ({ rate: Math.round(rate * 1.1), samples }),
  "cut at the end": ({ samples, rate }) => ({
    rate,
    samples: samples.slice(0, Math.floor(samples.length * 0.85)),
  }),
};

function clip(value: number): number {
  return Math.max(-1, Math.min(1, value));
}

/** A picture turned about its middle; what comes in from outside is its edge. */
function turned(planes: Float32Array, degrees: number): Float32Array {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const middle = (SIDE - 1) / 2;
  const size = SIDE * SIDE;
  const inside = (place: number) => Math.max(0, Math.min(SIDE - 1, Math.round(place)));
  return planes.map((_, at) => {
    const [x, y] = [(at % SIDE) - middle, Math.floor((at % size) / SIDE) - middle];
    const column = inside(middle + cos * x + sin * y);
    const row = inside(middle - sin * x + cos * y);
    return planes[at - (at % size) + row * SIDE + column];
  });
}
