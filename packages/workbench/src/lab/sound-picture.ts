// A sound as a picture of fixed size: loudness by pitch band and time, from its first sound to its last.
import { logMel } from "@heed/nn";
import type { Sound } from "./read-sound.ts";

export const BANDS = 40;
export const FRAMES = 64;
/** Share of the loudest moment below which a sound has not begun, or is over. */
const QUIET = 0.02;
const STEP_S = 0.01;

/** Row-major bands x frames: mean 0, spread 1. Longer sounds are squeezed and shorter ones stretched in time. */
export function soundPicture({ samples, rate }: Sound): Float32Array {
  const own = trimmed(samples, Math.max(1, Math.round(rate * STEP_S)));
  const { data, frames } = logMel(own, {
    ...{ sampleRate: rate, bands: BANDS, floor: 1e-6 },
    highest: Math.min(8000, rate / 2),
  });
  const picture = new Float32Array(BANDS * FRAMES);
  for (let band = 0; band < BANDS; band += 1) {
    for (let x = 0; x < FRAMES; x += 1) {
      const place = ((x + 0.5) * frames) / FRAMES - 0.5;
      const before = Math.max(0, Math.min(frames - 1, Math.floor(place)));
      const after = Math.min(frames - 1, before + 1);
      const share = Math.max(0, Math.min(1, place - before));
      picture[band * FRAMES + x] =
        data[band * frames + before] * (1 - share) + data[band * frames + after] * share;
    }
  }
  const mean = picture.reduce((sum, value) => sum + value, 0) / picture.length;
  const spread =
    Math.sqrt(picture.reduce((sum, value) => sum + (value - mean) ** 2, 0) / picture.length) || 1;
  return picture.map((value) => (value - mean) / spread);
}

function trimmed(samples: Float32Array, step: number): Float32Array {
  const count = Math.ceil(samples.length / step);
  const loud = Array.from({ length: count }, (_, at) => {
    let sum = 0;
    for (const sample of samples.subarray(at * step, (at + 1) * step)) sum += Math.abs(sample);
    return sum / step;
  });
  const bound = QUIET * Math.max(...loud, 0);
  const first = loud.findIndex((one) => one > bound);
  if (first < 0) return samples;
  const last = loud.findLastIndex((one) => one > bound);
  return samples.subarray(first * step, Math.min(samples.length, (last + 1) * step));
}
