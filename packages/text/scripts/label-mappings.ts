// States how the labels of every set become ours, and how much a text of each set counts.
import { KINDS, type Kind, SENTIMENTS, type Sentiment } from "@heed/core";
import type { SourceName, SourceText } from "./training-texts.ts";

/** What a text counts in training, by source: near domains and real claims count more than films, long reviews and written sentences. */
export const SENTIMENT_WEIGHTS: Readonly<Record<SourceName, number>> = {
  waimai: 0.7,
  shopping: 0.7,
  eprstmt: 1,
  films: 0.7,
  laptops: 1.5,
  clap: 1,
  "4class": 0,
  "zh-apps": 2,
  chatgpt: 2,
  mentions: 3,
  own: 2,
  parallel: 0.6,
};

export const KIND_WEIGHTS: Readonly<Record<SourceName, number>> = {
  waimai: 0.2,
  shopping: 0.2,
  eprstmt: 0.2,
  films: 0.2,
  laptops: 0.3,
  clap: 1,
  "4class": 0.5,
  "zh-apps": 2,
  chatgpt: 2,
  mentions: 3,
  own: 2,
  parallel: 0.5,
};

const BUG_CATEGORIES = ["BUG", "PERFORMANCE", "ENERGY"];

/** The sentiment that a public set's label stands for, or null when it tells none. */
export function sentimentOf({ source, label, rating }: SourceText): Sentiment | null {
  if (source === "clap") return sentimentOfClap(label, rating!);
  return SENTIMENTS.find((name) => name === label) ?? null;
}

/** CLAP has stars: they tell the sentiment unless a defect is told with many stars, or stars are in the middle. */
function sentimentOfClap(category: string, rating: number): Sentiment | null {
  if (BUG_CATEGORIES.includes(category)) return rating <= 3 ? "negative" : null;
  if (rating === 3) return category === "FEATURE" ? "neutral" : null;
  if (category === "FEATURE" && rating === 4) return null;
  return rating > 3 ? "positive" : "negative";
}

const NEITHER: readonly Kind[] = ["complaint", "praise", "question", "other"];

/** The kinds that a public set's label leaves open; the stage-one model chooses among several. */
export function kindsOf({ source, label }: SourceText): readonly Kind[] {
  if (source === "clap") {
    if (BUG_CATEGORIES.includes(label)) return ["bug"];
    return label === "FEATURE" ? ["request"] : NEITHER;
  }
  if (source === "4class") {
    if (label === "bug report") return ["bug"];
    return label === "feature request" ? ["request"] : NEITHER;
  }
  if (label === "positive") return ["praise"];
  if (source === "films") return ["complaint"];
  return label === "negative" ? ["bug", "complaint"] : [];
}

export const KIND_NUMBER = new Map(KINDS.map((kind, at) => [kind, at]));
export const SENTIMENT_NUMBER = new Map(SENTIMENTS.map((name, at) => [name, at]));
