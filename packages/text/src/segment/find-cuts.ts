// Scans a block once and marks where one claim may end and the next begin.
import {
  CLOSER,
  COMMA,
  classOf,
  DASH,
  DIGIT,
  DOT,
  ELLIPSIS,
  EMOJI,
  END,
  HAN,
  isLowHalf,
  isWordUnit,
  LETTER,
  OPENER,
  SEMICOLON,
  SPACE,
  TICK,
  TILDE,
} from "./characters.ts";
import { CHINESE_MARKERS, CONCEDING_HEADS, ENGLISH_MARKERS } from "./markers.ts";
import { isSentenceStop } from "./sentence-ends.ts";

/** `sentence`: a sentence end; `clause`: a marker or contrast, undone when a side is too small; `comma`: used in long stretches only. */
export type CutLevel = "sentence" | "clause" | "comma";

export interface Cut {
  readonly at: number;
  readonly level: CutLevel;
  /** Where the words after the marker begin: what a clause must say beyond its connective. */
  readonly content: number;
  /** Where the next stretch begins; beyond `at` when a list number is left out. */
  readonly resume: number;
}

/** Weight that must stand between two clause cuts (see `weightOf`). */
const CLAUSE_WEIGHT = 3;
/** A parenthesis longer than this was never closed. */
const LONGEST_PARENTHESIS = 200;
const ADDRESS_HEADS = new Set(["http", "https", "www", "ftp"]);
const LABELS = new Set([
  "pros",
  "pro",
  "cons",
  "con",
  "advantages",
  "disadvantages",
  "likes",
  "dislikes",
  "positives",
  "negatives",
]);

/** Possible cuts of `[start, end)` in order. One pass; every look ahead or back is bounded. */
export function findCuts(text: string, start: number, end: number): Cut[] {
  return new Scan(text, start, end).run();
}

/** The state of one pass over a block. */
class Scan {
  private readonly cuts: Cut[] = [];
  private at: number;
  /** Weight since the last sentence or clause cut. */
  private weight = 0;
  private previousWord = "";
  private isAfterPause = true;
  private isConceding = false;
  private openedAt = -1;
  private readonly text: string;
  private readonly start: number;
  private readonly end: number;

  constructor(text: string, start: number, end: number) {
    this.text = text;
    this.start = start;
    this.end = end;
    this.at = start;
  }

  run(): Cut[] {
    while (this.at < this.end) this.step(classOf(this.text.charCodeAt(this.at)));
    return this.cuts;
  }

  private step(kind: number): void {
    if (kind === LETTER || kind === DIGIT) this.word();
    else if (kind === HAN) this.han();
    else if (kind === SPACE) this.space();
    else if (kind === DOT) this.dot();
    else if (kind === END || kind === ELLIPSIS || kind === TILDE) this.endMark(kind);
    else if (kind === SEMICOLON) this.semicolon();
    else if (kind === COMMA || kind === DASH) this.comma();
    else if (kind === EMOJI) this.emoji();
    else if (kind === TICK) this.tick();
    else {
      if (kind === OPENER) this.openedAt = this.at;
      else if (kind === CLOSER) this.openedAt = -1;
      else this.isAfterPause = true;
      this.at += 1;
    }
  }

  private get isInParenthesis(): boolean {
    return this.openedAt >= 0 && this.at - this.openedAt < LONGEST_PARENTHESIS;
  }

  private push(at: number, level: CutLevel, content = at): void {
    if (at <= this.start || at >= this.end) return;
    this.cuts.push({ at, level, content, resume: at });
    if (level === "comma") return;
    this.weight = 0;
    this.isConceding = false;
    if (level === "sentence") this.openedAt = -1;
  }

  private word(): void {
    const from = this.at;
    let to = from + 1;
    while (to < this.end && this.isInWord(to)) to += 1;
    this.at = to;
    // A word longer than every marker needs no look-up.
    const word = to - from <= 14 ? straightened(this.text.slice(from, to).toLowerCase()) : "";
    if (ADDRESS_HEADS.has(word) && this.isAddress(to)) this.skipAddress();
    else {
      if (this.weight === 0 && CONCEDING_HEADS.has(word)) this.isConceding = true;
      this.englishMarker(word, from, to);
    }
    this.weight += 2;
    this.previousWord = word;
    this.isAfterPause = false;
  }

