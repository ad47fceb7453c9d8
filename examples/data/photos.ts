// Reads folders of JPEG photos, one folder for each class, as images of one size.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { seededOrder } from "../frame/parts.ts";

/** Images, channels first, as bytes; with their class numbers. */
export type Photos = {
  readonly pixels: Uint8Array;
  readonly labels: Int32Array;
  readonly classes: readonly string[];
  readonly size: number;
  readonly count: number;
};

/** Decodes photos under `folder/CLASS`, at most `limit`, the middle square brought to `size` x `size`. */
export async function readPhotos(folder: string, size: number, limit: number): Promise<Photos> {
  const classes = readdirSync(folder).sort();
  const found = classes.flatMap((name, label) =>
    readdirSync(join(folder, name))
      .sort()
      .map((file) => ({ path: join(folder, name, file), label })),
  );
  const order = seededOrder(found.length, 1, Math.min(limit, found.length));
  const files = Array.from(order, (at) => found[at]!);
  const pixels = new Uint8Array(files.length * 3 * size * size);
  for (const [at, { path }] of files.entries()) {
    const square = sharp(path).resize(size, size, { fit: "cover" }).removeAlpha();
    const bytes = await square.toColourspace("srgb").raw().toBuffer();
    pixels.set(channelsFirst(bytes, 3), at * bytes.length);
  }
  const labels = Int32Array.from(files, ({ label }) => label);
  return { pixels, labels, classes, size, count: files.length };
}

/** Pixels as sharp gives them (red, green, blue, red, ...) with each colour as a plane of its own. */
export function channelsFirst(bytes: Uint8Array, channels: number): Uint8Array {
  const places = bytes.length / channels;
  const planes = new Uint8Array(bytes.length);
  for (let channel = 0; channel < channels; channel += 1) {
    for (let at = 0; at < places; at += 1) {
      planes[channel * places + at] = bytes[at * channels + channel]!;
    }
  }
  return planes;
}
