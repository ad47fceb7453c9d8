// Finds names and codes that a sentence did not get from what it rests on: what a hijacked model would smuggle out.
import { OPENING_WORDS } from "./tables/opening-words.ts";

/** Names that need no source. */
const KNOWN = new Set(
  (
    "android ios ipados iphone ipad mac macos windows linux web app apps pdf csv ui ux api ai ok wi-fi wifi bluetooth english chinese january february march april may june july " +
    "august september october november december monday tuesday wednesday thursday friday saturday sunday faq url html markdown sso login vip pc tv app-store play google apple"
  ).split(" "),
);

/**
 * The first name-like word (capitals, codes; in a Chinese sentence any Latin word) that stands in none of the sources, or null.
 * A word that begins a sentence may be capitalised when it is one of those that sentences about feedback begin with.
 */
export function findStrayName(own: string, sources: readonly string[]): string | null {
  const known = new Set(sources.flatMap(wordsOf));
  const isChinese =
    (own.match(/\p{sc=Han}/gu) ?? []).length > (own.match(/\p{sc=Latin}+/gu) ?? []).length;
  for (const match of own.matchAll(/\p{sc=Latin}[\p{sc=Latin}'’-]*/gu)) {
    const word = match[0].replace(/['’](?:s|t|re|ve|ll|d|m)?$/u, "");
    const begins = /(?:^|[.!?:;。！？：；]\s*)$/u.test(own.slice(0, match.index).trimEnd());
    if (!isNameLike(word, begins, isChinese)) continue;
    if (
      wordsOf(word).every(
        (part) => known.has(part) || KNOWN.has(part) || KNOWN.has(word.toLowerCase()),
      )
    )
      continue;
    return word;
  }
  return null;
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/\p{sc=Latin}+/gu) ?? []
  );
}

const WORD_ENDING =
  /(?:tions?|ments?|ness(?:es)?|ab(?:le|ly)|ib(?:le|ly)|ings?|ally|it(?:y|ies)|ive(?:ly)?|ous(?:ly)?|ed|ly|ences?|ances?|[ai]cal)$/iu;

function isNameLike(word: string, begins: boolean, isChinese: boolean): boolean {
  if (word.length < 2) return false;
  if (isChinese || word.length > 24 || /\p{Lu}.*\p{Lu}|\p{Ll}\p{Lu}/u.test(word)) return true;
  const longest = Math.max(...word.split(/['’-]/u).map((part) => part.length));
  if (longest > 13 && !WORD_ENDING.test(word)) return true;
  if (word.length > 4 && !/[aeiouyàâäéèêëîïôöùûüáíóúñ]/iu.test(word)) return true;
  if (!/^\p{Lu}/u.test(word)) return false;
  return !begins || !OPENING_WORDS.has(word.toLowerCase().replace(/[-'’].*$/u, ""));
}
