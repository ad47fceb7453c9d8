// Takes one sentence of a model apart: its own words, what it cites, what it quotes, and the figures it leaves open.
import { type CountQuery, readCount } from "../counts/count-query.ts";
import { HeedError } from "../errors.ts";
import type { MentionId } from "../mentions/mention.ts";
import type { AnswerPart, Retrieval, RetrievedMention, SentenceFault } from "./answer.ts";
import { writtenNumbers } from "./written-numbers.ts";

/** A part of a sentence before its figures are counted. */
export type DraftPart =
  | Exclude<AnswerPart, { type: "figure" }>
  | { readonly type: "figure"; readonly query: CountQuery };

export interface PartOptions {
  readonly retrieval: Retrieval;
  /** Counts that a model may ask for itself; without it only retrieved figures may be said. */
  readonly isCountable?: (query: CountQuery) => boolean;
}

const PLACEHOLDER = /\[\[([^[\]]*)\]\]/gu;

/** The parts of a sentence, or what is wrong with it. */
export function readSentenceParts(
  sentence: string,
  options: PartOptions,
): DraftPart[] | SentenceFault {
  const parts = readPlaceholders(sentence, options);
  return typeof parts === "string" ? parts : readQuotationMarks(parts, options.retrieval);
}

/** Mentions that parts cite or quote. */
export function citedMentions(
  parts: readonly DraftPart[],
  { mentions }: Retrieval,
): RetrievedMention[] {
  const ids = new Set<MentionId>();
  for (const part of parts)
    if (part.type === "citation" || part.type === "quote") ids.add(part.mentionId);
  return mentions.filter(({ id }) => ids.has(id));
}

function readPlaceholders(sentence: string, options: PartOptions): DraftPart[] | SentenceFault {
  const parts: DraftPart[] = [];
  let at = 0;
  for (const match of sentence.matchAll(PLACEHOLDER)) {
    if (match.index > at) parts.push({ type: "text", text: sentence.slice(at, match.index) });
    const part = readPlaceholder(match[1]!.trim(), options);
    if (typeof part === "string") return part;
    parts.push(part);
    at = match.index + match[0].length;
  }
  if (at < sentence.length) parts.push({ type: "text", text: sentence.slice(at) });
  return parts.some((part) => part.type === "text" && BRACKET.test(part.text))
    ? "broken-placeholder"
    : parts;
}
const BRACKET = /[[\]【】〔〕［］〖〗]/u;

function readPlaceholder(
  words: string,
  { retrieval, isCountable }: PartOptions,
): DraftPart | SentenceFault {
  if (/^f\d+$/u.test(words)) {
    const figure = retrieval.figures.find(({ handle }) => handle === words);
    return figure === undefined ? "unknown-figure" : { type: "figure", query: figure.query };
  }
  const count = /^count:\s*(.+)$/su.exec(words)?.[1];
  if (count !== undefined) return readOwnCount(count, isCountable);
  const match = /^(m\d+|item_\d+\.\d+\.\d+-\d+)(?::\s*(.*))?$/su.exec(words);
  if (match === null) return "broken-placeholder";
  const mention = retrieval.mentions.find(
    ({ id, handle }) => id === match[1] || handle === match[1],
  );
  if (mention === undefined) return "unknown-citation";
  if (match[2] === undefined) return { type: "citation", mentionId: mention.id };
  return quotePart([mention], withoutMarks(match[2]));
}

function readOwnCount(
  text: string,
  isCountable: PartOptions["isCountable"],
): DraftPart | SentenceFault {
  try {
    const query = readCount(text);
    return isCountable?.(query) === true ? { type: "figure", query } : "unknown-figure";
  } catch (error) {
    if (!HeedError.is(error)) throw error;
    return "unknown-figure";
  }
}

const WRAPPED = /^(?:"[^"]*"|“[^“”]*”|「[^「」]*」|‘[^‘’]*’|'[^']*')$/su;

function withoutMarks(words: string): string {
  const trimmed = words.trim();
  return WRAPPED.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}

