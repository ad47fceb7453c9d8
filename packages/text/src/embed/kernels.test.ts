// The fast products equal the plain ones, also at sizes that fill no block.
import { expect, test } from "vitest";
import { createRandom } from "../cluster/random.ts";
import { dots, sparseProduct } from "./kernels.ts";
import type { SparseMatrix } from "./sparse-matrix.ts";

function randomRows(count: number, width: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: count * width }, () => random.normal());
}

test.each([
  [1, 1, 1],
  [3, 5, 7],
  [2, 130, 33],
  [67, 64, 128],
])("all dot products of %i and %i rows of width %i", (m, n, width) => {
  const a = randomRows(m, width, 1);
  const b = randomRows(n, width, 2);
  const fast = dots(a, b, width);
  expect(fast.length).toBe(m * n);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += a[i * width + k]! * b[j * width + k]!;
      expect(fast[i * n + j]).toBeCloseTo(sum, 3);
    }
});

test.each([1, 31, 32, 100])("a sparse matrix times a dense one of width %i", (width) => {
  const matrix: SparseMatrix = {
    rowCount: 3,
    columnCount: 4,
    starts: Int32Array.of(0, 2, 2, 5),
    columns: Int32Array.of(0, 3, 1, 2, 3),
    values: Float32Array.of(1.5, -2, 0.25, 1, 3),
  };
  const dense = randomRows(4, width, 5);
  const fast = sparseProduct(matrix, dense, width);
  expect(fast.length).toBe(3 * width);
  for (let j = 0; j < width; j++) {
    const at = (row: number): number => dense[row * width + j]!;
    expect(fast[j]).toBeCloseTo(1.5 * at(0) - 2 * at(3), 4);
    expect(fast[width + j]).toBe(0);
    expect(fast[2 * width + j]).toBeCloseTo(0.25 * at(1) + at(2) + 3 * at(3), 4);
  }
});

test("nothing times nothing is nothing", () => {
  expect(dots(new Float32Array(0), new Float32Array(0), 0).length).toBe(0);
  expect(dots(new Float32Array(0), randomRows(2, 4, 1), 4).length).toBe(0);
});
