// What the terminal shows: failures as sentences, progress as one line, tables that keep their columns.
import { stripVTControlCharacters, styleText } from "node:util";
import { chineseOf, HeedError } from "@heed/core";

export type Language = "en" | "zh";

/** The language asked for, else the terminal's own, else English. */
export function chooseLanguage(asked: string | undefined): Language {
  if (asked === "en" || asked === "zh") return asked;
  return /^zh/i.test(Intl.DateTimeFormat().resolvedOptions().locale) ||
    /^zh/i.test(process.env.LANG ?? "")
    ? "zh"
    : "en";
}

/** The language of a failure: the one that the command line asks for, else the terminal's own. */
export function askedLanguage(words: readonly string[]): Language {
  const at = words.findIndex((word) => word === "--lang" || word.startsWith("--lang="));
  return chooseLanguage(words[at]?.split("=")[1] ?? words[at + 1]);
}

/** One or two lines: what is wrong, and what to do. A fault of Heed's own keeps its stack for the report. */
export function describeFailure(error: unknown, language: Language = "en"): string {
  if (error instanceof Error && error.name === "AbortError")
    return language === "en"
      ? "heed: stopped. Nothing half-done was kept."
      : "heed：已停止，未保留任何半成品。";
  if (!HeedError.is(error)) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return language === "en"
      ? `heed: a fault in Heed itself. Please report it with these lines:\n${detail}`
      : `heed：Heed 自身出错，请附上以下内容反馈：\n${detail}`;
  }
  const { message, hint } = language === "zh" ? (chineseOf(error) ?? error) : error;
  return `heed: ${printable(message)}${hint === undefined ? "" : `\n      ${printable(hint)}`}`;
}

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
  /** Longest width before the text is cut with an ellipsis. */
  readonly most?: number;
}

/** A table as lines, its columns as wide as their cells; Chinese characters count two. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const cut = rows.map((row) =>
    row.map((cell, index) => cutTo(printable(cell), columns[index]!.most ?? 80)),
  );
  const widths = columns.map(({ title }, index) =>
    Math.max(width(title), ...cut.map((row) => width(row[index]!))),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => pad(cell, widths[index]!, columns[index]!.align ?? "left"))
      .join("  ")
      .trimEnd();
  return [styleText("dim", line(columns.map(({ title }) => title))), ...cut.map(line)];
}

/** Columns that a text takes in a terminal. */
export function width(text: string): number {
  let columns = 0;
  for (const character of stripVTControlCharacters(text)) {
    columns += /\p{M}|\u200d|[\ufe00-\ufe0f]/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  }
  return columns;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
// Feedback is hostile: control and direction characters must not repaint the terminal.
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming control characters is the purpose.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g;

/** A text on one line, without characters that could repaint the terminal. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, " ").trim();
}

function cutTo(text: string, most: number): string {
  if (width(text) <= most) return text;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (width(kept) + width(segment) > most - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

function pad(text: string, to: number, align: "left" | "right"): string {
  const space = " ".repeat(Math.max(0, to - width(text)));
  return align === "left" ? text + space : space + text;
}
