// Reads the first sheet with rows of an XLSX workbook as a stream (ECMA-376 part 1, section 18.3).
import { InvalidInput } from "@heed/core/errors";
import type { ByteSource } from "./byte-source.ts";
import { looksLikeHeader, uniqueNames } from "./column-names.ts";
import { decodeText } from "./decode-text.ts";
import { headerPlace } from "./find-header.ts";
import { EXCERPT_UNITS, type Reader, type ReadRecord } from "./reader.ts";
import { rowsAbove } from "./table-reader.ts";
import { excelInstant, readWorkbook, tooLarge, type Workbook } from "./workbook-parts.ts";
import { openXml } from "./xml-events.ts";
import type { ZipMember } from "./zip-members.ts";

interface SheetRow {
  readonly line: number;
  readonly cells: string[];
}

const UTF8 = { encoding: "utf-8", markBytes: 0, isCertain: true } as const;
const MOST_COLUMNS = 16_384;
/** Empty cells that a sheet may have before filled ones, at all and for each of those. */
const [FREE_GAPS, MOST_GAPS_EACH] = [50_000_000, 500];

/** Opens the sheet that looks most like a table of feedback; the others are named in a note. */
export async function openSheet(name: string, members: readonly ZipMember[]): Promise<Reader> {
  const workbook = await readWorkbook(name, members);
  const chosen = await fullestSheet(workbook);
  if (chosen === null)
    throw new InvalidInput("empty-file", `${name} is a workbook without a single row.`, {
      hint: "Save the sheet that holds the feedback and try again.",
      zh: { message: `工作簿 ${name} 一行内容也没有。`, hint: "请保存含有反馈的工作表后重试。" },
    });
  const { sheet, first } = chosen;
  const place = headerPlace(first);
  const header = withoutEmptyEnd(first[place]!);
  const hasHeader = looksLikeHeader(header);
  const columns = hasHeader ? uniqueNames(header) : header.map((_cell, at) => `column ${at + 1}`);
  const others = workbook.sheets.filter((other) => other !== sheet).map((other) => other.name);
  return {
    format: "sheet",
    columns,
    notes: [
      ...(others.length === 0 ? [] : [otherSheets(sheet.name, others)]),
      ...(place === 0 ? [] : [rowsAbove(place)]),
    ],
    read: () => readSheet(sheet.source, workbook, columns.length, hasHeader ? place + 1 : place),
  };
}

/** Sheets that are looked at; a workbook of more is no export. */
const MOST_SHEETS = 30;

/** The sheet with the most filled cells at its beginning, the earliest of equals: covers and notes have few. */
async function fullestSheet(workbook: Workbook) {
  let best: { sheet: Workbook["sheets"][number]; first: string[][]; filled: number } | null = null;
  for (const sheet of workbook.sheets.slice(0, MOST_SHEETS)) {
    const first = await firstRows(sheet.source, workbook);
    const filled = first.flat().filter((cell) => cell.trim() !== "").length;
    if (filled > (best?.filled ?? 0)) best = { sheet, first, filled };
  }
  return best;
}

function otherSheets(read: string, others: readonly string[]) {
  return {
    code: "other-sheets",
    en: `Only the sheet "${read}" is read; the workbook also has ${others.join(", ")}.`,
    zh: `只读取工作表“${read}”；工作簿中还有：${others.join("、")}。`,
  };
}

const HEAD_ROWS = 60;

/** The first rows that are not empty. */
async function firstRows(source: ByteSource, workbook: Workbook): Promise<string[][]> {
  const first: string[][] = [];
  for await (const rows of sheetRows(source, workbook)) {
    for (const { cells } of rows) {
      if (cells.some((cell) => cell.trim() !== "")) first.push(cells);
      if (first.length === HEAD_ROWS) return first;
    }
  }
  return first;
}

/** Formatted but empty cells at the end of a header are no columns. */
function withoutEmptyEnd(cells: readonly string[]): string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== "");
  return cells.slice(0, last + 1);
}

