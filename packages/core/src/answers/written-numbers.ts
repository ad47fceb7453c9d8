// Finds every way in which a sentence can say how many, so that no figure of an answer is a model's own.
import {
  AMOUNT_WORDS,
  HAN_AMOUNT,
  HAN_INNOCENT,
  HAN_NUMERAL,
  NUMBER_WORD,
} from "./tables/number-words.ts";

/** A number or amount as it is written. */
export interface WrittenNumber {
  readonly words: string;
  readonly form: "digit" | "word" | "roman" | "sign" | "spelled" | "hidden" | "script";
}

const ROMAN = /^(?=[mdclxvi])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/;
/** Roman numerals that are everyday words or abbreviations in capitals or small letters. */
const NOT_ROMAN = new Set([
  "i",
  "mix",
  "ci",
  "cd",
  "cv",
  "dc",
  "di",
  "li",
  "mi",
  "mc",
  "md",
  "ml",
  "mm",
  "cc",
  "dm",
  "mdm",
  "civic",
  "dim",
  "lid",
  "vim",
]);
const LONE_ROMAN =
  /\b[VXLCDM]\b(?=\s*(?:users?|people|persons?|customers?|mentions?|reviews?|reports?|complaints?|times|of|percent|\p{sc=Han}))/u;
/** Marks that a language without words of its own puts to an amount. */
const AMOUNT_SIGN = /[%％‰‱٪⁒∞½-¾⅐-⅞№]/u;

/**
 * Every number and amount in a text that is neither quoted nor filled in by a program. Strict: digits of any script, numerals
 * in words (`dozens`, `twice`, `半数`, `两成`), Roman numerals, letters of other alphabets, signs such as 💯, and
 * numerals broken up by spaces, marks or invisible characters. Words such as `most` and `大多数` count as amounts.
 */
export function writtenNumbers(text: string): WrittenNumber[] {
  const found: WrittenNumber[] = [];
  const add = (form: WrittenNumber["form"], words: string) => found.push({ form, words });
  const visible = text.replace(
    /[\p{Cf}\p{Co}\p{Cn}\u115f\u1160\u3164\uffa0]|\p{Variation_Selector}|\u034f/gu,
    "",
  );
  if (visible !== text) add("hidden", "");
  for (const [sign] of text.matchAll(/\p{So}|\p{Extended_Pictographic}|\p{Regional_Indicator}/gu))
    add("sign", sign);
  const plain = visible.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFKC");
  for (const [digits] of `${visible} ${plain}`.matchAll(/\p{N}+/gu)) add("digit", digits);
  for (const [sign] of visible.matchAll(new RegExp(AMOUNT_SIGN, "gu"))) add("sign", sign);
  for (const [letter] of plain.matchAll(/[^\P{L}\p{sc=Latin}\p{sc=Han}]/gu)) add("script", letter);
  latinNumbers(plain, add);
  hanNumbers(plain, add);
  return found;
}

type Add = (form: WrittenNumber["form"], words: string) => void;

function latinNumbers(text: string, add: Add): void {
  const lone = LONE_ROMAN.exec(text);
  if (lone !== null) add("roman", lone[0]);
  for (const [token] of text.matchAll(/[^\s\p{sc=Han}]+/gu)) {
    const parts = token.split(/[^\p{sc=Latin}]+/u).filter((part) => part !== "");
    const joined = parts.join("");
    const candidates = new Set([...parts, joined, ...undoubled(parts)]);
    for (const part of candidates) {
      const word = part.toLowerCase();
      if (NUMBER_WORD.test(word) || AMOUNT_WORDS.has(word)) add("word", part);
      else if (isRoman(part)) add("roman", part);
    }
  }
  // `t w e l v e`, `t-w-e-l-v-e`: letters that stand alone, whatever is between them.
  for (const [run] of text.matchAll(
    /(?<!\p{L})\p{sc=Latin}(?:[^\p{L}\p{N}]{1,3}\p{sc=Latin}(?!\p{L})){2,}/gu,
  ))
    add("spelled", run);
  // `twen ty`, `doz ens`: two neighbours that make a number only together.
  const words = text.toLowerCase().match(/\p{sc=Latin}+/gu) ?? [];
  for (let at = 0; at < words.length; at += 1) {
    for (let until = at + 2; until <= Math.min(words.length, at + MOST_PIECES); until += 1) {
      const pieces = words.slice(at, until);
      const joined = pieces.join("");
      if (
        pieces[0]!.length > 1 &&
        joined.length > 4 &&
        (NUMBER_WORD.test(joined) || LONG_AMOUNTS.has(joined))
      )
        add("spelled", joined);
    }
  }
  if (
    /\b(?:hardly|barely|scarcely|practically|virtually)\s+any(?:one|body)?\b|\blion['’]s share\b/iu.test(
      text,
    )
  )
    add("word", "hardly any");
  if (/\bper\s+cents?\b/i.test(text)) add("word", "per cent");
  if (/\ba\s+gross\s+of\b|\b(?:N|X{1,3})\s+(?:users?|customers?|persons?|people)\b/u.test(text))
    add("word", "so many");
  if (/\bno\s+(?:one|users?|customers?|persons?|people|reviewers?|body)\b/i.test(text))
    add("word", "no one");
}

/** Pieces that a broken numeral is put together from, at most. */
const MOST_PIECES = 4;
/** Amounts that are long enough not to arise from two ordinary words by chance. */
const LONG_AMOUNTS = new Set(
  [...AMOUNT_WORDS].filter(
    (word) => word.length > 4 && !["another", "nobody", "noone"].includes(word),
  ),
);

/** A hyphenated word without its beginning or its end: `twenty-something`, `mid-thirties`. */
function undoubled(parts: readonly string[]): string[] {
  return parts.length < 3 ? [] : [parts.slice(0, -1).join(""), parts.slice(1).join("")];
}

function isRoman(word: string): boolean {
  const lower = word.toLowerCase();
  if (word.length < 2 || NOT_ROMAN.has(lower)) return false;
  return (word === lower || word === word.toUpperCase()) && ROMAN.test(lower);
}

function hanNumbers(text: string, add: Add): void {
  // What is spread out (半 数, 百·分·之) is read together.
  const joined = text.replace(
    /(?<=\p{sc=Han})[^\p{L}\p{N}，。；：！？、,.;:!?]+(?=\p{sc=Han})/gu,
    "",
  );
  const amount = HAN_AMOUNT.exec(joined);
  if (amount !== null) add("word", amount[0]);
  let rest = joined;
  for (const word of HAN_INNOCENT) {
    // 十分之三 is a share, 十分 a very.
    if (word === "十分") rest = rest.replace(/十分(?!之)/gu, "・");
    else if (word === "之一") rest = rest.replace(/(?<!分)之一/gu, "・");
    else rest = rest.replaceAll(word, "・");
  }
  const numeral = HAN_NUMERAL.exec(rest);
  if (numeral !== null) add("word", numeral[0]);
  if (/(?<!\p{L})(?:n|x{1,3})(?=[个位名条次]|人)/iu.test(joined)) add("word", "n");
  if (/(?<=[一-鿿])打(?=用户|人|客户)/u.test(joined)) add("word", "打");
}
