// Cuts delimiter-separated text into records as it arrives (RFC 4180, read leniently), with the line of each.
import { EXCERPT_UNITS, LONGEST_RECORD } from "./reader.ts";

/** A record as scanned: its cells, or what stands where one should be. */
export type ScannedRecord =
  | { readonly line: number; readonly cells: string[] }
  | {
      readonly line: number;
      readonly fault: "open-quote" | "too-long";
      readonly excerpt: string;
    };

/** How a table strays from RFC 4180. */
export interface CsvDialect {
  /** True where a backslash makes the quote after it a part of the cell (MySQL and pandas write so). Default false. */
  readonly hasBackslashes?: boolean;
  /** True where spaces stand between a delimiter and an opening quote. Default false. */
  readonly hasSpaces?: boolean;
}

const QUOTE = 34;
const SPACE = 32;
const BACKSLASH = 92;
const CARRIAGE_RETURN = 13;
const NEWLINE = 10;

/**
 * Scans text given in pieces. A quote opens a quoted cell only at the start of a cell, so that inches and apostrophes
 * inside a cell stay; text after a closing quote belongs to the cell. A quote that is never closed costs its own line
 * alone: the line is reported and scanning goes on with the next one. Memory is bounded by `LONGEST_RECORD`.
 */
export class CsvScanner {
  readonly #delimiter: number;
  readonly #dialect: CsvDialect;
  #text = "";
  /** Where the record that is being read begins in `#text`, and its line. */
  #start = 0;
  #line = 1;
  /** True while the rest of an overlong line is thrown away. */
  #isSkipping = false;
  #records: ScannedRecord[] = [];

  constructor(delimiter: string, dialect: CsvDialect = {}) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#dialect = dialect;
  }

  /** Adds a piece of text and takes the records that are complete. */
  push(piece: string): ScannedRecord[] {
    this.#text = this.#text.slice(this.#start) + piece;
    this.#start = 0;
    this.#scan(false);
    return this.#take();
  }

  /** Takes what is left when the text has ended. */
  end(): ScannedRecord[] {
    this.#scan(true);
    return this.#take();
  }

  #take(): ScannedRecord[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }

  #scan(isLast: boolean): void {
    while (this.#start < this.#text.length) {
      if (this.#isSkipping && !this.#skipLine()) return;
      if (this.#start >= this.#text.length) return;
      const end = this.#readRecord(isLast);
      if (end >= 0) {
        this.#start = end;
        continue;
      }
      const isTooLong = this.#text.length - this.#start > LONGEST_RECORD;
      if (!isLast && !isTooLong) return;
      this.#giveUpLine();
    }
  }

  /** Reads one record from `#start`; the offset past its line end, or -1 when the text ends first. */
  #readRecord(isLast: boolean): number {
    const text = this.#text;
    const length = text.length;
    const delimiter = this.#delimiter;
    const most = Math.min(length, this.#start + LONGEST_RECORD);
    const cells: string[] = [];
    let at = this.#start;
    let lines = 0;
    for (;;) {
      let cell: string | null = null;
      if (this.#dialect.hasSpaces === true) at = quoteAfterSpaces(text, at, most);
      if (at < length && text.charCodeAt(at) === QUOTE) {
        const close = this.#closingQuote(at + 1, most, isLast && most === length);
        if (close < 0) return -1;
        const raw = text.slice(at + 1, close);
        lines += countNewlines(raw);
        cell = this.#unquoted(raw);
        at = close + 1;
      }
      const rest = at;
      let unit = -1;
      while (at < most) {
        unit = text.charCodeAt(at);
        if (unit === delimiter || unit === NEWLINE || unit === CARRIAGE_RETURN) break;
        at += 1;
      }
      if (at >= most && !(isLast && at === length)) return -1;
      cells.push(joined(cell, text, rest, at));
      if (at < length && unit === delimiter) {
        at += 1;
        continue;
      }
      // Half of a "\r\n" may still be on its way.
      if (at === length - 1 && unit === CARRIAGE_RETURN && !isLast) return -1;
      if (at < length)
        at += unit === CARRIAGE_RETURN && text.charCodeAt(at + 1) === NEWLINE ? 2 : 1;
      if (!(cells.length === 1 && cells[0] === "")) this.#records.push({ line: this.#line, cells });
      this.#line += lines + 1;
      return at;
    }
  }

  #closingQuote(from: number, most: number, isLast: boolean): number {
    return this.#dialect.hasBackslashes === true
      ? closingAfterBackslashes(this.#text, from, most, isLast)
      : closingQuote(this.#text, from, most, isLast);
  }

  #unquoted(raw: string): string {
    if (this.#dialect.hasBackslashes === true)
      return raw.replace(/\\(["\\])|""/g, (_whole, escaped: string | undefined) => escaped ?? '"');
    return raw.includes('"') ? raw.replaceAll('""', '"') : raw;
  }

  /** Reports the line at `#start` as unreadable and goes to the next one. */
  #giveUpLine(): void {
    const end = this.#text.indexOf("\n", this.#start);
    const isTooLong = end < 0 ? true : end - this.#start > LONGEST_RECORD;
    this.#records.push({
      line: this.#line,
      fault:
        isTooLong && this.#text.length - this.#start > LONGEST_RECORD ? "too-long" : "open-quote",
      excerpt: this.#text.slice(this.#start, this.#start + EXCERPT_UNITS),
    });
    this.#isSkipping = true;
    this.#skipLine();
  }

  /** Goes past the line end; false when it has not arrived yet. */
  #skipLine(): boolean {
    const end = this.#text.indexOf("\n", this.#start);
    this.#start = end < 0 ? this.#text.length : end + 1;
    if (end < 0) return false;
    this.#isSkipping = false;
    this.#line += 1;
    return true;
  }
}

/** Offset of the quote that closes a cell, or -1; a doubled quote stands for one inside the cell. */
function closingQuote(text: string, from: number, most: number, isLast: boolean): number {
  for (let at = text.indexOf('"', from); at >= 0 && at < most; at = text.indexOf('"', at + 2)) {
    if (at + 1 >= text.length) return isLast ? at : -1;
    if (text.charCodeAt(at + 1) !== QUOTE) return at;
  }
  return -1;
}

/** The same where a backslash takes the meaning of the character after it. */
function closingAfterBackslashes(
  text: string,
  from: number,
  most: number,
  isLast: boolean,
): number {
  for (let at = from; at < most; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === BACKSLASH) at += 1;
    else if (unit === QUOTE) {
      if (at + 1 >= text.length) return isLast ? at : -1;
      if (text.charCodeAt(at + 1) !== QUOTE) return at;
      at += 1;
    }
  }
  return -1;
}

/** The offset of the quote that opens a cell after spaces, or the offset given where none does. */
function quoteAfterSpaces(text: string, from: number, most: number): number {
  let at = from;
  while (at < most && text.charCodeAt(at) === SPACE) at += 1;
  return text.charCodeAt(at) === QUOTE ? at : from;
}

function joined(cell: string | null, text: string, from: number, to: number): string {
  if (cell === null) return text.slice(from, to);
  return from === to ? cell : cell + text.slice(from, to);
}

function countNewlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
