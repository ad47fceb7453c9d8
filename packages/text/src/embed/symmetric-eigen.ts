// Eigenvalues and eigenvectors of a small symmetric matrix, the dense heart of the truncated SVD.

/** Values in falling order; `vectors` is row-major `size x size`, column j belonging to `values[j]`. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/**
 * Eigen-decomposition of a symmetric row-major matrix: Householder reduction to tridiagonal form, then
 * implicit QL with Wilkinson shifts (Golub and Van Loan, Matrix Computations, sections 8.3.1 and 8.3.5).
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  const basis = Float64Array.from(matrix);
  const diagonal = new Float64Array(size);
  const beside = new Float64Array(size);
  tridiagonalise(basis, diagonal, beside, size);
  // Rows of the transposed basis are rotated, which keeps the inner loop contiguous.
  const rows = transpose(basis, size);
  iterateQl(rows, diagonal, beside, size);
  const order = Array.from({ length: size }, (_, i) => i).sort(
    (i, j) => diagonal[j]! - diagonal[i]! || i - j,
  );
  const values = new Float64Array(size);
  const vectors = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    values[j] = diagonal[order[j]!]!;
    for (let i = 0; i < size; i++) vectors[i * size + j] = rows[order[j]! * size + i]!;
  }
  return { values, vectors };
}

function transpose(matrix: Float64Array, size: number): Float64Array {
  const turned = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) turned[j * size + i] = matrix[i * size + j]!;
  return turned;
}

/** Leaves the orthogonal basis Q in `a`, the diagonal and the entries below it (from index 1) beside. */
function tridiagonalise(a: Float64Array, d: Float64Array, e: Float64Array, n: number): void {
  const scales = new Float64Array(n);
  const reflectors: (Float64Array | null)[] = [];
  const p = new Float64Array(n);
  for (let k = 0; k < n - 2; k++) {
    const v = new Float64Array(n);
    let squares = 0;
    for (let i = k + 1; i < n; i++) {
      v[i] = a[i * n + k]!;
      squares += v[i]! * v[i]!;
    }
    const below = squares - v[k + 1]! * v[k + 1]!;
    if (below <= 1e-300) {
      e[k + 1] = v[k + 1]!;
      reflectors.push(null);
      continue;
    }
    const length = Math.sqrt(squares);
    const alpha = v[k + 1]! > 0 ? -length : length;
    v[k + 1]! -= alpha;
    const scale = 2 / (below + v[k + 1]! * v[k + 1]!);
    e[k + 1] = alpha;
    reflect(a, v, p, scale, k + 1, n);
    scales[k] = scale;
    reflectors.push(v);
  }
  for (let i = 0; i < n; i++) d[i] = a[i * n + i]!;
  if (n > 1) e[n - 1] = a[(n - 1) * n + n - 2]!;
  formBasis(a, reflectors, scales, p, n);
}

/** Two-sided Householder update of the trailing block that starts at `from`. */
function reflect(
  a: Float64Array,
  v: Float64Array,
  p: Float64Array,
  scale: number,
  from: number,
  n: number,
): void {
  let along = 0;
  for (let i = from; i < n; i++) {
    let sum = 0;
    for (let j = from; j < n; j++) sum += a[i * n + j]! * v[j]!;
    p[i] = scale * sum;
    along += p[i]! * v[i]!;
  }
  const half = (scale * along) / 2;
  for (let i = from; i < n; i++) p[i]! -= half * v[i]!;
  for (let i = from; i < n; i++)
    for (let j = from; j < n; j++) a[i * n + j]! -= v[i]! * p[j]! + p[i]! * v[j]!;
}

function formBasis(
  a: Float64Array,
  reflectors: readonly (Float64Array | null)[],
  scales: Float64Array,
  sums: Float64Array,
  n: number,
): void {
  a.fill(0);
  for (let i = 0; i < n; i++) a[i * n + i] = 1;
  for (let k = reflectors.length - 1; k >= 0; k--) {
    const v = reflectors[k]!;
    if (v === null) continue;
    sums.fill(0);
    for (let i = k + 1; i < n; i++)
      for (let j = k + 1; j < n; j++) sums[j]! += v[i]! * a[i * n + j]!;
    for (let i = k + 1; i < n; i++) {
      const factor = scales[k]! * v[i]!;
      for (let j = k + 1; j < n; j++) a[i * n + j]! -= factor * sums[j]!;
    }
  }
}

const MOST_SWEEPS = 60;

/** Drives the tridiagonal matrix to its diagonal, turning the rows of `z` along. */
function iterateQl(z: Float64Array, d: Float64Array, e: Float64Array, n: number): void {
  for (let i = 1; i < n; i++) e[i - 1] = e[i]!;
  if (n > 0) e[n - 1] = 0;
  for (let l = 0; l < n; l++) {
    for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      let m = l;
      while (m < n - 1) {
        const near = Math.abs(d[m]!) + Math.abs(d[m + 1]!);
        if (Math.abs(e[m]!) <= 2.3e-16 * near) break;
        m++;
      }
      if (m === l) break;
      chase(z, d, e, n, l, m);
    }
  }
}

/** One implicit QL sweep on the unreduced block from `l` to `m`. */
function chase(
  z: Float64Array,
  d: Float64Array,
  e: Float64Array,
  n: number,
  l: number,
  m: number,
): void {
  const ratio = (d[l + 1]! - d[l]!) / (2 * e[l]!);
  const root = Math.hypot(ratio, 1);
  let g = d[m]! - d[l]! + e[l]! / (ratio + (ratio >= 0 ? root : -root));
  let s = 1;
  let c = 1;
  let shift = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i]!;
    const b = c * e[i]!;
    const r = Math.hypot(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1]! -= shift;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1]! - shift;
    const t = (d[i]! - g) * s + 2 * c * b;
    shift = s * t;
    d[i + 1] = g + shift;
    g = c * t - b;
    const upper = (i + 1) * n;
    const lower = i * n;
    for (let k = 0; k < n; k++) {
      const high = z[upper + k]!;
      const low = z[lower + k]!;
      z[upper + k] = s * low + c * high;
      z[lower + k] = c * low - s * high;
    }
  }
  d[l]! -= shift;
  e[l] = g;
  e[m] = 0;
}
