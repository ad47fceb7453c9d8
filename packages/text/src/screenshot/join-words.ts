// Words of a line and lines of a message as running text: Chinese without gaps, paragraphs where a line ended early.
import { around, type SeenLine, type SeenWord } from "./seen-picture.ts";

const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
/** Share of a line's height that lies between two words where one of them is Chinese. */
const GAP = 0.22;

/** A line's words as text. */
export function joinWords(words: readonly SeenWord[]): string {
  let text = "";
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    if (before !== undefined && hasGap(before, word)) text += " ";
    text += word.text;
  }
  return tidy(text);
}

function hasGap(before: SeenWord, after: SeenWord): boolean {
  const wide = [before.text.at(-1)!, after.text[0]!].filter((unit) => WIDE.test(unit)).length;
  if (wide === 0) return true;
  if (wide === 2) return false;
  const height = Math.max(before.box.bottom - before.box.top, after.box.bottom - after.box.top);
  return after.box.left - before.box.right > GAP * height;
}

/** The Chinese reader writes wide marks into English; between Latin letters they are narrow. */
function tidy(text: string): string {
  return (
    text
      .replace(/(?<=[A-Za-z0-9])，(?=\s|[A-Za-z]|$)/g, ",")
      .replace(/(?<=[A-Za-z])[。．](?=\s|$)/g, ".")
      .replace(/(?<=[A-Za-z])？(?=\s|$)/g, "?")
      .replace(/(?<=[A-Za-z])！(?=\s|$)/g, "!")
      // A capital I alone is often seen as a bar.
      .replace(/(?<=^|[A-Za-z.,!?]\s)\|(?=\s[a-z])/g, "I")
      .replace(/(?<=\p{Script=Han})\s+(?=[,.!?;:])/gu, "")
  );
}

/** Lines as text; a line that had room for the next one's first word ends a paragraph. */
export function joinLines(lines: readonly SeenLine[]): string {
  const all = around(lines.flatMap(({ words }) => words.map(({ box }) => box)));
  let text = "";
  for (const [index, line] of lines.entries()) {
    const words = joinWords(line.words);
    const before = lines[index - 1];
    if (before === undefined) text = words;
    else if (hadRoom(before, line, all.right)) text += `\n${words}`;
    else text += (WIDE.test(text.at(-1)!) || WIDE.test(words[0]!) ? "" : " ") + words;
  }
  return text;
}

function hadRoom(line: SeenLine, next: SeenLine, right: number): boolean {
  const end = line.words.at(-1)!.box;
  const { text, box } = next.words[0]!;
  const height = end.bottom - end.top;
  // One Chinese character may go to the next line by itself.
  const unit = WIDE.test(text[0]!) ? (box.right - box.left) / text.length : box.right - box.left;
  return right - end.right > 1.5 * unit + height;
}
