// Lets the two readings of one text correct each other: who praises is rarely negative, who reports a bug rarely positive.

import { KINDS, SENTIMENTS } from "@heed/core";

/** How far one reading moves the other: 0 leaves it alone, 1 believes it fully. */
const TRUST = 0.25;

/** For each kind and sentiment, row-major: how many times as often they meet as if they were independent. */
export type Agreement = Float32Array;

/**
 * The agreement of labelled texts, each pair counted once more than it occurs so that none is impossible.
 *
 * @param pairs numbers of kind and sentiment of each text
 */
export function agreementOf(pairs: Iterable<readonly [number, number]>): Agreement {
  const kinds = KINDS.length;
  const sentiments = SENTIMENTS.length;
  const counts = new Float32Array(kinds * sentiments).fill(1);
  for (const [kind, sentiment] of pairs) counts[kind * sentiments + sentiment]! += 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const ofKind = new Float32Array(kinds);
  const ofSentiment = new Float32Array(sentiments);
  for (let at = 0; at < counts.length; at += 1) {
    ofKind[Math.floor(at / sentiments)]! += counts[at]!;
    ofSentiment[at % sentiments]! += counts[at]!;
  }
  return counts.map((count, at) => {
    return (count * total) / (ofKind[Math.floor(at / sentiments)]! * ofSentiment[at % sentiments]!);
  });
}

/**
 * Moves both readings of each text towards each other, in place: p(kind) becomes proportional to p(kind) times the
 * fourth root of the agreement expected under p(sentiment), and the other way round.
 */
export function agree(kinds: Float32Array, sentiments: Float32Array, agreement: Agreement): void {
  const sentimentCount = SENTIMENTS.length;
  const kindCount = KINDS.length;
  const toKind = new Float32Array(kindCount);
  const toSentiment = new Float32Array(sentimentCount);
  for (let text = 0; text * kindCount < kinds.length; text += 1) {
    const ofKind = kinds.subarray(text * kindCount, (text + 1) * kindCount);
    const ofSentiment = sentiments.subarray(text * sentimentCount, (text + 1) * sentimentCount);
    toKind.fill(0);
    toSentiment.fill(0);
    for (let at = 0; at < agreement.length; at += 1) {
      const kind = Math.floor(at / sentimentCount);
      const sentiment = at % sentimentCount;
      toKind[kind]! += ofSentiment[sentiment]! * agreement[at]!;
      toSentiment[sentiment]! += ofKind[kind]! * agreement[at]!;
    }
    weigh(ofKind, toKind);
    weigh(ofSentiment, toSentiment);
  }
}

function weigh(shares: Float32Array, by: Float32Array): void {
  let total = 0;
  for (let at = 0; at < shares.length; at += 1) {
    shares[at]! *= by[at]! ** TRUST;
    total += shares[at]!;
  }
  for (let at = 0; at < shares.length; at += 1) shares[at]! /= total;
}
