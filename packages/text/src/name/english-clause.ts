// Finds in an English mention the clauses that could be read out in a meeting: whole, short, and hanging on nothing.
import { foldForReading } from "../classify/fold-for-reading.ts";
import { ENGLISH_BUG, ENGLISH_REQUEST } from "../classify/lexicon/english-cues.ts";
import { scoreSentiment } from "../classify/score-sentiment.ts";
import { type ClaimSort, type Clause, isForeign, trimSpan } from "./clause.ts";
import {
  DANGLING_ENDS,
  DANGLING_STARTS,
  DETERMINERS,
  ENGLISH_FILLERS,
  HARMS,
  IMPERATIVES,
  INTRANSITIVE,
  isVerbForm,
  mayBeNoun,
  ORDER_STARTS,
  PADDING,
  PERSONAL,
  POINTING,
  PROFANE,
  STATES,
  SUPPOSING,
} from "./english-words.ts";
import { isStopWord } from "./stop-words.ts";

const LEAST_WORDS = 2;
const MOST_WORDS = 10;
/** How well a clause of 2, 3, ... 10 words reads. */
const WORTH_BY_LENGTH = [0.7, 0.8, 0.95, 1, 1, 1, 0.95, 0.85, 0.75] as const;
/** Where sentences end, and where one whole clause is joined to another. */
const ENDS =
  /[.!?;:。！？；]+(?=\s|$)|\n+|\s[-–—]+\s|—|,\s*(?:and|but|so|yet|then|which|because|though|although|while)\s/giu;
/** What follows a comma and only adds to the claim before it. */
const ADDITION =
  /^\s*(?:even|especially|again|every|always|constantly|since|after|from|for|at|in|on)\b/i;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu;
/** The person before what anybody could say. */
const OWN_START =
  /^(?:i|we)\s+(?:still\s+)?(?=(?:can't|can’t|cannot|can not|couldn't|couldn’t|need|want|keep|lost)\s)/i;
const ASKING_START =
  /^(?:(?:please|pls|plz|kindly|can you|could you|would you|can we|can i)\s+)+(?:please\s+)?/i;
