// Cuts a JSON document into the elements of its arrays of objects as it arrives, however large the document is.
import { InvalidInput } from "@heed/core/errors";
import { EXCERPT_UNITS } from "./reader.ts";

/** One array element: its text, where it stands, and the keys that lead to its array (`feed.entry`). */
export type ScannedElement =
  | { readonly line: number; readonly path: string; readonly text: string }
  | {
      readonly line: number;
      readonly path: string;
      readonly fault: "too-long" | "cut-off";
      readonly excerpt: string;
    };

/** Longest element in UTF-16 units: a ticket with all its comments may be long, a whole file is no record. */
export const LONGEST_ELEMENT = 8 * 1024 * 1024;

interface Frame {
  readonly isArray: boolean;
  /** Keys from the root to this container. */
  readonly path: string;
}

const [QUOTE, BACKSLASH, COLON, COMMA, NEWLINE] = [34, 92, 58, 44, 10];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [123, 125, 91, 93];

/** Containers inside each other before the records; deeper is no export. */
const DEEPEST = 256;
/** Units of a text outside the records that are kept: keys are short. */
const LONGEST_KEY = 64 * 1024;

/**
 * Scans a document given in pieces; elements of an array inside an element belong to that element. Of the outermost
 * array texts and lists are elements too: `["first message", "second"]`.
 */
export class JsonScanner {
  #text = "";
  #at = 0;
  #line = 1;
  readonly #stack: Frame[] = [];
  #inString = false;
  #isEscaped = false;
  #stringStart = 0;
  #lastString = "";
  #key = "";
  /** Where the element that is being read begins, -1 outside of one; its depth inside itself, its line. */
  #elementStart = -1;
  #elementDepth = 0;
  #elementLine = 0;
  #isTooLong = false;
  #found: ScannedElement[] = [];

  push(piece: string): ScannedElement[] {
    this.#compact();
    this.#text += piece;
    for (; this.#at < this.#text.length; this.#at += 1) this.#step(this.#text.charCodeAt(this.#at));
    const length = this.#text.length - this.#elementStart;
    if (this.#elementStart >= 0 && length > LONGEST_ELEMENT && !this.#isTooLong) this.#refuse();
    const found = this.#found;
    this.#found = [];
    return found;
  }

  /** What is left when the document has ended: an element that was cut off. */
  end(): ScannedElement[] {
    if (this.#elementStart < 0 || this.#isTooLong) return [];
    return [this.#fault("cut-off")];
  }

  /** 1-based line that is being read. */
  get line(): number {
    return this.#line;
  }

  /** True when the document closed everything that it opened. */
  get isComplete(): boolean {
    return this.#stack.length === 0 && !this.#inString && this.#elementStart < 0;
  }

  #compact(): void {
    const keep = this.#elementStart >= 0 && !this.#isTooLong ? this.#elementStart : this.#at;
    const from =
      this.#inString && this.#elementStart < 0
        ? Math.max(Math.min(keep, this.#stringStart), keep - LONGEST_KEY)
        : keep;
    this.#text = this.#text.slice(from);
    this.#at -= from;
    this.#stringStart = Math.max(0, this.#stringStart - from);
    if (this.#elementStart >= 0)
      this.#elementStart = this.#isTooLong ? 0 : this.#elementStart - from;
  }

  #step(unit: number): void {
    if (unit === NEWLINE) this.#line += 1;
    if (this.#inString) this.#stepInString(unit);
    else if (unit === QUOTE) {
      this.#inString = true;
      this.#stringStart = this.#at + 1;
      if (this.#elementStart < 0 && this.#inOutermostArray) this.#begin(0);
    } else if (this.#elementStart >= 0) this.#stepInElement(unit);
    else this.#stepOutside(unit);
  }

  #stepInString(unit: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (unit === BACKSLASH) this.#isEscaped = true;
    else if (unit === QUOTE) {
      this.#inString = false;
      if (this.#elementStart >= 0 && this.#elementDepth === 0) this.#finish();
      else if (this.#elementStart < 0)
        this.#lastString = this.#text.slice(this.#stringStart, this.#at);
    }
  }

  #stepInElement(unit: number): void {
    if (unit === OPEN_OBJECT || unit === OPEN_ARRAY) this.#elementDepth += 1;
    else if (unit === CLOSE_OBJECT || unit === CLOSE_ARRAY) {
      this.#elementDepth -= 1;
      if (this.#elementDepth === 0) this.#finish();
    }
  }

  #finish(): void {
    if (!this.#isTooLong) {
      const text = this.#text.slice(this.#elementStart, this.#at + 1);
      this.#found.push({ line: this.#elementLine, path: this.#stack.at(-1)!.path, text });
    }
    this.#elementStart = -1;
    this.#isTooLong = false;
  }

  get #inOutermostArray(): boolean {
    return this.#stack.length === 1 && this.#stack[0]!.isArray;
  }

  #stepOutside(unit: number): void {
    const top = this.#stack.at(-1);
    if (unit === COLON) this.#key = this.#lastString;
    else if (unit === COMMA) this.#key = "";
    else if (unit === CLOSE_OBJECT || unit === CLOSE_ARRAY) this.#stack.pop();
    else if (unit === OPEN_OBJECT && top?.isArray === true) this.#begin(1);
    else if (unit === OPEN_ARRAY && this.#inOutermostArray) this.#begin(1);
    else if (unit === OPEN_OBJECT || unit === OPEN_ARRAY) {
      if (this.#stack.length === DEEPEST)
        throw new InvalidInput(
          "broken-json",
          `The JSON document is nested more than ${DEEPEST} deep, expected a list of records.`,
          {
            hint: "Export the feedback as a plain list, or as CSV.",
            zh: {
              message: `JSON 文档嵌套超过 ${DEEPEST} 层，应为记录的列表。`,
              hint: "请将反馈导出为普通列表或 CSV。",
            },
          },
        );
      const path = [top?.path ?? "", this.#key].filter((part) => part !== "").join(".");
      this.#stack.push({ isArray: unit === OPEN_ARRAY, path });
      this.#key = "";
    }
  }

  #begin(depth: number): void {
    this.#elementStart = this.#at;
    this.#elementDepth = depth;
    this.#elementLine = this.#line;
  }

  #refuse(): void {
    this.#found.push(this.#fault("too-long"));
    this.#isTooLong = true;
  }

  #fault(fault: "too-long" | "cut-off"): ScannedElement {
    return {
      line: this.#elementLine,
      path: this.#stack.at(-1)?.path ?? "",
      fault,
      excerpt: this.#text.slice(this.#elementStart, this.#elementStart + EXCERPT_UNITS),
    };
  }
}
