// Shows on a picture, or over a sound's spectrogram, what an answer rests on: warm parts speak for it, cold ones against.
import { readFile } from "node:fs/promises";
import type { Explanation } from "./explain-answer.ts";
import { mediaTypeOf } from "./media-type.ts";
import { readPicture, writePng } from "./read-picture.ts";
import { decodeWav } from "./read-sound.ts";
import { spectrogramOf } from "./spectrogram.ts";
import { spectrogramPixels } from "./thumbnail.ts";

const SIDE = 384;
const SCALE = 8;
const STRONGEST = 0.65;
const FOR = [220, 60, 30];
const AGAINST = [30, 90, 220];

type Weighed = Pick<Explanation, "parts">;

/** A PNG of a picture as the model saw it (cut to a square), or of a sound's pitches by time, shaded by weights. */
export async function saliencyPicture(source: string, explanation: Weighed): Promise<Buffer> {
  const bytes = await readFile(source);
  return mediaTypeOf(bytes)?.task === "audio"
    ? overSound(bytes, source, explanation)
    : overPicture(bytes, explanation);
}

async function overPicture(bytes: Buffer, { parts }: Weighed): Promise<Buffer> {
  const planes = await readPicture(bytes, SIDE);
  const grid = Math.round(Math.sqrt(parts.length));
  const pixels = new Uint8Array(4 * SIDE * SIDE);
  for (let at = 0; at < SIDE * SIDE; at += 1) {
    for (let plane = 0; plane < 3; plane += 1)
      pixels[4 * at + plane] = Math.round((planes[plane * SIDE * SIDE + at] + 1) * 127.5);
    pixels[4 * at + 3] = 255;
  }
  shade(pixels, SIDE, parts, (x, y) => {
    const [column, row] = [Math.floor((x * grid) / SIDE), Math.floor((y * grid) / SIDE)];
    return row * grid + column;
  });
  return writePng(pixels, SIDE, SIDE);
}

async function overSound(bytes: Buffer, name: string, { parts }: Weighed): Promise<Buffer> {
  const spectrogram = spectrogramOf(decodeWav(bytes, name));
  const small = spectrogramPixels(spectrogram);
  const [width, height] = [spectrogram.frames * SCALE, spectrogram.bands * SCALE];
  const pixels = new Uint8Array(4 * width * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const from = 4 * (Math.floor(y / SCALE) * spectrogram.frames + Math.floor(x / SCALE));
      pixels.set(small.subarray(from, from + 4), 4 * (y * width + x));
    }
  shade(pixels, width, parts, (x) => Math.floor((x * parts.length) / width));
  return writePng(pixels, width, height);
}

/** Tints each pixel by the weight of the part that it belongs to. */
function shade(
  pixels: Uint8Array,
  width: number,
  parts: Explanation["parts"],
  partAt: (x: number, y: number) => number,
): void {
  const most = Math.max(1e-6, ...parts.map(({ weight }) => Math.abs(weight)));
  for (let at = 0; at < pixels.length / 4; at += 1) {
    const weight = (parts[partAt(at % width, Math.floor(at / width))]?.weight ?? 0) / most;
    const tint = weight > 0 ? FOR : AGAINST;
    const share = STRONGEST * Math.abs(weight);
    for (let plane = 0; plane < 3; plane += 1)
      pixels[4 * at + plane] = Math.round(
        pixels[4 * at + plane] * (1 - share) + tint[plane] * share,
      );
  }
}
