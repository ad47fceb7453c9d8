// The named check of supported claims: whether quotes carry a sentence, by shared words and nearness of meaning.
import { type Claim, claimWords, type SupportMark } from "@heed/core";
import { judgeSupport, SUPPORT_CHECK } from "@heed/text";
import type { DeskContext } from "../desk/desk-context.ts";
import { gatherQuotes } from "../needs/gather-quotes.ts";
import { quotesOf } from "./spec-records.ts";

/** Whether the stored words of quotes carry a sentence. */
export async function supportOf(
  context: DeskContext,
  sentence: string,
  quotes: readonly string[],
): Promise<SupportMark> {
  const { score, holds } = await judgeSupport(context.workers, sentence, quotes);
  return { check: SUPPORT_CHECK, score, holds };
}

/** A claim's words without the places of its quotes. */
export function ownWords(words: string): string {
  return words
    .replace(/\{\d+\}/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
}

/** The check over a kept claim, with the words of its quotes as they are today. */
export async function measureSupport(context: DeskContext, claim: Claim): Promise<SupportMark> {
  const references = quotesOf([claim]);
  const stored = await gatherQuotes(
    context.workspace.facts,
    references.map(({ mentionId }) => mentionId),
  );
  const quotes = references.flatMap(
    ({ mentionId, start, end }) => stored.get(mentionId)?.text.slice(start, end) ?? [],
  );
  return supportOf(
    context,
    ownWords(claimWords(claim, claim.text.en === "" ? "zh" : "en")),
    quotes,
  );
}
