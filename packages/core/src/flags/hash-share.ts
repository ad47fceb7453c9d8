// Gives every person a fixed place between 0 and 1 for each seed, by the hash that GrowthBook's clients use (FL5).

const STEPS = 10_000;

/** FNV-1a, 32 bits, over UTF-16 code units. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash ^= text.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash >>> 0;
}

/**
 * The place of a person in [0, 1), in steps of 1 / 10,000: FNV-1a twice, so that seeds are independent of each other.
 *
 * Source: GrowthBook's SDK specification, hash version 2.
 */
export function hashShare(seed: string, person: string): number {
  return (fnv1a(String(fnv1a(seed + person))) % STEPS) / STEPS;
}

/** The stretch of each variation: they begin where all weights before end, and cover their share of the weight. */
export function bucketRanges(weights: readonly number[], share: number): [number, number][] {
  let from = 0;
  return normalised(weights).map((weight) => {
    const start = from;
    from += weight;
    return [start, start + share * weight];
  });
}

/** Weights as they are published: summing to 1. */
export function normalised(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
