// Recipes for sounds: means of pitch bands under a linear model as the baseline, a convolutional network over the whole picture.
import { resolve } from "node:path";
import {
  batchNorm,
  conv2d,
  dense,
  dropout,
  flatten,
  inTurn,
  maxPool2d,
  randomShift,
  sequential,
  specAugment,
  tensorInput,
} from "@heed/nn";
import { denseRows } from "./feature-rows.ts";
import { type FittedFeatures, linearRecipe } from "./linear-recipe.ts";
import { type DenseExamples, openNetwork, take, trainNetwork } from "./network-recipe.ts";
import { readSound, type Sound } from "./read-sound.ts";
import type { Recipe, TaskDoor } from "./recipe.ts";
import { BANDS, FRAMES, soundPicture } from "./sound-picture.ts";

/** Sounds as pictures of loudness by pitch and time, and what the baseline sees of them. */
export interface ReadySounds {
  readonly pictures: DenseExamples;
  readonly features: Float32Array;
}

/** Parts of a sound over which the baseline takes means and spreads. */
const PARTS = 4;
const FEATURES = BANDS * PARTS * 2;
const LEAST_FOR_NETWORK = 80;
/** Sounds without some of their pitches and moments, a little earlier or later. */
const CHANGES = inTurn(
  randomShift([0, 5]),
  specAugment({ times: { count: 1, width: 10 }, bands: { count: 1, width: 6 } }),
);

const soundFeatures: FittedFeatures<ReadySounds> = {
  parts: () => ({}),
  rowsOf: ({ features }, rows) =>
    denseRows(take({ data: features, shape: [FEATURES] }, rows).data, FEATURES),
};

export const SOUND_TASK: TaskDoor<ReadySounds> = {
  task: "audio",
  recipes: [
    linearRecipe<ReadySounds>({
      ...{ name: "pitch-means", isBaseline: true, strengths: [1, 10, 100] },
      fitFeatures: () => soundFeatures,
      openFeatures: () => soundFeatures,
    }),
    convolutionRecipe(),
  ],
  prepare: async (inputs, { mediaFolder, signal, onProgress }) => {
    const pictures: Float32Array[] = [];
    for (const { file } of inputs) {
      signal?.throwIfAborted();
      pictures.push(soundPicture(await readSound(resolve(mediaFolder, file ?? ""))));
      if (pictures.length % 50 === 0) onProgress?.(pictures.length, inputs.length);
    }
    return fromPictures(pictures);
  },
  vectors: ({ features }) => ({ data: features, dimensions: FEATURES }),
};

/** Sounds made ready. */
export function readySounds(sounds: readonly Sound[]): ReadySounds {
  return fromPictures(sounds.map(soundPicture));
}

function fromPictures(pictures: readonly Float32Array[]): ReadySounds {
  const length = BANDS * FRAMES;
  const data = new Float32Array(pictures.length * length);
  const features = new Float32Array(pictures.length * FEATURES);
  for (const [at, picture] of pictures.entries()) {
    data.set(picture, at * length);
    features.set(describe(picture), at * FEATURES);
  }
  return { pictures: { data, shape: [1, BANDS, FRAMES] }, features };
}

/** Mean and spread of each band in each part; a unit vector. */
function describe(picture: Float32Array): Float32Array {
  const features = new Float32Array(FEATURES);
  const span = FRAMES / PARTS;
  for (let band = 0; band < BANDS; band += 1) {
    for (let part = 0; part < PARTS; part += 1) {
      const start = band * FRAMES + part * span;
      const own = picture.subarray(start, start + span);
      const mean = own.reduce((sum, value) => sum + value, 0) / span;
      const spread = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / span);
      features[(band * PARTS + part) * 2] = mean;
      features[(band * PARTS + part) * 2 + 1] = spread;
    }
  }
  const length = Math.hypot(...features) || 1;
  return features.map((value) => value / length);
}

function convolutionRecipe(): Recipe<ReadySounds> {
  const examplesOf = ({ pictures }: ReadySounds, rows: Int32Array) => take(pictures, rows);
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
        { input: tensorInput([1, BANDS, FRAMES]) },
      );
      const bytes = await trainNetwork(
        {
          ...{ network, labels, classes, epochs: 30 },
          examples: examplesOf(ready, rows),
          augment: CHANGES,
        },
        context,
      );
      return openNetwork(bytes, examplesOf);
    },
    open: async ({ network }) => openNetwork(network, examplesOf),
  };
}
