// Recipes for pictures: edges and colours under a linear model as the baseline, a small convolutional network beside it.
import { resolve } from "node:path";
import {
  batchNorm,
  conv2d,
  dense,
  dropout,
  flatten,
  inTurn,
  maxPool2d,
  randomFlip,
  randomLight,
  randomShift,
  sequential,
  tensorInput,
} from "@heed/nn";
import { denseRows } from "./feature-rows.ts";
import { type FittedFeatures, linearRecipe } from "./linear-recipe.ts";
import { type DenseExamples, openNetwork, take, trainNetwork } from "./network-recipe.ts";
import { readPicture } from "./read-picture.ts";
import type { Recipe, TaskDoor } from "./recipe.ts";

/** Pictures as planes of red, green and blue in [-1, 1], and what the baseline sees of them. */
export interface ReadyImages {
  readonly pixels: DenseExamples;
  readonly features: Float32Array;
}

/** Side of a picture as a model sees it. */
export const SIDE = 48;
const CELL = 8;
const TURNS = 8;
const TONES = 4;
const CELLS = SIDE / CELL;
const FEATURES = CELLS * CELLS * (TURNS + 3) + 3 * TONES;
const LEAST_FOR_NETWORK = 80;
/** Pictures seen in a mirror, moved a little, lighter or darker. */
const CHANGES = inTurn(
  randomFlip(),
  randomShift(4),
  randomLight({ brightness: 0.15, contrast: 0.15 }),
);

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
      openFeatures: () => imageFeatures,
    }),
    convolutionRecipe(),
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

function convolutionRecipe(): Recipe<ReadyImages> {
  const examplesOf = ({ pixels }: ReadyImages, rows: Int32Array) => take(pixels, rows);
  return {
    ...{ name: "convolution", isBaseline: false, isQuick: false },
    fits: (examples) => examples >= LEAST_FOR_NETWORK,
    seconds: (examples) => 1 + examples * 0.05,
    fit: async (ready, rows, labels, classes, context) => {
      const layer = (filters: number) => [
        conv2d(filters, 3, { padding: "same" as const, activation: "relu" as const }),
        batchNorm(),
        maxPool2d(2),
      ];
      const network = sequential(
        [...layer(16), ...layer(32), ...layer(48), flatten(), dropout(0.4), dense(classes)],
        { input: tensorInput([3, SIDE, SIDE]) },
      );
      const bytes = await trainNetwork(
        {
          ...{ network, labels, classes },
          examples: examplesOf(ready, rows),
          epochs: rows.length > 1000 ? 14 : 24,
          augment: CHANGES,
        },
        context,
      );
      return openNetwork(bytes, examplesOf);
    },
    open: async ({ network }) => openNetwork(network, examplesOf),
  };
}
