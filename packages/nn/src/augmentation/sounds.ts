// Augmentations of sound: waves [.., samples], and spectrograms [.., bands, frames].

import { NnError } from "../errors.ts";
import {
  type Augmentation,
  chooseFrom,
  eachExample,
  outOfRange,
  type Range,
  requireRange,
  wrongExamples,
} from "./augmentation.ts";

/** Settings of {@link mixNoise}. */
export type MixNoiseOptions = {
  /** Power of the sound over power of the noise, in decibels; 10 to 30 by default. */
  readonly ratio?: Range;
  /** Recordings of noise, one of which is mixed in from a random place on; white noise by default. */
  readonly recordings?: readonly Float32Array[];
};

/** Adds noise to each wave at a random signal-to-noise ratio; silence stays silent. */
export function mixNoise(options: MixNoiseOptions = {}): Augmentation {
  const { ratio = [10, 30], recordings } = options;
  requireRange("ratio", ratio, Number.NEGATIVE_INFINITY);
  if (recordings?.some(({ length }) => length === 0) || recordings?.length === 0) {
    throw new NnError(
      "invalid-argument",
      "mixNoise has no noise to mix: received an empty recording or none, " +
        "expected recordings with samples; leave `recordings` out for white noise.",
    );
  }
  return (batch, random) =>
    eachExample(batch, random, (wave, stream) => {
      const noise = recordings === undefined ? stream.fork("white").normal : playing();
      function playing(): (at: number) => number {
        const chosen = recordings![Math.floor(stream.uniform(1) * recordings!.length)]!;
        const start = Math.floor(stream.uniform(2) * chosen.length);
        return (at) => chosen[(start + at) % chosen.length]!;
      }
      const added = Float32Array.from(wave, (_, at) => noise(at));
      const loudness = energy(added);
      if (loudness === 0) return;
      const decibels = chooseFrom(ratio, stream.uniform(0));
      const factor = Math.sqrt(energy(wave) / loudness / 10 ** (decibels / 10));
      for (let at = 0; at < wave.length; at += 1) wave[at]! += factor * added[at]!;
    });
}

/** Moves each wave in time by up to `most` samples either way; what comes in is silence. */
export function timeShift(most: number): Augmentation {
  if (!(Number.isInteger(most) && most >= 0)) {
    throw outOfRange("time shift", most, "a whole number of samples from 0 on");
  }
  return (batch, random) => {
    const length = batch.shape.at(-1) ?? 0;
    return eachExample(batch, random, (example, stream) => {
      const by = Math.floor(stream.uniform(0) * (2 * most + 1)) - most;
      for (let start = 0; start < example.length; start += length) {
        const wave = example.subarray(start, start + length);
        const source = wave.slice();
        wave.fill(0);
        const from = Math.max(0, -by);
        const end = Math.min(length, length - by);
        if (from < end) wave.set(source.subarray(from, end), from + by);
      }
    });
  };
}

/** Makes each wave louder or softer by a random number of decibels in a range. */
export function randomGain(decibels: Range): Augmentation {
  requireRange("gain", decibels, Number.NEGATIVE_INFINITY);
  return (batch, random) =>
    eachExample(batch, random, (wave, stream) => {
      const factor = 10 ** (chooseFrom(decibels, stream.uniform(0)) / 20);
      for (let at = 0; at < wave.length; at += 1) wave[at]! *= factor;
    });
}

/** Settings of {@link specAugment}. */
export type SpecAugmentOptions = {
  /** Runs of frames that are blotted out, each 0 to `width` frames; none by default. */
  readonly times?: { readonly count: number; readonly width: number };
  /** Runs of bands that are blotted out, each 0 to `width` bands; none by default. */
  readonly bands?: { readonly count: number; readonly width: number };
  /** What stands there instead; the example's own mean by default. */
  readonly value?: number;
};

/**
 * Blots runs of frames and of bands out of each spectrogram [.., bands, frames] (SpecAugment, Park et al.,
 * 2019, section 2, without time warping).
 */
export function specAugment(options: SpecAugmentOptions): Augmentation {
  const { times = { count: 0, width: 0 }, bands = { count: 0, width: 0 } } = options;
  for (const value of [times.count, times.width, bands.count, bands.width]) {
    if (!(Number.isInteger(value) && value >= 0)) {
      throw outOfRange("mask", value, "whole numbers from 0 on");
    }
  }
  return (batch, random) => {
    const [height, width] = batch.shape.slice(-2);
    if (height === undefined || width === undefined) {
      throw wrongExamples("specAugment", batch.shape, "spectrograms [.., bands, frames]");
    }
    return eachExample(batch, random, (example, stream) => {
      const value =
        options.value ?? example.reduce((sum, level) => sum + level, 0) / example.length;
      const run = (name: string, at: number, most: number, room: number) => {
        const random = stream.fork(name, at);
        const length = Math.min(room, Math.floor(random.uniform(0) * (most + 1)));
        const start = Math.floor(random.uniform(1) * (room - length + 1));
        return [start, start + length] as const;
      };
      for (let mask = 0; mask < bands.count; mask += 1) {
        const [from, to] = run("bands", mask, bands.width, height);
        for (let plane = 0; plane < example.length; plane += height * width) {
          example.fill(value, plane + from * width, plane + to * width);
        }
      }
      for (let mask = 0; mask < times.count; mask += 1) {
        const [from, to] = run("times", mask, times.width, width);
        for (let row = 0; row < example.length; row += width) {
          example.fill(value, row + from, row + to);
        }
      }
    });
  };
}

function energy(wave: Float32Array): number {
  return wave.reduce((sum, sample) => sum + sample * sample, 0);
}
