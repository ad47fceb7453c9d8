// Recipes for pictures: edges and colours under a linear model as the baseline, a small convolutional network beside it.
import { resolve } from "node:path";
import { mostProbable } from "@heed/core";
import { drawingChanges, PHOTO_BLOCKS, photoChanges } from "@heed/nn";
import { type Changes, convolutionRecipe, mirrored, olderModel } from "./convolution-recipe.ts";
import { denseRows } from "./feature-rows.ts";
import { type FittedFeatures, linearRecipe } from "./linear-recipe.ts";
import { type DenseExamples, take } from "./network-recipe.ts";
import { readPicture } from "./read-picture.ts";
import type { TaskDoor } from "./recipe.ts";
import { fitSoftmax, predictSoftmax } from "./softmax-regression.ts";

/** Pictures as planes of red, green and blue in [-1, 1], and what the baseline sees of them. */
export interface ReadyImages {
  readonly pixels: DenseExamples;
  readonly features: Float32Array;
}

/** Side of a picture as a model sees it. */
export const SIDE = 64;
const CELL = 8;
const TURNS = 8;
const TONES = 4;
const CELLS = SIDE / CELL;
const FEATURES = CELLS * CELLS * (TURNS + 3) + 3 * TONES;
/** Every so many pictures one is set aside to look at in the mirror. */
const ASIDE = 4;
const STRENGTH = 10;

const imageFeatures: FittedFeatures<ReadyImages> = {
  parts: () => ({}),
  rowsOf: ({ features }, rows) =>
    denseRows(take({ data: features, shape: [FEATURES] }, rows).data, FEATURES),
};

export const IMAGE_TASK: TaskDoor<ReadyImages> = {
  task: "image",
  recipes: [
    linearRecipe<ReadyImages>({
      ...{ name: "edges-and-colours", isBaseline: true, strengths: [1, 10, 100] },
      fitFeatures: () => imageFeatures,
      openFeatures: ({ weights, bias }) => {
        if (weights.length !== bias.length * FEATURES) throw olderModel();
        return imageFeatures;
      },
    }),
    convolutionRecipe<ReadyImages>({
      ...{ shape: [3, SIDE, SIDE], blocks: PHOTO_BLOCKS, least: 80, shown: 80_000 },
      ...{ labelSmoothing: 0.1, weightDecay: 0.05, secondsEach: 3e-3 },
      examplesOf: ({ pixels }, rows) => take(pixels, rows),
      changesFor: pictureChanges,
    }),
  ],
  prepare: async (inputs, { mediaFolder, signal, onProgress }) => {
    const pictures: Float32Array[] = [];
    for (const { file } of inputs) {
      signal?.throwIfAborted();
      pictures.push(await readPicture(resolve(mediaFolder, file ?? ""), SIDE));
      if (pictures.length % 50 === 0) onProgress?.(pictures.length, inputs.length);
    }
    return readyPictures(pictures);
  },
  vectors: ({ features }) => ({ data: features, dimensions: FEATURES }),
};

/** Pictures made ready from their planes. */
export function readyPictures(pictures: readonly Float32Array[]): ReadyImages {
  const length = 3 * SIDE * SIDE;
  const data = new Float32Array(pictures.length * length);
  const features = new Float32Array(pictures.length * FEATURES);
  for (const [at, planes] of pictures.entries()) {
    data.set(planes, at * length);
    features.set(describe(planes), at * FEATURES);
  }
  return { pixels: { data, shape: [3, SIDE, SIDE] }, features };
}

/** Directions of edges in cells, mean colour of cells, shares of tones; a unit vector (after Dalal and Triggs, 2005). */
function describe(planes: Float32Array): Float32Array {
  const size = SIDE * SIDE;
  const grey = Float32Array.from(
    { length: size },
    (_, at) => (planes[at] + planes[size + at] + planes[2 * size + at]) / 3,
  );
  const features = new Float32Array(FEATURES);
  const perCell = TURNS + 3;
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const at = y * SIDE + x;
      const cell = (Math.floor(y / CELL) * CELLS + Math.floor(x / CELL)) * perCell;
      const dx = grey[y * SIDE + Math.min(SIDE - 1, x + 1)] - grey[y * SIDE + Math.max(0, x - 1)];
      const dy = grey[Math.min(SIDE - 1, y + 1) * SIDE + x] - grey[Math.max(0, y - 1) * SIDE + x];
      const turn = ((Math.atan2(dy, dx) + Math.PI) / Math.PI) % 1;
      features[cell + Math.min(TURNS - 1, Math.floor(turn * TURNS))] += Math.hypot(dx, dy);
      for (let plane = 0; plane < 3; plane += 1) {
        const value = planes[plane * size + at];
        features[cell + TURNS + plane] += (0.5 * value) / (CELL * CELL);
        const tone = Math.min(TONES - 1, Math.floor(((value + 1) / 2) * TONES));
        features[FEATURES - 3 * TONES + plane * TONES + tone] += 1 / size;
      }
    }
  }
  for (let cell = 0; cell < CELLS * CELLS; cell += 1) {
    const own = features.subarray(cell * perCell, cell * perCell + TURNS);
    const length = Math.hypot(...own) + 0.5;
    for (let turn = 0; turn < TURNS; turn += 1) own[turn] /= length;
  }
  const length = Math.hypot(...features) || 1;
  return features.map((value) => value / length);
}

/**
 * Photos are mirrored, cut and blotted; pictures that mean something else in the mirror, such as signs, are bent only. Which
 * they are is told by a linear model: on mirrored pictures it keeps most of what it knows beyond guessing, or does not.
 */
export function pictureChanges(
  { pixels, features }: ReadyImages,
  rows: Int32Array,
  labels: Int32Array,
  classes: number,
): Changes {
  const at = (isAside: boolean) =>
    Array.from(rows.keys()).filter((place) => (place % ASIDE === ASIDE - 1) === isAside);
  const [learnt, aside] = [at(false), at(true)];
  const told = (places: readonly number[]) => Int32Array.from(places, (place) => labels[place]);
  const rowsOf = (data: Float32Array) => denseRows(data, FEATURES);
  const own = (places: readonly number[]) =>
    take(
      { data: features, shape: [FEATURES] },
      places.map((place) => rows[place]),
    ).data;
  const model = fitSoftmax(rowsOf(own(learnt)), told(learnt), classes, { strength: STRENGTH });
  const truth = told(aside);
  const right = (data: Float32Array) => {
    const answers = mostProbable(predictSoftmax(model, rowsOf(data)), classes);
    return truth.filter((label, place) => label === answers[place]).length;
  };
  const turned = mirrored(
    take(
      pixels,
      aside.map((place) => rows[place]),
    ),
  );
  const length = 3 * SIDE * SIDE;
  const seen = aside.flatMap((_, place) => [
    ...describe(turned.data.subarray(place * length, (place + 1) * length)),
  ]);
  const counts = new Int32Array(classes);
  for (const label of truth) counts[label] += 1;
  const [plain, mirror, guessed] = [
    right(own(aside)),
    right(Float32Array.from(seen)),
    Math.max(...counts),
  ];
  const isSameMirrored = plain - mirror <= Math.max(1, (plain - guessed) / 3);
  return { isSameMirrored, augment: isSameMirrored ? photoChanges() : drawingChanges() };
}
