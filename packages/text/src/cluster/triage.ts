// Sets aside the texts that no grouping could place, each with its reason.
import type { UnclearReason } from "@heed/core";
import { foldText, tokensOf } from "../embed/tokens.ts";

/** Why a text cannot be grouped at all, or null when it can be tried. */
export function triage(text: string): UnclearReason | null {
  let units = 0;
  let letters = false;
  for (const token of tokensOf(foldText(text))) {
    if (/\p{L}/u.test(token.text)) letters = true;
    units += token.text.length;
  }
  if (!letters) return "no-words";
  return units < 2 ? "too-short" : null;
}
