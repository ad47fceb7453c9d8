// Small dense linear algebra: least squares by Householder reflections, and symmetric solves.

/** A matrix by columns, each of equal length. */
export type Columns = readonly Float64Array[];

/** A least-squares problem made triangular. */
export type Triangular = {
  /** `factor[j][i]`, i <= j: the upper triangle R by columns. */
  readonly factor: readonly Float64Array[];
  /** Applies Q' to a vector in place. */
  readonly rotate: (vector: Float64Array) => void;
  /** Applies Q to a vector in place. */
  readonly rotateBack: (vector: Float64Array) => void;
  /** Solves `R x = top of v`. */
  readonly solve: (v: Float64Array) => Float64Array;
  /** Solves `R' x = v`. */
  readonly solveTransposed: (v: Float64Array) => Float64Array;
};

/** Columns whose new direction is shorter than this share of them are counted as dependent. */
const DEPENDENT = 1e-12;

/**
 * Householder QR of a matrix with at least as many rows as columns; undefined where a column is a
 * combination of earlier ones to twelve digits.
 *
 * Source: G. Golub and C. Van Loan, "Matrix computations" (4th edition), section 5.2.
 */
export function triangularize(
  columns: Columns,
  dependent: number = DEPENDENT,
): Triangular | undefined {
  const n = columns[0].length;
  const k = columns.length;
  const work = columns.map((column) => Float64Array.from(column));
  const reflectors: Float64Array[] = [];
  for (let j = 0; j < k; j++) {
    const whole = norm(columns[j], 0);
    const rest = norm(work[j], j);
    if (!(rest > dependent * whole)) return undefined;
    const reflector = work[j].slice(j);
    reflector[0] += reflector[0] >= 0 ? rest : -rest;
    const length = norm(reflector, 0);
    for (let i = 0; i < reflector.length; i++) reflector[i] /= length;
    reflectors.push(reflector);
    for (let c = j; c < k; c++) reflect(work[c], reflector, j);
  }
  return {
    factor: work,
    rotate: (v) => {
      for (let j = 0; j < k; j++) reflect(v, reflectors[j], j);
    },
    rotateBack: (v) => {
      for (let j = k - 1; j >= 0; j--) reflect(v, reflectors[j], j);
    },
    solve: (v) => backSubstitute(work, v, k),
    solveTransposed: (v) => forwardSubstitute(work, v, k),
  };

  function reflect(v: Float64Array, reflector: Float64Array, from: number): void {
    let dot = 0;
    for (let i = from; i < n; i++) dot += reflector[i - from] * v[i];
    dot *= 2;
    for (let i = from; i < n; i++) v[i] -= dot * reflector[i - from];
  }
}

/** `(X'X)^-1` as a full symmetric matrix, from the triangle of X. */
export function inverseGram(triangular: Triangular): Float64Array[] {
  const k = triangular.factor.length;
  const inverse: Float64Array[] = [];
  for (let j = 0; j < k; j++) {
    const unit = new Float64Array(k);
    unit[j] = 1;
    inverse.push(triangular.solve(triangular.solveTransposed(unit)));
  }
  return inverse;
}

/** A symmetric positive definite matrix `A`, factored. */
export type Factored = {
  readonly logDeterminant: number;
  /** Solves `A x = v`. */
  readonly solve: (v: Float64Array) => Float64Array;
  /** `v' A^-1 v`. */
  readonly quadraticForm: (v: Float64Array) => number;
};

/** Cholesky's factor; undefined where the matrix is not (to rounding) positive definite. */
export function factorPositiveDefinite(matrix: readonly Float64Array[]): Factored | undefined {
  const k = matrix.length;
  const upper = matrix.map((_, j) => new Float64Array(j + 1));
  let logDeterminant = 0;
  for (let j = 0; j < k; j++) {
    for (let i = 0; i <= j; i++) {
      let sum = matrix[i][j];
      for (let m = 0; m < i; m++) sum -= upper[i][m] * upper[j][m];
      if (i < j) upper[j][i] = sum / upper[i][i];
      else if (sum > 1e-14 * Math.abs(matrix[j][j])) upper[j][j] = Math.sqrt(sum);
      else return undefined;
    }
    logDeterminant += 2 * Math.log(upper[j][j]);
  }
  return {
    logDeterminant,
    solve: (v) => backSubstitute(upper, forwardSubstitute(upper, v, k), k),
    quadraticForm: (v) => forwardSubstitute(upper, v, k).reduce((sum, x) => sum + x * x, 0),
  };
}

function backSubstitute(upper: readonly Float64Array[], v: Float64Array, k: number): Float64Array {
  const x = v.slice(0, k);
  for (let j = k - 1; j >= 0; j--) {
    x[j] /= upper[j][j];
    for (let i = 0; i < j; i++) x[i] -= upper[j][i] * x[j];
  }
  return x;
}

function forwardSubstitute(
  upper: readonly Float64Array[],
  v: Float64Array,
  k: number,
): Float64Array {
  const x = v.slice(0, k);
  for (let j = 0; j < k; j++) {
    for (let i = 0; i < j; i++) x[j] -= upper[j][i] * x[i];
    x[j] /= upper[j][j];
  }
  return x;
}

function norm(v: Float64Array, from: number): number {
  let largest = 0;
  for (let i = from; i < v.length; i++) largest = Math.max(largest, Math.abs(v[i]));
  if (largest === 0) return 0;
  let sum = 0;
  for (let i = from; i < v.length; i++) sum += (v[i] / largest) ** 2;
  return largest * Math.sqrt(sum);
}
