// Why a model answered so: what changes its mind when it is covered, whether that explanation holds, and which examples it resembles.
import { resolve } from "node:path";
import type { Dataset } from "@heed/core";
import { createSeededRandom } from "@heed/stats";
import { readyPictures, SIDE } from "./image-recipes.ts";
import { type LabContext, labelledExamples, labFolders } from "./lab-context.ts";
import { taskDoor } from "./open-task.ts";
import { readPicture } from "./read-picture.ts";
import { readSound, type Sound } from "./read-sound.ts";
import type { LabInput } from "./recipe.ts";
import { readySounds } from "./sound-recipes.ts";
import { type Spectrogram, spectrogramOf } from "./spectrogram.ts";
import { type LabAnswer, type ModelInUse, predictInputs } from "./use-model.ts";

/** A part of an example and how much the answer rests on it. */
export interface ExplainedPart {
  /** The words, the column with its value, the field of a picture or the seconds of a sound. */
  readonly part: string;
  /** Characters of a text, columns of a table, fields of an 8 x 8 grid, or hundredths of a second. */
  readonly start: number;
  readonly end: number;
  /** How much the probability of the answer falls without it; negative where it spoke against. */
  readonly weight: number;
}

export interface Explanation {
  readonly answer: LabAnswer;
  /** What a sound looks like, to lay its parts over; null for all else. */
  readonly spectrogram: Spectrogram | null;
  readonly parts: readonly ExplainedPart[];
  /**
   * Covers the fifth of the parts with the most weight, and as many at random: an explanation is faithful when the first
   * takes more away (comprehensiveness: DeYoung et al., ACL 2020). Null with fewer than three parts.
   */
  readonly faithfulness: {
    readonly withoutTop: number;
    readonly withoutRandom: number;
    readonly isFaithful: boolean;
  } | null;
  readonly similar: readonly {
    readonly example: number;
    readonly label: string;
    readonly text: string | null;
    readonly likeness: number;
  }[];
}

const MOST_WORDS = 80;
const GRID = 8;
const SOUND_PARTS = 12;
const COVERED_SHARE = 0.2;
const RANDOM_COVERS = 12;
const SIMILAR = 5;
const MOST_COMPARED = 1_500;

/** Parts of an input, and the same input with some of them covered. */
interface Coverable {
  readonly parts: readonly Omit<ExplainedPart, "weight">[];
  /** Probabilities with each of the sets of parts covered, row-major. */
  readonly predict: (covered: readonly ReadonlySet<number>[]) => Promise<Float32Array>;
  readonly spectrogram?: Spectrogram;
}

export async function explainAnswer(
  context: LabContext,
  model: ModelInUse,
  input: LabInput,
): Promise<Explanation> {
  const [answer] = await predictInputs(model, [input]);
  const k = model.header.classes.length;
  const answered = model.header.classes.indexOf(answer.label);
  const { parts, predict, spectrogram = null } = await coverable(context, model, input);
  const drops = async (sets: readonly ReadonlySet<number>[]) => {
    if (sets.length === 0) return [];
    const shares = await predict(sets);
    return sets.map((_, at) => answer.probability - shares[at * k + answered]);
  };
  const weights = await drops(parts.map((_, at) => new Set([at])));
  return {
    ...{ answer, spectrogram },
    parts: parts.map((part, at) => ({ ...part, weight: weights[at] })),
    faithfulness: await checkFaithfulness(weights, drops),
    similar: await similarExamples(context, model, input),
  };
}

async function checkFaithfulness(
  weights: readonly number[],
  drops: (sets: readonly ReadonlySet<number>[]) => Promise<number[]>,
): Promise<Explanation["faithfulness"]> {
  if (weights.length < 3) return null;
  const count = Math.max(1, Math.round(COVERED_SHARE * weights.length));
  const order = weights.map((_, at) => at).sort((a, b) => weights[b] - weights[a] || a - b);
  const random = createSeededRandom(1);
  const drawn = Array.from({ length: RANDOM_COVERS }, () => {
    const set = new Set<number>();
    while (set.size < count) set.add(random.integer(weights.length));
    return set;
  });
  const [withoutTop, ...others] = await drops([new Set(order.slice(0, count)), ...drawn]);
  const withoutRandom = others.reduce((sum, drop) => sum + drop, 0) / others.length;
  return { withoutTop, withoutRandom, isFaithful: withoutTop > withoutRandom };
}

function coverable(context: LabContext, model: ModelInUse, input: LabInput): Promise<Coverable> {
  if (model.header.task === "text") return coverableText(model, input.text ?? "");
  if (model.header.task === "tabular") return coverableRow(model, input.cells ?? []);
  const path = resolve(labFolders(context.folder).media, input.file ?? "");
  return model.header.task === "image"
    ? coverablePicture(model, path)
    : coverableSound(model, path);
}

