// Decides what an item says from what its mentions say (the annotation guide's rules for items).
import type { Kind, MentionReading, Sentiment } from "./reading.ts";

export interface ItemReading {
  readonly sentiment: Sentiment;
  /** Mean score of the mentions that share the item's sentiment (of all, when the item is neutral). */
  readonly sentimentScore: number;
  readonly kind: Kind;
  /** Index of the mention that decided the kind: the item's theme is that mention's theme. */
  readonly decidingMention: number;
}

type Part = Pick<MentionReading, "sentiment" | "sentimentScore" | "kind">;

/**
 * The reading of an item from its mentions in text order; null when it has none.
 * Sentiment: that of the mentions; with both signs the rating decides (1-2 negative, 4-5 positive, 3 neutral),
 * without a rating the majority, a tie being neutral. Kind: of the first mention; of a negative item the first that
 * is not praise; of a positive item praise when there is any.
 */
export function readItem(mentions: readonly Part[], rating: number | null): ItemReading | null {
  if (mentions.length === 0) return null;
  const sentiment = itemSentiment(mentions, rating);
  const decidingMention = decideKind(mentions, sentiment);
  const sharing = mentions.filter((mention) => mention.sentiment === sentiment);
  const scored = sentiment === "neutral" || sharing.length === 0 ? mentions : sharing;
  const total = scored.reduce((sum, mention) => sum + mention.sentimentScore, 0);
  return {
    sentiment,
    sentimentScore: total / scored.length,
    kind: mentions[decidingMention]!.kind,
    decidingMention,
  };
}

function itemSentiment(mentions: readonly Part[], rating: number | null): Sentiment {
  const negative = mentions.filter((mention) => mention.sentiment === "negative").length;
  const positive = mentions.filter((mention) => mention.sentiment === "positive").length;
  if (negative === 0 && positive === 0) return "neutral";
  if (positive === 0) return "negative";
  if (negative === 0) return "positive";
  if (rating !== null) return rating <= 2 ? "negative" : rating >= 4 ? "positive" : "neutral";
  if (negative === positive) return "neutral";
  return negative > positive ? "negative" : "positive";
}

function decideKind(mentions: readonly Part[], sentiment: Sentiment): number {
  const isPraise = (mention: Part) => mention.kind === "praise";
  const first =
    sentiment === "negative"
      ? mentions.findIndex((mention) => !isPraise(mention))
      : sentiment === "positive"
        ? mentions.findIndex(isPraise)
        : 0;
  return Math.max(first, 0);
}
