// Augmentations of images: examples are [channels, height, width].
import {
  type Augmentation,
  chooseFrom,
  eachExample,
  outOfRange,
  type Range,
  requireRange,
  requireShare,
} from "./augmentation.ts";
import { displacementField, type Elastic } from "./elastic.ts";
import { imageSize, resample } from "./sampling.ts";

/** Moves each image by a whole number of pixels, up to `most` each way; what comes in is `fill`, 0 by default. */
export function randomShift(
  most: number | readonly [rows: number, columns: number],
  options: { readonly fill?: number } = {},
): Augmentation {
  const [rows, columns] = typeof most === "number" ? [most, most] : most;
  for (const value of [rows, columns]) {
    if (!(Number.isInteger(value) && value >= 0)) {
      throw outOfRange("shift", value, "a whole number of pixels from 0 on");
    }
  }
  const { fill = 0 } = options;
  return (batch, random) => {
    const { channels, height, width } = imageSize("randomShift", batch);
    return eachExample(batch, random, (image, stream) => {
      const down = Math.floor(stream.uniform(0) * (2 * rows + 1)) - rows;
      const right = Math.floor(stream.uniform(1) * (2 * columns + 1)) - columns;
      const source = image.slice();
      image.fill(fill);
      const left = Math.max(0, -right);
      const end = Math.min(width, width - right);
      for (let channel = 0; channel < channels && left < end; channel += 1) {
        for (let row = Math.max(0, -down); row < Math.min(height, height - down); row += 1) {
          const from = (channel * height + row) * width;
          const to = from + down * width + right;
          image.set(source.subarray(from + left, from + end), to + left);
        }
      }
    });
  };
}

/** Mirrors each image left to right (or top to bottom) with a probability, one half by default. */
export function randomFlip(
  options: { readonly direction?: "horizontal" | "vertical"; readonly probability?: number } = {},
): Augmentation {
  const { direction = "horizontal", probability = 0.5 } = options;
  requireShare("probability", probability);
  return (batch, random) => {
    const { height, width } = imageSize("randomFlip", batch);
    return eachExample(batch, random, (image, stream) => {
      if (stream.uniform(0) >= probability) return;
      const length = direction === "horizontal" ? width : height * width;
      for (let start = 0; start < image.length; start += length) {
        const part = image.subarray(start, start + length);
        part.reverse();
        if (direction === "horizontal") continue;
        for (let row = 0; row < part.length; row += width)
          part.subarray(row, row + width).reverse();
      }
    });
  };
}

/**
 * Cuts a random part out of each image and stretches it to the whole (Szegedy et al., 2015): the part has a
 * share of the image's area in `area` (0.5 to 1 by default) and its sides are stretched against each other
 * by a factor in `aspect` (3/4 to 4/3 by default).
 */
export function randomCrop(
  options: { readonly area?: Range; readonly aspect?: Range } = {},
): Augmentation {
  const { area = [0.5, 1], aspect = [3 / 4, 4 / 3] } = options;
  requireRange("area", area, 1e-6);
  requireRange("aspect", aspect, 1e-6);
  requireShare("area", typeof area === "number" ? area : area[1]);
  return (batch, random) => {
    const size = imageSize("randomCrop", batch);
    return eachExample(batch, random, (image, stream) => {
      const side = Math.sqrt(chooseFrom(area, stream.uniform(0)));
      const stretch = Math.sqrt(chooseFrom(aspect, stream.uniform(1)));
      const high = Math.min(1, side / stretch);
      const wide = Math.min(1, side * stretch);
      const top = stream.uniform(2) * (1 - high) * (size.height - 1);
      const left = stream.uniform(3) * (1 - wide) * (size.width - 1);
      const placeOf = (row: number, column: number, into: Float64Array) => {
        into[0] = top + row * high;
        into[1] = left + column * wide;
      };
      resample(image.slice(), size, placeOf, 0, image);
    });
  };
}

/** Settings of {@link randomDistortion}; what is left out does not happen. */
export type DistortionOptions = {
  /** Largest turn either way, in degrees. */
  readonly rotate?: number;
  /** Factor of size along both axes. */
  readonly scale?: Range;
  /** Further factor of width over height, its logarithm spread evenly between -log and +log of this. */
  readonly stretch?: number;
  /** Largest slant either way, in degrees. */
  readonly shear?: number;
  /** Largest move either way along each axis, in pixels, also in between. */
  readonly shift?: number;
  readonly elastic?: Elastic;
  /** What lies outside the image; 0 by default. */
  readonly fill?: number;
};

/**
 * Turns, scales, stretches, slants, moves and bends each image at random about its centre, in one bilinear
 * reading, so that several distortions blur no more than one.
 */