async function coverableText(model: ModelInUse, text: string): Promise<Coverable> {
  const segments = new Intl.Segmenter(undefined, { granularity: "word" });
  const parts = [...segments.segment(text)]
    .filter(
      ({ isWordLike, segment }) => isWordLike === true || /\p{Emoji_Presentation}/u.test(segment),
    )
    .slice(0, MOST_WORDS)
    .map(({ segment, index }) => ({ part: segment, start: index, end: index + segment.length }));
  const without = (covered: ReadonlySet<number>) => {
    let left = "";
    let at = 0;
    for (const [place, { start, end }] of parts.entries()) {
      if (!covered.has(place)) continue;
      left += text.slice(at, start);
      at = end;
    }
    return left + text.slice(at);
  };
  return { parts, predict: (sets) => model.predict(sets.map((set) => ({ text: without(set) }))) };
}

async function coverableRow(model: ModelInUse, cells: readonly string[]): Promise<Coverable> {
  const parts = model.header.columns.map(({ name }, at) => ({
    ...{ part: `${name} = ${cells[at] ?? ""}`, start: at, end: at + 1 },
  }));
  return {
    parts,
    predict: (sets) =>
      model.predict(
        sets.map((set) => ({ cells: cells.map((cell, at) => (set.has(at) ? "" : cell)) })),
      ),
  };
}

async function coverablePicture(model: ModelInUse, path: string): Promise<Coverable> {
  const planes = await readPicture(path, SIDE);
  const field = SIDE / GRID;
  const parts = Array.from({ length: GRID * GRID }, (_, at) => ({
    part: `${(at % GRID) + 1}/${Math.floor(at / GRID) + 1}`,
    ...{ start: at, end: at + 1 },
  }));
  const size = SIDE * SIDE;
  const mean = [0, 1, 2].map(
    (plane) =>
      planes.subarray(plane * size, (plane + 1) * size).reduce((sum, value) => sum + value, 0) /
      size,
  );
  const without = (covered: ReadonlySet<number>) =>
    planes.map((value, at) => {
      const [x, y] = [at % SIDE, Math.floor((at % size) / SIDE)];
      const own = Math.floor(y / field) * GRID + Math.floor(x / field);
      return covered.has(own) ? mean[Math.floor(at / size)] : value;
    });
  return {
    parts,
    predict: (sets) => model.predictReady(readyPictures(sets.map(without)), sets.length),
  };
}

async function coverableSound(model: ModelInUse, path: string): Promise<Coverable> {
  const sound = await readSound(path);
  const length = sound.samples.length / SOUND_PARTS;
  const parts = Array.from({ length: SOUND_PARTS }, (_, at) => {
    const [start, end] = [at, at + 1].map((edge) => Math.round((100 * edge * length) / sound.rate));
    return { part: `${(start / 100).toFixed(2)}–${(end / 100).toFixed(2)} s`, start, end };
  });
  const without = (covered: ReadonlySet<number>): Sound => ({
    rate: sound.rate,
    samples: sound.samples.map((value, at) => (covered.has(Math.floor(at / length)) ? 0 : value)),
  });
  return {
    ...{ parts, spectrogram: spectrogramOf(sound) },
    predict: (sets) => model.predictReady(readySounds(sets.map(without)), sets.length),
  };
}

/** The labelled examples of its own data set that are most like the input, as far as they are still here. */
async function similarExamples(
  context: LabContext,
  model: ModelInUse,
  input: LabInput,
): Promise<Explanation["similar"]> {
  if (model.record === null) return [];
  const { id } = model.record.dataset;
  const dataset = (await context.records.lab.datasets()).find(
    (one): one is Dataset => one.id === id,
  );
  if (dataset === undefined) return [];
  const { labelled } = await labelledExamples(context, dataset);
  const compared = labelled.slice(0, MOST_COMPARED);
  const door = taskDoor(model.header.task);
  const ready = await door.prepare([input, ...compared], {
    columns: model.header.columns,
    mediaFolder: labFolders(context.folder).media,
  });
  const vectors = door.vectors(ready);
  if (vectors === null) return [];
  const { data, dimensions } = vectors;
  return compared
    .map(({ number, label, text }, at) => {
      let likeness = 0;
      for (let d = 0; d < dimensions; d += 1) likeness += data[d] * data[(at + 1) * dimensions + d];
      return { example: number, label, text: text ?? null, likeness };
    })
    .sort((a, b) => b.likeness - a.likeness || a.example - b.example)
    .slice(0, SIMILAR);
}
