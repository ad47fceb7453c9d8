// The front of sound models: a wave becomes a picture of its loudness by pitch and time.

import { NnError } from "../errors.ts";
import { powerSpectrum } from "./fourier.ts";

/** Settings of {@link logMel}. */
export type LogMelOptions = {
  /** Samples a second. */
  readonly sampleRate: number;
  /** Length of a frame in seconds; 0.025 by default. */
  readonly window?: number;
  /** From one frame to the next, in seconds; 0.01 by default. */
  readonly hop?: number;
  /** Mel bands; 40 by default. */
  readonly bands?: number;
  /** Lowest and highest frequency in hertz; 20 and half the sample rate by default. */
  readonly lowest?: number;
  readonly highest?: number;
  /** Power below which nothing is told apart; 1e-10 by default. Silence gives its logarithm. */
  readonly floor?: number;
};

/** Natural logarithms of band power [bands, frames], row-major. */
export type LogMel = {
  readonly data: Float32Array;
  readonly bands: number;
  readonly frames: number;
};

/** Frequency in mels, and back (O'Shaughnessy, Speech Communication, 1987: 2595 log10(1 + f / 700)). */
export const mel = (hertz: number): number => 2595 * Math.log10(1 + hertz / 700);
/** The frequency of a pitch in mels. */
export const hertz = (mels: number): number => 700 * (10 ** (mels / 2595) - 1);

/**
 * Log-mel spectrogram of a wave of samples in [-1, 1]. Frames lie wholly inside the wave, the first at its
 * start (a wave shorter than one frame is filled up with silence): 1 + floor((samples - window) / hop). Each
 * is weighted by a periodic Hann window and filled up with zeros to the next power of two; its power spectrum
 * |X[k]|^2 is summed under triangles whose corners lie evenly on the mel scale, each of height 1 (Davis &
 * Mermelstein, 1980, the filters before the cosine transform); then log(max(power, floor)).
 */
export function logMel(wave: Float32Array, options: LogMelOptions): LogMel {
  const plan = planOf(options);
  const { window, hop, fftSize, bands, filters, floor, weights, spectrum } = plan;
  const frames = Math.max(0, Math.floor((wave.length - window) / hop)) + 1;
  const data = new Float32Array(bands * frames);
  const frame = new Float64Array(fftSize);
  const power = new Float64Array(fftSize / 2 + 1);
  for (let at = 0; at < frames; at += 1) {
    for (let k = 0; k < window; k += 1) frame[k] = (wave[at * hop + k] ?? 0) * weights[k]!;
    spectrum(frame, power);
    for (const [band, { first, heights }] of filters.entries()) {
      let sum = 0;
      for (let k = 0; k < heights.length; k += 1) sum += heights[k]! * power[first + k]!;
      data[band * frames + at] = Math.log(Math.max(sum, floor));
    }
  }
  return { data, bands, frames };
}

/** A wave cut, or filled up with silence at its end, to a number of samples. */
export function fixedLength(wave: Float32Array, samples: number): Float32Array {
  const result = new Float32Array(samples);
  result.set(wave.subarray(0, samples));
  return result;
}

type Filter = { readonly first: number; readonly heights: Float64Array };

const plans = new Map<string, ReturnType<typeof makePlan>>();

/** What a set of settings needs, made once. */
function planOf(options: LogMelOptions) {
  const key = JSON.stringify(options);
  const known = plans.get(key);
  if (known !== undefined) return known;
  const plan = makePlan(options);
  plans.set(key, plan);
  return plan;
}

function makePlan(options: LogMelOptions) {
  const { sampleRate, bands = 40, lowest = 20, floor = 1e-10 } = options;
  const { highest = sampleRate / 2 } = options;
  const window = Math.round((options.window ?? 0.025) * sampleRate);
  const hop = Math.round((options.hop ?? 0.01) * sampleRate);
  const isOrdered = 0 <= lowest && lowest < highest && highest <= sampleRate / 2;
  const isWhole = Number.isInteger(bands) && bands > 0 && window > 1 && hop > 0;
  if (!(isOrdered && isWhole && floor > 0)) {
    throw new NnError(
      "invalid-argument",
      `The settings of logMel do not fit together: received ${bands} bands from ${lowest} to ` +
        `${highest} Hz, frames of ${window} every ${hop} samples at ${sampleRate} Hz and floor ${floor}, ` +
        "expected frequencies in order up to half the sample rate, whole positive counts, a floor above 0.",
    );
  }
  const fftSize = 2 ** Math.ceil(Math.log2(window));
  const weights = Float64Array.from(
    { length: window },
    (_, k) => 0.5 - 0.5 * Math.cos((2 * Math.PI * k) / window),
  );
  const low = mel(lowest);
  const step = (mel(highest) - low) / (bands + 1);
  const corner = (at: number) => (hertz(low + at * step) * fftSize) / sampleRate;
  const filters = Array.from({ length: bands }, (_, band) =>
    triangle(corner(band), corner(band + 1), corner(band + 2)),
  );
  return { window, hop, fftSize, bands, filters, floor, weights, spectrum: powerSpectrum(fftSize) };
}

/** A triangle over the places of a spectrum. One that falls between two places takes the nearer one. */
function triangle(left: number, top: number, right: number): Filter {
  const first = Math.ceil(left);
  const count = Math.max(0, Math.floor(right) - first + 1);
  const heights = Float64Array.from({ length: count }, (_, k) => {
    const place = first + k;
    return place <= top ? (place - left) / (top - left) : (right - place) / (right - top);
  });
  if (heights.some((height) => height > 0)) return { first, heights };
  return { first: Math.round(top), heights: Float64Array.of(1) };
}
