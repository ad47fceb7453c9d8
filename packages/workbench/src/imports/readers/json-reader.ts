// Reads JSON documents (the elements of their arrays of objects) and JSON lines (one object a line).
import type { ByteSource } from "./byte-source.ts";
import { decodeText } from "./decode-text.ts";
import type { DetectedEncoding } from "./detect-encoding.ts";
import { flattenJson } from "./flatten-json.ts";
import { GrowingColumns } from "./growing-columns.ts";
import { JsonScanner, LONGEST_ELEMENT, type ScannedElement } from "./json-scanner.ts";
import { EXCERPT_UNITS, type Reader, type ReadRecord } from "./reader.ts";

/** Column that tells which array of a document a record stood in. */
export const ARRAY_COLUMN = "@array";

/** Opens a document or a stream of lines; nothing is read before `read`. */
export function openJson(
  source: ByteSource,
  encoding: DetectedEncoding,
  format: "json" | "json-lines",
): Reader {
  const columns = new GrowingColumns();
  const elements = () =>
    format === "json" ? documentElements(source, encoding) : lineElements(source, encoding);
  return {
    format,
    columns: columns.names,
    notes: [],
    read: () => readElements(elements(), columns),
  };
}

async function* readElements(
  elements: AsyncIterable<readonly ScannedElement[]>,
  columns: GrowingColumns,
): AsyncGenerator<readonly ReadRecord[]> {
  let row = 0;
  for await (const run of elements) {
    const records = run.map((element): ReadRecord => {
      row += 1;
      return toRecord(element, row, columns);
    });
    if (records.length > 0) yield records;
  }
}

function toRecord(element: ScannedElement, row: number, columns: GrowingColumns): ReadRecord {
  const { line, path } = element;
  if ("fault" in element) {
    const message =
      element.fault === "too-long"
        ? "The record is longer than 8,388,608 characters, expected one message a record."
        : "The record is cut off: the file ends before its closing brace. Export it again.";
    return {
      row,
      line,
      fault: element.fault === "too-long" ? "row-too-long" : "broken-json",
      message,
      excerpt: element.excerpt,
    };
  }
  try {
    const value: unknown = JSON.parse(element.text);
    const cells = Array.isArray(value) ? listCells(value) : flattenJson(value);
    if (path !== "") cells.set(ARRAY_COLUMN, path);
    return { row, line, cells: columns.place(cells), value };
  } catch {
    const message = "The record is not valid JSON, expected one object.";
    return {
      row,
      line,
      fault: "broken-json",
      message,
      excerpt: element.text.slice(0, EXCERPT_UNITS),
    };
  }
}

/** A list in a list is a row without names. */
function listCells(list: readonly unknown[]): Map<string, string> {
  const parts = list.map((part, index) => [`column ${index + 1}`, part] as const);
  return flattenJson(Object.fromEntries(parts));
}

/** The elements of a document; a document without any array of objects is one record itself. */
async function* documentElements(
  source: ByteSource,
  encoding: DetectedEncoding,
): AsyncGenerator<ScannedElement[]> {
  const scanner = new JsonScanner();
  let whole = "";
  let hasElements = false;
  for await (const text of decodeText(source, encoding)) {
    const found = scanner.push(text);
    hasElements ||= found.length > 0;
    if (!hasElements && whole.length <= LONGEST_ELEMENT) whole += text;
    yield found;
  }
  const rest = scanner.end();
  yield rest;
  if (hasElements || rest.length > 0) {
    // A cut between two records is seen only by the brackets that are missing.
    if (rest.length === 0 && !scanner.isComplete)
      yield [{ line: scanner.line, path: "", fault: "cut-off", excerpt: "" }];
  } else if (whole.length > LONGEST_ELEMENT)
    yield [{ line: 1, path: "", fault: "too-long", excerpt: whole.slice(0, EXCERPT_UNITS) }];
  else if (whole.trim() !== "" && !/^\s*\[\s*\]\s*$/.test(whole))
    yield [{ line: 1, path: "", text: whole }];
}

async function* lineElements(
  source: ByteSource,
  encoding: DetectedEncoding,
): AsyncGenerator<ScannedElement[]> {
  for await (const lines of readLines(source, encoding, LONGEST_ELEMENT)) {
    yield lines
      .filter(({ text }) => text.trim() !== "")
      .map(({ line, text, isTooLong }) =>
        isTooLong ? { line, path: "", fault: "too-long", excerpt: text } : { line, path: "", text },
      );
  }
}

export interface TextLine {
  readonly line: number;
  /** Without its line end; only the beginning of a line that is too long. */
  readonly text: string;
  readonly isTooLong: boolean;
}

/** Lines of a text in runs; of a line longer than `most` units only the beginning is kept. */
export async function* readLines(
  source: ByteSource,
  encoding: DetectedEncoding,
  most: number,
): AsyncGenerator<TextLine[]> {
  let rest = "";
  let line = 0;
  let isTooLong = false;
  const lineOf = (text: string): TextLine => {
    line += 1;
    const wasTooLong = isTooLong || text.length > most;
    isTooLong = false;
    return {
      line,
      text: (wasTooLong ? text.slice(0, EXCERPT_UNITS) : text).replace(/\r$/, ""),
      isTooLong: wasTooLong,
    };
  };
  for await (const piece of decodeText(source, encoding)) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop()!;
    yield lines.map(lineOf);
    if (rest.length > most) {
      isTooLong = true;
      rest = rest.slice(0, EXCERPT_UNITS);
    }
  }
  if (rest !== "" || isTooLong) yield [lineOf(rest)];
}
