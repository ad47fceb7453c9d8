// Turns the word lists of both languages into one list of terms with what each does to the sentiment.
import {
  CHINESE_DIMINISHERS,
  CHINESE_INTENSIFIERS,
  CHINESE_NEGATORS,
  CHINESE_NEUTRAL,
  CHINESE_SENTIMENT,
} from "./lexicon/chinese-sentiment.ts";
import {
  ENGLISH_DIMINISHERS,
  ENGLISH_INTENSIFIERS,
  ENGLISH_NEGATORS,
  ENGLISH_NEUTRAL,
  ENGLISH_SENTIMENT,
} from "./lexicon/english-sentiment.ts";

/** What a term does: it has a polarity, turns or scales the next one, or shields what it covers. */
export type TermEffect =
  | { readonly kind: "polarity"; readonly polarity: number }
  | { readonly kind: "negator" }
  | { readonly kind: "scale"; readonly factor: number }
  | { readonly kind: "neutral" };

/** Polarity of each strength, in [-1, 1]. */
const POLARITY = {
  delight: 1,
  like: 0.6,
  fair: 0.35,
  dull: -0.35,
  dislike: -0.7,
  loathing: -1,
} as const;

const EMOJI: Readonly<Record<string, number>> = {
  "👍": 0.7,
  "❤": 0.9,
  "😍": 0.9,
  "😊": 0.6,
  "😀": 0.5,
  "😃": 0.5,
  "😄": 0.6,
  "😁": 0.6,
  "🥰": 0.9,
  "🎉": 0.7,
  "👏": 0.7,
  "💯": 0.8,
  "🙏": 0.2,
  "😂": 0.1,
  "🌹": 0.5,
  "💕": 0.8,
  "💖": 0.8,
  "🔥": 0.5,
  "⭐": 0.3,
  "✌": 0.4,
  "🙂": 0.2,
  ":)": 0.5,
  ":-)": 0.5,
  ":d": 0.6,
  "<3": 0.9,
  "👎": -0.8,
  "😡": -0.9,
  "😠": -0.8,
  "🤬": -1,
  "😤": -0.6,
  "💩": -0.9,
  "😭": -0.5,
  "😢": -0.5,
  "😞": -0.6,
  "😒": -0.6,
  "🙄": -0.6,
  "😑": -0.4,
  "💔": -0.8,
  "🤮": -1,
  "😩": -0.6,
  "😔": -0.5,
  ":(": -0.5,
  ":-(": -0.5,
  ":/": -0.3,
  "🖕": -1,
};

/** Every term with its effect; the first listing of a term counts, so shields and modifiers come first. */
export function sentimentTerms(): (readonly [string, TermEffect])[] {
  return [
    ...effects(chinese(CHINESE_NEUTRAL), { kind: "neutral" }),
    ...effects(english(ENGLISH_NEUTRAL), { kind: "neutral" }),
    ...polarities(ENGLISH_SENTIMENT, english),
    ...polarities(CHINESE_SENTIMENT, chinese),
    ...Object.entries(EMOJI).map(
      ([emoji, polarity]) => [emoji, { kind: "polarity", polarity }] as const,
    ),
    ...effects(english(ENGLISH_NEGATORS), { kind: "negator" }),
    ...effects(chinese(CHINESE_NEGATORS), { kind: "negator" }),
    ...effects(english(ENGLISH_INTENSIFIERS), { kind: "scale", factor: 1.35 }),
    ...effects(chinese(CHINESE_INTENSIFIERS), { kind: "scale", factor: 1.35 }),
    ...effects(english(ENGLISH_DIMINISHERS), { kind: "scale", factor: 0.6 }),
    ...effects(chinese(CHINESE_DIMINISHERS), { kind: "scale", factor: 0.6 }),
  ];
}

function polarities(
  table: Readonly<Record<keyof typeof POLARITY, string>>,
  split: (list: string) => string[],
): (readonly [string, TermEffect])[] {
  // Stronger listings first: a word that stands in two lists has the stronger meaning.
  const order = ["loathing", "delight", "dislike", "like", "dull", "fair"] as const;
  return order.flatMap((strength) =>
    effects(split(table[strength]), { kind: "polarity", polarity: POLARITY[strength] }),
  );
}

function effects(terms: string[], effect: TermEffect): (readonly [string, TermEffect])[] {
  return terms.map((term) => [term, effect] as const);
}

function english(list: string): string[] {
  return list
    .split(",")
    .map((term) => term.trim().replace(/\s+/g, " "))
    .filter((term) => term !== "");
}

function chinese(list: string): string[] {
  return list.split(/\s+/).filter((term) => term !== "");
}
