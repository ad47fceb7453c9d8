// Turns a text into hashed features: words, neighbouring words and character n-grams, for any language.
import type { ConceptLexicon } from "./concept-lexicon.ts";
import { hashText, mix, FNV_OFFSET as OFFSET, FNV_PRIME as PRIME } from "./hash-text.ts";
import { foldText, tokensOf } from "./tokens.ts";

/** Families of features, each weighted and normalised by itself: words of languages with spaces, ... */
export const SPACED_WORDS = 0;
/** ... character pairs of languages without, ... */
export const UNSPACED_WORDS = 1;
/** ... concepts of the lexicon, which languages share, ... */
export const CONCEPTS = 2;
/** ... and character n-grams. */
export const CHARACTERS = 3;
export const FAMILY_COUNT = 4;

/** Receives one feature: its family and 32-bit hash. */
export type FeatureSink = (family: number, hash: number) => void;

export interface FeatureOptions {
  /** Names concepts in a text; without it there are no concept features. */
  readonly lexicon?: ConceptLexicon;
  /** Shortest and longest character n-gram inside a spaced word (its edges marked). */
  readonly characters: readonly [number, number];
}

const EDGE = 0x20;

/** Sends every feature of `text` to `sink`, in order, repeated when it occurs again. */
export function featuresOf(text: string, options: FeatureOptions, sink: FeatureSink): void {
  const tokens = tokensOf(foldText(text));
  for (const token of tokens) {
    if (token.unspaced) unspacedFeatures(token.text, sink);
    else {
      sink(SPACED_WORDS, hashText(token.text, 1));
      spacedFeatures(token.text, options.characters, sink);
    }
  }
  if (options.lexicon !== undefined)
    for (const concept of options.lexicon.matchTokens(tokens))
      sink(CONCEPTS, options.lexicon.hashes[concept]!);
}

/** Single characters, pairs and triples: pairs stand for words, the rest for characters. */
function unspacedFeatures(run: string, sink: FeatureSink): void {
  for (let i = 0; i < run.length; i++) {
    let hash = Math.imul(OFFSET ^ run.charCodeAt(i), PRIME);
    sink(run.length === 1 ? UNSPACED_WORDS : CHARACTERS, mix(hash ^ 1));
    if (i + 1 >= run.length) continue;
    hash = Math.imul(hash ^ run.charCodeAt(i + 1), PRIME);
    sink(UNSPACED_WORDS, mix(hash ^ 2));
    if (i + 2 >= run.length) continue;
    hash = Math.imul(hash ^ run.charCodeAt(i + 2), PRIME);
    sink(CHARACTERS, mix(hash ^ 3));
  }
}

function spacedFeatures(word: string, lengths: readonly [number, number], sink: FeatureSink): void {
  const [shortest, longest] = lengths;
  const last = word.length + 1;
  for (let i = 0; i <= last; i++) {
    let hash = OFFSET ^ 7;
    for (let n = 1; n <= longest && i + n - 1 <= last; n++) {
      const at = i + n - 2;
      const unit = at < 0 || at >= word.length ? EDGE : word.charCodeAt(at);
      hash = Math.imul(hash ^ unit, PRIME);
      if (n >= shortest) sink(CHARACTERS, mix(hash ^ n));
    }
  }
}
