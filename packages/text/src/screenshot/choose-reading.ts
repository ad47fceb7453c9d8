// Of two readings of one picture, line by line the one to believe: Chinese or English.
import { around, type SeenLine, type SeenPicture, type SeenWord } from "./seen-picture.ts";

const HAN = /\p{Script=Han}/u;
/** A line without a Chinese character is believed to be English unless the English reading is this much less sure. */
const FOR_LATIN = 5;
/** A line with Chinese characters is given up for English only where that is this much surer. */
const FOR_HAN = 15;

/** The lines of a picture in one reading; words of one line on different panels become lines of their own. */
export function chooseReading({ han, latin }: SeenPicture): SeenLine[] {
  const others = latin?.flatMap(({ words }) => words) ?? [];
  return han.flatMap(splitByPanel).map((line) => {
    const beside = wordsOn(line, others);
    if (beside.length === 0) return line;
    const lead = HAN.test(textOf(line)) ? FOR_HAN : -FOR_LATIN;
    return sureness(beside) > sureness(line.words) + lead ? { words: beside } : line;
  });
}

/** How sure the engine is of words on average by their length, in [0, 100]; 0 for none. */
export function sureness(words: readonly SeenWord[]): number {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  if (letters === 0) return 0;
  return words.reduce((sum, { text, confidence }) => sum + confidence * text.length, 0) / letters;
}

function textOf({ words }: SeenLine): string {
  return words.map(({ text }) => text).join("");
}

function splitByPanel({ words }: SeenLine): SeenLine[] {
  const parts: SeenWord[][] = [];
  for (const word of words) {
    const last = parts.at(-1);
    if (last === undefined || last[0]!.panel !== word.panel) parts.push([word]);
    else last.push(word);
  }
  return parts.map((part) => ({ words: part }));
}

/** Words of the other reading whose middle lies on a line, from left to right. */
function wordsOn(line: SeenLine, others: readonly SeenWord[]): SeenWord[] {
  const box = around(line.words.map((word) => word.box));
  const panel = line.words[0]!.panel;
  return others
    .filter((word) => {
      const { left, right, top, bottom } = word.box;
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      return (
        word.panel === panel && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom
      );
    })
    .sort((a, b) => a.box.left - b.box.left);
}
