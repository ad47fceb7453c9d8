// Draws weekly counts of people from given rates, the same ones every time, for tests of what chance alone would flag.
import type { WeekCount } from "../needs/need.ts";

/** Numbers in [0, 1) from a seed (mulberry32). */
export function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** For each week's rate the number of `heard` people who voice the need. */
export function countsOf(
  chance: () => number,
  rates: readonly number[],
  heard: number,
): WeekCount[] {
  return rates.map((rate, index) => {
    let people = 0;
    for (let person = 0; person < heard; person += 1) if (chance() < rate) people += 1;
    return { weekDate: `w${String(index).padStart(3, "0")}`, people, allPeople: heard };
  });
}
