// The fast Fourier transform of real signals, for spectra of sound.

import { NnError } from "../errors.ts";

/** Gives |X[k]|^2 of a real frame for k = 0 to size / 2, into `power` (size / 2 + 1 numbers). */
export type PowerSpectrum = (frame: Float64Array, power: Float64Array) => void;

/**
 * Prepares spectra of frames of a power-of-two size: the radix-2 transform of Cooley & Tukey (1965),
 * decimation in time, with its factors worked out once.
 */
export function powerSpectrum(size: number): PowerSpectrum {
  if (!(Number.isInteger(size) && size >= 2 && (size & (size - 1)) === 0)) {
    throw new NnError(
      "invalid-argument",
      `A Fourier transform has a wrong size: received ${size}, expected a power of two from 2 on.`,
    );
  }
  const half = size / 2;
  const cosines = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sines = Float64Array.from({ length: half }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
  const reversed = bitReversal(size);
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  return (frame, power) => {
    for (let at = 0; at < size; at += 1) real[reversed[at]!] = frame[at]!;
    imaginary.fill(0);
    for (let width = 1; width < size; width *= 2) {
      const stride = half / width;
      for (let start = 0; start < size; start += 2 * width) {
        for (let k = 0; k < width; k += 1) {
          const low = start + k;
          const high = low + width;
          const c = cosines[k * stride]!;
          const s = sines[k * stride]!;
          const re = real[high]! * c - imaginary[high]! * s;
          const im = real[high]! * s + imaginary[high]! * c;
          real[high] = real[low]! - re;
          imaginary[high] = imaginary[low]! - im;
          real[low]! += re;
          imaginary[low]! += im;
        }
      }
    }
    for (let k = 0; k <= half; k += 1) power[k] = real[k]! ** 2 + imaginary[k]! ** 2;
  };
}

/** For each place, the place whose binary digits are read backwards. */
function bitReversal(size: number): Int32Array {
  const reversed = new Int32Array(size);
  for (let at = 1; at < size; at += 1) {
    reversed[at] = (reversed[at >> 1]! >> 1) | (at & 1 ? size >> 1 : 0);
  }
  return reversed;
}
