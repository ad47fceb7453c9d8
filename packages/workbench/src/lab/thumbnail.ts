// Small pictures of examples: photos cut to a square, sounds as spectrograms.
import { readFile } from "node:fs/promises";
import { InvalidInput } from "@heed/core";
import { mediaTypeOf } from "./media-type.ts";
import { pictureThumbnail, writePng } from "./read-picture.ts";
import { decodeWav } from "./read-sound.ts";
import { type Spectrogram, spectrogramOf } from "./spectrogram.ts";

export interface Thumbnail {
  readonly bytes: Buffer;
  readonly type: "image/jpeg" | "image/png";
}

/** Drawn anew from what was read, so that nothing but pixels comes out. @throws InvalidInput where it cannot be read */
export async function thumbnailOf(source: string | Buffer, side: number): Promise<Thumbnail> {
  const bytes = typeof source === "string" ? await readFile(source) : source;
  const type = mediaTypeOf(bytes);
  if (type === null)
    throw new InvalidInput("not-media", "These bytes are no picture or sound that is read here.");
  if (type.task === "image")
    return { bytes: await pictureThumbnail(bytes, side), type: "image/jpeg" };
  const spectrogram = spectrogramOf(decodeWav(bytes));
  const { frames, bands } = spectrogram;
  const png = await writePng(spectrogramPixels(spectrogram), frames, bands);
  return { bytes: png, type: "image/png" };
}

/** Colour of a level, from night over teal to light. */
function levelColour(level: number): readonly [number, number, number] {
  const share = level / 255;
  return [
    Math.round(16 + 232 * share ** 2.2),
    Math.round(24 + 216 * share ** 1.2),
    Math.round(44 + 150 * share ** 0.9),
  ];
}

/** Red, green, blue and opacity, row by row, the highest pitch on top. */
export function spectrogramPixels({ bands, frames, levels }: Spectrogram): Uint8Array {
  const pixels = new Uint8Array(4 * bands * frames);
  for (let band = 0; band < bands; band += 1)
    for (let x = 0; x < frames; x += 1) {
      const at = 4 * ((bands - 1 - band) * frames + x);
      pixels.set([...levelColour(levels[band * frames + x]), 255], at);
    }
  return pixels;
}
