// What people say in a picture, by its layout: a card or bubble is a message, and so are lines that stand together on a page.
import { chooseReading, sureness } from "./choose-reading.ts";
import { weightOf } from "./interface-words.ts";
import { joinLines } from "./join-words.ts";
import {
  around,
  middleOf,
  type SeenBox,
  type SeenLine,
  type SeenPicture,
  type SeenRating,
  type SeenWord,
} from "./seen-picture.ts";
import { type LeftOut, siftLines, usualInk } from "./sift-lines.ts";

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

export interface FoundMessages {
  readonly messages: readonly FoundMessage[];
  readonly leftOut: readonly LeftOut[];
}

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
  const all = chooseReading(picture);
  const usual = usualInk(all);
  const byPanel = Map.groupBy(all, ({ words }) => words[0]!.panel);
  for (const [id, lines] of byPanel) {
    const isPage = isPageLike(picture, id);
    const { kept, dates, breaks } = siftLines(joinRows(lines, isPage), usual, leftOut);
    const ratings = picture.ratings.filter(({ panel }) => panel === id);
    const parts = [...breaks, ...picture.rules, ...ratings.map(({ box }) => middleOf(box))];
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
          date: groups.length > 1 ? null : (dates[0] ?? null),
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
        !breaks.some((at) => at > middleOf(last) && at < middleOf(box))
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
