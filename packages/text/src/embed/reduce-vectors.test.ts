// Shortened vectors keep the angles of the long ones within the error that is promised, and never change with what came before.
import { expect, test } from "vitest";
import { createRandom } from "../cluster/random.ts";
import { LONGEST_VECTOR, reduceVectors } from "./reduce-vectors.ts";
import { normaliseRows } from "./sparse-matrix.ts";

/** Pairs of unit rows whose cosine is about `likeness`, one after the other. */
function pairs(count: number, width: number, likeness: number): Float32Array {
  const random = createRandom(7);
  const rows = new Float32Array(2 * count * width);
  for (let pair = 0; pair < count; pair++) {
    const from = 2 * pair * width;
    for (let at = 0; at < width; at++) {
      const value = random.normal();
      rows[from + at] = value;
      rows[from + width + at] =
        likeness * value + Math.sqrt(1 - likeness * likeness) * random.normal();
    }
  }
  normaliseRows(rows, width);
  return rows;
}

function cosines(rows: Float32Array, width: number): number[] {
  return Array.from({ length: rows.length / width / 2 }, (_, pair) => {
    let sum = 0;
    for (let at = 0; at < width; at++)
      sum += rows[2 * pair * width + at]! * rows[(2 * pair + 1) * width + at]!;
    return sum;
  });
}

test.each([
  [768, 0],
  [1536, 0.6],
  [3072, 0],
  [1000, 0.6],
])(
  "cosines of %d numbers stay within the promised error at a likeness of %d",
  (width, likeness) => {
    const rows = pairs(400, width, likeness);
    const reduced = reduceVectors({ rows, width });
    expect(reduced.width).toBe(LONGEST_VECTOR);
    const before = cosines(rows, width);
    const errors = cosines(reduced.rows, reduced.width).map((cosine, at) => cosine - before[at]!);
    const bias = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const spread = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
    expect(Math.abs(bias)).toBeLessThan(0.01);
    expect(spread).toBeLessThan(1.25 * Math.sqrt(1 / LONGEST_VECTOR - 1 / width));
  },
);

test("short vectors are kept, and a row is shortened alike whatever stands beside it", () => {
  const short = Float32Array.of(1, 0, 0, 1);
  expect(reduceVectors({ rows: short, width: 2 })).toEqual({ rows: short, width: 2 });
  const rows = pairs(3, 512, 0.3);
  const all = reduceVectors({ rows, width: 512 });
  const one = reduceVectors({ rows: rows.slice(512, 1024), width: 512 });
  expect(one.rows).toEqual(all.rows.slice(LONGEST_VECTOR, 2 * LONGEST_VECTOR));
});
