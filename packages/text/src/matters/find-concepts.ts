// Concepts of the bilingual lexicon by name and by word, for people who tell a matter by them.
import { shippedLexicon } from "../embed/concept-lexicon.ts";

/** A concept with the forms under which either language names it; the first form is its plain name. */
export interface NamedConcept {
  readonly id: string;
  readonly group: string;
  readonly en: readonly string[];
  readonly zh: readonly string[];
}

/** The concept of an id, null where there is none. */
export function findConcept(id: string): NamedConcept | null {
  return shippedLexicon().concepts.find((concept) => concept.id === id) ?? null;
}

/** Concepts of which a form, or the id, holds what was typed; those that are named so first, at most `most`. */
export function conceptsNamed(typed: string, most: number): NamedConcept[] {
  const wanted = typed.normalize("NFKC").trim().toLowerCase();
  if (wanted === "") return [];
  const rankOf = ({ id, en, zh }: NamedConcept) => {
    const forms = [id, ...en, ...zh];
    if (forms.includes(wanted)) return 0;
    if (forms.some((form) => form.split(/[ -]/).includes(wanted))) return 1;
    return forms.some((form) => form.includes(wanted)) ? 2 : 3;
  };
  return shippedLexicon()
    .concepts.map((concept, at) => ({ concept, at, rank: rankOf(concept) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .slice(0, most)
    .map(({ concept: { id, group, en, zh } }) => ({ id, group, en, zh }));
}

/** Concepts that texts name, each counted once a text, the most named first. */
export function conceptsSaid(
  texts: readonly string[],
): { readonly concept: NamedConcept; readonly texts: number }[] {
  const { concepts, match } = shippedLexicon();
  const counts = new Map<number, number>();
  for (const text of texts)
    for (const at of new Set(match(text))) counts.set(at, (counts.get(at) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([at, count]) => ({ concept: concepts[at]!, texts: count }));
}
