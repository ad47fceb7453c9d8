// Waves to log-mel pictures for whole batches, alone or as the middle of a chain of augmentations.
import { type Augmentation, wrongExamples } from "../augmentation/augmentation.ts";
import { type LogMelOptions, logMel } from "./log-mel.ts";

/**
 * Turns each wave [samples] into a picture [1, bands, frames] by {@link logMel}. It uses no chance, so it serves both
 * data that are only looked at and training, where it stands between changes of the wave and changes of the picture:
 * `inTurn(timeShift(800), mixNoise(), logMelFront(options), specAugment(masks))`.
 */
export function logMelFront(options: LogMelOptions): Augmentation {
  return ({ data, shape }) => {
    const [samples, ...rest] = shape;
    if (samples === undefined || rest.length > 0) {
      throw wrongExamples("logMelFront", shape, "waves [samples]");
    }
    const { bands, frames } = logMel(new Float32Array(samples), options);
    const size = bands * frames;
    const pictures = new Float32Array((data.length / samples) * size);
    for (let at = 0; at * samples < data.length; at += 1) {
      const wave = data.subarray(at * samples, (at + 1) * samples);
      pictures.set(logMel(wave, options).data, at * size);
    }
    return { data: pictures, shape: [1, bands, frames] };
  };
}
