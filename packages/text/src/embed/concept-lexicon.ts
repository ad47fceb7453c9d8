// The bilingual concept lexicon: what English and Chinese call one and the same thing.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hashText } from "./hash-text.ts";
import { foldText, type Token, tokensOf } from "./tokens.ts";

/** One thing users speak of, with its forms; the first form of each language is its plain name. */
export interface Concept {
  readonly id: string;
  readonly group: string;
  readonly polarity: number;
  readonly en: readonly string[];
  readonly zh: readonly string[];
}

export interface ConceptLexicon {
  readonly concepts: readonly Concept[];
  /** A 32-bit hash of each concept's id, which stays when the table grows. */
  readonly hashes: readonly number[];
  /** Indexes of the concepts named in `text`, in order, the longest form first at each place; repeated when named again. */
  match(text: string): number[];
  /** The same for a text that is already folded and cut. */
  matchTokens(tokens: readonly Token[]): number[];
}

const LONGEST_PHRASE = 5;

/** Forms as a tree of their parts: what may follow, and the concept of what ends here (-1: none). */
interface FormTree<Part> {
  readonly next: Map<Part, FormTree<Part>>;
  concept: number;
}

/** A lexicon over the given concepts. A form that two concepts claim belongs to the first. */
export function createConceptLexicon(concepts: readonly Concept[]): ConceptLexicon {
  const phrases: FormTree<string> = { next: new Map(), concept: -1 };
  const runs: FormTree<number> = { next: new Map(), concept: -1 };
  for (const [index, concept] of concepts.entries()) {
    for (const form of [...concept.en, ...concept.zh]) {
      const tokens = tokensOf(foldText(form));
      if (tokens.length === 0) continue;
      if (tokens.some((token) => token.unspaced)) {
        plant(runs, unitsOf(foldText(form).trim()), index);
      } else if (tokens.length <= LONGEST_PHRASE)
        plant(
          phrases,
          tokens.map((token) => token.text),
          index,
        );
    }
  }
  const matchTokens = (tokens: readonly Token[]): number[] => matchAll(tokens, phrases, runs);
  const hashes = concepts.map((concept) => hashText(concept.id, 9));
  return { concepts, hashes, match: (text) => matchTokens(tokensOf(foldText(text))), matchTokens };
}

function unitsOf(text: string): number[] {
  return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}

function plant<Part>(tree: FormTree<Part>, parts: readonly Part[], concept: number): void {
  let node = tree;
  for (const part of parts) {
    let next = node.next.get(part);
    if (next === undefined) {
      next = { next: new Map(), concept: -1 };
      node.next.set(part, next);
    }
    node = next;
  }
  if (node.concept < 0) node.concept = concept;
}

function matchAll(
  tokens: readonly Token[],
  phrases: FormTree<string>,
  runs: FormTree<number>,
): number[] {
  const found: number[] = [];
  for (let i = 0; i < tokens.length; ) {
    if (tokens[i]!.unspaced) {
      matchRun(tokens[i]!.text, runs, found);
      i++;
      continue;
    }
    i += matchPhrase(tokens, i, phrases, found);
  }
  return found;
}

/** Matches the longest phrase that starts at token `i`; returns how many tokens to move on. */
function matchPhrase(
  tokens: readonly Token[],
  i: number,
  phrases: FormTree<string>,
  found: number[],
): number {
  let node = phrases.next.get(tokens[i]!.text);
  let best = -1;
  let length = 1;
  for (let n = 1; node !== undefined; n++) {
    if (node.concept >= 0) {
      best = node.concept;
      length = n;
    }
    const token = tokens[i + n];
    node = token === undefined || token.unspaced ? undefined : node.next.get(token.text);
  }
  if (best >= 0) found.push(best);
  return length;
}

/** Matches the longest form at each place of a run, from left to right. */
function matchRun(run: string, runs: FormTree<number>, found: number[]): void {
  for (let i = 0; i < run.length; ) {
    let node = runs.next.get(run.charCodeAt(i));
    let best = -1;
    let length = 1;
    for (let n = 1; node !== undefined; n++) {
      if (node.concept >= 0) {
        best = node.concept;
        length = n;
      }
      node = i + n < run.length ? node.next.get(run.charCodeAt(i + n)) : undefined;
    }
    if (best >= 0) found.push(best);
    i += length;
  }
}

/** Reads the table `concept, group, polarity, en, zh` (tab-separated, forms parted by ` | `). */
export function parseConcepts(table: string): Concept[] {
  const concepts: Concept[] = [];
  for (const line of table.split(/\r?\n/).slice(1)) {
    if (line.trim() === "") continue;
    const [id, group, polarity, en, zh] = line.split("\t");
    concepts.push({
      id: id!,
      group: group ?? "",
      polarity: Number(polarity ?? 0),
      en: forms(en),
      zh: forms(zh),
    });
  }
  return concepts;
}

function forms(cell: string | undefined): string[] {
  return (cell ?? "")
    .split("|")
    .map((form) => form.trim())
    .filter((form) => form !== "");
}

let shipped: ConceptLexicon | null = null;

/** The lexicon that ships with this package, read once. */
export function shippedLexicon(): ConceptLexicon {
  shipped ??= createConceptLexicon(
    parseConcepts(
      readFileSync(fileURLToPath(new URL("../../lexicon/concepts.tsv", import.meta.url)), "utf8"),
    ),
  );
  return shipped;
}
