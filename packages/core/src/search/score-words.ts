// How well a mention answers the words of a search.

/** Saturation and length normalisation of BM25 at their usual values. */
export const BM25 = { k1: 1.2, b: 0.75 } as const;
/** The length, in tokens, that counts as usual: fixed, so that scores and pages hold while data grows. */
export const CLAIM_LENGTH = 12;

/**
 * The weight of a part that `holding` of `total` mentions hold: the inverse document frequency of Robertson and Spärck
 * Jones in the never-negative form that Lucene uses, ln(1 + (N - n + 0.5) / (n + 0.5)).
 */
export function partWeight(holding: number, total: number): number {
  return Math.log(1 + (Math.max(0, total - holding) + 0.5) / (holding + 0.5));
}

/**
 * BM25 (Robertson and Zaragoza, 2009, section 3.5) of a mention of `length` tokens that holds parts of these weights,
 * divided by its least upper bound, so that it lies in [0, 1). A claim-sized mention says a word once, so each part counts
 * once however often it is repeated.
 */
export function wordScore(heldWeight: number, allWeight: number, length: number): number {
  if (allWeight <= 0) return 0;
  const norm = 1 - BM25.b + BM25.b * (length / CLAIM_LENGTH);
  return heldWeight / allWeight / (1 + BM25.k1 * norm);
}
