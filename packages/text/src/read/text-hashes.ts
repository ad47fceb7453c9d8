// Turns a text into 32-bit hashes of its words, word pairs and character n-grams, without a string for each.

import { type HashBuffer, mixHash, pushHash } from "./hash-buffer.ts";

const OFFSET = 0x811c9dc5 | 0;
const PRIME = 0x01000193;
/** A seed for each family of features, so that equal letters of two families differ. */
const SEED = {
  word: 0x1f3d,
  pair: 0x2e5b,
  triple: 0x3a71,
  letters: 0x4c1f,
  run: 0x5d2b,
  mark: 0x6b43,
  negated: 0x7a59,
  joint: 0x8c6d,
} as const;

const WORD = 1;
const UNSPACED = 2;
const APOSTROPHE = 3;
const MARK = 4;
const SYMBOL = 5;
/** Hash that stands for the edge of a sentence or text. */
const EDGE = 0x51ed270b;

let classes: Uint8Array | undefined;

function unitClasses(): Uint8Array {
  if (classes !== undefined) return classes;
  const table = new Uint8Array(0x10000);
  const word = /[\p{L}\p{N}\p{M}_]/u;
  const unspaced =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
  const symbol = /\p{S}/u;
  for (let unit = 0; unit < 0x10000; unit += 1) {
    const character = String.fromCharCode(unit);
    if (unit >= 0xd800 && unit <= 0xdfff) table[unit] = SYMBOL;
    else if (unspaced.test(character)) table[unit] = UNSPACED;
    else if (word.test(character)) table[unit] = WORD;
    else if (unit > 0x7f && symbol.test(character)) table[unit] = SYMBOL;
  }
  for (const mark of ".!?,;:~…。，、；：()*-") table[mark.charCodeAt(0)] = MARK;
  table[0x27] = APOSTROPHE;
  classes = table;
  return table;
}

const NEEDS_COMPOSING = /[^\0-\x7f\u4e00-\u9fff\u3000-\u3002]/;
const STRETCHED = /([a-z!?~.])\1{2,}/g;
const HAS_STRETCHED = /([a-z!?~.])\1\1/;

