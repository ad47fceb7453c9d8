// Reads an image between its pixels, as every geometric augmentation does.

import { type FloatBatch, wrongExamples } from "./augmentation.ts";

/** Sizes of an image example [channels, height, width]. */
export type ImageSize = {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
};

/** The sizes of image examples; other shapes are refused. */
export function imageSize(name: string, { shape }: FloatBatch): ImageSize {
  const [channels, height, width] = shape;
  if (shape.length === 3) return { channels: channels!, height: height!, width: width! };
  throw wrongExamples(name, shape, "images [channels, height, width]");
}

/** The place in the source from which a pixel of the result is read: row, then column, in pixels. */
export type PlaceOf = (row: number, column: number, into: Float64Array) => void;

/**
 * Draws an image anew: each pixel is read at its place in the source by bilinear interpolation, the same
 * place for all channels; outside the source lies `fill`.
 */
export function resample(
  source: Float32Array,
  size: ImageSize,
  placeOf: PlaceOf,
  fill: number,
  into: Float32Array,
): void {
  const { channels, height, width } = size;
  const plane = height * width;
  const place = new Float64Array(2);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      placeOf(row, column, place);
      const top = Math.floor(place[0]!);
      const left = Math.floor(place[1]!);
      const down = place[0]! - top;
      const right = place[1]! - left;
      const at = row * width + column;
      const inside = top >= 0 && left >= 0 && top < height - 1 && left < width - 1;
      for (let channel = 0; channel < channels; channel += 1) {
        const base = channel * plane;
        const from = base + top * width + left;
        const pixel = (y: number, x: number) =>
          y < 0 || x < 0 || y >= height || x >= width ? fill : source[base + y * width + x]!;
        const a = inside ? source[from]! : pixel(top, left);
        const b = inside ? source[from + 1]! : pixel(top, left + 1);
        const c = inside ? source[from + width]! : pixel(top + 1, left);
        const d = inside ? source[from + width + 1]! : pixel(top + 1, left + 1);
        const upper = a + (b - a) * right;
        into[base + at] = upper + (c + (d - c) * right - upper) * down;
      }
    }
  }
}