async function* readSheet(
  source: ByteSource,
  workbook: Workbook,
  width: number,
  above: number,
): AsyncGenerator<readonly ReadRecord[]> {
  let row = 0;
  let skipped = 0;
  for await (const rows of sheetRows(source, workbook)) {
    const records: ReadRecord[] = [];
    for (const { line, cells } of rows) {
      if (!cells.some((cell) => cell.trim() !== "")) continue;
      if (skipped < above) {
        skipped += 1;
        continue;
      }
      row += 1;
      // A sheet leaves out empty cells, so a short row is whole.
      while (cells.length < width) cells.push("");
      while (cells.length > width && cells.at(-1)!.trim() === "") cells.pop();
      records.push(
        cells.length === width
          ? { row, line, cells }
          : {
              row,
              line,
              fault: "ragged-row",
              message: `The row has ${cells.length} cells, expected ${width}.`,
              excerpt: cells.join(" | ").slice(0, EXCERPT_UNITS),
            },
      );
    }
    if (records.length > 0) yield records;
  }
}

async function* sheetRows(source: ByteSource, workbook: Workbook): AsyncGenerator<SheetRow[]> {
  const parser = new RowParser(workbook);
  const xml = openXml(parser);
  try {
    for await (const text of decodeText(source, UTF8)) {
      xml.write(text);
      yield parser.take();
    }
    xml.end();
  } catch (cause) {
    if (cause instanceof InvalidInput) throw cause;
    throw new InvalidInput("broken-sheet", `The sheet ${source.name} is not valid XML.`, {
      cause,
      hint: "Open the workbook in a spreadsheet and save it again, or save the sheet as CSV.",
      zh: {
        message: `工作表 ${source.name} 不是有效的 XML。`,
        hint: "请用电子表格软件打开并重新保存，或另存为 CSV。",
      },
    });
  }
  yield parser.take();
}

/** Collects rows out of a worksheet part: `row` holds `c` (type `t`, style `s`), which holds `v` or inline `t`. */
class RowParser {
  readonly #workbook: Workbook;
  #rows: SheetRow[] = [];
  #cells: string[] | null = null;
  #line = 0;
  #column = 0;
  #type = "";
  #style = 0;
  #value = "";
  #isValue = false;
  /** Inside a phonetic guide, which repeats the text in another script. */
  #isGuide = false;
  #filled = 0;
  #gaps = 0;

  constructor(workbook: Workbook) {
    this.#workbook = workbook;
  }

  take(): SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "row") {
      this.#line = Number(attributes.r ?? this.#line + 1);
      this.#cells = [];
      this.#column = -1;
    } else if (name === "c" && this.#cells !== null) {
      this.#column = attributes.r === undefined ? this.#column + 1 : columnOf(attributes.r);
      this.#type = attributes.t ?? "n";
      this.#style = Number(attributes.s ?? 0);
      this.#value = "";
    } else if (name === "rPh") this.#isGuide = true;
    else if (name === "v" || name === "t") this.#isValue = !this.#isGuide;
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.#isValue = false;
    else if (name === "rPh") this.#isGuide = false;
    else if (name === "c" && this.#cells !== null && this.#column < MOST_COLUMNS) {
      this.#put(this.#cells, this.#shown());
    } else if (name === "row" && this.#cells !== null) {
      this.#rows.push({ line: this.#line, cells: this.#cells });
      this.#cells = null;
    }
  }

  text(text: string): void {
    if (this.#isValue) this.#value += text;
  }

  /** A cell without words may be left out; one far to the right of all others makes room for thousands. */
  #put(cells: string[], shown: string): void {
    if (shown === "") return;
    this.#filled += 1;
    this.#gaps += Math.max(0, this.#column - cells.length);
    if (this.#gaps > FREE_GAPS + MOST_GAPS_EACH * this.#filled)
      throw tooLarge(
        `The sheet has ${this.#gaps} empty cells before ${this.#filled} filled ones, expected a table.`,
        `工作表在 ${this.#filled} 个有内容的单元格之前有 ${this.#gaps} 个空单元格，应为一张表。`,
      );
    while (cells.length < this.#column) cells.push("");
    cells[this.#column] = shown;
  }

  /** What a person sees in the cell, dates as ISO 8601. */
  #shown(): string {
    const value = this.#value;
    if (this.#type === "s") return this.#workbook.strings[Number(value)] ?? "";
    if (this.#type === "b") return value === "1" ? "TRUE" : "FALSE";
    if (this.#type === "e") return "";
    const isDate = this.#type === "n" && value !== "" && this.#workbook.dateStyles.has(this.#style);
    return isDate ? excelInstant(Number(value), this.#workbook.startsIn1904) : value;
  }
}

/** 0-based column of a reference such as `AB12`. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}