  private isInWord(at: number): boolean {
    const unit = this.text.charCodeAt(at);
    if (isWordUnit(unit)) return true;
    return (
      (unit === 0x27 || unit === 0x2019) &&
      at + 1 < this.end &&
      classOf(this.text.charCodeAt(at + 1)) === LETTER
    );
  }

  private isAddress(at: number): boolean {
    return this.text.startsWith("://", at) || this.text[at] === ".";
  }

  /** Stops and brackets at the end of an address belong to the sentence. */
  private skipAddress(): void {
    const from = this.at;
    while (this.at < this.end) {
      const kind = classOf(this.text.charCodeAt(this.at));
      if (kind === SPACE || kind === HAN || (kind === COMMA && this.text[this.at] !== ",")) break;
      this.at += 1;
    }
    while (this.at > from && isAddressEnd(this.text.charCodeAt(this.at - 1))) this.at -= 1;
  }

  private englishMarker(word: string, from: number, to: number): void {
    if (LABELS.has(word) && /^\s?[:：]/.test(this.text.slice(to, to + 2))) {
      this.push(from, "sentence");
      return;
    }
    const entries = ENGLISH_MARKERS.get(word);
    if (entries === undefined || this.weight < CLAUSE_WEIGHT || this.isInParenthesis) return;
    for (const { rest, mode, notAfter } of entries) {
      if (mode === "pause" && !this.isAfterPause) continue;
      if (!this.isAfterPause && notAfter.has(this.previousWord)) continue;
      const markerEnd = this.endOfWords(rest, to);
      if (markerEnd < 0) continue;
      if (word === "but" && /^ also\b/i.test(this.text.slice(to, to + 6))) return;
      this.push(from, "clause", markerEnd);
      return;
    }
  }

  /** End of the words `rest` standing after `to`, each after one space; -1 when they do not. */
  private endOfWords(rest: readonly string[], to: number): number {
    let at = to;
    for (const word of rest) {
      if (this.text[at] !== " ") return -1;
      const end = at + 1 + word.length;
      if (end > this.end || this.text.slice(at + 1, end).toLowerCase() !== word) return -1;
      if (end < this.end && isWordUnit(this.text.charCodeAt(end))) return -1;
      at = end;
    }
    return at;
  }

  private han(): void {
    const unit = this.text.charCodeAt(this.at);
    const entries = this.weight < CLAUSE_WEIGHT ? undefined : CHINESE_MARKERS.get(unit);
    let length = 1;
    for (const { text, mode, notAfter } of entries ?? []) {
      if (!this.text.startsWith(text, this.at) || this.at + text.length > this.end) continue;
      length = text.length;
      if (mode === "never" || (mode === "pause" && !this.isAfterPause)) break;
      if (!this.isAfterPause && notAfter.includes(this.text[this.at - 1]!)) break;
      if (!this.isInParenthesis) this.push(this.at, "clause", this.at + length);
      break;
    }
    this.at += length;
    this.weight += length;
    this.isAfterPause = false;
    this.previousWord = "";
  }

  private space(): void {
    const from = this.at;
    while (this.at < this.end && classOf(this.text.charCodeAt(this.at)) === SPACE) this.at += 1;
    const before = from > this.start ? classOf(this.text.charCodeAt(from - 1)) : SPACE;
    const after = this.at < this.end ? classOf(this.text.charCodeAt(this.at)) : SPACE;
    if (before === HAN && after === HAN) {
      this.isAfterPause = true;
      if (this.weight >= CLAUSE_WEIGHT + 1 && !this.isInParenthesis) {
        const previous = this.cuts.at(-1);
        if (previous === undefined || previous.at < this.at) this.pushSpaceCut();
      }
    } else if (this.at - from > 2) this.isAfterPause = true;
  }

