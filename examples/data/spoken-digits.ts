// Reads the spoken digits: WAV files named DIGIT_SPEAKER_NUMBER, all brought to one length.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fixedLength } from "@heed/nn";
import { seededOrder } from "../frame/parts.ts";
import { readWave } from "./wave-file.ts";

/** Samples that are read of each recording: one second at 8 kHz. */
export const waveLength = 8000;

/** Recordings one after the other, the digit said, and who said it. */
export type SpokenDigits = {
  readonly waves: Float32Array;
  readonly digits: Int32Array;
  readonly speakers: readonly string[];
};

/** Reads at most `limit` recordings of a folder. */
export function readSpokenDigits(folder: string, limit: number): SpokenDigits {
  const found = readdirSync(folder)
    .filter((name) => name.endsWith(".wav"))
    .sort();
  const order = seededOrder(found.length, 1, Math.min(limit, found.length));
  const files = Array.from(order, (at) => found[at]!);
  const waves = new Float32Array(files.length * waveLength);
  for (const [at, file] of files.entries()) {
    const { samples } = readWave(join(folder, file));
    waves.set(fixedLength(samples, waveLength), at * waveLength);
  }
  return {
    waves,
    digits: Int32Array.from(files, (file) => Number(file[0])),
    speakers: files.map((file) => file.split("_")[1]!),
  };
}
