// Cells of an export: what a spreadsheet may show but never run.

export type Cell = string | number | boolean | null;

/** What an export holds: columns, and rows that are read as they are written. */
export interface ExportTable {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
}

/**
 * A text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line return) behind an
 * apostrophe, which the import takes away again; so is one that begins with apostrophes before such a sign, so that
 * nothing is lost on the way back.
 */
export function guardFormula(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
