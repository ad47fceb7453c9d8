// Rows of a few weighted columns each, packed in typed arrays (CSR).

/** A sparse matrix by compressed rows: row r holds `columns[k]`, `values[k]` for `starts[r] <= k < starts[r + 1]`. */
export interface SparseMatrix {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** The rows named by `rows`, in that order, over the same columns. */
export function takeRows(matrix: SparseMatrix, rows: Int32Array): SparseMatrix {
  const starts = new Int32Array(rows.length + 1);
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r]!;
    starts[r + 1] = starts[r]! + matrix.starts[row + 1]! - matrix.starts[row]!;
  }
  const columns = new Int32Array(starts[rows.length]!);
  const values = new Float32Array(columns.length);
  for (let r = 0; r < rows.length; r++) {
    const from = matrix.starts[rows[r]!]!;
    const to = matrix.starts[rows[r]! + 1]!;
    columns.set(matrix.columns.subarray(from, to), starts[r]!);
    values.set(matrix.values.subarray(from, to), starts[r]!);
  }
  return { rowCount: rows.length, columnCount: matrix.columnCount, starts, columns, values };
}

/** The same entries by columns: a matrix whose rows are the columns of `matrix`, in rising order. */
export function transposed(matrix: SparseMatrix): SparseMatrix {
  const { rowCount, columnCount, columns, values } = matrix;
  const starts = new Int32Array(columnCount + 1);
  for (let k = 0; k < columns.length; k++) starts[columns[k]! + 1]!++;
  for (let c = 0; c < columnCount; c++) starts[c + 1]! += starts[c]!;
  const next = starts.slice(0, columnCount);
  const turnedColumns = new Int32Array(columns.length);
  const turnedValues = new Float32Array(columns.length);
  for (let r = 0; r < rowCount; r++) {
    for (let k = matrix.starts[r]!; k < matrix.starts[r + 1]!; k++) {
      const to = next[columns[k]!]!++;
      turnedColumns[to] = r;
      turnedValues[to] = values[k]!;
    }
  }
  return {
    rowCount: columnCount,
    columnCount: rowCount,
    starts,
    columns: turnedColumns,
    values: turnedValues,
  };
}

/** Divides each row by its Euclidean length, in place; an empty row stays empty. */
export function normaliseSparseRows(matrix: SparseMatrix): void {
  const { starts, values } = matrix;
  for (let r = 0; r < matrix.rowCount; r++) {
    let squares = 0;
    for (let k = starts[r]!; k < starts[r + 1]!; k++) squares += values[k]! * values[k]!;
    if (squares === 0) continue;
    const scale = 1 / Math.sqrt(squares);
    for (let k = starts[r]!; k < starts[r + 1]!; k++) values[k]! *= scale;
  }
}

/** Divides each row of a row-major matrix by its Euclidean length, in place; a zero row stays zero. */
export function normaliseRows(dense: Float32Array, width: number): void {
  for (let from = 0; from < dense.length; from += width) {
    let squares = 0;
    for (let j = from; j < from + width; j++) squares += dense[j]! * dense[j]!;
    if (squares === 0) continue;
    const scale = 1 / Math.sqrt(squares);
    for (let j = from; j < from + width; j++) dense[j]! *= scale;
  }
}
