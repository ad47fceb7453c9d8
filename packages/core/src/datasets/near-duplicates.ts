// Finds examples that repeat one another, exactly or nearly: they must never stand on both sides of a split.
import type { Example } from "./dataset.ts";

/** Examples that are one and the same thing to a model. */
export interface DuplicateGroup {
  /** Places in the list that was given, rising. */
  readonly members: readonly number[];
  /** Whether all are the same to the letter. */
  readonly isExact: boolean;
}

/** Hash functions of a signature, in bands of so many rows: texts of overlap .8 meet in a band with 99.9 % chance. */
const HASHES = 64;
const ROWS = 4;
/** Share of common character runs from which two texts are nearly the same. */
export const NEARLY_SAME = 0.8;
/** Units of a run. */
const RUN = 4;
/** Bits in which two looks or sounds may differ. */
const MOST_BITS = 3;
/** Examples looked at in one bucket. */
const MOST_LOOKED_AT = 50;

/**
 * Groups of two and more, in the order of their first member. Texts are compared by the share of common runs of four
 * characters (Broder, 1997: min-wise hashes find candidates, the share itself decides), pictures and sounds by their
 * fingerprints, rows of a table by all their cells.
 */
export function duplicateGroups(examples: readonly Example[]): DuplicateGroup[] {
  const sets = new DisjointSets(examples.length);
  const contents = examples.map(contentOf);
  const first = new Map<string, number>();
  for (const [at, content] of contents.entries()) {
    const known = first.get(content);
    if (known === undefined) first.set(content, at);
    else sets.join(known, at);
  }
  const heads = [...first.values()];
  if (examples[0]?.text !== undefined) joinNearTexts(heads, contents, sets);
  else joinNearPrints(heads, examples, sets);
  return [
    ...Map.groupBy(
      examples.map((_, at) => at),
      (at) => sets.find(at),
    ).values(),
  ]
    .filter((members) => members.length > 1)
    .map((members) => ({
      members,
      isExact: members.every((at) => contents[at] === contents[members[0]]),
    }));
}

/** Letters and digits in lower case, so that punctuation and spaces tell nothing apart. */
function contentOf({ text, cells, fingerprint, file }: Example): string {
  if (text !== undefined) return foldForComparing(text);
  if (cells !== undefined) return JSON.stringify(cells);
  return fingerprint ?? file ?? "";
}

export function foldForComparing(text: string): string {
  const folded = text.normalize("NFKC").toLowerCase();
  const letters = folded.replace(/[^\p{L}\p{N}]+/gu, "");
  return letters === "" ? folded : letters;
}

function joinNearTexts(heads: readonly number[], texts: readonly string[], sets: DisjointSets) {
  const runs = new Map<number, Set<number>>();
  const buckets = new Map<string, number[]>();
  for (const at of heads) {
    const own = runsOf(texts[at]);
    runs.set(at, own);
    for (const key of bandKeys(own)) {
      const others = buckets.get(key);
      if (others === undefined) {
        buckets.set(key, [at]);
        continue;
      }
      for (const other of others.slice(-MOST_LOOKED_AT)) {
        if (sets.find(other) !== sets.find(at) && overlap(own, runs.get(other)!) >= NEARLY_SAME)
          sets.join(other, at);
      }
      others.push(at);
    }
  }
}

function runsOf(text: string): Set<number> {
  const runs = new Set<number>();
  for (let at = 0; at === 0 || at + RUN <= text.length; at += 1) {
    let hash = 0x811c9dc5;
    for (let unit = at; unit < Math.min(at + RUN, text.length); unit += 1)
      hash = Math.imul(hash ^ text.charCodeAt(unit), 0x01000193);
    runs.add(hash >>> 0);
  }
  return runs;
}

function bandKeys(runs: ReadonlySet<number>): string[] {
  const least = new Uint32Array(HASHES).fill(0xffffffff);
  for (const run of runs) {
    for (let k = 0; k < HASHES; k += 1) {
      let mixed = Math.imul(run ^ Math.imul(k + 1, 0x9e3779b1), 0x85ebca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
      mixed = (mixed ^ (mixed >>> 16)) >>> 0;
      if (mixed < least[k]) least[k] = mixed;
    }
  }
  return Array.from(
    { length: HASHES / ROWS },
    (_, band) => `${band}:${least.subarray(band * ROWS, (band + 1) * ROWS).join(",")}`,
  );
}

function overlap(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let both = 0;
  for (const run of small) if (large.has(run)) both += 1;
  return both / (small.size + large.size - both);
}

/** Two prints that differ in three bits agree in three of six parts at least. */
function joinNearPrints(
  heads: readonly number[],
  examples: readonly Example[],
  sets: DisjointSets,
) {
  const buckets = new Map<string, number[]>();
  const prints = new Map<number, bigint>();
  for (const at of heads) {
    const print = examples[at].fingerprint;
    if (print === undefined) continue;
    const bits = BigInt(`0x${print}`);
    prints.set(at, bits);
    for (let part = 0n; part < 6n; part += 1n) {
      const key = `${part}:${(bits >> (part * 11n)) & 0x7ffn}`;
      const others = buckets.get(key) ?? [];
      for (const other of others.slice(-MOST_LOOKED_AT))
        if (bitsApart(bits, prints.get(other)!) <= MOST_BITS) sets.join(other, at);
      others.push(at);
      buckets.set(key, others);
    }
  }
}

function bitsApart(one: bigint, other: bigint): number {
  let rest = one ^ other;
  let count = 0;
  for (; rest !== 0n; rest &= rest - 1n) count += 1;
  return count;
}

/** Sets that are joined step by step; the smallest member stands for each. */
export class DisjointSets {
  readonly #above: Int32Array;

  constructor(size: number) {
    this.#above = Int32Array.from({ length: size }, (_, at) => at);
  }

  find(at: number): number {
    let root = at;
    while (this.#above[root] !== root) root = this.#above[root];
    for (let next = at; next !== root; ) {
      const above = this.#above[next];
      this.#above[next] = root;
      next = above;
    }
    return root;
  }

  join(one: number, other: number): void {
    const [a, b] = [this.find(one), this.find(other)];
    this.#above[Math.max(a, b)] = Math.min(a, b);
  }
}