  /** Chinese sets a space where others set a comma; a marker right after it makes the stronger cut. */
  private pushSpaceCut(): void {
    const marker = CHINESE_MARKERS.get(this.text.charCodeAt(this.at));
    if (marker?.some(({ text }) => this.text.startsWith(text, this.at))) return;
    this.push(this.at, "clause");
  }

  private dot(): void {
    if (this.text.charCodeAt(this.at + 1) === 0x2e) {
      this.endMark(ELLIPSIS);
      return;
    }
    if (isSentenceStop(this.text, this.at, this.start, this.end)) this.endMark(END);
    else this.at += 1;
  }

  /** A run of end marks with the closing quotes and brackets after it. */
  private endMark(kind: number): void {
    const from = this.at;
    if (kind === TILDE && this.isRange()) {
      this.at += 1;
      return;
    }
    while (this.at < this.end && this.continuesEnd(this.at)) this.at += 1;
    if (this.text[from - 1] === "(" && this.text[this.at - 1] === ")") return;
    this.isAfterPause = true;
    this.push(this.afterSpaces(), "sentence");
  }

  private continuesEnd(at: number): boolean {
    const kind = classOf(this.text.charCodeAt(at));
    return kind === END || kind === ELLIPSIS || kind === TILDE || kind === DOT || kind === CLOSER;
  }

  /** `10~20` and `~3 days` are amounts. */
  private isRange(): boolean {
    const before = this.at > this.start ? classOf(this.text.charCodeAt(this.at - 1)) : SPACE;
    const after = this.at + 1 < this.end ? classOf(this.text.charCodeAt(this.at + 1)) : SPACE;
    return after === DIGIT || before === SPACE || before === LETTER;
  }

  /** The next offset that is no space; cuts stand before words, so that spans can be trimmed cheaply. */
  private afterSpaces(): number {
    let at = this.at;
    while (at < this.end && classOf(this.text.charCodeAt(at)) === SPACE) at += 1;
    return at;
  }

  private semicolon(): void {
    const around = this.text.slice(Math.max(this.start, this.at - 7), this.at + 2);
    this.at += 1;
    if (/&#?\w{2,6};|;[)(\-DPp]/.test(around)) return;
    this.isAfterPause = true;
    this.push(this.afterSpaces(), "sentence");
  }

  private comma(): void {
    const unit = this.text.charCodeAt(this.at);
    this.at += 1;
    const isAmount =
      unit === 0x2c && this.at < this.end && classOf(this.text.charCodeAt(this.at)) === DIGIT;
    if (isAmount || this.isInParenthesis) return;
    this.isAfterPause = true;
    const next = this.afterSpaces();
    if (this.isConceding && this.weight >= 6) this.push(next, "clause");
    else this.push(next, "comma");
  }

  /** A run of emoji ends what it follows; at the head of a block it belongs to what comes. */
  private emoji(): void {
    let to = this.at;
    while (to < this.end && this.continuesEmoji(to)) to += 1;
    while (to > this.at && classOf(this.text.charCodeAt(to - 1)) === SPACE) to -= 1;
    this.at = to;
    this.isAfterPause = true;
    if (this.weight > 0) this.push(this.afterSpaces(), "sentence");
  }

  private continuesEmoji(at: number): boolean {
    const unit = this.text.charCodeAt(at);
    const kind = classOf(unit);
    return (
      kind === EMOJI ||
      kind === SPACE ||
      kind === END ||
      isLowHalf(unit) ||
      (unit >= 0xfe00 && unit < 0xfe10)
    );
  }

  private tick(): void {
    if (this.weight > 0) this.push(this.at, "sentence");
    this.at += 1;
    this.isAfterPause = true;
  }
}

function straightened(word: string): string {
  return word.includes("’") ? word.replace("’", "'") : word;
}

function isAddressEnd(unit: number): boolean {
  const kind = classOf(unit);
  return kind === DOT || kind === END || kind === COMMA || kind === CLOSER || kind === SEMICOLON;
}
