// Finds the longest listed term at every place of a text, in one pass over a letter tree.

/** Found term: offsets in the folded text and what the term stands for. */
export interface FoundTerm<T> {
  readonly start: number;
  readonly end: number;
  readonly value: T;
}

interface LetterNode<T> {
  readonly next: Map<number, LetterNode<T>>;
  value: T | undefined;
  /** The term ended in `*`: any ending of the word is part of it. */
  isOpen: boolean;
}

/** Finds terms; of terms that begin at the same place the longest is found, and what is found is not searched again. */
export interface TermMatcher<T> {
  find(folded: string): FoundTerm<T>[];
}

/**
 * A matcher of terms. Terms of Latin letters match whole words only; a `*` at the end stands for any ending.
 * A term listed twice keeps its first value.
 */
export function createTermMatcher<T>(terms: Iterable<readonly [string, T]>): TermMatcher<T> {
  const root = newNode<T>();
  for (const [term, value] of terms) add(root, term, value);
  // Most units begin no term: one byte a unit spares the look-up.
  const begins = new Uint8Array(0x10000);
  for (const unit of root.next.keys()) begins[unit] = 1;
  return { find: (folded) => find(root, begins, folded) };
}

function newNode<T>(): LetterNode<T> {
  return { next: new Map(), value: undefined, isOpen: false };
}

function add<T>(root: LetterNode<T>, term: string, value: T): void {
  const isOpen = term.endsWith("*");
  const letters = isOpen ? term.slice(0, -1) : term;
  let node = root;
  for (let at = 0; at < letters.length; at += 1) {
    const unit = letters.charCodeAt(at);
    let next = node.next.get(unit);
    if (next === undefined) {
      next = newNode();
      node.next.set(unit, next);
    }
    node = next;
  }
  node.value ??= value;
  node.isOpen ||= isOpen;
}

function find<T>(root: LetterNode<T>, begins: Uint8Array, text: string): FoundTerm<T>[] {
  const found: FoundTerm<T>[] = [];
  for (let at = 0; at < text.length; ) {
    const unit = text.charCodeAt(at);
    const term = begins[unit] === 1 ? longestAt(root, text, at) : null;
    if (term !== null) found.push(term);
    // The rest of a word begins no term.
    if (term === null) at = isLatin(unit) ? endOfWord(text, at) : at + 1;
    else at = isLatin(text.charCodeAt(term.end - 1)) ? endOfWord(text, term.end) : term.end;
  }
  return found;
}

function longestAt<T>(root: LetterNode<T>, text: string, start: number): FoundTerm<T> | null {
  let best: FoundTerm<T> | null = null;
  let node: LetterNode<T> | undefined = root;
  for (let at = start; at < text.length; at += 1) {
    node = node.next.get(text.charCodeAt(at));
    if (node === undefined) break;
    if (node.value === undefined) continue;
    const end = at + 1;
    const isInsideWord =
      isLatin(text.charCodeAt(at)) && end < text.length && isLatin(text.charCodeAt(end));
    if (!isInsideWord) best = { start, end, value: node.value };
    else if (node.isOpen) best = { start, end: endOfWord(text, end), value: node.value };
  }
  return best;
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && isLatin(text.charCodeAt(at))) at += 1;
  return at;
}

/** ASCII letters and digits, the apostrophe and Latin letters with marks, after lower-casing. */
function isLatin(unit: number): boolean {
  if (unit < 0x80)
    return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || unit === 0x27;
  return unit >= 0xc0 && unit <= 0x24f && unit !== 0xd7 && unit !== 0xf7;
}
