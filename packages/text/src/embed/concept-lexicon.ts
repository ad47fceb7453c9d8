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

/** A lexicon over the given concepts. A form that two concepts claim belongs to the first. */
export function createConceptLexicon(concepts: readonly Concept[]): ConceptLexicon {
  const phrases = new Map<string, number>();
  const runs = new Map<string, number>();
  const longestRun = new Map<string, number>();
  for (const [index, concept] of concepts.entries()) {
    for (const form of [...concept.en, ...concept.zh]) {
      const tokens = tokensOf(foldText(form));
      if (tokens.length === 0) continue;
      if (tokens.some((token) => token.unspaced)) {
        const key = foldText(form).trim();
        if (!runs.has(key)) runs.set(key, index);
        longestRun.set(key[0]!, Math.max(longestRun.get(key[0]!) ?? 0, key.length));
      } else {
        const key = tokens.map((token) => token.text).join(" ");
        if (!phrases.has(key)) phrases.set(key, index);
      }
    }
  }
  const matchTokens = (tokens: readonly Token[]): number[] =>
    matchAll(tokens, phrases, runs, longestRun);
  const hashes = concepts.map((concept) => hashText(concept.id, 9));
  return { concepts, hashes, match: (text) => matchTokens(tokensOf(foldText(text))), matchTokens };
}

function matchAll(
  tokens: readonly Token[],
  phrases: ReadonlyMap<string, number>,
  runs: ReadonlyMap<string, number>,
  longestRun: ReadonlyMap<string, number>,
): number[] {
  const found: number[] = [];
  for (let i = 0; i < tokens.length; ) {
    if (tokens[i]!.unspaced) {
      matchRun(tokens[i]!.text, runs, longestRun, found);
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
  phrases: ReadonlyMap<string, number>,
  found: number[],
): number {
  let key = "";
  let best = -1;
  let length = 1;
  for (let n = 1; n <= LONGEST_PHRASE && i + n <= tokens.length; n++) {
    if (tokens[i + n - 1]!.unspaced) break;
    key = n === 1 ? tokens[i]!.text : `${key} ${tokens[i + n - 1]!.text}`;
    const concept = phrases.get(key);
    if (concept === undefined) continue;
    best = concept;
    length = n;
  }
  if (best >= 0) found.push(best);
  return length;
}

function matchRun(
  run: string,
  runs: ReadonlyMap<string, number>,
  longestRun: ReadonlyMap<string, number>,
  found: number[],
): void {
  for (let i = 0; i < run.length; ) {
    let length = Math.min(longestRun.get(run[i]!) ?? 0, run.length - i);
    for (; length > 0; length--) {
      const concept = runs.get(run.slice(i, i + length));
      if (concept === undefined) continue;
      found.push(concept);
      break;
    }
    i += Math.max(1, length);
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
