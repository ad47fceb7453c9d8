// The words that themes are found in: mentions as spans of their items' texts, plain data that is cheap to keep and to hand to a thread.
import type { Span } from "../mentions/mention.ts";

/**
 * Mentions with the texts that they stand in. Mentions of one item stand together, in text order. A finder reads one mention
 * at a time with {@link mentionText}, since all of them as strings would fill the memory.
 */
export interface MentionTexts {
  /** Stored texts of items, each once. */
  readonly items: readonly string[];
  /** For each mention the place of its item in `items`. */
  readonly itemOf: Int32Array;
  /** UTF-16 offsets of each mention in the text of its item. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Gathers mentions item by item. */
export class MentionTextList {
  readonly #items: string[] = [];
  readonly #itemOf: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  /** Adds an item's text with its mentions in text order. */
  add(text: string, spans: Iterable<Span>): void {
    const item = this.#items.push(text) - 1;
    for (const { start, end } of spans) {
      this.#itemOf.push(item);
      this.#starts.push(start);
      this.#ends.push(end);
    }
  }

  /** All that was added so far. */
  texts(): MentionTexts {
    return {
      items: this.#items,
      itemOf: Int32Array.from(this.#itemOf),
      starts: Int32Array.from(this.#starts),
      ends: Int32Array.from(this.#ends),
    };
  }
}

/** Texts that are each one mention of an item of their own. */
export function wholeTexts(texts: Iterable<string>): MentionTexts {
  const list = new MentionTextList();
  for (const text of texts) list.add(text, [{ start: 0, end: text.length }]);
  return list.texts();
}

/** Number of mentions. */
export function mentionCount({ itemOf }: MentionTexts): number {
  return itemOf.length;
}

/** The words of a mention. */
export function mentionText(texts: MentionTexts, place: number): string {
  return texts.items[texts.itemOf[place]!]!.slice(texts.starts[place], texts.ends[place]);
}

const SHORT_ITEM = 300;
const MOST_CONTEXT = 240;

/**
 * What stands around a mention, empty where it stands alone: "One star." is about what stands beside it. Of an item of up to 300
 * characters that is all of it; of a long one (a ticket, an interview) up to 240 characters of its first mention and of the next
 * one, since it speaks of several matters. Contexts help to tell what a mention is about; they are neither quoted nor do they name a theme.
 */
export function mentionContext(texts: MentionTexts, place: number): string {
  const around = mentionsAround(texts, place);
  if (around.length === 0) return "";
  const text = texts.items[texts.itemOf[place]!]!;
  if (text.length <= SHORT_ITEM) return text;
  return around
    .map((at) => mentionText(texts, at))
    .join("\n")
    .slice(0, MOST_CONTEXT);
}

/** The mentions of which {@link mentionContext} is made: all of a short item, itself among them; of a long one the first and the next. */
export function mentionsAround(texts: MentionTexts, place: number): number[] {
  const item = texts.itemOf[place]!;
  const isFirst = texts.itemOf[place - 1] !== item;
  const isLast = texts.itemOf[place + 1] !== item;
  if (isFirst && isLast) return [];
  let first = place;
  while (texts.itemOf[first - 1] === item) first -= 1;
  if (texts.items[item]!.length <= SHORT_ITEM) {
    const all: number[] = [];
    for (let at = first; texts.itemOf[at] === item; at += 1) all.push(at);
    return all;
  }
  return [...(isFirst ? [] : [first]), ...(isLast ? [] : [place + 1])];
}
