// The rule baseline: reads sentiment and kind from word lists and patterns that a person can check.
import type { MentionReader, ReadableText, Sentiment, TextReading } from "@heed/core";
import { type Cues, decideKind, findCues } from "./decide-kind.ts";
import { foldForReading } from "./fold-for-reading.ts";
import { type SentimentEvidence, scoreSentiment } from "./score-sentiment.ts";

/** Raised whenever a list or rule changes an answer. */
const VERSION = "1";
/** Scores nearer to zero than this are neutral. */
const NEUTRAL_BELOW = 0.12;
/** What a defect says of the feeling when no word does. */
const DEFECT_FEELING = 0.5;
const COMPLAINT_FEELING = 0.35;
/** A wish is neutral unless this much displeasure speaks from it. */
const ANNOYED = 0.65;
/** Or this much pleasure: more than the politeness of a wish. */
const DELIGHTED = 1.3;
/** Longer texts are read by their beginning. */
const MOST_UNITS = 4000;

/**
 * A reader by rules alone: no model, no download, the same answer everywhere. English and Chinese, also mixed; a text in
 * another language is read by its emoji and marks. The score is `s / sqrt(s^2 + 1)` of the summed evidence, after VADER
 * (Hutto and Gilbert, 2014, section 3.2), in [-1, 1]; stars decide only where words speak for both sides alike.
 */
export function createLexiconReader(): MentionReader {
  return {
    model: { name: "lexicon", version: VERSION },
    read: async (texts) => texts.map(readText),
  };
}

function readText({ text, rating }: ReadableText): TextReading {
  const folded = foldForReading(text.slice(0, MOST_UNITS));
  const cues = findCues(folded);
  const found = scoreSentiment(folded);
  const kind = decideKind(folded, cues, found);
  const sentimentScore = scoreOf(weigh(found, kind, cues), rating);
  return { kind, sentimentScore, sentiment: sentimentOf(sentimentScore) };
}

/** The evidence with what the kind adds: defects are displeasing, plain wishes and questions express nothing. */
function weigh(found: SentimentEvidence, kind: TextReading["kind"], cues: Cues): SentimentEvidence {
  const { positive, negative } = found;
  if (cues.sarcasm) return { positive: 0, negative: Math.max(negative, positive, DEFECT_FEELING) };
  if (kind === "bug")
    return { positive: positive / 2, negative: Math.max(negative, DEFECT_FEELING) };
  if (kind === "request") return isPlainWish(found) ? NONE : found;
  if (kind === "question") return negative >= 2 * ANNOYED ? found : NONE;
  if (kind === "complaint") return { positive, negative: Math.max(negative, COMPLAINT_FEELING) };
  return found;
}

function isPlainWish({ positive, negative }: SentimentEvidence): boolean {
  return negative > positive ? negative < ANNOYED : positive < DELIGHTED;
}

const NONE: SentimentEvidence = { positive: 0, negative: 0 };

function scoreOf({ positive, negative }: SentimentEvidence, rating: number | null): number {
  const sum = positive - negative;
  const isTie = positive > 0 && negative > 0 && Math.abs(sum) < NEUTRAL_BELOW;
  const decided = isTie && rating !== null ? 0.15 * Math.sign(rating - 3) : sum;
  return decided / Math.sqrt(decided * decided + 1);
}

function sentimentOf(score: number): Sentiment {
  if (score > NEUTRAL_BELOW) return "positive";
  return score < -NEUTRAL_BELOW ? "negative" : "neutral";
}
