// Holds a model to its evidence: every quote it names must have been shown to it, and every word of it must stand there.
import { z } from "zod";

/** A part of a shown quote that a model rests a claim on. */
export const evidenceSchema = z.array(z.strictObject({ quote: z.string(), words: z.string() }));
export type Evidence = z.infer<typeof evidenceSchema>;

/** A quote as it is shown: its id, and the words as they are stored. */
export interface ShownQuote {
  readonly id: string;
  readonly text: string;
}

/** What is wrong with some evidence; empty when each part stands in its quote letter for letter. */
export function evidenceFaults(
  evidence: Evidence,
  quotes: readonly ShownQuote[],
  claim: string,
): string[] {
  if (evidence.length === 0) return [`${claim} rests on no quote.`];
  return evidence.flatMap(({ quote, words }) => {
    const shown = quotes.find(({ id }) => id === quote);
    if (shown === undefined)
      return [`${claim} names the quote ${quote.slice(0, 40)}, which it was not shown.`];
    if (words.trim() === "") return [`${claim} rests on no words of ${quote}.`];
    return shown.text.includes(words)
      ? []
      : [`${claim} has words that do not stand in ${quote} letter for letter.`];
  });
}
