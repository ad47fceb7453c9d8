// Names the language of a text, so that segmenting, reading and theming take the right rules.
import { detectAll } from "tinyld/light";
import { LATIN_LETTERS, LATIN_WORDS } from "./latin-words.ts";
import { countScripts, SCRIPTS, type Script, type ScriptCount } from "./script-count.ts";

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
/** Words after which plain English is told, and how many of them must be known. */
const WORDS_OF_PLAIN_ENGLISH = 8;
const ENOUGH_ENGLISH = 5;
const LONGEST_WORD = 40;

/**
 * Languages that the n-grams may name: those of `tinyld`'s small tables, which take 12 MB instead of 55 in every thread
 * of an import. Others with app stores of size are told by their words and letters.
 */
const LATIN_LANGUAGES = "en fr de es pt it nl sv no fi pl hu ro tr".split(" ");
const WORD_LANGUAGES = invert(LATIN_WORDS);
const LANGUAGE_TAGS = Object.keys(LATIN_WORDS);
const WORD = /[\p{Script=Latin}\p{M}]+(?:['’][\p{Script=Latin}\p{M}]+)*/gu;
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

const HAN = SCRIPTS.indexOf("han");
const KANA = SCRIPTS.indexOf("kana");
const HANGUL = SCRIPTS.indexOf("hangul");

function leadingScript(counts: ScriptCount): Script | null {
  let best = -1;
  let bestWeight = 0;
  for (let script = 0; script < counts.length; script += 1) {
    const weight = weigh(script, counts);
    if (weight > bestWeight) {
      best = script;
      bestWeight = weight;
    }
  }
  return best < 0 ? null : SCRIPTS[best]!;
}

/** Japanese is written in both: Han and kana count together where kana are more than an ornament. */
function weigh(script: number, counts: ScriptCount): number {
  if (script === HAN) return HAN_LETTERS * (counts[HAN]! + counts[KANA]!);
  if (script === KANA || script === HANGUL) return 2 * counts[script]!;
  return counts[script]!;
}

function hanOrKana(counts: ScriptCount): string {
  const kana = counts[KANA]!;
  return kana >= JAPANESE_KANA_SHARE * (counts[HAN]! + kana) ? "ja" : "zh";
}

/** Votes of the text that is being looked at, by place in `LANGUAGE_TAGS`. */
const votes = new Float64Array(LANGUAGE_TAGS.length);

function latinLanguage(text: string): string {
  // Plain ASCII has none of the letters that name a language, and a quicker way to its words.
  const isAscii = ASCII.test(text);
  if (isAscii) {
    countVotes(asciiWords(text, WORDS_OF_PLAIN_ENGLISH));
    if (isPlainEnglish()) return "en";
  }
  const words = isAscii ? asciiWords(text, MAX_WORDS) : latinWords(text);
  countVotes(words);
  for (const [letters, tag] of isAscii ? [] : LATIN_LETTERS) {
    const index = LANGUAGE_TAGS.indexOf(tag);
    if (!letters.test(text)) continue;
    if (index < 0) return tag;
    votes[index]! += 1.5;
  }
  votes[0]! += votes[0]! > 0 ? ENGLISH_PRIOR : 0;
  const [first, second] = twoBest(votes);
  if (
    votes[first]! >= leastShare(votes[first]!, votes[second]!) * words.length &&
    votes[first]! >= 1.25 * votes[second]!
  ) {
    return LANGUAGE_TAGS[first]!;
  }
  if (first === 0 && votes[0]! >= SURE_ENGLISH && votes[0]! >= 2 * votes[second]!) return "en";
  return byNgrams(words);
}

function countVotes(words: readonly string[]): void {
  votes.fill(0);
  for (const word of words)
    for (const index of WORD_LANGUAGES.get(word) ?? NONE) votes[index]! += 1;
}

/** Whether the votes so far name English so clearly that more words would not change it. */
function isPlainEnglish(): boolean {
  const [first, second] = twoBest(votes);
  return first === 0 && votes[0]! >= ENOUGH_ENGLISH && votes[0]! >= CLEAR_LEAD * votes[second]!;
}

/** The first words of a text, lower case. */
function latinWords(text: string): string[] {
  const words: string[] = [];
  WORD.lastIndex = 0;
  for (let match = WORD.exec(text); match !== null; match = WORD.exec(text)) {
    if (words.push(match[0].toLowerCase().replace("’", "'")) === MAX_WORDS) break;
  }
  return words;
}

/** The same for plain ASCII, unit by unit: an apostrophe belongs to a word when letters stand on both sides. */
function asciiWords(text: string, most: number): string[] {
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at <= text.length; at += 1) {
    if (isLetter(text.charCodeAt(at))) {
      if (start < 0) start = at;
    } else if (start >= 0 && !(text.charCodeAt(at) === 39 && isLetter(text.charCodeAt(at + 1)))) {
      if (words.push(text.slice(start, at).toLowerCase()) === most) break;
      start = -1;
    }
  }
  return words;
}

function isLetter(unit: number): boolean {
  const lower = unit | 32;
  return lower >= 97 && lower <= 122;
}

function leastShare(first: number, second: number): number {
  if (first >= 1 && first >= CLEAR_LEAD * second) return ENOUGH_WITH_LEAD;
  return first >= SEVERAL_KNOWN_WORDS ? ENOUGH_OF_SEVERAL : ENOUGH_KNOWN_WORDS;
}

/** `tinyld`'s accuracies of the words, by their length, with the word votes and the prior added. */
function byNgrams(words: readonly string[]): string {
  const scores = new Map<string, number>([["en", ENGLISH_PRIOR / (1 + words.length)]]);
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  for (const word of words) {
    for (const { lang, accuracy } of ngramsOf(word))
      scores.set(lang, (scores.get(lang) ?? 0) + (accuracy * word.length) / letters);
  }
  for (const [index, tag] of LANGUAGE_TAGS.entries()) {
    if (votes[index]! > 0)
      scores.set(tag, (scores.get(tag) ?? 0) + (2 * votes[index]!) / words.length);
  }
  let best = "en";
  for (const [tag, score] of scores) if (score > scores.get(best)!) best = tag;
  return best;
}

type NgramAnswer = ReturnType<typeof detectAll>;
/** Answers for words met before: n-grams take a thousand times as long as looking them up. */
const knownWords = new Map<string, NgramAnswer>();
const MOST_KNOWN_WORDS = 20_000;

function ngramsOf(whole: string): NgramAnswer {
  const word = whole.slice(0, LONGEST_WORD);
  const known = knownWords.get(word);
  if (known !== undefined) return known;
  const answer = detectAll(word, { only: LATIN_LANGUAGES });
  if (knownWords.size >= MOST_KNOWN_WORDS) knownWords.clear();
  knownWords.set(word, answer);
  return answer;
}

/** Everyday words of Ukrainian and Bulgarian that Russian does not have, for texts without their letters. */
const UKRAINIAN =
  /(?<!\p{L})(?:дуже|дякую|що|як|але|чудов\p{L}*|гарн\p{L}*|добре|застосунок|додаток|працю\p{L}*|оновлення|будь|ласка|немає|можна|треба|краще|гроші|щоб|його)(?!\p{L})/iu;
const BULGARIAN =
  /(?<!\p{L})(?:приложението|благодаря|защо|работи|няма|моля|трябва|обновяването|страхотно|това|вече)(?!\p{L})|[бвгджзклмнпрстфхцчшщ]ъ[бвгджзклмнпрстфхцчшщ]/iu;

function cyrillicLanguage(text: string): string {
  if (/[іїєґ]/i.test(text)) return /ў/i.test(text) ? "be" : "uk";
  if (/[ыэё]/i.test(text)) return "ru";
  if (/[љњћђџ]/i.test(text)) return "sr";
  if (/[ѓќѕ]/i.test(text)) return "mk";
  if (/[әіңғүұқөһ]/i.test(text)) return "kk";
  if (UKRAINIAN.test(text)) return "uk";
  return BULGARIAN.test(text) ? "bg" : "ru";
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
