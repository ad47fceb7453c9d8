// Reads tables of delimiter-separated text: CSV, TSV and their relatives.
import { InvalidInput } from "@heed/core";
import type { ByteSource } from "./byte-source.ts";
import { looksLikeHeader, uniqueNames } from "./column-names.ts";
import { CsvScanner, type ScannedRecord } from "./csv-scanner.ts";
import { decodeText } from "./decode-text.ts";
import type { DetectedEncoding } from "./detect-encoding.ts";
import type { Reader, ReaderNote, ReadRecord } from "./reader.ts";

export interface TableOptions {
  readonly encoding: DetectedEncoding;
  readonly delimiter: string;
}

const FAULTS = {
  "open-quote":
    "The row cannot be read: a quote is opened and not closed, expected a closing quote before the file ends.",
  "too-long": "The row is longer than 1,048,576 characters, expected one message a row.",
} as const;

/** Opens a table; its first record names the columns, unless it holds data, in which case they are numbered. */
export async function openTable(source: ByteSource, options: TableOptions): Promise<Reader> {
  const first = await firstRecord(source, options);
  const hasHeader = looksLikeHeader(first);
  const columns = hasHeader
    ? uniqueNames(first)
    : first.map((_cell, index) => `column ${index + 1}`);
  return {
    format: "table",
    columns,
    notes: hasHeader ? [] : [NO_HEADER],
    read: () => readTable(source, options, columns.length, hasHeader),
  };
}

const NO_HEADER: ReaderNote = {
  code: "no-header",
  en: "The first row holds data, so the columns are named by their place.",
  zh: "首行已是数据，因此按位置为各列命名。",
};

async function firstRecord(source: ByteSource, options: TableOptions): Promise<string[]> {
  for await (const records of scan(source, options)) {
    const first = records[0];
    if (first === undefined) continue;
    if ("cells" in first) return first.cells;
    break;
  }
  throw new InvalidInput(
    "no-header",
    `${source.name} has no header row: its first record could not be read as a table.`,
    { hint: "Export the sheet again as CSV with column names in the first row." },
  );
}

async function* readTable(
  source: ByteSource,
  options: TableOptions,
  width: number,
  hasHeader: boolean,
): AsyncGenerator<readonly ReadRecord[]> {
  let row = 0;
  let isHeader = hasHeader;
  for await (const scanned of scan(source, options)) {
    const records: ReadRecord[] = [];
    for (const record of scanned) {
      if (isHeader) {
        isHeader = false;
        continue;
      }
      row += 1;
      records.push(shape(record, row, width));
    }
    if (records.length > 0) yield records;
  }
}

/** A row with too few or too many cells is a fault, unless what is too many is empty. */
function shape(record: ScannedRecord, row: number, width: number): ReadRecord {
  const { line } = record;
  if ("fault" in record) {
    return {
      row,
      line,
      fault: record.fault === "too-long" ? "row-too-long" : "broken-row",
      message: FAULTS[record.fault],
      excerpt: record.excerpt,
    };
  }
  const { cells } = record;
  while (cells.length > width && cells.at(-1) === "") cells.pop();
  if (cells.length === width) return { row, line, cells };
  return {
    row,
    line,
    fault: "ragged-row",
    message: `The row has ${cells.length} cells, expected ${width}.`,
    excerpt: cells.join(" | "),
  };
}

async function* scan(source: ByteSource, options: TableOptions): AsyncGenerator<ScannedRecord[]> {
  const scanner = new CsvScanner(options.delimiter);
  for await (const text of decodeText(source, options.encoding)) yield scanner.push(text);
  yield scanner.end();
}