/** A word that takes back what follows it: a quote may not begin right after one. */
const NEGATION =
  /(?:\b(?:not|never|no|without|hardly|barely|nothing|cannot)|n['’]t|不|没|没有|别|未|无|非|勿|莫)\s*$/iu;

/** Exact words of one of these mentions: whole words, and not what a "not" before them takes back. */
function quotePart(
  mentions: readonly RetrievedMention[],
  words: string,
): DraftPart | SentenceFault {
  if (words.length < 2 || words !== words.trim() || isMereNumber(words)) return "altered-quote";
  let isCut = false;
  for (const { id, text } of mentions) {
    for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + 1)) {
      const before = text.slice(0, start);
      const after = text[start + words.length];
      const isWhole = !cutsWord(before.at(-1), words[0]) && !cutsWord(words.at(-1), after);
      if (isWhole && !NEGATION.test(before)) return { type: "quote", mentionId: id, words, start };
      isCut = true;
    }
  }
  return isCut ? "cut-quote" : "altered-quote";
}

/** Figures that users wrote are quoted with what they are of, never alone: `"12"` would pass for a count. */
function isMereNumber(words: string): boolean {
  if (writtenNumbers(words).length === 0) return false;
  const latin = words
    .match(/\p{sc=Latin}{2,}/gu)
    ?.filter((word) => writtenNumbers(word).length === 0);
  return (latin?.length ?? 0) < 2 && (words.match(/\p{sc=Han}/gu)?.length ?? 0) < 5;
}

function cutsWord(left: string | undefined, right: string | undefined): boolean {
  const inWord = /[\p{sc=Latin}\p{N}\ud800-\udfff]/u;
  return left !== undefined && right !== undefined && inWord.test(left) && inWord.test(right);
}

const MARKS =
  /"([^"]*)"|“([^“”]*)”|「([^「」]*)」|『([^『』]*)』|《([^《》]*)》|〈([^〈〉]*)〉|«([^«»]*)»|‹([^‹›]*)›|„([^„“”]*)[“”]|＂([^＂]*)＂|(?<![\p{L}\p{N}])['‘‚＇]([^'‘’＇]*)['’＇](?!\p{L})/gu;
const LONE_MARK = /["“”「」『』《》〈〉«»‹›„＂‚＇‘]|(?<!\p{L})['’]/u;

/** Words in quotation marks must stand in a mention that the same sentence cites; they become quotes. */
function readQuotationMarks(
  parts: readonly DraftPart[],
  retrieval: Retrieval,
): DraftPart[] | SentenceFault {
  const cited = citedMentions(parts, retrieval);
  const result: DraftPart[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.type !== "text") {
      result.push(part);
      continue;
    }
    const { text } = part;
    let at = 0;
    let own = "";
    for (const match of text.matchAll(MARKS)) {
      const words = match.slice(1).find((group) => group !== undefined)!;
      // Marks around a placeholder hold nothing themselves.
      const quoted = cited.length === 0 ? "quote-without-source" : quotePart(cited, words.trim());
      if (typeof quoted === "string") return quoted;
      const before = text.slice(at, match.index);
      own += `${before} `;
      if (before !== "") result.push({ type: "text", text: before });
      result.push(quoted);
      at = match.index + match[0].length;
    }
    const rest = unmarked(text.slice(at), parts[index - 1], parts[index + 1]);
    own += rest;
    if (LONE_MARK.test(own)) return "quote-without-source";
    if (rest !== "") result.push({ type: "text", text: rest });
  }
  return result;
}

/** `"[[m1: words]]"`: the marks that stand right at a quoting placeholder are its own. */
function unmarked(
  text: string,
  before: DraftPart | undefined,
  after: DraftPart | undefined,
): string {
  let rest = text;
  if (before?.type === "quote") rest = rest.replace(/^["”」』’']/u, "");
  if (after?.type === "quote") rest = rest.replace(/["“「『‘']$/u, "");
  return rest;
}
