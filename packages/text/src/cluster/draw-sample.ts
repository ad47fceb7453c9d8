// Draws the texts that themes are learnt from when there are too many to learn from all.
import { createRandom } from "./random.ts";

const LEAST_FOR_EACH = 40;
/** Texts of one item that may be drawn: so many, or three times as many as items have on average. */
const LEAST_OF_ITEM = 24;
const TIMES_MEAN = 3;

/** Indexes of at most `most` texts, each equally likely, in rising order. */
export function drawSample(count: number, most: number, seed: number): Int32Array {
  if (count <= most) return Int32Array.from({ length: count }, (_, i) => i);
  return shuffled(count, seed).slice(0, most).sort();
}

/**
 * The places that may be drawn: all, but of an item with far more texts than others only some, each equally likely, so that one
 * pasted novel does not make the themes. `items` holds the item of each text, or -1 for a text that stands alone.
 */
export function withoutFloods(items: Int32Array, seed: number): Int32Array {
  const sizes = new Map<number, number>();
  for (const item of items) if (item >= 0) sizes.set(item, (sizes.get(item) ?? 0) + 1);
  const most = Math.max(LEAST_OF_ITEM, (TIMES_MEAN * items.length) / Math.max(1, sizes.size));
  const taken = new Map<number, number>();
  return shuffled(items.length, seed)
    .filter((place) => {
      const item = items[place]!;
      if (item < 0) return true;
      taken.set(item, (taken.get(item) ?? 0) + 1);
      return taken.get(item)! <= most;
    })
    .sort();
}

/** Like {@link drawSample}, but up to 40 texts of every leaf (`places`: leaf of each text or -1) are drawn first. */
export function drawByLeaf(
  places: Int32Array,
  leafCount: number,
  most: number,
  seed: number,
): Int32Array {
  if (places.length <= most) return drawSample(places.length, most, seed);
  const order = shuffled(places.length, seed);
  const taken = new Int32Array(leafCount);
  const chosen = new Uint8Array(places.length);
  let left = most;
  for (const index of order) {
    const place = places[index]!;
    if (place < 0 || taken[place]! >= LEAST_FOR_EACH || left === 0) continue;
    taken[place]!++;
    chosen[index] = 1;
    left--;
  }
  for (const index of order) {
    if (left === 0) break;
    if (chosen[index] === 1) continue;
    chosen[index] = 1;
    left--;
  }
  return order.filter((index) => chosen[index] === 1).sort();
}

function shuffled(count: number, seed: number): Int32Array {
  const all = Int32Array.from({ length: count }, (_, i) => i);
  const random = createRandom(seed ^ 0x5a17);
  for (let i = 0; i < count - 1; i++) {
    const j = i + random.below(count - i);
    const kept = all[i]!;
    all[i] = all[j]!;
    all[j] = kept;
  }
  return all;
}
