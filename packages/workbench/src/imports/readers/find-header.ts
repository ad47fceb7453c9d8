// Finds the row that names the columns: sheets made for people have titles and empty rows above it.
import { looksLikeHeader } from "./column-names.ts";

/** Rows above a header that are looked past at most. */
const MOST_ABOVE = 10;
/** Columns from which a narrow row above a wide one is a title; of two columns too much is possible. */
const FEWEST_COLUMNS = 3;
/** Share of the usual number of filled cells that a header has at least, and a title at most. */
const HEADER_SHARE = 0.6;
const TITLE_SHARE = 0.34;

/** Place of the header among the first rows of a table; 0 where nothing speaks for another one. */
export function headerPlace(rows: readonly (readonly string[])[]): number {
  const start = isSeparatorLine(rows[0] ?? []) ? 1 : 0;
  const filled = rows.map((cells) => cells.filter((cell) => cell.trim() !== "").length);
  const usual = median(filled.slice(start));
  if (usual < FEWEST_COLUMNS) return start;
  let place = start;
  while (place < start + MOST_ABOVE && (filled[place] ?? usual) <= Math.max(1, TITLE_SHARE * usual))
    place += 1;
  const isHeader = (filled[place] ?? 0) >= HEADER_SHARE * usual && looksLikeHeader(rows[place]!);
  return isHeader ? place : start;
}

/** The line `sep=;` by which Excel is told the delimiter. */
function isSeparatorLine(cells: readonly string[]): boolean {
  return /^\ufeff?sep=/i.test(cells[0] ?? "") && cells.slice(1).every((cell) => cell === "");
}

function median(counts: readonly number[]): number {
  return counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
}
