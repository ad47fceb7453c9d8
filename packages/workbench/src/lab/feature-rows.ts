// Rows of weighted features, most of them absent: what a linear model is trained on.

/** Row r holds `columns[k]`, `values[k]` for `starts[r] <= k < starts[r + 1]`. */
export interface FeatureRows {
  readonly count: number;
  /** Number of columns. */
  readonly width: number;
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** Collects rows one feature after another. */
export class RowBuilder {
  readonly #starts: number[] = [0];
  #columns = new Int32Array(1024);
  #values = new Float32Array(1024);
  #length = 0;

  add(column: number, value: number): void {
    if (this.#length === this.#columns.length) this.#grow();
    this.#columns[this.#length] = column;
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  endRow(): void {
    this.#starts.push(this.#length);
  }

  rows(width: number): FeatureRows {
    return {
      count: this.#starts.length - 1,
      width,
      starts: Int32Array.from(this.#starts),
      columns: this.#columns.slice(0, this.#length),
      values: this.#values.slice(0, this.#length),
    };
  }

  #grow(): void {
    const columns = new Int32Array(2 * this.#columns.length);
    const values = new Float32Array(columns.length);
    columns.set(this.#columns);
    values.set(this.#values);
    this.#columns = columns;
    this.#values = values;
  }
}

/** Numbers of examples, one after another, as rows that leave out zeros. */
export function denseRows(data: Float32Array, width: number): FeatureRows {
  const builder = new RowBuilder();
  for (let at = 0; at < data.length; at += width) {
    for (let column = 0; column < width; column += 1)
      if (data[at + column] !== 0) builder.add(column, data[at + column]);
    builder.endRow();
  }
  return builder.rows(width);
}
