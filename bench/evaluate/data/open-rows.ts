// Opens the rows of a data file as a stream: plain or gzip, lines or CSV.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";

/** Bytes of a file, unpacked when its name ends in `.gz`. */
function openBytes(path: string): Readable {
  const file = createReadStream(path);
  if (!path.endsWith(".gz")) return file;
  const unpacked = createGunzip();
  file.on("error", (error) => unpacked.destroy(error));
  return file.pipe(unpacked);
}

/** Lines of a text file without their ends; empty lines are left out. */
export async function* openLines(path: string): AsyncIterable<string> {
  const lines = createInterface({ input: openBytes(path), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) if (line !== "") yield line;
}

/** Records of a CSV file by the names in its first line. */
export async function* openCsv(path: string): AsyncIterable<Record<string, string>> {
  const bytes = openBytes(path);
  const records = parse({ columns: true, bom: true, relax_column_count: true });
  bytes.on("error", (error) => records.destroy(error));
  yield* bytes.pipe(records) as AsyncIterable<Record<string, string>>;
}

/** Objects of a file with one JSON object a line. */
export async function* openJsonLines(path: string): AsyncIterable<Record<string, unknown>> {
  for await (const line of openLines(path)) yield JSON.parse(line) as Record<string, unknown>;
}