export function randomDistortion(options: DistortionOptions): Augmentation {
  const { rotate = 0, scale = 1, stretch = 1, shear = 0, shift = 0, elastic, fill = 0 } = options;
  for (const [name, value] of Object.entries({ rotate, shear, shift }))
    requireRange(name, value, 0);
  requireRange("scale", scale, 1e-6);
  requireRange("stretch", stretch, 1);
  if (elastic !== undefined) {
    requireRange("elastic displacement", elastic.displacement, 0);
    requireRange("elastic spacing", elastic.spacing ?? 8, 1);
  }
  return (batch, random) => {
    const size = imageSize("randomDistortion", batch);
    const middle = [(size.height - 1) / 2, (size.width - 1) / 2] as const;
    return eachExample(batch, random, (image, stream) => {
      const between = (most: number, at: number) => most * (2 * stream.uniform(at) - 1);
      const angle = (between(rotate, 0) * Math.PI) / 180;
      const slant = Math.tan((between(shear, 1) * Math.PI) / 180);
      const zoom = chooseFrom(scale, stream.uniform(2));
      const ratio = stretch ** between(0.5, 3);
      const down = between(shift, 4);
      const right = between(shift, 5);
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      // From a pixel of the result back into the source: un-move, un-scale, un-slant, un-turn.
      const tall = 1 / (zoom / ratio);
      const wide = 1 / (zoom * ratio);
      const fields = elastic && [
        displacementField(size, elastic, stream.fork("rows")),
        displacementField(size, elastic, stream.fork("columns")),
      ];
      const placeOf = (row: number, column: number, into: Float64Array) => {
        const at = row * size.width + column;
        const y = (row - middle[0] - down) * tall;
        const x = (column - middle[1] - right) * wide - slant * y;
        into[0] = middle[0] + cos * y - sin * x + (fields?.[0]?.[at] ?? 0);
        into[1] = middle[1] + sin * y + cos * x + (fields?.[1]?.[at] ?? 0);
      };
      resample(image.slice(), size, placeOf, fill, image);
    });
  };
}

/** Settings of {@link randomErase}. */
export type EraseOptions = {
  /** Share of images that lose a part; 0.5 by default. */
  readonly probability?: number;
  /** Share of the image's area that is lost; 0.02 to 0.2 by default. */
  readonly area?: Range;
  /** Height over width of the lost part; 0.3 to 3.3 by default. */
  readonly aspect?: Range;
  /** What stands there instead; 0 by default. */
  readonly value?: number;
};

/** Blots a random rectangle out of some images (Zhong et al., 2020, algorithm 1). */
export function randomErase(options: EraseOptions = {}): Augmentation {
  const { probability = 0.5, area = [0.02, 0.2], aspect = [0.3, 3.3], value = 0 } = options;
  requireShare("probability", probability);
  requireRange("area", area, 0);
  requireShare("area", typeof area === "number" ? area : area[1]);
  requireRange("aspect", aspect, 1e-6);
  return (batch, random) => {
    const { channels, height, width } = imageSize("randomErase", batch);
    return eachExample(batch, random, (image, stream) => {
      if (stream.uniform(0) >= probability) return;
      const pixels = chooseFrom(area, stream.uniform(1)) * height * width;
      const ratio = chooseFrom(aspect, stream.uniform(2));
      const high = Math.min(height, Math.round(Math.sqrt(pixels * ratio)));
      const wide = Math.min(width, Math.round(Math.sqrt(pixels / ratio)));
      const top = Math.floor(stream.uniform(3) * (height - high + 1));
      const left = Math.floor(stream.uniform(4) * (width - wide + 1));
      for (let channel = 0; channel < channels; channel += 1) {
        for (let row = top; row < top + high; row += 1) {
          const from = (channel * height + row) * width + left;
          image.fill(value, from, from + wide);
        }
      }
    });
  };
}

/**
 * Makes each image brighter or darker by up to `brightness` (added), and its contrast about its own mean
 * stronger or weaker by up to the share `contrast`.
 */
export function randomLight(options: {
  readonly brightness?: number;
  readonly contrast?: number;
}): Augmentation {
  const { brightness = 0, contrast = 0 } = options;
  requireRange("brightness", brightness, 0);
  requireShare("contrast", contrast);
  return (batch, random) => {
    imageSize("randomLight", batch);
    return eachExample(batch, random, (image, stream) => {
      const added = brightness * (2 * stream.uniform(0) - 1);
      const factor = 1 + contrast * (2 * stream.uniform(1) - 1);
      const mean = image.reduce((sum, pixel) => sum + pixel, 0) / image.length;
      for (let at = 0; at < image.length; at += 1) {
        image[at] = mean + (image[at]! - mean) * factor + added;
      }
    });
  };
}
