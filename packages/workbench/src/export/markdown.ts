// A table in Markdown whose cells cannot become markup, whatever people wrote.
import type { Cell, ExportTable } from "./cells.ts";

/** Lines of a Markdown table. */
export async function* markdownLines({ columns, rows }: ExportTable): AsyncGenerator<string> {
  yield markdownLine(columns);
  yield markdownLine(columns.map(() => "---")).replaceAll("\\-", "-");
  for await (const row of rows) yield markdownLine(row);
}

function markdownLine(cells: readonly Cell[]): string {
  return `| ${cells.map(markdownCell).join(" | ")} |\n`;
}

function markdownCell(cell: Cell): string {
  if (cell === null) return "";
  return String(cell)
    .replace(/[\\`*_{}[\]<>#|!~&+-]/g, "\\$&")
    .replace(/(?<!\s)\s*\n\s*/g, " ")
    .trim();
}
