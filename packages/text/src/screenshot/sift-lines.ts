// Of the words on a panel those that somebody says; times, buttons, pale names and what was not read surely are left out.
import { dateIn, isInterface } from "./interface-words.ts";
import { joinWords } from "./join-words.ts";
import { around, middleOf, type SeenLine, type SeenWord } from "./seen-picture.ts";

/** Why words of a picture are in no message. */
export type LeftOutReason =
  /** The engine is not sure of them. */
  | "unsure"
  /** Times, counts, buttons, what a status bar shows. */
  | "interface"
  /** Paler than what stands beside them: names, days, counts. */
  | "pale"
  /** Too little to be something said: headings, names, tabs. */
  | "too-short";

export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly text: string;
  readonly words: number;
}

/** Words that stand together are kept when half of their letters are read at least this surely, in [0, 100]. */
const LEAST_SURE = 60;
/** A mark without letters that is read less surely is dirt. */
const LEAST_MARK = 15;
/** Words with less than this of a picture's usual ink are a name, a day or a count, unless most of it is like that. */
const PALE = 0.66;
const LETTERS = /[\p{L}\p{N}]/u;

interface Sifted {
  readonly kept: readonly SeenLine[];
  /** Whole dates among what was left out. */
  readonly dates: readonly string[];
  /** Heights of what was left out and parts what stands above and below it. */
  readonly breaks: readonly number[];
}

/** Takes out of a panel's lines what nobody says, and adds it to `leftOut`. `usual` is the picture's usual ink. */
export function siftLines(lines: readonly SeenLine[], usual: number, leftOut: LeftOut[]): Sifted {
  const kept: SeenLine[] = [];
  const dates: string[] = [];
  const breaks: number[] = [];
  const leave = (reason: LeftOutReason, words: readonly SeenWord[]) => {
    if (words.length === 0) return;
    const text = joinWords(words);
    leftOut.push({ reason, text, words: words.length });
    const date = dateIn(text);
    if (date !== null) dates.push(date);
  };
  for (const line of lines) {
    const clean = line.words.filter(
      ({ text, confidence }) => LETTERS.test(text) || confidence >= LEAST_MARK,
    );
    const runs = runsOf(clean);
    const sure = runs.filter((run) => half(run, ({ confidence }) => confidence) >= LEAST_SURE);
    const strong = sure.filter((run) => half(run, ({ strength }) => strength) >= PALE * usual);
    leave("unsure", [
      ...line.words.filter((word) => !clean.includes(word)),
      ...runs.filter((run) => !sure.includes(run)).flat(),
    ]);
    leave("pale", sure.filter((run) => !strong.includes(run)).flat());
    const said = strong.flat();
    const isLabel = said.length > 0 && isInterface(joinWords(said));
    if (isLabel) leave("interface", said);
    else if (said.length > 0) kept.push({ words: said });
    if (sure.length > 0 && (isLabel || said.length === 0))
      breaks.push(middleOf(around(line.words.map(({ box }) => box))));
  }
  return { kept, dates, breaks };
}

/** Words that stand close together; a name and a day stand apart on the same line. */
function runsOf(words: readonly SeenWord[]): SeenWord[][] {
  const runs: SeenWord[][] = [];
  for (const word of words) {
    const before = runs.at(-1)?.at(-1);
    const high = word.box.bottom - word.box.top;
    const isApart =
      before === undefined ||
      word.box.left - before.box.right > Math.max(high, before.box.bottom - before.box.top);
    if (isApart) runs.push([word]);
    else runs.at(-1)!.push(word);
  }
  return runs;
}

/** What half of the letters reach at least; marks and single strokes do not decide, 0 where there is nothing else. */
function half(words: readonly SeenWord[], of: (word: SeenWord) => number): number {
  const letters = words
    .filter(({ text }) => LETTERS.test(text))
    .flatMap((word) => Array.from(word.text, () => of(word)))
    .sort((a, b) => a - b);
  return letters[Math.floor(letters.length / 2)] ?? 0;
}

/** Strength of ink that half of a picture's letters reach at least, each beside the strongest of its own panel. */
export function usualInk(lines: readonly SeenLine[]): number {
  return half(
    lines.flatMap(({ words }) => words),
    ({ strength }) => strength,
  );
}