/** Lower case, compatibility forms as plain ones, straight apostrophes, nothing more than twice in a row. */
export function foldForHashing(text: string): string {
  let folded = text.toLowerCase();
  if (NEEDS_COMPOSING.test(folded)) folded = folded.normalize("NFKC").replace(/[’‘`´]/g, "'");
  return HAS_STRETCHED.test(folded) ? folded.replace(STRETCHED, "$1$1") : folded;
}

/** Longest character n-gram of a run written without spaces, and of a word. */
const LONGEST_RUN_GRAM = 4;
const SHORTEST_WORD_GRAM = 3;
const LONGEST_WORD_GRAM = 5;
/** Words after a negator that are marked as negated. */
const NEGATION_REACH = 3;

/** What the words before leave behind for the next one. */
interface Neighbours {
  before: number;
  last: number;
  /** Words that the last negator still reaches. */
  negated: number;
  /** Whether words give their letters too. */
  readonly hasLetters: boolean;
}

/**
 * Appends the features of a folded text to `into` (see {@link foldForHashing}): words, pairs and triples of
 * neighbouring words, words within three after a negator, character n-grams of words (3 to 5 units, edges marked) and
 * of runs written without spaces (1 to 4), symbols, emoji and sentence marks. Repeats are appended again.
 *
 * @param hasLetters whether the character n-grams of words are among them
 */
export function hashText(folded: string, into: HashBuffer, hasLetters = true): void {
  const table = unitClasses();
  const near: Neighbours = { before: EDGE, last: EDGE, negated: 0, hasLetters };
  for (let at = 0; at < folded.length; ) {
    const kind = table[folded.charCodeAt(at)]!;
    if (kind === WORD) {
      const end = endOfWord(table, folded, at);
      hashWord(folded, at, end, near, into);
      at = end;
    } else if (kind === UNSPACED) {
      const end = endOfRun(table, folded, at);
      hashRun(folded, at, end, into);
      near.before = near.last;
      near.last = hashRange(folded, Math.max(at, end - 2), end, SEED.joint);
      at = end;
    } else if (kind === SYMBOL) {
      const unit = folded.charCodeAt(at);
      const end = Math.min(at + (unit >= 0xd800 && unit < 0xdc00 ? 2 : 1), folded.length);
      pushHash(into, hashRange(folded, at, end, SEED.mark));
      at = end;
    } else {
      if (kind === MARK) hashMark(folded, at, near, into);
      at += 1;
    }
  }
  if (near.last !== EDGE) pushHash(into, mixHash(Math.imul(near.last, 31) ^ EDGE ^ SEED.pair));
}

function hashWord(
  text: string,
  from: number,
  to: number,
  near: Neighbours,
  into: HashBuffer,
): void {
  const { before, last } = near;
  const word = hashRange(text, from, to, SEED.word);
  pushHash(into, word);
  pushHash(into, mixHash(Math.imul(last, 31) ^ word ^ SEED.pair));
  if (last !== EDGE) {
    pushHash(into, mixHash(Math.imul(Math.imul(before, 31) ^ last, 31) ^ word ^ SEED.triple));
  }
  if (near.negated > 0) pushHash(into, mixHash(word ^ SEED.negated));
  near.negated = isNegator(text, from, to) ? NEGATION_REACH : near.negated - 1;
  near.before = last;
  near.last = word;
  if (near.hasLetters) hashLetters(text, from, to, into);
}

const HYPHEN = 0x2d;

/** Marks part sentences and clauses, but a hyphen only words. */
function hashMark(text: string, at: number, near: Neighbours, into: HashBuffer): void {
  const mark = hashRange(text, at, at + 1, SEED.mark);
  pushHash(into, mark);
  if (text.charCodeAt(at) === HYPHEN) return;
  if (near.last !== EDGE) pushHash(into, mixHash(Math.imul(near.last, 31) ^ mark ^ SEED.pair));
  near.before = EDGE;
  near.last = EDGE;
  near.negated = 0;
}

function endOfWord(table: Uint8Array, text: string, from: number): number {
  let at = from + 1;
  for (; at < text.length; at += 1) {
    const kind = table[text.charCodeAt(at)];
    if (kind === WORD) continue;
    const joins =
      kind === APOSTROPHE && at + 1 < text.length && table[text.charCodeAt(at + 1)] === WORD;
    if (!joins) break;
  }
  return at;
}

function endOfRun(table: Uint8Array, text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && table[text.charCodeAt(at)] === UNSPACED) at += 1;
  return at;
}

function hashRange(text: string, from: number, to: number, seed: number): number {
  let hash = OFFSET ^ seed;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return mixHash(hash);
}

/** Character n-grams of a word with its edges as spaces; the word itself is a feature already. */
function hashLetters(text: string, from: number, to: number, into: HashBuffer): void {
  for (let start = from - 1; start < to - 1; start += 1) {
    let hash = OFFSET ^ SEED.letters;
    const stop = Math.min(start + LONGEST_WORD_GRAM, to + 1);
    for (let at = start; at < stop; at += 1) {
      const unit = at < from || at >= to ? 0x20 : text.charCodeAt(at);
      hash = Math.imul(hash ^ unit, PRIME);
      if (at - start + 1 >= SHORTEST_WORD_GRAM) pushHash(into, mixHash(hash));
    }
  }
}

function hashRun(text: string, from: number, to: number, into: HashBuffer): void {
  for (let start = from; start < to; start += 1) {
    let hash = OFFSET ^ SEED.run;
    const stop = Math.min(start + LONGEST_RUN_GRAM, to);
    for (let at = start; at < stop; at += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
      pushHash(into, mixHash(hash));
    }
  }
  // The edges of a run tell how a clause begins and ends.
  if (to - from > 1) {
    pushHash(into, mixHash(hashRange(text, from, from + 2, SEED.run) ^ EDGE));
    pushHash(into, mixHash(hashRange(text, to - 2, to, SEED.joint) ^ EDGE));
  }
}

/** Words that turn what follows: not, no, never, without, nothing, hardly, and those ending in n't. */
function isNegator(text: string, from: number, to: number): boolean {
  const length = to - from;
  if (length >= 3 && text.charCodeAt(to - 1) === 0x74 && text.charCodeAt(to - 2) === 0x27) {
    return text.charCodeAt(to - 3) === 0x6e;
  }
  if (length < 2 || length > 7) return false;
  return NEGATORS.some((negator) => negator.length === length && text.startsWith(negator, from));
}

const NEGATORS = [
  "no",
  "not",
  "nor",
  "never",
  "without",
  "nothing",
  "hardly",
  "cannot",
  "cant",
  "dont",
];
