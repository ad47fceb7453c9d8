// What the readers of both languages know of a clause that could be read out by itself.
import type { Kind } from "@heed/core";

/** A part of a text, by UTF-16 offsets in it, and how well it reads out alone. */
export interface Clause {
  readonly start: number;
  readonly end: number;
  /** In (0, 1]: short, plain and of nobody's own life is 1. */
  readonly worth: number;
}

/** A claim's kind that a statement may make: displeasure and defects alike are troubles. */
export type ClaimSort = "trouble" | "request" | "question" | "praise";

/** What sort of claim a kind is; null for one that claims nothing. */
export function claimSort(kind: Kind): ClaimSort | null {
  switch (kind) {
    case "bug":
    case "complaint":
      return "trouble";
    case "other":
      return null;
    default:
      return kind;
  }
}

const EDGE = /^[\s\p{P}\p{S}\p{Cf}\p{Mn}]+|[\s\p{P}\p{S}\p{Cf}\p{Mn}]+$/gu;
/** What no clause that is read out holds: redaction marks, markup, addresses, quotations, digits, pictures. */
const FOREIGN =
  /[[\]<>{}@#*_=|\\/^&$€£¥%“”"「」『』《》【】（）()\p{Nd}\p{Mn}\p{Cc}\p{Cf}]|\p{Extended_Pictographic}|\.\.|…|—|–/u;

/** True where marks, figures, quotation marks or pictures stand within the words. */
export function isForeign(words: string): boolean {
  return FOREIGN.test(words);
}

/** The span without spaces, punctuation, symbols and pictures at both ends; null where nothing is left. */
export function trimSpan(
  text: string,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } | null {
  const words = text.slice(start, end);
  const bare = words.replace(EDGE, "");
  if (bare === "") return null;
  const at = words.indexOf(bare);
  return { start: start + at, end: start + at + bare.length };
}
