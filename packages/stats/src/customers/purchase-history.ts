// Reduces purchases to what customer models need: how many, how recent, how long known.

/** A customer as the BG/NBD model sees one; times in one unit, usually weeks. */
export type PurchaseSummary = {
  /** Repeat purchases: those after the first. */
  readonly frequency: number;
  /** Time from the first to the last purchase; 0 without repeats. */
  readonly recency: number;
  /** Time from the first purchase to the end of observation. */
  readonly age: number;
};

/**
 * Summary of one customer's purchase times; purchases at the same time count as one.
 * `times` holds one time or more, all at most `end`; otherwise a RangeError is thrown.
 */
export function summarizePurchases(times: readonly number[], end: number): PurchaseSummary {
  const distinct = [...new Set(times)].sort((a, b) => a - b);
  const first = distinct[0];
  const last = distinct[distinct.length - 1];
  if (first === undefined || !(last <= end)) {
    throw new RangeError(`Purchases must lie at or before ${end}: received ${times.length}.`);
  }
  return { frequency: distinct.length - 1, recency: last - first, age: end - first };
}
