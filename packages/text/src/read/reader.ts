// The built-in reader: two small trained networks that read the sentiment and the kind of a mention.
import { fileURLToPath } from "node:url";
import {
  KINDS,
  type MentionReader,
  type ReadableText,
  SENTIMENTS,
  type TextReading,
} from "@heed/core";
import { hashTexts } from "./hash-texts.ts";
import { openClassifier, type TextClassifier } from "./text-classifier.ts";

/** Raised whenever a model or a rule of reading changes an answer. */
const VERSION = "1";
/** Texts hashed and read together: bounds memory, and keeps batches alike in length. */
const CHUNK = 4096;
/** Stars decide only where both signs are this close. */
const TIE = 0.1;

/** Where the two models are read from; those that ship with the package by default. */
export interface ReaderOptions {
  readonly sentiment?: string | Uint8Array;
  readonly kind?: string | Uint8Array;
}

interface Classifiers {
  readonly sentiment: TextClassifier;
  readonly kind: TextClassifier;
}

/**
 * The trained reader; its models are opened by the first call of `read`. The score is p(positive) - p(negative), in
 * [-1, 1]; the sentiment is the most probable one, and stars decide between signs that are within 0.1 of each other.
 */
export function createReader(options: ReaderOptions = {}): MentionReader {
  let opened: Promise<Classifiers> | undefined;
  return {
    model: { name: "heed-reader", version: VERSION },
    read: async (texts) => {
      opened ??= open(options);
      const classifiers = await opened;
      const readings: TextReading[] = [];
      for (let start = 0; start < texts.length; start += CHUNK) {
        for (const one of await readChunk(texts.slice(start, start + CHUNK), classifiers)) {
          readings.push(one);
        }
      }
      return readings;
    },
  };
}

async function open({ sentiment, kind }: ReaderOptions): Promise<Classifiers> {
  return {
    sentiment: await openClassifier(sentiment ?? shipped("sentiment")),
    kind: await openClassifier(kind ?? shipped("kind")),
  };
}

function shipped(name: string): string {
  return fileURLToPath(new URL(`../../models/${name}.onnx`, import.meta.url));
}

async function readChunk(
  texts: readonly ReadableText[],
  { sentiment, kind }: Classifiers,
): Promise<TextReading[]> {
  const hashed = hashTexts(texts.map(({ text }) => text));
  const sentiments = await sentiment.classify(hashed);
  const kinds = await kind.classify(hashed);
  return texts.map(({ rating }, index) => ({
    ...sentimentOf(sentiments, index * SENTIMENTS.length, rating),
    kind: KINDS[mostProbable(kinds, index * KINDS.length, KINDS.length)]!,
  }));
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
