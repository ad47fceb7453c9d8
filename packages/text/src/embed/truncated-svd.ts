// The few strongest directions of a sparse matrix: latent semantic analysis without a dense copy.
import { createRandom } from "../cluster/random.ts";
import { dots, sparseProduct } from "./kernels.ts";
import { type SparseMatrix, transposed } from "./sparse-matrix.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

/** `matrix ~ U diag(singularValues) transpose(right)`; `right` is row-major `columnCount x rank`. */
export interface TruncatedSvd {
  readonly rank: number;
  readonly singularValues: Float64Array;
  readonly right: Float32Array;
}

export interface TruncatedSvdOptions {
  readonly rank: number;
  readonly seed: number;
  /** Extra directions carried while iterating. Default 16. */
  readonly oversampling?: number;
  /** Products with the matrix and its transpose after the first. Default 3. */
  readonly powerIterations?: number;
}

/**
 * Randomized truncated SVD (Halko, Martinsson and Tropp, 2011, algorithms 4.4 and 5.1). The rank returned is
 * smaller than asked when the matrix has fewer independent rows or columns.
 */
export function truncatedSvd(matrix: SparseMatrix, options: TruncatedSvdOptions): TruncatedSvd {
  const most = Math.min(matrix.rowCount, matrix.columnCount);
  const width = Math.min(most, options.rank + (options.oversampling ?? 16));
  if (width === 0)
    return { rank: 0, singularValues: new Float64Array(0), right: new Float32Array(0) };
  const turned = transposed(matrix);
  const random = createRandom(options.seed);
  const start = new Float32Array(matrix.columnCount * width);
  for (let i = 0; i < start.length; i++) start[i] = random.uniform() - 0.5;
  let left = orthonormalise(sparseProduct(matrix, start, width), width);
  for (let i = 0; i < (options.powerIterations ?? 3); i++) {
    const right = orthonormalise(sparseProduct(turned, left.basis, left.width), left.width);
    left = orthonormalise(sparseProduct(matrix, right.basis, right.width), right.width);
  }
  const small = sparseProduct(turned, left.basis, left.width);
  const eigen = symmetricEigen(gram(small, left.width), left.width);
  const rank = Math.min(options.rank, countPositive(eigen.values));
  const singularValues = Float64Array.from(eigen.values.subarray(0, rank), Math.sqrt);
  const turn = new Float64Array(left.width * rank);
  for (let i = 0; i < left.width; i++)
    for (let j = 0; j < rank; j++)
      turn[i * rank + j] = eigen.vectors[i * left.width + j]! / singularValues[j]!;
  return { rank, singularValues, right: multiplyDense(small, left.width, turn, rank) };
}

function countPositive(values: Float64Array): number {
  let count = 0;
  while (count < values.length && values[count]! > 1e-9 * values[0]!) count++;
  return count;
}

const SLICE_ROWS = 4096;

/** `transpose(dense) x dense`, symmetric `width x width`; slices are summed in 64 bits. */
function gram(dense: Float32Array, width: number): Float64Array {
  const sums = new Float64Array(width * width);
  for (let from = 0; from < dense.length; from += SLICE_ROWS * width) {
    const slice = dense.subarray(from, from + SLICE_ROWS * width);
    const rows = slice.length / width;
    const turned = new Float32Array(slice.length);
    for (let r = 0; r < rows; r++)
      for (let j = 0; j < width; j++) turned[j * rows + r] = slice[r * width + j]!;
    const part = dots(turned, turned, rows);
    for (let i = 0; i < sums.length; i++) sums[i]! += part[i]!;
  }
  return sums;
}

/** Row-major `dense (n x width) x turn (width x out)`. */
function multiplyDense(
  dense: Float32Array,
  width: number,
  turn: Float64Array,
  out: number,
): Float32Array {
  const columns = new Float32Array(turn.length);
  for (let i = 0; i < width; i++)
    for (let j = 0; j < out; j++) columns[j * width + i] = turn[i * out + j]!;
  return dots(dense, columns, width);
}

/** An orthonormal basis of the columns, by the eigenvectors of their Gram matrix; dependent columns are dropped. */
function orthonormalise(
  dense: Float32Array,
  width: number,
): { readonly basis: Float32Array; readonly width: number } {
  const eigen = symmetricEigen(gram(dense, width), width);
  const kept = Math.max(1, countPositive(eigen.values));
  const turn = new Float64Array(width * kept);
  for (let i = 0; i < width; i++)
    for (let j = 0; j < kept; j++) {
      const value = eigen.values[j]!;
      turn[i * kept + j] = value > 0 ? eigen.vectors[i * width + j]! / Math.sqrt(value) : 0;
    }
  return { basis: multiplyDense(dense, width, turn, kept), width: kept };
}
