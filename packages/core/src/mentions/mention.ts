// A mention is a claim-sized span of one item's stored text: the unit that is read, grouped and quoted.
import { type FeedbackItem, type ItemId, itemNumber } from "../feedback/feedback-item.ts";

/** Half-open span `[start, end)` in UTF-16 code units of a stored text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** `<item id>.<revision>.<start>-<end>`: the same span of the same revision always has the same id. */
export type MentionId = `${ItemId}.${number}.${number}-${number}`;

export interface Mention extends Span {
  readonly id: MentionId;
  readonly itemId: ItemId;
  readonly revision: number;
}

/** The item in which a mention stands. */
export function itemOf(id: MentionId): ItemId {
  return id.slice(0, id.indexOf(".")) as ItemId;
}

/** The mention of an item at a span. */
export function mentionAt(item: Pick<FeedbackItem, "id" | "revision">, span: Span): Mention {
  return {
    id: `${item.id}.${item.revision}.${span.start}-${span.end}`,
    itemId: item.id,
    revision: item.revision,
    start: span.start,
    end: span.end,
  };
}

/** The exact words of a span. */
export function quote(text: string, span: Span): string {
  return text.slice(span.start, span.end);
}

/**
 * What is wrong with the spans of one text, or null: spans must be in order, apart, inside the text,
 * neither empty nor edged with white space, and must not cut a surrogate pair.
 */
export function spanFault(text: string, spans: readonly Span[]): string | null {
  let previousEnd = 0;
  for (const { start, end } of spans) {
    const name = `span ${start}-${end}`;
    if (!(start >= previousEnd && end > start && end <= text.length)) {
      return `${name} overlaps, is empty or leaves the text of ${text.length} units`;
    }
    if (text.slice(start, end).trim().length !== end - start)
      return `${name} has white space at an edge`;
    if (isLowSurrogate(text, start) || isLowSurrogate(text, end)) return `${name} cuts a character`;
    previousEnd = end;
  }
  return null;
}

/** Order of mentions: by item number, then by position. */
export function compareMentions(a: Mention, b: Mention): number {
  return (
    itemNumber(a.itemId) - itemNumber(b.itemId) || a.revision - b.revision || a.start - b.start
  );
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
