// Cells of an export: what rows are made of, whatever the format.

export type Cell = string | number | boolean | null;

/** What an export holds: columns, and rows that are read as they are written. */
export interface ExportTable {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
}
