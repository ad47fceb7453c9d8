// What a finder of private data is: a kind, a cheap gate and a linear search.
import type { Span } from "@heed/core";

/** Kinds of private data; the placeholder of a kind is the kind in brackets. */
export const PRIVATE_KINDS = ["key", "secret", "email", "ip", "id", "card", "phone"] as const;
export type PrivateKind = (typeof PRIVATE_KINDS)[number];

/** Finds one kind in a text whose full-width ASCII forms have been folded (same length, same offsets). */
export interface Detector {
  readonly kind: PrivateKind;
  /** What must occur in a text for a search to be worth its time. */
  readonly gate: "digit" | "number" | "at" | "address" | "token";
  /** Spans in any order; they may touch those of other kinds. Linear in the length of the text. */
  readonly find: (text: string) => Iterable<Span>;
}

/** Characters looked at on either side of a number for words that say what it is. */
export const CONTEXT_UNITS = 16;

/** The words just before an offset, lower case, no further back than the line. */
export function wordsBefore(text: string, start: number, units = CONTEXT_UNITS): string {
  const before = text.slice(Math.max(0, start - units), start);
  return before.slice(before.lastIndexOf("\n") + 1).toLowerCase();
}
