// What people say in a picture, by its layout: a card or bubble is a message, and so are lines that stand together on a page.
import { chooseReading, sureness } from "./choose-reading.ts";
import { dateIn, isInterface, weightOf } from "./interface-words.ts";
import { joinLines, joinWords } from "./join-words.ts";
import {
  around,
  type SeenBox,
  type SeenLine,
  type SeenPicture,
  type SeenRating,
  type SeenWord,
} from "./seen-picture.ts";

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

export interface FoundMessage {
  readonly text: string;
  /** Stars that stand with it, 1 to 5; null without any. */
  readonly rating: number | null;
  /** Day that stands with it, YYYY-MM-DD; null where no whole date does. */
  readonly date: string | null;
  /** How sure the engine is of its words, in [0, 100], rounded. */
  readonly confidence: number;
  readonly words: number;
}

export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly text: string;
  readonly words: number;
}

export interface FoundMessages {
  readonly messages: readonly FoundMessage[];
  readonly leftOut: readonly LeftOut[];
}

/** A word below this is not kept, nor a line whose words together are below the other, in [0, 100]. */
const LEAST_WORD = 15;
const LEAST_LINE = 60;
/** A word with less of its panel's usual ink is a name, a day or a count, unless most of the panel is like that. */
const PALE = 0.66;
/** A panel of at least this share of the picture's width is a page, whose words are grouped by what lies between them. */
const PAGE = 0.92;
/** Parts of one row of words are joined up to this many times their height. */
const BESIDE = 2.5;
/** Lines further apart than this many times their height do not belong together. */
const APART = 1.15;
/** What is said at least (a Chinese character counts 1, another word 2): in a card or bubble, and on a page. */
const LEAST_SAID = { card: 4, page: 6 };

/** Finds the messages of a picture, from top to bottom, and what was left out. */
export function findMessages(picture: SeenPicture): FoundMessages {
  const leftOut: LeftOut[] = [];
  const messages: (FoundMessage & { readonly top: number; readonly left: number })[] = [];
  const byPanel = Map.groupBy(chooseReading(picture), ({ words }) => words[0]!.panel);
  for (const [id, lines] of byPanel) {
    const isPage = isPageLike(picture, id);
    const { kept, dates, breaks } = sift(joinRows(lines, isPage), leftOut);
    const ratings = picture.ratings.filter(({ panel }) => panel === id);
    const parts = [...breaks, ...picture.rules, ...ratings.map(({ box }) => middle(box))];
    const groups = isPage ? groupByGaps(kept, parts) : [kept];
    for (const group of groups) {
      if (group.length === 0) continue;
      const text = joinLines(group);
      const words = group.flatMap((line) => line.words);
      if (weightOf(text) < LEAST_SAID[isPage ? "page" : "card"])
        leftOut.push({ reason: "too-short", text, words: words.length });
      else {
        const box = around(words.map((word) => word.box));
        messages.push({
          text,
          rating: ratingOf(box, ratings, groups.length > 1),
          date: isPage ? null : (dates[0] ?? null),
          confidence: Math.round(sureness(words)),
          words: words.length,
          ...{ top: box.top, left: box.left },
        });
      }
    }
  }
  messages.sort((a, b) => a.top - b.top || a.left - b.left);
  return {
    messages: messages.map(({ top: _top, left: _left, ...message }) => message),
    leftOut,
  };
}

function isPageLike({ panels, width }: SeenPicture, id: number): boolean {
  const panel = panels.find((one) => one.id === id);
  if (panel === undefined || panel === panels[0]) return true;
  return panel.box.right - panel.box.left >= PAGE * width;
}

/** Parts that stand beside each other as one line, from top to bottom; on a page only those that stand near. */
function joinRows(lines: readonly SeenLine[], isPage: boolean): SeenLine[] {
  const rows: { words: SeenWord[]; box: SeenBox }[] = [];
  for (const { words } of lines) {
    const box = around(words.map((word) => word.box));
    const row = rows.find(({ box: other }) => {
      const high = Math.min(box.bottom - box.top, other.bottom - other.top);
      const common = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
      const gap = Math.max(box.left - other.right, other.left - box.right);
      return common > 0.6 * high && (!isPage || gap <= BESIDE * high);
    });
    if (row === undefined) rows.push({ words: [...words], box });
    else {
      row.words = [...row.words, ...words].sort((a, b) => a.box.left - b.box.left);
      row.box = around([row.box, box]);
    }
  }
  return rows.sort((a, b) => a.box.top - b.box.top).map(({ words }) => ({ words }));
}

