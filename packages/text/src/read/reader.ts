// The built-in reader: two small trained networks that read the sentiment and the kind of a mention.
import { fileURLToPath } from "node:url";
import { KINDS, type MentionReader, SENTIMENTS, type TextReading } from "@heed/core";
import { agree } from "./agree.ts";
import { hashTexts } from "./hash-texts.ts";
import { openClassifier } from "./text-classifier.ts";

/** Raised whenever a model or a rule of reading changes an answer. */
const VERSION = "2";
/** Texts hashed and read together: bounds memory, and keeps batches alike in length. */
const CHUNK = 4096;
/** Stars decide only where both signs are this close. */
const TIE = 0.1;

/** Where the two models are read from; those that ship with the package by default. */
export interface ReaderOptions {
  readonly sentiment?: string | Uint8Array;
  readonly kind?: string | Uint8Array;
}

/** Metadata entry of the kind model: the agreement of kinds and sentiments, as decimal numbers parted by spaces. */
export const AGREEMENT_KEY = "heed.agreement";

/** Probabilities of each text, row-major texts x classes, in the order of `SENTIMENTS` and `KINDS`. */
export interface Shares {
  readonly sentiments: Float32Array;
  readonly kinds: Float32Array;
}

/** Reads texts as probabilities. */
export type ShareReader = (texts: readonly string[]) => Promise<Shares>;

/**
 * The trained reader; its models are opened by the first call of `read`. The score is p(positive) - p(negative), in
 * [-1, 1]; the sentiment is the most probable one, and stars decide between signs that are within 0.1 of each other.
 */
export function createReader(options: ReaderOptions = {}): MentionReader {
  let opened: Promise<ShareReader> | undefined;
  return {
    model: { name: "heed-reader", version: VERSION },
    read: async (texts) => {
      opened ??= openShareReader(options);
      const readShares = await opened;
      const readings: TextReading[] = [];
      for (let start = 0; start < texts.length; start += CHUNK) {
        const chunk = texts.slice(start, start + CHUNK);
        const shares = await readShares(chunk.map(({ text }) => text));
        for (const [index, { rating }] of chunk.entries()) {
          readings.push(readingOf(shares, index, rating));
        }
      }
      return readings;
    },
  };
}

/** Opens both models; each reading is moved towards what the other makes likely, when the kind model knows of it. */
export async function openShareReader(options: ReaderOptions = {}): Promise<ShareReader> {
  const sentiment = await openClassifier(options.sentiment ?? shipped("sentiment"));
  const kind = await openClassifier(options.kind ?? shipped("kind"));
  const known = kind.metadata[AGREEMENT_KEY];
  const agreement = known && Float32Array.from(known.split(" "), Number);
  return async (texts) => {
    const hashed = hashTexts(texts);
    const sentiments = await sentiment.classify(hashed);
    const kinds = await kind.classify(hashed);
    if (agreement) agree(kinds, sentiments, agreement);
    return { sentiments, kinds };
  };
}

function shipped(name: string): string {
  return fileURLToPath(new URL(`../../models/${name}.onnx`, import.meta.url));
}

function readingOf({ sentiments, kinds }: Shares, index: number, rating: number | null) {
  return {
    ...sentimentOf(sentiments, index * SENTIMENTS.length, rating),
    kind: KINDS[mostProbable(kinds, index * KINDS.length, KINDS.length)]!,
  };
}

function sentimentOf(shares: Float32Array, from: number, rating: number | null) {
  const negative = shares[from]!;
  const neutral = shares[from + 1]!;
  const positive = shares[from + 2]!;
  const sign = Math.sign((rating ?? 3) - 3);
  const isTie = Math.abs(positive - negative) < TIE && Math.max(positive, negative) > neutral;
  const sentimentScore = isTie && sign !== 0 ? sign * TIE : positive - negative;
  if (neutral >= Math.max(positive, negative))
    return { sentiment: "neutral", sentimentScore } as const;
  return { sentiment: sentimentScore < 0 ? "negative" : "positive", sentimentScore } as const;
}

function mostProbable(shares: Float32Array, from: number, classes: number): number {
  let best = 0;
  for (let at = 1; at < classes; at += 1) if (shares[from + at]! > shares[from + best]!) best = at;
  return best;
}
