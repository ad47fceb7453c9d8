// Makes readable names in both languages from concepts and keyphrases, no two themes alike.
import type { ThemeName } from "@heed/core";
import type { ConceptLexicon } from "../embed/concept-lexicon.ts";
import type { Keyphrases } from "./keyphrases.ts";
import type { TellingConcept } from "./telling-concepts.ts";

const MOST_PHRASES = 3;
/** Of an example that names a theme. */
const MOST_WORDS = 5;
const MOST_LENGTH = 28;
/** What stands between the words of a name. */
export const JOINTS = { en: ", ", zh: "、" } as const;

/**
 * Names each theme by its telling concepts, so that both languages say the same (two concepts, or one when it stands alone); where a
 * language never calls a concept by its words, its strongest phrase stands for it. A theme without one is named by its strongest phrases (one when it has two words or more, else two). A name already taken
 * grows by the next concept or phrase, and at last by a number. A theme whose texts are in one language gets its other name
 * from the lexicon, phrase by phrase, or else the same phrase. A theme whose texts share neither concept nor phrase is named by the
 * beginning of its example.
 */
export function nameThemes(
  phrases: readonly Keyphrases[],
  concepts: readonly (readonly TellingConcept[])[],
  lexicon: ConceptLexicon,
  examples: readonly string[] = [],
): readonly ThemeName[] {
  const taken = { en: new Set<string>(), zh: new Set<string>() };
  return phrases.map((own, theme) => {
    const en = own.en.length > 0 ? own.en : translate(own.zh, "en", lexicon);
    const zh = own.zh.length > 0 ? own.zh : translate(own.en, "zh", lexicon);
    const telling = concepts[theme]!;
    const words = { en: wordsOf(telling, "en", en), zh: wordsOf(telling, "zh", zh) };
    const example = beginning(examples[theme] ?? "");
    const called = (language: "en" | "zh") =>
      telling[0]?.[language] == null ? 0 : Math.min(2, telling.length);
    return {
      en: claim(words.en, JOINTS.en, example ?? "Theme", taken.en, called("en")),
      zh: claim(words.zh, JOINTS.zh, example ?? "主题", taken.zh, called("zh")),
    };
  });
}

/** What the voices call each concept, or a phrase where they never do; then the phrases that say something else. */
function wordsOf(
  concepts: readonly TellingConcept[],
  language: "en" | "zh",
  phrases: readonly string[],
): readonly string[] {
  const called = concepts.flatMap((concept) => concept[language] ?? []);
  const says = (word: string, phrase: string) => phrase.includes(word) || word.includes(phrase);
  const others = phrases.filter((phrase) => !called.some((word) => says(word, phrase)));
  const words = concepts.flatMap((concept) => concept[language] ?? others.shift() ?? []);
  return [...new Set([...words, ...others])];
}

/** The first words of a text in quotation marks; null of an empty one. */
function beginning(text: string): string | null {
  const cut = text
    .trim()
    .split(/\s+/u)
    .slice(0, MOST_WORDS)
    .join(" ")
    .slice(0, MOST_LENGTH + 1);
  const isWhole = cut.length <= MOST_LENGTH;
  // Not in the middle of a word, where words are apart.
  const words =
    isWhole || !cut.includes(" ") ? cut.slice(0, MOST_LENGTH) : cut.replace(/\s+\S*$/u, "");
  return words === "" ? null : `“${words}${words.length < text.trim().length ? "…" : ""}”`;
}

function translate(
  phrases: readonly string[],
  to: "en" | "zh",
  lexicon: ConceptLexicon,
): readonly string[] {
  const said = phrases.map((phrase) => {
    const concept = lexicon.match(phrase)[0];
    return concept === undefined ? phrase : (lexicon.concepts[concept]![to][0] ?? phrase);
  });
  return [...new Set(said)];
}

function claim(
  phrases: readonly string[],
  joint: string,
  fallback: string,
  taken: Set<string>,
  telling: number,
): string {
  const isLong = phrases[0]?.includes(" ") === true || (phrases[0]?.length ?? 0) >= 12;
  const enough = telling > 0 ? telling : isLong ? 1 : 2;
  const most = Math.min(Math.max(MOST_PHRASES, enough + 1), phrases.length);
  for (let count = enough; count <= most; count++) {
    const name = phrases.slice(0, count).join(joint);
    if (!taken.has(name)) {
      taken.add(name);
      return name;
    }
  }
  const stem = phrases.slice(0, MOST_PHRASES).join(joint) || fallback;
  let name = stem;
  for (let number = 2; taken.has(name); number++) name = `${stem} ${number}`;
  taken.add(name);
  return name;
}
