// Decides whether a full stop ends a sentence: abbreviations, decimals, versions, initials and file names do not.
import { classOf, HAN, LETTER, SPACE } from "./characters.ts";

const NEVER_ENDS = new Set(
  `mr mrs ms dr prof st vs eg ie approx no nos fig ver vers v p pp vol e.g i.e est dept gen rev sen jan feb mar apr jun jul
  aug sep sept oct nov dec cf al min max ca incl excl resp aka mon tue wed thu fri`.split(/\s+/),
);
/** These end a sentence only before a capital or at the end. */
const MAY_END = new Set("etc inc ltd co corp am pm a.m p.m u.s u.k e.u jr sr".split(" "));
/** First words of a sentence that people glue to the stop before them; none is an ending of a web address. */
const GLUED = new Set(
  "but please pls and also very this they my the it's i'm can't don't then there when if".split(
    " ",
  ),
);

/** Whether the stop at `at` ends a sentence inside `[start, end)`. */
export function isSentenceStop(text: string, at: number, start: number, end: number): boolean {
  if (at + 1 >= end) return true;
  const next = classOf(text.charCodeAt(at + 1));
  const before = at > start ? classOf(text.charCodeAt(at - 1)) : SPACE;
  if (before === SPACE && next !== SPACE) return false;
  if (next === LETTER) return isGluedSentence(text, at, start, end);
  if (next !== SPACE)
    return next === HAN ? before !== LETTER || isWordBefore(text, at, start) : next > HAN;
  const word = wordBefore(text, at, start);
  if (NEVER_ENDS.has(word)) return false;
  if (/^[a-z]$/.test(word) && word !== "i") return false;
  if (MAY_END.has(word) || word.includes(".")) return isCapitalAhead(text, at + 1, end);
  return true;
}

/** Letters, digits and inner stops just before a stop, lower case, at most 12 units. */
function wordBefore(text: string, at: number, start: number): string {
  let from = at;
  while (from > start && at - from < 12) {
    const unit = text.charCodeAt(from - 1);
    const kind = classOf(unit);
    if (kind !== LETTER && unit !== 0x2e) break;
    from -= 1;
  }
  return text.slice(from, at).toLowerCase();
}

function isWordBefore(text: string, at: number, start: number): boolean {
  return wordBefore(text, at, start).length > 1;
}

/** `works.Please`, `works.please fix`: a sentence end whose space was forgotten. */
function isGluedSentence(text: string, at: number, start: number, end: number): boolean {
  const before = text.slice(Math.max(start, at - 3), at);
  if (/^\p{Ll}{2}/u.test(before.slice(-2)) && /^\p{Lu}\p{Ll}/u.test(text.slice(at + 1, at + 3))) {
    return true;
  }
  if (!/\p{Ll}{3}$/u.test(before)) return false;
  const after = /^[a-z']{1,8}(?= )/.exec(text.slice(at + 1, Math.min(end, at + 10)));
  return after !== null && GLUED.has(after[0]);
}

function isCapitalAhead(text: string, from: number, end: number): boolean {
  for (let at = from; at < end; at += 1) {
    if (classOf(text.charCodeAt(at)) === SPACE) continue;
    return /\p{Lu}|\p{Lo}/u.test(text[at]!);
  }
  return true;
}
