// Names the language of a text, so that segmenting, reading and theming take the right rules.
import { detectAll } from "tinyld";
import { LATIN_LETTERS, LATIN_WORDS } from "./latin-words.ts";
import { countScripts, type Script, type ScriptCount } from "./script-count.ts";

/** The answer for a text without letters. */
export const UNDETERMINED = "und";

/** A Han character says about as much as three Latin letters (an English word of five is one or two characters). */
const HAN_LETTERS = 3;
/** Japanese prose keeps at least this share of kana; less is an ornament in Chinese. */
const JAPANESE_KANA_SHARE = 0.15;
/** Share of words that must be known to decide by words alone; of three or more known words a smaller share will do. */
const ENOUGH_KNOWN_WORDS = 0.4;
const SEVERAL_KNOWN_WORDS = 3;
const ENOUGH_OF_SEVERAL = 0.2;
/** And a smaller one still where no other language has half as many. */
const CLEAR_LEAD = 2;
const ENOUGH_WITH_LEAD = 0.12;
/** Votes (the prior included) at which English, twice as strong as any other, needs no n-grams. */
const SURE_ENGLISH = 1.5;
/** English wins close calls: most Latin-script feedback is English. */
const ENGLISH_PRIOR = 0.5;
/** Words looked at; more never changed an answer in trials and costs time. */
const MAX_WORDS = 16;
const MAX_NGRAM_UNITS = 200;

/** Languages that the n-grams may name: those with app stores of size in a Latin script. */
const LATIN_LANGUAGES =
  "en fr de es pt it nl sv da no fi pl cs sk hu ro tr vi id tl hr sl et lv lt ca ga is af sq".split(
    " ",
  );
