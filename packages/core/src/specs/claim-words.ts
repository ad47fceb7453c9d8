// The words of a claim as a reader meets them: a sentence, a story or a criterion, with quotes and figures in their places.
import { criterionLines, inLanguage, storySentence } from "../requirements/story.ts";
import type { Claim } from "./spec.ts";

/** Words with their placeholders still open. */
export function claimWords(
  { text, story, criterion }: Pick<Claim, "text" | "story" | "criterion">,
  language: "en" | "zh",
): string {
  if (story !== undefined) return storySentence(story, language);
  if (criterion !== undefined) return criterionLines(criterion, language).join("\n");
  return inLanguage(text, language);
}

export type ClaimPiece =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "part"; readonly index: number };

/** Words cut at their placeholders. */
export function claimPieces(words: string): ClaimPiece[] {
  return words.split(/(\{\d+\})/u).flatMap((piece): ClaimPiece[] => {
    const index = /^\{(\d+)\}$/u.exec(piece)?.[1];
    if (index !== undefined) return [{ type: "part", index: Number(index) }];
    return piece === "" ? [] : [{ type: "text", text: piece }];
  });
}