const THERE_IS = /^there(?:'s|’s| is| are) (?:no|still no|only|too)\b/i;
const BARE_STARTS = new Set(
  "can't cannot couldn't won't doesn't don't didn't isn't keeps lost crashes crashed freezes needs need want stopped stops loses fails failed would".split(
    " ",
  ),
);
const ASKING = new Set(
  "how what where why when which who is are can could does do did will should has have any".split(
    " ",
  ),
);
const ADVERBS = new Set(["never", "always", "still", "often", "constantly", "barely", "hardly"]);
const NUMBERS = new Set(
  "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred hundreds thousand thousands couple dozen half".split(
    " ",
  ),
);
/** Words that are written with a capital letter by everybody. */
const CAPITALS =
  /^(?:I|I'm|I've|Android|iOS|iPhone|iPad|Mac|Windows|Linux|Chrome|Safari|Excel|Word|Google|Apple|Bluetooth|Wi-Fi|WiFi|Markdown|English|Chinese|Cantonese|Mandarin|Spanish|German|French|Japanese|[A-Z]{2,5}s?)$/;

/** The clauses of a mention that may be read out as a claim of this sort; most mentions hold none. */
export function englishClauses(text: string, sort: ClaimSort): Clause[] {
  const found: Clause[] = [];
  let start = 0;
  for (const stop of [...text.matchAll(ENDS), null]) {
    const end = stop?.index ?? text.length;
    const isAsked = text[end] === "?" || text[end] === "？";
    found.push(...sentenceClauses(text, start, end, sort, isAsked));
    if (stop === null) break;
    start = end + stop[0].length;
  }
  return found;
}

/** Of a sentence with commas what stands before an addition, or after a filler. */
function sentenceClauses(
  text: string,
  start: number,
  end: number,
  sort: ClaimSort,
  isAsked: boolean,
): Clause[] {
  const first = text.indexOf(",", start);
  if (first < 0 || first >= end) return readClause(text, start, end, sort, isAsked);
  const last = text.lastIndexOf(",", end - 1) + 1;
  return [
    ...(ADDITION.test(text.slice(first + 1, end))
      ? readClause(text, start, first, sort, isAsked)
      : []),
    ...(CONDITION.test(text.slice(start, last)) ? [] : readClause(text, last, end, sort, isAsked)),
  ];
}

/** What follows such words and a comma may hold only under them. */
const CONDITION =
  /\b(?:if|when|whenever|unless|until|once|while|although|though|because|since|before|used to|not|never|instead|rather)\b|n't\b/i;

function readClause(
  text: string,
  from: number,
  to: number,
  sort: ClaimSort,
  isAsked: boolean,
): Clause[] {
  if (to - from > 140 || isAsked !== (sort === "question")) return [];
  const trimmed = trimSpan(text, from, to);
  if (trimmed === null) return [];
  const shown = text.slice(trimmed.start, trimmed.end);
  const filler = ENGLISH_FILLERS.exec(shown)?.[0].length ?? 0;
  const lead = shown.slice(filler);
  const own = OWN_START.exec(lead)?.[0].length ?? 0;
  const asking = sort === "request" ? (ASKING_START.exec(lead)?.[0].length ?? 0) : 0;
  const start = trimmed.start + filler + Math.max(own, asking);
  const said = text.slice(start, trimmed.end);
  if (isForeign(said) || /\s(?:[.,;:'’]|n['’]t\b)/.test(said)) return [];
  const written = said.match(WORD) ?? [];
  if (written.length < LEAST_WORDS || written.length > MOST_WORDS) return [];
  const words = written.map((word) => word.toLowerCase().replaceAll("’", "'"));
  if (isShouted(written) || !CAN_STAND[sort](said, words, own > 0)) return [];
  const worth = worthOf(words);
  return worth === 0 ? [] : [{ start, end: isAsked ? to + 1 : trimmed.end, worth }];
}

/** Capital letters within are names, headings or shouting; an acronym is none of them. */
function isShouted(written: readonly string[]): boolean {
  const isLoud = (word: string) => /^[A-Z]{2,}$/.test(word) && isStopWord(word.toLowerCase());
  if (/^[A-Z]{2,}$/.test(written[0]!) && /^[A-Z]{2,}$/.test(written[1]!)) return true;
  if (/\p{Ll}\p{Lu}/u.test(written[0]!) && !CAPITALS.test(written[0]!)) return true;
  return written
    .slice(1)
    .some((word) => /\p{Lu}/u.test(word) && (!CAPITALS.test(word) || isLoud(word)));
}

type Stands = (said: string, words: readonly string[], isOwn: boolean) => boolean;

const CAN_STAND: Readonly<Record<ClaimSort, Stands>> = {
  trouble: (said, words, isOwn) =>
    claims(said, words, isOwn) &&
    (hasPredicate(words) || isVerbless(words)) &&
    isTrouble(said, words),
  praise: (said, words) =>
    claims(said, words, false) &&
    hasPredicate(words) &&
    isPraise(said) &&
    !words.some((word) => HARMS.has(word)),
  request: (said, words, isOwn) =>
    stands(said, words) &&
    !words.some((word) => OUTSIDE.has(word)) &&
    (IMPERATIVES.has(words[0]!) ||
      (isOwn && /^(?:need|want)/.test(words[0]!)) ||
      (hasPredicate(words) && ENGLISH_REQUEST.test(said) && !isOrder(words)) ||
      words[0] === "no") &&
    !/^would (?!love|like)/.test(words.join(" ")),
  question: (_said, words) =>
    ASKING.has(words[0]!) && !DANGLING_ENDS.has(words.at(-1)!) && words.length >= 4,
};

const OUTSIDE = new Set(["it", "this", "that", "these", "those", "them", "there", "after"]);
const BEING = new Set(["is", "are", "was", "were"]);

/** States something: no wish, no order, no contrast, no two sentences run together. */
function claims(said: string, words: readonly string[], isOwn: boolean): boolean {
  return (
    stands(said, words) &&
    !words.some((word) => SUPPOSING.has(word)) &&
    (isOwn || !isOrder(words)) &&
    words.filter((word) => BEING.has(word)).length < 2 &&
    !words.some((word, at) => isPronoun(word) && isVerbForm(words[at + 1] ?? ""))
  );
}

/** "Now it has vanished": who does it stands elsewhere. */
function isPronoun(word: string): boolean {
  return word === "it" || word === "they";
}

/** Neither begins nor ends in the middle of something. */
function stands(said: string, words: readonly string[]): boolean {
  const first = words[0]!;
  // Two parts are hardly ever one claim.
  if (said.includes(",") || words.includes("but") || words.includes("another")) return false;
  if (DANGLING_ENDS.has(words.at(-1)!) || words.slice(1).some(isAsking)) return false;
  if (first.endsWith("ing") && !isVerbForm(words[1]!)) return false;
  if (isVerbForm(first) && !mayBeNoun(first) && !BARE_STARTS.has(first))
    return IMPERATIVES.has(first);
  return THERE_IS.test(said) || !DANGLING_STARTS.has(first);
}

function isAsking(word: string): boolean {
  return word === "please" || word === "pls" || word === "plz";
}

function isPraise(said: string): boolean {
  const { positive, negative } = scoreSentiment(foldForReading(said));
  return positive > 0.3 && negative < 0.2;
}

/** "Use the web app", "buy it": what others are told to do. */
function isOrder(words: readonly string[]): boolean {
  const [first, second] = words;
  // "Sync loses notes": a verb after it makes it what is spoken of.
  const isSubject = second !== undefined && isVerbForm(second) && second.endsWith("s");
  return ORDER_STARTS.has(first!) && !BARE_STARTS.has(first!) && !isSubject;
}

/** True where a verb follows a subject, or the verb is one that people leave the subject out of. */
function hasPredicate(words: readonly string[]): boolean {
  if (BARE_STARTS.has(words[0]!)) return true;
  return words.some((word, at) => {
    if (at === 0 || !isVerbForm(word)) return false;
    if (!mayBeNoun(word)) return true;
    const before = words[at - 1]!;
    if (DETERMINERS.has(before)) return false;
    const isPlural = before.endsWith("s") && !before.endsWith("ss");
    const isLast = at === words.length - 1;
    if (!word.endsWith("s")) return isPlural;
    return !isPlural && (!isLast || INTRANSITIVE.has(word) || ADVERBS.has(before));
  });
}

/** What is good when it is not there: "no ads", "without any lag". */
const NO_HARM =
  /\b(?:no|not|never|without|zero|nothing)(?: (?:any|more|a|an|annoying|hidden|single|been|have|had))* (?:ads?|adverts?|paywalls?|subscriptions?|lags?|lagging|crash\w*|bugs?|buggy|glitch\w*|problems?|issues?|complaints?|errors?|limits?|restrictions?|fees?|delays?|wrong|bad|slow|expensive|hard|difficult|to complain)\b/i;

/** A defect, a lack or a harm stands in the words themselves, not only in what the reader made of the mention. */
function isTrouble(said: string, words: readonly string[]): boolean {
  if (NO_HARM.test(said)) return false;
  return (
    ENGLISH_BUG.test(said) ||
    words.some((word) => HARMS.has(word) || STATES.has(word) || word.endsWith("n't"))
  );
}

/** "No way to export tables", "half the notes gone", "sync not working". */
function isVerbless(words: readonly string[]): boolean {
  if (words[0] === "no") return true;
  return (
    STATES.has(words.at(-1)!) ||
    words.some((word, at) => at > 0 && word === "not" && /ing$/.test(words[at + 1] ?? "")) ||
    words.some((word, at) => at > 0 && word === "too" && at < words.length - 1)
  );
}

function worthOf(words: readonly string[]): number {
  if (words.some((word) => PROFANE.has(word))) return 0;
  const isAsked = ASKING.has(words[0]!);
  let worth: number = WORTH_BY_LENGTH[words.length - LEAST_WORDS]!;
  if (BARE_STARTS.has(words[0]!) || words[0] === "no") worth *= 0.9;
  for (const word of words) {
    if (word === "my" || word === "me") worth *= isAsked ? 0.95 : 0.75;
    else if (PERSONAL.has(word)) {
      if (!isAsked) return 0;
    } else if (POINTING.has(word)) worth *= word === "its" ? 0.8 : 0.55;
    else if (PADDING.has(word)) worth *= 0.9;
    if (NUMBERS.has(word)) worth *= 0.75;
  }
  return worth;
}
