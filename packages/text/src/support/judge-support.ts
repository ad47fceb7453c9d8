// Whether quotes carry what a sentence says: near in meaning, the same matter, and not the other way round.
import type { Embedder } from "@heed/core";
import { foldForReading } from "../classify/fold-for-reading.ts";
import { scoreSentiment } from "../classify/score-sentiment.ts";

/** Name of the check, as claims keep it; another way of judging is another name. */
export const SUPPORT_CHECK = "support-1";

export interface SupportJudgement {
  /** Nearness of the sentence to the quote that is nearest, in [-1, 1]. */
  readonly score: number;
  readonly holds: boolean;
}

/** Cosine from which on a quote is taken to carry a sentence; chosen on the pairs of `bench/evaluate/data/support-dev.tsv`. */
export const LEAST_NEAR = 0.55;
/** Words that only say who says it. */
const FRAME =
  /\b(?:some |many |other |certain )?(?:people|persons|users|customers|reviewers|they|others|someone|readers|owners|subscribers|members)\b|\b(?:say|says|said|report|reports|reported|mention|mentions|mentioned|complain|complains|complained|write|writes|state|states|feel|find|finds|think|describe|describes|note|tell|tells|according to|there are|there is)\b(?: that| of| about)?|(?:一些|有些|部分|很多|不少|有|其他)?(?:用户|人|顾客|客户|大家|网友|读者|会员)(?:们)?|反映|反馈|表示|提到|提及|认为|觉得|指出|抱怨|说(?!明)|称(?!呼)|希望得到/giu;
const NEGATORS =
  /\b(?:not|no|never|without|cannot|can't|can’t|won't|won’t|don't|don’t|doesn't|doesn’t|didn't|didn’t|isn't|isn’t|aren't|aren’t|wasn't|wasn’t|nothing|none|nobody|hardly|longer)\b|n['’]t\b|不|没|无法|未|别|勿/giu;
/** A feeling this strong on one side only is taken as one. */
const CLEAR_FEELING = 0.5;

/**
 * Judges a sentence against quotes: the nearest quote must be near, and must not feel the opposite. It tells neither causes nor
 * amounts apart; its precision is measured by `npm run evaluate -- support`.
 */
export async function judgeSupport(
  embedder: Embedder,
  sentence: string,
  quotes: readonly string[],
): Promise<SupportJudgement> {
  const said = sentence.replace(FRAME, " ").replace(/\s+/gu, " ").trim();
  if (said === "" || quotes.length === 0) return { score: 0, holds: false };
  const vectors = await embedder.embed([said, ...quotes]);
  const { dimensions } = embedder;
  let best = 0;
  let score = -1;
  for (const [index] of quotes.entries()) {
    const cosine = dot(vectors, dimensions, index + 1);
    if (cosine > score) [best, score] = [index, cosine];
  }
  return { score, holds: score >= LEAST_NEAR && !isOpposite(said, quotes[best]!) };
}

function dot(vectors: Float32Array, dimensions: number, row: number): number {
  let sum = 0;
  for (let at = 0; at < dimensions; at += 1) sum += vectors[at]! * vectors[row * dimensions + at]!;
  return sum;
}

/** One feels good and the other bad; or, with nothing felt, one denies and the other does not. */
function isOpposite(sentence: string, quote: string): boolean {
  const [a, b] = [feelingOf(sentence), feelingOf(quote)];
  if (Math.abs(a) >= CLEAR_FEELING && Math.abs(b) >= CLEAR_FEELING) return a * b < 0;
  const isShort = quote.length < 120;
  return isShort && a * b === 0 && denies(sentence) !== denies(quote);
}

function feelingOf(text: string): number {
  const { positive, negative } = scoreSentiment(foldForReading(text));
  return positive - negative;
}

function denies(text: string): boolean {
  return ((text.match(NEGATORS) ?? []).length & 1) === 1;
}
