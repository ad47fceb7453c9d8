// Reads what a person typed as the words of a matter: words as they are, and concepts of the lexicon as all their forms.
import {
  MATTER_KINDS,
  type MatterKind,
  type MatterTerm,
  type MatterWords,
  NotFound,
} from "@heed/core";
import { conceptsNamed, findConcept } from "@heed/text";

/** Words as they were typed. */
export interface TypedWords {
  /** Each list as one text or as words; `#disappear` stands for a concept. */
  readonly lists: readonly (string | readonly string[])[];
  readonly without?: readonly string[] | string | undefined;
  /** Default: all four kinds that make a need. */
  readonly kinds?: readonly MatterKind[] | undefined;
}

const BETWEEN = /[,，、;；|\n]+/u;
const MOST_NEAR = 5;

/** The words of a matter. @throws NotFound `no-such-concept` */
export function readMatterWords({ lists, without = [], kinds }: TypedWords): MatterWords {
  return {
    lists: lists.map(termsOf),
    without: termsOf(without),
    kinds: kinds === undefined || kinds.length === 0 ? MATTER_KINDS : kinds,
  };
}

/** The words of a list as a person would type them again. */
export function writeTerms(terms: readonly MatterTerm[]): string[] {
  return [...new Set(terms.map(({ text, concept }) => (concept === null ? text : `#${concept}`)))];
}

function termsOf(typed: string | readonly string[]): MatterTerm[] {
  const texts = (typeof typed === "string" ? [typed] : typed)
    .flatMap((one) => one.split(BETWEEN))
    .map((one) => one.normalize("NFC").trim())
    .filter((one) => one !== "");
  const seen = new Set<string>();
  return texts.flatMap(expanded).filter(({ text }) => {
    const key = text.toLowerCase();
    return !seen.has(key) && seen.add(key).size > 0;
  });
}

function expanded(text: string): MatterTerm[] {
  if (!text.startsWith("#")) return [{ text, concept: null }];
  const id = text.slice(1).trim();
  const concept = findConcept(id);
  if (concept === null) {
    const near = conceptsNamed(id.replaceAll("-", " "), MOST_NEAR).map((one) => `#${one.id}`);
    const shown = JSON.stringify(id.slice(0, 60));
    throw new NotFound("no-such-concept", `The lexicon has no concept ${shown}.`, {
      hint:
        near.length === 0
          ? "Search for one: heed matters concepts WORD"
          : `Did you mean ${near.join(", ")}?`,
      zh: {
        message: `词典里没有概念 ${shown}。`,
        hint:
          near.length === 0 ? "查找概念：heed matters concepts 词" : `是否指 ${near.join("、")}？`,
      },
    });
  }
  return [...concept.en, ...concept.zh].map((form) => ({ text: form, concept: concept.id }));
}
