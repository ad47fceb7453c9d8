// An export as one JSON array of records, written as it is read.
import type { ExportTable } from "./cells.ts";

/** Lines of a JSON array, one record a line. */
export async function* jsonLines({ columns, rows }: ExportTable): AsyncGenerator<string> {
  let separator = "[\n";
  for await (const row of rows) {
    yield separator +
      JSON.stringify(Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])));
    separator = ",\n";
  }
  yield separator === "[\n" ? "[]\n" : "\n]\n";
}
