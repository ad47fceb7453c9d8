// Finds the concepts that set a theme apart: each has a word in both languages, so both names say the same.
import type { Concept, ConceptLexicon } from "../embed/concept-lexicon.ts";

/** Groups of concepts that say what is spoken of; the others (feelings, times, people) name a theme only half as readily. */
const TELLING = new Set([
  "problem",
  "function",
  "aspect",
  "object",
  "action",
  "money",
  "account",
  "service",
  "device",
]);
const LEAST_SHARE = 0.1;
const MOST = 3;

/**
 * For each group its telling concepts, best first: class-based TF-IDF over texts as for phrases (Grootendorst, 2022), among concepts
 * that at least two texts and a tenth of the group's texts speak of. Ties go by the concept's place in the lexicon.
 */
export function tellingConcepts(
  texts: readonly string[],
  groups: ArrayLike<number>,
  groupCount: number,
  lexicon: ConceptLexicon,
): Concept[][] {
  const sizes = new Float64Array(groupCount);
  const totals = new Map<number, number>();
  const inside = Array.from({ length: groupCount }, () => new Map<number, number>());
  let spoken = 0;
  for (let row = 0; row < texts.length; row++) {
    const group = groups[row]!;
    if (group < 0) continue;
    sizes[group]!++;
    spoken++;
    for (const concept of new Set(lexicon.match(texts[row]!))) {
      totals.set(concept, (totals.get(concept) ?? 0) + 1);
      inside[group]!.set(concept, (inside[group]!.get(concept) ?? 0) + 1);
    }
  }
  return inside.map((counts, group) => {
    const scored: { concept: number; score: number }[] = [];
    for (const [concept, count] of counts) {
      const share = count / sizes[group]!;
      if (count < 2 || share < LEAST_SHARE) continue;
      const lift = share / (totals.get(concept)! / spoken);
      const weight = TELLING.has(lexicon.concepts[concept]!.group) ? 1 : 0.5;
      scored.push({ concept, score: weight * share * Math.log(1 + lift) });
    }
    scored.sort((a, b) => b.score - a.score || a.concept - b.concept);
    return scored.slice(0, MOST).map(({ concept }) => lexicon.concepts[concept]!);
  });
}
