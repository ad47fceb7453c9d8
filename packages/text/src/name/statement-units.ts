// What a clause is about, as countable units: concepts of both languages, words, and pairs of Han characters.
import type { ConceptLexicon } from "../embed/concept-lexicon.ts";
import { hashText } from "../embed/hash-text.ts";
import { foldText, tokensOf } from "../embed/tokens.ts";
import { isStopWord } from "./stop-words.ts";

/** Units from here on are concepts, which both languages share. */
const FIRST_CONCEPT = 2 ** 33;
const GRAMMAR = /[的了是我你在就也都很吗呢把被]/;

/** The distinct units of a text, concepts first; those that are no concepts belong to the language of who speaks. */
export function unitsOf(text: string, language: "en" | "zh", lexicon: ConceptLexicon): number[] {
  const own = language === "en" ? 0 : 1;
  const units = new Set<number>();
  const tokens = tokensOf(foldText(text));
  for (const concept of lexicon.matchTokens(tokens)) units.add(FIRST_CONCEPT + concept);
  for (const { text: token, unspaced } of tokens) {
    if (!unspaced) {
      if (token.length > 1 && !isStopWord(token)) units.add(2 * hashText(stem(token), 3) + own);
      continue;
    }
    for (let at = 0; at + 2 <= token.length; at++) {
      const pair = token.slice(at, at + 2);
      if (!GRAMMAR.test(pair) && !isStopWord(pair)) units.add(2 * hashText(pair, 3) + own);
    }
  }
  return [...units];
}

/** In which language a unit is said: "all" for a concept. */
export function unitLanguage(unit: number): "all" | "en" | "zh" {
  if (unit >= FIRST_CONCEPT) return "all";
  return unit % 2 === 0 ? "en" : "zh";
}

function stem(word: string): string {
  return word.replace(/(?:ing|ed|s)$/, "");
}