/** Among several groups of a page, the last stars above a message are its own, if they are near. */
function ratingOf(
  box: SeenBox,
  ratings: readonly SeenRating[],
  isOneOfMany: boolean,
): number | null {
  if (!isOneOfMany) return ratings[0]?.stars ?? null;
  const above = ratings.findLast((one) => one.box.top <= box.top);
  if (above === undefined) return null;
  const high = above.box.bottom - above.box.top;
  return box.top - above.box.bottom <= 3 * high ? above.stars : null;
}

interface Sifted {
  readonly kept: readonly SeenLine[];
  /** Whole dates among what was left out. */
  readonly dates: readonly string[];
  /** Heights of what was left out and parts what stands above and below it. */
  readonly breaks: readonly number[];
}

/** Takes out of a panel's lines what nobody says. */
function sift(lines: readonly SeenLine[], leftOut: LeftOut[]): Sifted {
  const kept: SeenLine[] = [];
  const dates: string[] = [];
  const breaks: number[] = [];
  const leave = (reason: LeftOutReason, words: readonly SeenWord[], isWholeLine: boolean) => {
    const text = joinWords(words);
    leftOut.push({ reason, text, words: words.length });
    const date = dateIn(text);
    if (date !== null) dates.push(date);
    if (isWholeLine && reason !== "unsure")
      breaks.push(middle(around(words.map(({ box }) => box))));
  };
  const usual = usualStrength(lines);
  for (const { words } of lines) {
    const isSure = ({ confidence, text }: SeenWord) => confidence >= LEAST_WORD && text !== "";
    const sure = words.filter(isSure);
    if (sure.length === 0 || sureness(words) < LEAST_LINE) {
      leave("unsure", words, true);
      continue;
    }
    if (sure.length < words.length)
      leave(
        "unsure",
        words.filter((word) => !isSure(word)),
        false,
      );
    const strong = runsOf(sure).flatMap((run) => (inkOf(run) >= PALE * usual ? run : []));
    if (strong.length < sure.length)
      leave(
        "pale",
        sure.filter((word) => !strong.includes(word)),
        strong.length === 0,
      );
    if (strong.length === 0) continue;
    if (isInterface(joinWords(strong))) leave("interface", strong, true);
    else kept.push({ words: strong });
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

/** Strength of the ink of most letters; marks and single strokes have little ink whatever they belong to. */
function inkOf(words: readonly SeenWord[]): number {
  const letters = words
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
    .flatMap(({ text, strength }) => Array.from(text, () => strength))
    .sort((a, b) => a - b);
  return letters[Math.floor(letters.length / 2)] ?? 0;
}

/** Strength of ink that half of a panel's letters reach at least. */
function usualStrength(lines: readonly SeenLine[]): number {
  const letters = lines
    .flatMap(({ words }) => words)
    .flatMap(({ text, strength }) => Array.from(text, () => strength))
    .sort((a, b) => a - b);
  return letters[Math.floor(letters.length / 2)] ?? 1;
}

function middle({ top, bottom }: SeenBox): number {
  return (top + bottom) / 2;
}

/** Lines that stand under each other with nothing between them. */
function groupByGaps(lines: readonly SeenLine[], breaks: readonly number[]): SeenLine[][] {
  const boxOf = ({ words }: SeenLine) => around(words.map(({ box }) => box));
  const sorted = lines
    .map((line) => ({ line, box: boxOf(line) }))
    .sort((a, b) => a.box.top - b.box.top);
  const groups: { lines: SeenLine[]; last: SeenBox }[] = [];
  for (const { line, box } of sorted) {
    const height = box.bottom - box.top;
    const above = groups.findLast(({ last }) => {
      const isUnder = box.left < last.right && box.right > last.left;
      const gap = box.top - last.bottom;
      const high = Math.max(height, last.bottom - last.top);
      return (
        isUnder &&
        gap <= APART * high &&
        !breaks.some((at) => at > middle(last) && at < middle(box))
      );
    });
    if (above === undefined) groups.push({ lines: [line], last: box });
    else {
      above.lines.push(line);
      above.last = box;
    }
  }
  return groups.map((group) => group.lines);
}
