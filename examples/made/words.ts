// Invented spoken digits: each is two tones that glide to its own pair of pitches, from six throats.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RandomStream } from "@heed/nn";

const rate = 8000;
const speakers = ["ada", "bo", "cy", "dee", "eli", "fay"];

/** Writes 360 recordings to train on and 120 to test, as WAV files named DIGIT_SPEAKER_NUMBER. */
export function makeWords(folder: string, random: RandomStream): void {
  for (const [part, from, to] of [
    ["test", 0, 2],
    ["train", 2, 8],
  ] as const) {
    mkdirSync(join(folder, part));
    for (const [voice, speaker] of speakers.entries()) {
      for (let digit = 0; digit < 10; digit += 1) {
        for (let at = from; at < to; at += 1) {
          const wave = speak(digit, voice, random.fork(speaker, digit, at));
          writeFileSync(join(folder, part, `${digit}_${speaker}_${at}.wav`), wavFile(wave));
        }
      }
    }
  }
}

function speak(digit: number, voice: number, random: RandomStream): Int16Array {
  const length = Math.round(rate * (0.3 + 0.3 * random.uniform(0)));
  const pitch = 1 + 0.04 * voice + 0.05 * random.normal(1);
  const [low, high] = [250 + 60 * (digit % 5), 1000 + 350 * Math.floor(digit / 2)];
  return Int16Array.from({ length }, (_, at) => {
    const done = at / length;
    const glide = 1 + (digit % 2 === 0 ? 0.3 : -0.3) * done;
    const turn = 2 * Math.PI * (at / rate) * pitch * glide;
    const loudness = Math.sin(Math.PI * done);
    const sound = Math.sin(turn * low) + 0.6 * Math.sin(turn * high);
    return 6000 * (loudness * sound + 0.15 * random.normal(10 + at));
  });
}

/** One channel of 16 bits as a WAV file. */
function wavFile(wave: Int16Array): Buffer {
  const file = Buffer.alloc(44 + 2 * wave.length);
  file.write("RIFF", 0);
  file.writeUInt32LE(36 + 2 * wave.length, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(2 * rate, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(2 * wave.length, 40);
  for (const [at, value] of wave.entries()) file.writeInt16LE(value, 44 + 2 * at);
  return file;
}
