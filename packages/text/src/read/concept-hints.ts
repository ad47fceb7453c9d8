// What the bilingual concept lexicon finds in a text, as features that both languages share.
import { foldForReading } from "../classify/fold-for-reading.ts";
import { createTermMatcher, type TermMatcher } from "../classify/term-matcher.ts";
import { type Concept, shippedLexicon } from "../embed/concept-lexicon.ts";
import { type HashBuffer, mixHash, pushHash } from "./hash-buffer.ts";

const SEED = 0x5e17c3;

interface KnownConcept {
  readonly id: number;
  readonly group: number;
}

let shipped: TermMatcher<KnownConcept> | undefined;

function matcher(): TermMatcher<KnownConcept> {
  shipped ??= createTermMatcher(shippedLexicon().concepts.flatMap(termsOf));
  return shipped;
}

function termsOf(concept: Concept): [string, KnownConcept][] {
  const known = { id: hashOf(concept.id), group: hashOf(`${concept.group} ${concept.polarity}`) };
  return [...concept.en, ...concept.zh].map((form) => [foldForReading(form), known]);
}

/** Appends each concept that the text names, its group with its polarity, and each two that follow one another. */
export function hashConcepts(text: string, into: HashBuffer): void {
  let last = SEED;
  for (const { value } of matcher().find(foldForReading(text))) {
    pushHash(into, mixHash(value.id ^ SEED));
    pushHash(into, mixHash(value.group ^ Math.imul(SEED, 3)));
    pushHash(into, mixHash(Math.imul(last, 31) ^ value.group ^ SEED));
    last = value.group;
  }
}

function hashOf(name: string): number {
  let hash = SEED;
  for (let at = 0; at < name.length; at += 1)
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return mixHash(hash);
}
