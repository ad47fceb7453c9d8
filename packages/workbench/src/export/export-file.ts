// Writes an export to a file, whole or not at all, in memory that does not grow with the data.
import { createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { InvalidInput, NotFound } from "@heed/core";
import type { Workspace } from "../workspace/open-workspace.ts";
import type { ExportTable } from "./cells.ts";
import { csvLines } from "./csv.ts";
import { EXPORT_TABLES, type ExportName } from "./export-tables.ts";
import { jsonLines } from "./json.ts";
import { markdownLines } from "./markdown.ts";
import { xlsxBytes } from "./xlsx.ts";

export const EXPORT_FORMATS = ["csv", "xlsx", "json", "md"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportRequest {
  readonly what: ExportName;
  readonly format: ExportFormat;
  readonly out: string;
  /** Begins a CSV file with a byte order mark, by which Excel knows that it is UTF-8. Default false. */
  readonly byteOrderMark?: boolean;
  readonly signal?: AbortSignal;
}

export interface ExportOutcome {
  readonly out: string;
  readonly rows: number;
}

// A chunk large enough that writing is not the bottleneck.
const CHUNK = 1 << 18;

/** Writes an export; a file that was there is replaced when the new one is complete. */
export async function exportFile(
  workspace: Workspace,
  request: ExportRequest,
): Promise<ExportOutcome> {
  const out = resolve(request.out);
  await checkPlace(out);
  const table = counting(await EXPORT_TABLES[request.what](workspace), request.signal);
  const unfinished = `${out}.unfinished`;
  try {
    await pipeline(
      contentOf(table, request),
      createWriteStream(unfinished),
      ...(request.signal === undefined ? [] : [{ signal: request.signal }]),
    );
    await rename(unfinished, out);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return { out, rows: table.count() };
}

function contentOf(table: ExportTable, { format, byteOrderMark, what }: ExportRequest): Readable {
  switch (format) {
    case "csv":
      return Readable.from(chunks(csvLines(table, { byteOrderMark: byteOrderMark ?? false })));
    case "json":
      return Readable.from(chunks(jsonLines(table)));
    case "md":
      return Readable.from(chunks(markdownLines(table)));
    case "xlsx":
      return Readable.fromWeb(xlsxBytes(table, what) as Parameters<typeof Readable.fromWeb>[0]);
  }
}

async function* chunks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = "";
  for await (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk !== "") yield chunk;
}

function counting({ columns, rows }: ExportTable, signal: AbortSignal | undefined) {
  let count = 0;
  async function* counted() {
    for await (const row of rows) {
      signal?.throwIfAborted();
      count += 1;
      yield row;
    }
  }
  return { columns, rows: counted(), count: () => count };
}

async function checkPlace(out: string): Promise<void> {
  const place = await stat(out).catch(() => null);
  if (place?.isDirectory()) {
    throw new InvalidInput("out-is-a-folder", `${out} is a folder, expected a file to write.`, {
      hint: "Name a file in it, such as needs.csv.",
    });
  }
  const folder = await stat(dirname(out)).catch(() => null);
  if (folder?.isDirectory() !== true) {
    throw new NotFound("no-such-folder", `There is no folder ${dirname(out)} to write into.`, {
      hint: "Make the folder first, or choose another place with --out.",
    });
  }
}
