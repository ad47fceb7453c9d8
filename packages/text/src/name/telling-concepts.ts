// Finds the concepts that set a theme apart: each has a word in both languages, so both names say the same.
import type { Concept, ConceptLexicon } from "../embed/concept-lexicon.ts";
import { foldText, tokensOf } from "../embed/tokens.ts";

/** A concept with the word by which a theme's voices call it in each language; null where they speak that language and never call it. */
export interface TellingConcept {
  readonly concept: Concept;
  readonly en: string | null;
  readonly zh: string | null;
}

/** Groups of concepts that say what is spoken of; the others (feelings, times, people) say how, when or by whom. */
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
  "place",
  "field",
]);
/** Ways of speaking, not matters: that something is asked for, thanked for or recommended. */
const COURTESY = new Set([
  "wish-add",
  "please-fix",
  "improve",
  "suggest",
  "thank",
  "recommend-to-others",
  "support-developer",
  "ask-how",
  "ask-why",
  "ask-when",
]);
const LEAST_SHARE = 0.1;
const MOST = 3;
/** A concept that tells much less than the best one adds nothing to a name. */
const LEAST_OF_BEST = 0.3;
/** With fewer texts in a language, the concept's plain name stands in for the word they lack. */
const LEAST_SPOKEN = 3;
const LEAST_SAYING = 0.05;
/** Texts of a group in which words for its concepts are looked up: the first, which are the most central. */
const MOST_READ = 200;

/**
 * For each group its telling concepts, best first: class-based TF-IDF over texts as for phrases (Grootendorst, 2022), among concepts
 * that at least two texts and a tenth of the group's texts speak of. Ties go by the concept's place in the lexicon.
 */
export function tellingConcepts(
  texts: readonly string[],
  groups: ArrayLike<number>,
  groupCount: number,
  lexicon: ConceptLexicon,
): TellingConcept[][] {
  const sizes = new Float64Array(groupCount);
  const totals = new Map<number, number>();
  const inside = Array.from({ length: groupCount }, () => new Map<number, number>());
  const members: number[][] = Array.from({ length: groupCount }, () => []);
  let spoken = 0;
  for (let row = 0; row < texts.length; row++) {
    const group = groups[row]!;
    if (group < 0) continue;
    sizes[group]!++;
    if (members[group]!.length < MOST_READ) members[group]!.push(row);
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
      const { id, group: kind } = lexicon.concepts[concept]!;
      if (!TELLING.has(kind) || COURTESY.has(id)) continue;
      const lift = share / (totals.get(concept)! / spoken);
      scored.push({ concept, score: share * Math.log(1 + lift) });
    }
    scored.sort((a, b) => b.score - a.score || a.concept - b.concept);
    const least = LEAST_OF_BEST * (scored[0]?.score ?? 0);
    const telling = scored.filter(({ score }) => score >= least).slice(0, MOST);
    if (telling.length === 0) return [];
    const said = spokenBy(members[group]!.map((row) => texts[row]!));
    return telling.map(({ concept }) => wordsFor(lexicon.concepts[concept]!, said));
  });
}

/** Texts of a group in either language, ready to be searched for forms. */
interface Spoken {
  readonly en: readonly string[];
  readonly zh: readonly string[];
}

function spokenBy(texts: readonly string[]): Spoken {
  const en: string[] = [];
  const zh: string[] = [];
  for (const text of texts) {
    const folded = foldText(text);
    const tokens = tokensOf(folded);
    if (tokens.some((token) => token.unspaced)) zh.push(folded);
    else en.push(` ${tokens.map((token) => token.text).join(" ")} `);
  }
  return { en, zh };
}

function wordsFor(concept: Concept, spoken: Spoken): TellingConcept {
  const [en, enTexts] = commonForm(concept.en, (form) =>
    spoken.en.filter((text) => text.includes(` ${form} `)),
  );
  const [zh, zhTexts] = commonForm(concept.zh, (form) =>
    spoken.zh.filter((text) => text.includes(form)),
  );
  return {
    concept,
    en: isSaid(enTexts, spoken.en.length) ? en : null,
    zh: isSaid(zhTexts, spoken.zh.length) ? zh : null,
  };
}

const isSaid = (saying: number, spoken: number): boolean =>
  spoken < LEAST_SPOKEN || saying >= LEAST_SAYING * spoken;

/** The form that most texts hold, the plain name when it is in at least half as many, and how many hold it. */
function commonForm(
  forms: readonly string[],
  holding: (form: string) => readonly string[],
): [string, number] {
  const counts = forms.map((form) => holding(form).length);
  let best = 0;
  for (let i = 1; i < forms.length; i++) if (counts[i]! > counts[best]!) best = i;
  if (counts[0]! * 2 >= counts[best]!) best = 0;
  return [forms[best]!, counts[best]!];
}
