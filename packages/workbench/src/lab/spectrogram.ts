// A whole sound as a picture of loudness by pitch and time, to be looked at by people.
import { logMel } from "@heed/nn";
import type { Sound } from "./read-sound.ts";

/** Loudness as people see it: rows of bands, the lowest pitch first, each with a level for every moment. */
export interface Spectrogram {
  readonly bands: number;
  readonly frames: number;
  /** 0 (silent) to 255 (the loudest place), row-major bands x frames. */
  readonly levels: readonly number[];
  readonly seconds: number;
}

const BANDS = 40;
const MOST_FRAMES = 160;
/** Decibels below the loudest place at which a place is drawn as silent. */
const DEPTH = 70;

export function spectrogramOf({ samples, rate }: Sound): Spectrogram {
  const { data, frames } = logMel(samples, {
    ...{ sampleRate: rate, bands: BANDS, floor: 1e-9 },
    highest: Math.min(8000, rate / 2),
  });
  const width = Math.min(frames, MOST_FRAMES);
  const mean = new Float32Array(BANDS * width);
  for (let band = 0; band < BANDS; band += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = Math.floor((x * frames) / width);
      const to = Math.max(from + 1, Math.floor(((x + 1) * frames) / width));
      let sum = 0;
      for (let at = from; at < to; at += 1) sum += data[band * frames + at];
      mean[band * width + x] = sum / (to - from);
    }
  }
  const loudest = mean.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  // Natural logarithms of power: 10 / ln 10 decibels each.
  const depth = (DEPTH * Math.LN10) / 10;
  const levels = Array.from(mean, (value) =>
    Math.round(255 * Math.max(0, Math.min(1, 1 + (value - loudest) / depth))),
  );
  return { bands: BANDS, frames: width, levels, seconds: samples.length / rate };
}