const WORD_LANGUAGES = invert(LATIN_WORDS);
const LANGUAGE_TAGS = Object.keys(LATIN_WORDS);
const WORD = /[\p{Script=Latin}\p{M}]+(?:['’][\p{Script=Latin}\p{M}]+)*/gu;
const ASCII_WORD = /[A-Za-z]+(?:'[A-Za-z]+)*/g;
const ASCII_LETTER = /[A-Za-z]/;
const NONE: readonly number[] = [];
const ASCII = /^[\0-\x7f]*$/;
const ADDRESS = /\b(?:https?:\/\/|www\.)\S+|\S{1,64}@\S{1,64}/g;

/** Scripts that one language (nearly) owns. */
const SCRIPT_LANGUAGE: Partial<Record<Script, string>> = {
  hangul: "ko",
  hebrew: "he",
  greek: "el",
  thai: "th",
  devanagari: "hi",
  bengali: "bn",
  tamil: "ta",
  telugu: "te",
  georgian: "ka",
  armenian: "hy",
  khmer: "km",
  lao: "lo",
  burmese: "my",
  ethiopic: "am",
};

/**
 * BCP 47 primary language of a text, `und` when it has no letters. Scripts are counted first (a Han character weighs
 * as three Latin letters, so `这个 app 很好` is `zh`); among Latin scripts everyday words decide, then `tinyld`'s
 * n-grams, with a prior for English. Reads the first 2,000 letters at most.
 *
 * @example
 * detectLanguage("更新以后 app 一直闪退") // "zh"
 * detectLanguage("5/5 👍") // "und"
 */
export function detectLanguage(text: string): string {
  const scanned = text.length > 8000 ? text.slice(0, 8000) : text;
  const words =
    scanned.includes("/") || scanned.includes("@") ? withoutAddresses(scanned) : scanned;
  // Plain ASCII is Latin or nothing: counting its letters would tell no more.
  if (ASCII.test(words)) return ASCII_LETTER.test(words) ? latinLanguage(words) : UNDETERMINED;
  const counts = countScripts(words);
  const script = leadingScript(counts);
  if (script === null) return UNDETERMINED;
  if (script === "han" || script === "kana") return hanOrKana(counts);
  if (script === "latin") return latinLanguage(words);
  if (script === "cyrillic") return cyrillicLanguage(words);
  if (script === "arabic") return arabicLanguage(words);
  return SCRIPT_LANGUAGE[script] ?? UNDETERMINED;
}

/** Addresses are written in Latin letters in every language, so they only count when there is nothing else. */
function withoutAddresses(text: string): string {
  const rest = text.replace(ADDRESS, " ");
  return /\p{L}/u.test(rest) ? rest : text;
}

function leadingScript(counts: ScriptCount): Script | null {
  let best: Script | null = null;
  let bestWeight = 0;
  for (const script of Object.keys(counts) as Script[]) {
    const weight = weigh(script, counts);
    if (weight > bestWeight) {
      best = script;
      bestWeight = weight;
    }
  }
  return best;
}

/** Japanese is written in both: Han and kana count together where kana are more than an ornament. */
function weigh(script: Script, counts: ScriptCount): number {
  if (script === "han") return HAN_LETTERS * (counts.han + counts.kana);
  if (script === "kana") return 2 * counts.kana;
  if (script === "hangul") return 2 * counts.hangul;
  return counts[script];
}

function hanOrKana(counts: ScriptCount): string {
  return counts.kana >= JAPANESE_KANA_SHARE * (counts.han + counts.kana) ? "ja" : "zh";
}

function latinLanguage(text: string): string {
  const votes = new Float64Array(LANGUAGE_TAGS.length);
  let words = 0;
  const isAscii = ASCII.test(text);
  // What the pattern for all Latin letters means in plain ASCII, at a third of its time.
  const pattern = isAscii ? ASCII_WORD : WORD;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const word = isAscii ? match[0].toLowerCase() : match[0].toLowerCase().replace("’", "'");
    for (const index of WORD_LANGUAGES.get(word) ?? NONE) votes[index]! += 1;
    words += 1;
    if (words === MAX_WORDS) break;
  }
  // Plain ASCII has none of those letters.
  for (const [letters, tag] of isAscii ? [] : LATIN_LETTERS) {
    const index = LANGUAGE_TAGS.indexOf(tag);
    if (!letters.test(text)) continue;
    if (index < 0) return tag;
    votes[index]! += 1.5;
  }
  votes[0]! += votes[0]! > 0 ? ENGLISH_PRIOR : 0;
  const [first, second] = twoBest(votes);
  if (
    votes[first]! >= leastShare(votes[first]!, votes[second]!) * words &&
    votes[first]! >= 1.25 * votes[second]!
  ) {
    return LANGUAGE_TAGS[first]!;
  }
  if (first === 0 && votes[0]! >= SURE_ENGLISH && votes[0]! >= 2 * votes[second]!) return "en";
  return byNgrams(text, votes, words);
}

function leastShare(first: number, second: number): number {
  if (first >= 1 && first >= CLEAR_LEAD * second) return ENOUGH_WITH_LEAD;
  return first >= SEVERAL_KNOWN_WORDS ? ENOUGH_OF_SEVERAL : ENOUGH_KNOWN_WORDS;
}

/** `tinyld`'s accuracies with the word votes and the prior added. */
function byNgrams(text: string, votes: Float64Array, words: number): string {
  const scores = new Map<string, number>([["en", ENGLISH_PRIOR / (1 + words)]]);
  for (const { lang, accuracy } of detectAll(text.slice(0, MAX_NGRAM_UNITS), {
    only: LATIN_LANGUAGES,
  })) {
    scores.set(lang, (scores.get(lang) ?? 0) + accuracy);
  }
  for (const [index, tag] of LANGUAGE_TAGS.entries()) {
    if (votes[index]! > 0) scores.set(tag, (scores.get(tag) ?? 0) + (2 * votes[index]!) / words);
  }
  let best = "en";
  for (const [tag, score] of scores) if (score > scores.get(best)!) best = tag;
  return best;
}

function cyrillicLanguage(text: string): string {
  if (/[іїєґ]/i.test(text)) return /ў/i.test(text) ? "be" : "uk";
  if (/[ыэё]/i.test(text)) return "ru";
  if (/[љњћђџ]/i.test(text)) return "sr";
  if (/[әіңғүұқөһ]/i.test(text)) return "kk";
  const [found] = detectAll(text.slice(0, MAX_NGRAM_UNITS), {
    only: ["ru", "uk", "bg", "sr", "mk"],
  });
  return found?.lang || "ru";
}

function arabicLanguage(text: string): string {
  if (/[ٹڈڑےں]/.test(text)) return "ur";
  return /[پچژگکی]/.test(text) ? "fa" : "ar";
}

function twoBest(votes: Float64Array): [number, number] {
  let first = 0;
  let second = 1;
  if (votes[1]! > votes[0]!) [first, second] = [1, 0];
  for (let index = 2; index < votes.length; index += 1) {
    if (votes[index]! > votes[first]!) [first, second] = [index, first];
    else if (votes[index]! > votes[second]!) second = index;
  }
  return [first, second];
}

function invert(table: Readonly<Record<string, string>>): Map<string, number[]> {
  const languages = new Map<string, number[]>();
  for (const [index, words] of Object.values(table).entries()) {
    for (const word of new Set(words.split(/\s+/))) {
      languages.set(word, [...(languages.get(word) ?? []), index]);
    }
  }
  return languages;
}
