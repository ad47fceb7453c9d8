// A smooth random field of displacements, for elastic distortion.
import type { RandomStream } from "../random.ts";
import type { ImageSize } from "./sampling.ts";

/** Settings of elastic distortion. */
export type Elastic = {
  /** Root mean square of the displacement along each axis, in pixels. */
  readonly displacement: number;
  /** Distance of the points that are moved at random, in pixels; 8 by default. Larger is smoother. */
  readonly spacing?: number;
};

/** Mean square of a cubic B-spline's weights over all positions, for one axis (its autocorrelation at 0). */
const splineMeanSquare = 151 / 315;

/**
 * One axis of a free-form deformation (Rueckert et al., 1999, eq. 1): points of a coarse grid are moved by
 * independent normal numbers, and cubic B-splines spread that over the pixels, row-major. Smooth random
 * displacements as augmentation are those of Simard, Steinkraus & Platt (2003).
 */
export function displacementField(
  { height, width }: ImageSize,
  { displacement, spacing = 8 }: Elastic,
  random: RandomStream,
): Float64Array {
  const rows = Math.floor((height - 1) / spacing) + 4;
  const columns = Math.floor((width - 1) / spacing) + 4;
  const deviation = displacement / splineMeanSquare;
  const points = Float64Array.from(
    { length: rows * columns },
    (_, at) => deviation * random.normal(at),
  );
  const wide = new Float64Array(rows * width);
  spread(width, spacing, (column, first, weights) => {
    for (let row = 0; row < rows; row += 1) {
      let sum = 0;
      for (let tap = 0; tap < 4; tap += 1) {
        sum += weights[tap]! * points[row * columns + first + tap]!;
      }
      wide[row * width + column] = sum;
    }
  });
  const field = new Float64Array(height * width);
  spread(height, spacing, (row, first, weights) => {
    for (let column = 0; column < width; column += 1) {
      let sum = 0;
      for (let tap = 0; tap < 4; tap += 1) {
        sum += weights[tap]! * wide[(first + tap) * width + column]!;
      }
      field[row * width + column] = sum;
    }
  });
  return field;
}

/** Visits the places along an axis with the four points that move each, and how much they do. */
function spread(
  length: number,
  spacing: number,
  visit: (place: number, first: number, weights: Float64Array) => void,
): void {
  const weights = new Float64Array(4);
  for (let place = 0; place < length; place += 1) {
    const first = Math.floor(place / spacing);
    const t = place / spacing - first;
    weights[0] = (1 - t) ** 3 / 6;
    weights[1] = (3 * t ** 3 - 6 * t ** 2 + 4) / 6;
    weights[2] = (-3 * t ** 3 + 3 * t ** 2 + 3 * t + 1) / 6;
    weights[3] = t ** 3 / 6;
    visit(place, first, weights);
  }
}
