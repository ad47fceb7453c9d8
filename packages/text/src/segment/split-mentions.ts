// Splits a text into claim-sized spans: one thing praised, cursed, wished or asked.
import type { Span } from "@heed/core";
import { type Block, findBlocks, type Skipped } from "./blocks.ts";
import { COMMA, classOf, hasWords, SEMICOLON, SPACE } from "./characters.ts";
import { type Cut, findCuts } from "./find-cuts.ts";
import { joinFragments, piecesBetween } from "./join-fragments.ts";
import { findListNumbers } from "./list-numbers.ts";
import { splitLong } from "./split-long.ts";

export interface Segments {
  /** Spans of the mentions, in order. */
  readonly spans: readonly Span[];
  /** Labels that stand outside of every span. */
  readonly skipped: readonly Skipped[];
}

/**
 * Claim-sized spans of a stored text, in order, apart and without white space at their edges (see `spanFault`).
 * Any text that is not blank has at least one span. Every letter and digit stands in a span, unless it belongs to a
 * list bullet or number, a speaker's label, a subtitle's timing or a heading that ends in a colon; connectives stay
 * with the clause they open. Deterministic and linear in the length of the text.
 * @param language BCP 47 tag of the text; markers of English and Chinese are looked for in every text, since people mix them
 */
export function splitMentions(text: string, language: string): Span[] {
  return [...segmentText(text, language).spans];
}

/** As `splitMentions`, with the labels that were left outside. */
export function segmentText(text: string, _language: string): Segments {
  const { blocks, skipped: labels } = findBlocks(text);
  const skipped = [...labels];
  const spans: Span[] = [];
  for (const block of blocks) {
    for (const span of splitBlock(text, block, skipped)) addSpan(text, span, spans);
  }
  if (spans.length > 0 || text.trim() === "") return { spans, skipped };
  const start = text.length - text.trimStart().length;
  return { spans: [{ start, end: start + text.trim().length }], skipped: [] };
}

const WHOLE_KINDS: ReadonlySet<Block["kind"]> = new Set(["greeting", "signature"]);

function splitBlock(text: string, block: Block, skipped: Skipped[]): Span[] {
  if (WHOLE_KINDS.has(block.kind)) return [block];
  if (block.kind === "quote") return splitLong(text, block, []);
  const start = block.start + greetingLength(text, block);
  const cuts = findAllCuts(text, start, block, skipped);
  const commas = cuts.filter(({ level }) => level === "comma").map(({ at }) => at);
  const spans: Span[] = start > block.start ? [{ start: block.start, end: start }] : [];
  let comma = 0;
  for (const piece of joinFragments(text, piecesBetween(start, block.end, cuts))) {
    const own: number[] = [];
    for (; comma < commas.length && commas[comma]! < piece.end; comma += 1) {
      if (commas[comma]! > piece.start) own.push(commas[comma]!);
    }
    spans.push(...splitLong(text, piece, own));
  }
  return spans;
}

/** Cuts by words and marks, and at the numbers of a list within the block. */
function findAllCuts(text: string, start: number, block: Block, skipped: Skipped[]): Cut[] {
  const cuts = findCuts(text, start, block.end);
  const numbers = findListNumbers(text, start, block.end);
  if (numbers.length === 0) return cuts;
  const merged: Cut[] = [];
  let next = 0;
  for (const number of numbers) {
    while (next < cuts.length && cuts[next]!.at <= number.start) merged.push(cuts[next++]!);
    while (next < cuts.length && cuts[next]!.at <= number.end) next += 1;
    skipped.push({ ...number, kind: "bullet" });
    merged.push({ at: number.start, level: "sentence", content: number.end, resume: number.end });
  }
  return [...merged, ...cuts.slice(next)];
}

const GREETING =
  /(?:(?:hi|hello|hey|dear)(?: (?:there|all|team|everyone|guys|support|sir|madam|developers?|devs?|[A-Z][\w-]{1,20})){0,3}|(?:你好|您好|亲|客服你好|客服您好|开发者你好|尊敬的\p{Script=Han}{1,8}))[,，!！.。:：~～]\s*(?=\S)/iuy;
/** A greeting stands alone only before something that is said. */
const LEAST_AFTER_GREETING = 8;

/** Units of a greeting that opens a block and is followed by more words. */
function greetingLength(text: string, block: Block): number {
  GREETING.lastIndex = block.start;
  const match = GREETING.exec(text);
  if (match === null || block.end - GREETING.lastIndex < LEAST_AFTER_GREETING) return 0;
  return match[0].length;
}

const EMOJI = /\p{Extended_Pictographic}/u;
/** Adds a span, trimmed; one without words joins the span before it when it is an emoji and goes when it is punctuation. */
function addSpan(text: string, span: Span, spans: Span[]): void {
  let { start, end } = span;
  while (start < end && isEdge(text, start)) start += 1;
  while (end > start && isEdge(text, end - 1)) end -= 1;
  if (start === end) return;
  const words = text.slice(start, end);
  if (hasWords(words)) {
    spans.push({ start, end });
    return;
  }
  const previous = spans.at(-1);
  const isEmoji = EMOJI.test(words);
  if (previous !== undefined && text.slice(previous.end, start).trim() === "") {
    if (isEmoji || previous.end === start) spans[spans.length - 1] = { start: previous.start, end };
  } else if (isEmoji) spans.push({ start, end });
}

/** Commas at the edges divide claims and belong to none. */
function isEdge(text: string, at: number): boolean {
  const kind = classOf(text.charCodeAt(at));
  return kind === SPACE || kind === COMMA || kind === SEMICOLON;
}
