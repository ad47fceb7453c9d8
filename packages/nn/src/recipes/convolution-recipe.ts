// The small convolutional classifier that reads photos, drawings and spectrograms alike: its blocks, its training, its changes.
import { type Augmentation, inTurn } from "../augmentation/augmentation.ts";
import {
  randomCrop,
  randomDistortion,
  randomErase,
  randomFlip,
  randomLight,
  randomShift,
} from "../augmentation/images.ts";
import { specAugment } from "../augmentation/sounds.ts";
import { activation } from "../layers/activation.ts";
import { batchNorm } from "../layers/batch-norm.ts";
import { conv2d } from "../layers/convolution.ts";
import { dense } from "../layers/dense.ts";
import { dropout } from "../layers/dropout.ts";
import { type Layer, tensorInput } from "../layers/layer.ts";
import { type Network, sequential } from "../layers/network.ts";
import { globalAvgPool, maxPool2d } from "../layers/pooling.ts";
import type { Loss } from "../losses/loss.ts";
import { softmaxCrossEntropy } from "../losses/softmax-cross-entropy.ts";
import { adamW } from "../optimizers/adam.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { cosineSchedule } from "../schedules/schedules.ts";

/** Filters of one block, and whether it halves the picture (it does by default). */
export type ConvolutionBlock = number | { readonly filters: number; readonly halves: boolean };

/** What a {@link convolutionNetwork} is made of. */
export type ConvolutionNetwork = {
  /** Channels, height and width of an example. */
  readonly input: readonly [channels: number, height: number, width: number];
  readonly blocks: readonly ConvolutionBlock[];
  readonly classes: number;
  /** Share of the last numbers that a training step leaves out; 0.3 by default. */
  readonly dropout?: number;
};

/** Blocks for photos of 64 x 64: edges, textures, parts, and parts of parts. */
export const PHOTO_BLOCKS: readonly ConvolutionBlock[] = [
  ...[24, 48, 96],
  { filters: 96, halves: false },
  144,
];
/** Blocks for spectrograms of some 40 bands. */
export const SOUND_BLOCKS: readonly ConvolutionBlock[] = [24, 48, 64, 64];

/**
 * Each block looks at 3 x 3 places, keeps the strongest answer of every 2 x 2, brings the answers to one scale and passes the
 * positive ones on: pooling comes before batch norm, where a quarter of the numbers is left. The mean of each last filter over
 * the picture goes to the classes.
 */
export function convolutionNetwork(made: ConvolutionNetwork): Network {
  const { input, blocks, classes } = made;
  const layers = blocks.flatMap((block): Layer[] => {
    const { filters, halves } =
      typeof block === "number" ? { filters: block, halves: true } : block;
    return [
      conv2d(filters, 3, { padding: "same", bias: false }),
      ...(halves ? [maxPool2d(2)] : []),
      batchNorm(),
      activation("relu"),
    ];
  });
  return sequential([...layers, globalAvgPool(), dropout(made.dropout ?? 0.3), dense(classes)], {
    input: tensorInput([...input]),
  });
}

/** How long a {@link convolutionTraining} lasts, and how strict it is. */
export type ConvolutionTraining = {
  readonly examples: number;
  readonly epochs: number;
  /** Examples a step; 32 by default. */
  readonly batchSize?: number;
  /** Share of each label that is given to the other classes; 0.1 by default. */
  readonly labelSmoothing?: number;
  /** Pull of the weights towards 0; 0.01 by default. */
  readonly weightDecay?: number;
};

const RATE = 0.003;
const WARMUP = 50;

/** Loss and optimizer: AdamW under a rate that rises for some steps and falls on half a cosine until the last one. */
export function convolutionTraining(training: ConvolutionTraining): {
  readonly loss: Loss;
  readonly optimizer: Optimizer;
} {
  const { examples, epochs, batchSize = 32, labelSmoothing = 0.1, weightDecay = 0.01 } = training;
  const steps = Math.max(1, Math.ceil(examples / batchSize) * epochs);
  const warmup = Math.min(WARMUP, Math.floor(steps / 10));
  return {
    loss: softmaxCrossEntropy({ labelSmoothing }),
    optimizer: adamW({ learningRate: cosineSchedule({ from: RATE, steps, warmup }), weightDecay }),
  };
}

/** Photos mirrored, cut, turned, lit and blotted anew in every epoch: few of them are many. */
export function photoChanges(): Augmentation {
  return inTurn(
    randomFlip(),
    randomCrop({ area: [0.4, 1] }),
    randomDistortion({ rotate: 10 }),
    randomLight({ brightness: 0.3, contrast: 0.3 }),
    randomErase({ probability: 0.3 }),
  );
}

/** Signs and drawings, which mean something else in the mirror, only bent and moved a little. */
export function drawingChanges(): Augmentation {
  return inTurn(
    randomDistortion({ rotate: 10, scale: [0.88, 1.12], stretch: 1.1, shear: 10, shift: 4 }),
    randomLight({ brightness: 0.15, contrast: 0.15 }),
  );
}

/** Spectrograms with moments and bands missing, and moved in time by up to `frames` (not at all by default). */
export function spectrogramChanges(frames = 0): Augmentation {
  const blotted = specAugment({ times: { count: 2, width: 12 }, bands: { count: 2, width: 6 } });
  return frames === 0 ? blotted : inTurn(randomShift([0, frames]), blotted);
}
