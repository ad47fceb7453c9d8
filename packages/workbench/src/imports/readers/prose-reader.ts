// Reads free text and Markdown: one record a paragraph or list entry, under the heading it stands below.
import type { ByteSource } from "./byte-source.ts";
import type { DetectedEncoding } from "./detect-encoding.ts";
import { readLines, type TextLine } from "./json-reader.ts";
import { LONGEST_RECORD, type Reader, type ReadRecord } from "./reader.ts";

export const PROSE_COLUMNS = ["text", "section"] as const;

export interface ProseOptions {
  readonly encoding: DetectedEncoding;
  readonly format: "text" | "markdown";
  /** True where each line is a message of its own: a text without a single blank line. */
  readonly isLineByLine: boolean;
}

export function openProse(source: ByteSource, options: ProseOptions): Reader {
  return {
    format: options.format,
    columns: PROSE_COLUMNS,
    notes: [],
    read: () => readProse(source, options),
  };
}

async function* readProse(
  source: ByteSource,
  { encoding, format, isLineByLine }: ProseOptions,
): AsyncGenerator<readonly ReadRecord[]> {
  const blocks = new Blocks(format === "markdown", isLineByLine);
  for await (const lines of readLines(source, encoding, LONGEST_RECORD)) {
    for (const line of lines) blocks.add(line);
    const records = blocks.take();
    if (records.length > 0) yield records;
  }
  blocks.close();
  const records = blocks.take();
  if (records.length > 0) yield records;
}

const HEADING = /^\s{0,3}#{1,6}\s+(.*)$/s;
const LIST_ENTRY = /^\s{0,8}(?:[-*+•]|\d{1,3}[.)、])\s+(.*)$/s;
const RULE = /^\s{0,3}(?:[-*_=]\s*){3,}$/;
const QUOTE_MARK = /^\s{0,3}(?:>\s?)+/;
const FENCE = /^\s{0,3}(?:```|~~~)/;

/** Gathers lines into paragraphs. */
class Blocks {
  readonly #isMarkdown: boolean;
  readonly #isLineByLine: boolean;
  #records: ReadRecord[] = [];
  #row = 0;
  #section = "";
  #lines: string[] = [];
  #units = 0;
  #line = 0;
  #inFence = false;

  constructor(isMarkdown: boolean, isLineByLine: boolean) {
    this.#isMarkdown = isMarkdown;
    this.#isLineByLine = isLineByLine;
  }

  take(): ReadRecord[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }

  add({ line, text, isTooLong }: TextLine): void {
    if (isTooLong || this.#units + text.length > LONGEST_RECORD) {
      this.close();
      this.#row += 1;
      const message = "The paragraph is longer than 1,048,576 characters, expected one message.";
      this.#records.push({ row: this.#row, line, fault: "row-too-long", message, excerpt: text });
    } else if (this.#isMarkdown) this.#addMarkdown(line, text);
    else this.#addPlain(line, text);
  }

  close(): void {
    const text = this.#lines.join("\n").trim();
    this.#lines = [];
    this.#units = 0;
    if (text === "") return;
    this.#row += 1;
    this.#records.push({ row: this.#row, line: this.#line, cells: [text, this.#section] });
  }

  #addPlain(line: number, text: string): void {
    if (text.trim() === "" || this.#isLineByLine) this.close();
    if (text.trim() !== "") this.#keep(line, text);
  }

  #addMarkdown(line: number, text: string): void {
    if (FENCE.test(text)) this.#inFence = !this.#inFence;
    const heading = this.#inFence ? null : HEADING.exec(text);
    const entry = this.#inFence ? null : LIST_ENTRY.exec(text);
    if (heading !== null) {
      this.close();
      this.#section = heading[1]!
        .trimEnd()
        .replace(/(?<!#)#+$/, "")
        .trimEnd();
    } else if (text.trim() === "" || RULE.test(text)) {
      if (!this.#inFence) this.close();
    } else if (entry !== null) {
      this.close();
      this.#keep(line, entry[1]!);
    } else this.#keep(line, text.replace(QUOTE_MARK, ""));
  }

  #keep(line: number, text: string): void {
    if (this.#lines.length === 0) this.#line = line;
    this.#lines.push(text);
    this.#units += text.length + 1;
  }
}
