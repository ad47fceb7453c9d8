// Brings the inflected forms of an English word together, so that a search for "crashes" finds "crashed".

const VOWEL = /[aeiou]|(?<=[^aeiou])y/;
const SHORT = /^[^aeiouy]*[aeiouy]+[^aeiouwxy]$/;
const DOUBLED = /([^aeiouylsz])\1$/;
/** Plain words whose ending only looks like an inflection. */
const WHOLE = new Set(["news", "always", "this", "his", "does", "was", "has", "is", "us", "less"]);

/** Longer words are codes and noise, which are not inflected. */
const LONGEST_WORD = 60;

/**
 * The stem of a lower-case word: the inflectional steps (1a to 1c and 5a) of Porter's algorithm ("An algorithm for
 * suffix stripping", 1980). Derivations stay apart ("sync" and "synchronisation" are two words), as do words that are
 * not written in a to z.
 *
 * @example
 * englishStem("crashes") // "crash"
 * englishStem("losing") // "lose"
 */
export function englishStem(word: string): string {
  if (word.length > LONGEST_WORD) return word;
  if (word.length < 3 || WHOLE.has(word) || !/^[a-z]+$/.test(word)) return word;
  return withoutFinalE(yToI(withoutPast(withoutPlural(word))));
}

function withoutPlural(word: string): string {
  if (word.endsWith("sses") || word.endsWith("ies")) return word.slice(0, -2);
  if (/(?:sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2);
  return /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

function withoutPast(word: string): string {
  if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const ending = /(?:ed|ing)$/.exec(word)?.[0];
  if (ending === undefined) return word;
  const stem = word.slice(0, -ending.length);
  if (!VOWEL.test(stem)) return word;
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (DOUBLED.test(stem)) return stem.slice(0, -1);
  return measure(stem) === 1 && SHORT.test(stem) ? `${stem}e` : stem;
}

function yToI(word: string): string {
  return word.length > 2 && /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}i` : word;
}

function withoutFinalE(word: string): string {
  if (!word.endsWith("e")) return word;
  const stem = word.slice(0, -1);
  const length = measure(stem);
  return length > 1 || (length === 1 && !SHORT.test(stem)) ? stem : word;
}

/** Porter's m: how often a run of vowels is followed by a run of consonants. */
function measure(stem: string): number {
  return stem.match(/[aeiouy]+[^aeiouy]+/g)?.length ?? 0;
}
