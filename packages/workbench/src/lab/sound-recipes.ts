// Recipes for sounds: means of pitch bands under a linear model as the baseline, a convolutional network over the whole picture.
import { resolve } from "node:path";
import { SOUND_BLOCKS, spectrogramChanges } from "@heed/nn";
import { convolutionRecipe } from "./convolution-recipe.ts";
import { denseRows } from "./feature-rows.ts";
import { type FittedFeatures, linearRecipe } from "./linear-recipe.ts";
import { type DenseExamples, take } from "./network-recipe.ts";
import { readSound, type Sound } from "./read-sound.ts";
import type { TaskDoor } from "./recipe.ts";
import { BANDS, FRAMES, soundPicture } from "./sound-picture.ts";

/** Sounds as pictures of loudness by pitch and time, and what the baseline sees of them. */
export interface ReadySounds {
  readonly pictures: DenseExamples;
  readonly features: Float32Array;
}

/** Parts of a sound over which the baseline takes means and spreads. */
const PARTS = 4;
const FEATURES = BANDS * PARTS * 2;
/** Frames that a sound is moved earlier or later in training. */
const MOVED = 5;

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
    convolutionRecipe<ReadySounds>({
      ...{ shape: [1, BANDS, FRAMES], blocks: SOUND_BLOCKS, least: 80, shown: 24_000 },
      ...{ labelSmoothing: 0.05, weightDecay: 0.01, secondsEach: 1.1e-3 },
      examplesOf: ({ pictures }, rows) => take(pictures, rows),
      changesFor: () => ({ augment: spectrogramChanges(MOVED), isSameMirrored: false }),
    }),
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
