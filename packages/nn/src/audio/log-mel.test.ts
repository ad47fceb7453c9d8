// Log-mel against a slow transform and filters written down from the definition.
import { expect, test } from "vitest";
import { randomStream } from "../random.ts";
import { fixedLength, type LogMelOptions, logMel } from "./log-mel.ts";

/** The definition in plain sums: no fast transform, no shared filters. */
function slowLogMel(
  wave: Float32Array,
  window: number,
  hop: number,
  size: number,
  options: Required<LogMelOptions>,
) {
  const pitch = (f: number) => 2595 * Math.log10(1 + f / 700);
  const frames = 1 + Math.floor((wave.length - window) / hop);
  const rows: number[][] = [];
  for (let band = 0; band < options.bands; band += 1) {
    const from = pitch(options.lowest);
    const width = (pitch(options.highest) - from) / (options.bands + 1);
    const corners = [0, 1, 2].map((at) => 700 * (10 ** ((from + (band + at) * width) / 2595) - 1));
    const row: number[] = [];
    for (let frame = 0; frame < frames; frame += 1) {
      let sum = 0;
      for (let k = 0; k <= size / 2; k += 1) {
        const f = (k * options.sampleRate) / size;
        const up = (f - corners[0]!) / (corners[1]! - corners[0]!);
        const down = (corners[2]! - f) / (corners[2]! - corners[1]!);
        const height = Math.max(0, Math.min(up, down));
        if (height === 0) continue;
        let re = 0;
        let im = 0;
        for (let n = 0; n < window; n += 1) {
          const hann = Math.sin((Math.PI * n) / window) ** 2;
          const x = wave[frame * hop + n]! * hann;
          re += x * Math.cos((2 * Math.PI * k * n) / size);
          im += x * Math.sin((2 * Math.PI * k * n) / size);
        }
        sum += height * (re * re + im * im);
      }
      row.push(Math.log(Math.max(sum, options.floor)));
    }
    rows.push(row);
  }
  return rows;
}

const random = randomStream(3, "wave");
const noise = (length: number) => Float32Array.from({ length }, (_, at) => 0.3 * random.normal(at));

test.each([
  { sampleRate: 8000, window: 0.025, hop: 0.01, bands: 20, lowest: 100, highest: 4000, size: 256 },
  { sampleRate: 16_000, window: 0.032, hop: 0.02, bands: 26, lowest: 60, highest: 7600, size: 512 },
  { sampleRate: 1000, window: 0.1, hop: 0.033, bands: 5, lowest: 0, highest: 400, size: 128 },
])("[AU2] log-mel equals the definition in plain sums: $sampleRate Hz", ({ size, ...options }) => {
  const wave = noise(Math.round(0.2 * options.sampleRate));
  const actual = logMel(wave, options);
  const window = Math.round(options.window * options.sampleRate);
  const hop = Math.round(options.hop * options.sampleRate);
  const expected = slowLogMel(wave, window, hop, size, { ...options, floor: 1e-10 });
  expect([actual.bands, actual.frames]).toEqual([expected.length, expected[0]!.length]);
  for (const [at, value] of expected.flat().entries()) {
    expect(actual.data[at]).toBeCloseTo(value, 4);
  }
});

test("[AU2] a tone is loudest in the band of its pitch, silence is the floor's logarithm", () => {
  const wave = Float32Array.from({ length: 8000 }, (_, at) =>
    Math.sin((2 * Math.PI * 1000 * at) / 8000),
  );
  const { data, frames, bands } = logMel(wave, { sampleRate: 8000 });
  const levels = Array.from({ length: bands }, (_, band) => data[band * frames]!);
  const top = levels.indexOf(Math.max(...levels));
  const pitch = (f: number) => 2595 * Math.log10(1 + f / 700);
  const place = ((pitch(1000) - pitch(20)) / (pitch(4000) - pitch(20))) * 41 - 1;
  expect(Math.abs(top - place)).toBeLessThan(1);
  const quiet = logMel(new Float32Array(100), { sampleRate: 8000, floor: 1e-6 });
  expect(quiet.frames).toBe(1);
  expect(quiet.data.every((value) => Math.abs(value - Math.log(1e-6)) < 1e-5)).toBe(true);
});

test("[AU2] waves are cut or filled up to a length; settings that do not fit are refused", () => {
  expect([...fixedLength(Float32Array.of(1, 2, 3), 2)]).toEqual([1, 2]);
  expect([...fixedLength(Float32Array.of(1), 3)]).toEqual([1, 0, 0]);
  expect(() => logMel(noise(99), { sampleRate: 8000, highest: 5000 })).toThrow(/up to half/);
  expect(() => logMel(noise(99), { sampleRate: 8000, bands: 0 })).toThrow(/received 0 bands/);
});
