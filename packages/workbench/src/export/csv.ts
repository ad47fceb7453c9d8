// Comma-separated values as spreadsheets and databases read them (RFC 4180), with formulas made harmless.
import { guardFormula } from "@heed/core";
import type { Cell, ExportTable } from "./cells.ts";

const BYTE_ORDER_MARK = "\ufeff";

/** Lines of a CSV file, header first; `byteOrderMark` lets Excel see that it is UTF-8. */
export async function* csvLines(
  { columns, rows }: ExportTable,
  { byteOrderMark = false } = {},
): AsyncGenerator<string> {
  yield (byteOrderMark ? BYTE_ORDER_MARK : "") + csvLine(columns);
  for await (const row of rows) yield csvLine(row);
}

/** One line with its end. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const guarded = guardFormula(cell);
  return /[",\r\n]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
