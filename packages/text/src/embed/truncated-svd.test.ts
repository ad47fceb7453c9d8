// The randomized SVD finds the true singular values and directions of matrices known by construction.
import { expect, test } from "vitest";
import { createRandom } from "../cluster/random.ts";
import type { SparseMatrix } from "./sparse-matrix.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";
import { truncatedSvd } from "./truncated-svd.ts";

function sparseOf(rows: readonly (readonly number[])[]): SparseMatrix {
  const starts = [0];
  const columns: number[] = [];
  const values: number[] = [];
  for (const row of rows) {
    row.forEach((value, column) => {
      if (value === 0) return;
      columns.push(column);
      values.push(value);
    });
    starts.push(columns.length);
  }
  return {
    rowCount: rows.length,
    columnCount: rows[0]!.length,
    starts: Int32Array.from(starts),
    columns: Int32Array.from(columns),
    values: Float32Array.from(values),
  };
}

test("a diagonal matrix gives back its largest entries", () => {
  const size = 30;
  const rows = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? size - i : 0)),
  );
  const svd = truncatedSvd(sparseOf(rows), { rank: 3, seed: 1 });
  expect([...svd.singularValues].map((value) => Math.round(value * 1000) / 1000)).toEqual([
    30, 29, 28,
  ]);
  expect(Math.abs(svd.right[0]!)).toBeCloseTo(1, 4);
});

test("a matrix of rank two yields rank two", () => {
  const rows = Array.from({ length: 12 }, (_, i) => [1, 2, 0, i % 2, 2 * (i % 2)]);
  expect(truncatedSvd(sparseOf(rows), { rank: 4, seed: 1 }).rank).toBe(2);
});

test("the same seed gives the same bytes", () => {
  const random = createRandom(3);
  const rows = Array.from({ length: 40 }, () =>
    Array.from({ length: 20 }, () => (random.uniform() < 0.2 ? random.normal() : 0)),
  );
  const first = truncatedSvd(sparseOf(rows), { rank: 5, seed: 9 });
  expect(truncatedSvd(sparseOf(rows), { rank: 5, seed: 9 })).toEqual(first);
});

test.each([1, 2, 3, 17, 60])(
  "a symmetric matrix of size %i is rebuilt from its eigenvectors",
  (n) => {
    const random = createRandom(n);
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        matrix[i * n + j] = random.normal();
        matrix[j * n + i] = matrix[i * n + j]!;
      }
    const { values, vectors } = symmetricEigen(matrix, n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += vectors[i * n + k]! * values[k]! * vectors[j * n + k]!;
        expect(sum).toBeCloseTo(matrix[i * n + j]!, 8);
      }
  },
);
