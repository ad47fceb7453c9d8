// How parameters are stored in a model file: as they are, or rounded to 8 bits row by row.
import { bytesOf, floatTensor } from "./build.ts";
import type { OnnxTensor } from "./schema.ts";

/** A stored parameter; with `scale`, its value is tensor times scale. */
export type StoredParameter = { readonly tensor: OnnxTensor; readonly scale?: OnnxTensor };

/** Stores numbers as they are. */
export function storeFloats(
  name: string,
  shape: readonly number[],
  values: Float32Array,
): StoredParameter {
  return { tensor: floatTensor(name, shape, values) };
}

/**
 * Stores a table in a quarter of the space: each row as whole numbers from -127 to 127 times the
 * row's own scale, its greatest absolute value / 127. Each number is off by at most half a scale.
 */
export function storeRowsInBytes(
  name: string,
  shape: readonly number[],
  values: Float32Array,
): StoredParameter {
  const rows = shape[0]!;
  const width = values.length / rows;
  const bytes = new Int8Array(values.length);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const numbers = values.subarray(row * width, row * width + width);
    const scale = Math.fround(numbers.reduce((top, x) => Math.max(top, Math.abs(x)), 0) / 127);
    scales[row] = scale;
    if (scale === 0) continue;
    for (const [at, x] of numbers.entries()) bytes[row * width + at] = Math.round(x / scale);
  }
  const scaleShape = shape.map((size, axis) => (axis === 0 ? size : 1));
  return {
    tensor: { name: `${name}/int8`, type: "int8", dims: shape, data: bytesOf(bytes) },
    scale: floatTensor(`${name}/scale`, scaleShape, scales),
  };
}
