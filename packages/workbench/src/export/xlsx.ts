// A workbook of one sheet, written row by row so that its size is bounded by the format alone.
import { guardFormula, InvalidInput } from "@heed/core";
import { writeXlsxStream } from "hucre/xlsx";
import type { Cell, ExportTable } from "./cells.ts";

// The format's own limits.
const MOST_ROWS = 1_048_575;
const MOST_CHARACTERS = 32_767;

/** Bytes of an XLSX file; refuses more rows than a sheet holds, and cuts a text longer than a cell holds. */
export function xlsxBytes(table: ExportTable, sheetName: string): ReadableStream<Uint8Array> {
  return writeXlsxStream(sheetRows(table), {
    name: sheetName,
    columns: table.columns.map((header) => ({ header })),
    freezePane: { rows: 1 },
  });
}

async function* sheetRows({ rows }: ExportTable): AsyncGenerator<Cell[]> {
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count > MOST_ROWS) {
      throw new InvalidInput(
        "too-many-rows",
        `The export has more rows than a sheet of a workbook holds: more than ${MOST_ROWS}.`,
        { hint: "Export it with --format csv." },
      );
    }
    yield row.map(sheetCell);
  }
}

function sheetCell(cell: Cell): Cell {
  if (typeof cell !== "string") return cell;
  const guarded = guardFormula(cell);
  if (guarded.length <= MOST_CHARACTERS) return guarded;
  return `${guarded.slice(0, MOST_CHARACTERS - 1).toWellFormed()}…`;
}
