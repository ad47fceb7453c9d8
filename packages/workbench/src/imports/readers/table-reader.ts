// Reads tables of delimiter-separated text: CSV, TSV and their relatives.
import { InvalidInput } from "@heed/core/errors";
import type { ByteSource } from "./byte-source.ts";
import { looksLikeHeader, uniqueNames } from "./column-names.ts";
import { type CsvDialect, CsvScanner, type ScannedRecord } from "./csv-scanner.ts";
import { decodeText } from "./decode-text.ts";
import type { DetectedEncoding } from "./detect-encoding.ts";
import { headerPlace } from "./find-header.ts";
import type { Reader, ReaderNote, ReadRecord } from "./reader.ts";

export interface TableOptions {
  readonly encoding: DetectedEncoding;
  readonly delimiter: string;
  readonly dialect?: CsvDialect;
}

/** What the first records show of a table as a whole. */
interface TableHead {
  readonly columns: readonly string[];
  /** Records before the first row: the header and what stands above it. */
  readonly skipped: number;
  /** True where the export leaves out empty cells at the end of its rows. */
  readonly isCutShort: boolean;
  readonly notes: readonly ReaderNote[];
}

const HEAD_RECORDS = 60;
/** Rows that must be seen, and the share of them that must be short, to take short rows for an export's habit. */
const ENOUGH_ROWS = 20;
const OFTEN_SHORT = 0.25;

const FAULTS = {
  "open-quote":
    "The row cannot be read: a quote is opened and not closed, expected a closing quote before the file ends.",
  "too-long": "The row is longer than 1,048,576 characters, expected one message a row.",
} as const;

/** Opens a table; its header names the columns, unless there is none, in which case they are numbered. */
export async function openTable(source: ByteSource, options: TableOptions): Promise<Reader> {
  const head = await readTableHead(source, options);
  return {
    format: "table",
    columns: head.columns,
    notes: head.notes,
    read: () => readTable(source, options, head),
  };
}

const NO_HEADER: ReaderNote = {
  code: "no-header",
  en: "The first row holds data, so the columns are named by their place.",
  zh: "首行已是数据，因此按位置为各列命名。",
};
const CUT_SHORT: ReaderNote = {
  code: "short-rows",
  en: "Many rows have fewer cells than the header; the missing ones at the end are taken for empty.",
  zh: "许多行的单元格少于表头，行尾缺少的单元格按空值处理。",
};

async function readTableHead(source: ByteSource, options: TableOptions): Promise<TableHead> {
  const first = await firstRecords(source, options);
  const place = headerPlace(first);
  const header = first[place];
  if (header === undefined)
    throw new InvalidInput(
      "no-header",
      `${source.name} has no header row: its first record could not be read as a table.`,
      {
        hint: "Export the sheet again as CSV with column names in the first row.",
        zh: {
          message: `${source.name} 没有表头：首条记录无法作为表格读取。`,
          hint: "请重新导出为 CSV，首行写列名。",
        },
      },
    );
  const hasHeader = looksLikeHeader(header);
  const columns = hasHeader
    ? uniqueNames(header)
    : header.map((_cell, index) => `column ${index + 1}`);
  const widths = first.slice(place + 1).map((cells) => cells.length);
  const short = widths.filter((width) => width < columns.length).length;
  const isCutShort =
    widths.length >= ENOUGH_ROWS &&
    short >= OFTEN_SHORT * widths.length &&
    widths.every((width) => width > 1 && width <= columns.length);
  // The line that tells Excel the delimiter is no title.
  const titles = place - (/^\ufeff?sep=/i.test(first[0]?.[0] ?? "") ? 1 : 0);
  const above = titles <= 0 ? [] : [rowsAbove(titles)];
  return {
    columns,
    skipped: hasHeader ? place + 1 : place,
    isCutShort,
    notes: [...above, ...(hasHeader ? [] : [NO_HEADER]), ...(isCutShort ? [CUT_SHORT] : [])],
  };
}

export function rowsAbove(count: number): ReaderNote {
  return {
    code: "rows-above-header",
    en: `The first ${count === 1 ? "row is a title" : `${count} rows are titles`} above the header and no feedback.`,
    zh: `表头之上的前 ${count} 行是标题，不作为反馈读取。`,
  };
}

/** The cells of the first records; none where the first one cannot be read. */
async function firstRecords(source: ByteSource, options: TableOptions): Promise<string[][]> {
  const first: string[][] = [];
  for await (const records of scan(source, options)) {
    for (const record of records) {
      if ("cells" in record) first.push(record.cells);
      else if (first.length === 0) return [];
      if (first.length === HEAD_RECORDS) return first;
    }
  }
  return first;
}

async function* readTable(
  source: ByteSource,
  options: TableOptions,
  head: TableHead,
): AsyncGenerator<readonly ReadRecord[]> {
  let row = 0;
  let skipped = 0;
  for await (const scanned of scan(source, options)) {
    const records: ReadRecord[] = [];
    for (const record of scanned) {
      if (skipped < head.skipped) {
        skipped += 1;
        continue;
      }
      row += 1;
      records.push(shape(record, row, head));
    }
    if (records.length > 0) yield records;
  }
}

/** A row with too few or too many cells is a fault, unless what is too many is empty. */
function shape(
  record: ScannedRecord,
  row: number,
  { columns, isCutShort }: Pick<TableHead, "columns" | "isCutShort">,
): ReadRecord {
  const { line } = record;
  const width = columns.length;
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
  while (isCutShort && cells.length < width) cells.push("");
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
  const scanner = new CsvScanner(options.delimiter, options.dialect);
  for await (const text of decodeText(source, options.encoding)) yield scanner.push(text);
  yield scanner.end();
}
