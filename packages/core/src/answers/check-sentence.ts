// Holds one sentence of a model to what was retrieved: sources that exist, quotes letter for letter, no number of its own.
import type { Retrieval, RetrievedMention, SentenceFault } from "./answer.ts";
import { ordersModel } from "./model-orders.ts";
import {
  citedMentions,
  type DraftPart,
  type PartOptions,
  readSentenceParts,
} from "./sentence-parts.ts";
import { findStrayName } from "./stray-names.ts";
import { BENDING_AFTER, BENDING_BEFORE } from "./tables/number-words.ts";
import { writtenNumbers } from "./written-numbers.ts";

export type CheckedSentence =
  | {
      readonly ok: true;
      readonly parts: readonly DraftPart[];
      readonly cited: readonly RetrievedMention[];
      /** The model's own words, without quotes and figures. */
      readonly own: string;
    }
  | { readonly ok: false; readonly fault: SentenceFault };

export interface CheckOptions extends PartOptions {
  /** What the model was told, so that it is not told on. */
  readonly instructions?: string;
  /** True: a sentence may rest on nothing, as a visible assumption does. Default false. */
  readonly mayBeUncited?: boolean;
}

const LONGEST = 700;
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u115f\u1160\u3164\uffa0]|\p{Variation_Selector}|\u034f/u;
/** What has no place in a plain sentence: other scripts, symbols, forms that only look like letters. */
const ODD =
  /[^\p{sc=Latin}\p{sc=Han}\p{Nd}\p{Nl}\p{No}\p{Zs}.,;:!?'"()/&+%‰\-–—…·•“”‘’、，。；：！？（）～％＋－]/u;
const MARKUP =
  /https?:|ftp:|www\.|\b[\w-]+\.(?:com|net|org|io|ai|cn|dev|xyz|info|co|top|ru|html?|js|php)\b|\bjavascript:|\bdata:|!\[|[<>{}|\\^~`#_=@$€¥£*]|[-–—]{3,}|&[a-z]+;|\b\w+\s+\(?dot\)?\s+(?:com|org|net|io|cn|dev|app)\b/iu;
/** Words put into somebody's mouth without quotation marks. */
const UNMARKED_QUOTE =
  /(?:\b(?:says?|said|saying|writes?|wrote|quotes?|quoted|verbatim|puts? it|states?|stated|words)|原话|原文|说|写道|声称|表示|直言|留言|评论道)\s*(?:was|is|are|是|为)?\s*[:：]\s*\S/iu;
const FIRST_PERSON =
  /\b(?:i|i['’](?:m|ve|d|ll)|me|my|mine|myself)\b|我|俺|咱|本人|本助手|作为.{0,6}(?:模型|助手|人工智能)/iu;

/**
 * Reads a sentence in which `[[m1]]` cites, `[[m1: words]]` quotes, `[[f1]]` and `[[count: people kind=bug]]` stand for
 * figures. Whatever is not exactly as retrieved is a fault, and a sentence with a fault is not used.
 */
export function checkSentence(line: string, options: CheckOptions): CheckedSentence {
  const sentence = line.trim().replace(/^[-•·]\s+/u, "");
  const fault = (kind: SentenceFault): CheckedSentence => ({ ok: false, fault: kind });
  if (sentence === "") return fault("empty");
  if (sentence.length > LONGEST) return fault("too-long");
  if (HIDDEN.test(sentence)) return fault("hidden-characters");
  const parts = readSentenceParts(sentence, options);
  if (typeof parts === "string") return fault(parts);
  const { retrieval, mayBeUncited = false } = options;
  const cited = citedMentions(parts, retrieval);
  const figures = parts.filter(({ type }) => type === "figure").length;
  if (cited.length + figures === 0 && !mayBeUncited) return fault("nothing-cited");
  const pieces = parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
  const wrong = bentFigure(parts) ?? ownFault(pieces, cited, options);
  if (wrong !== null) return fault(wrong);
  return { ok: true, parts, cited, own: pieces.join(" ").replace(/\s+/gu, " ").trim() };
}

/** What has no place in plain words of a model: hidden characters, markup and addresses, letters that only look like letters. */
export function plainFault(
  words: string,
): "hidden-characters" | "markup" | "odd-characters" | null {
  if (HIDDEN.test(words)) return "hidden-characters";
  if (MARKUP.test(words)) return "markup";
  return ODD.test(words) || isDisguised(words) ? "odd-characters" : null;
}

/** What is wrong with the words that are the model's own. */
function ownFault(
  pieces: readonly string[],
  cited: readonly RetrievedMention[],
  { retrieval, instructions }: CheckOptions,
): SentenceFault | null {
  const own = pieces.join(" ");
  if (writtenNumbers(own).length > 0 || writtenNumbers(pieces.join("")).length > 0) return "number";
  if (MARKUP.test(own)) return "markup";
  if (pieces.some((piece) => UNMARKED_QUOTE.test(piece))) return "quote-without-source";
  if (ODD.test(own) || isDisguised(own)) return "odd-characters";
  if (ordersModel(own)) return "not-an-answer";
  if (FIRST_PERSON.test(own)) return "first-person";
  if (instructions !== undefined && repeats(own, instructions)) return "repeats-instructions";
  return findStrayName(own, sourcesOf(cited, retrieval)) === null ? null : "name-from-nowhere";
}

function sourcesOf(cited: readonly RetrievedMention[], retrieval: Retrieval): string[] {
  return [
    ...[retrieval.question, ...retrieval.names],
    ...cited.map(({ text }) => text),
    ...retrieval.figures.flatMap(({ label }) => [label.en, label.zh]),
  ];
}

/** Letters in forms that fold into others (𝐛𝐨𝐥𝐝, ﬁ) say one thing to a reader and another to a program. */
function isDisguised(own: string): boolean {
  const letters = own.replace(/[^\p{L}\p{M}]/gu, "");
  return (
    letters.normalize("NFKC") !== letters.normalize("NFC") ||
    /\p{M}/u.test(letters.normalize("NFC"))
  );
}

/** A figure stands as counted: nothing before or after it makes it more, less or another. */
function bentFigure(parts: readonly DraftPart[]): SentenceFault | null {
  for (const [index, part] of parts.entries()) {
    if (part.type !== "figure") continue;
    const [before, after] = [parts[index - 1], parts[index + 1]];
    if (before?.type === "figure" || after?.type === "figure") return "bent-figure";
    if (before?.type === "text" && BENDING_BEFORE.test(before.text)) return "bent-figure";
    if (after?.type === "text" && BENDING_AFTER.test(after.text)) return "bent-figure";
  }
  return null;
}

const SHINGLE_WORDS = 7;
const SHINGLE_HAN = 14;

/** Whether a run of the instructions stands in the words. */
function repeats(own: string, instructions: string): boolean {
  const words = (text: string) => text.toLowerCase().match(/\p{sc=Latin}+/gu) ?? [];
  const told = ` ${words(instructions).join(" ")} `;
  const said = words(own);
  for (let at = 0; at + SHINGLE_WORDS <= said.length; at += 1)
    if (told.includes(` ${said.slice(at, at + SHINGLE_WORDS).join(" ")} `)) return true;
  const han = (text: string) => (text.match(/\p{sc=Han}/gu) ?? []).join("");
  const [toldHan, saidHan] = [han(instructions), han(own)];
  for (let at = 0; at + SHINGLE_HAN <= saidHan.length; at += 1)
    if (toldHan.includes(saidHan.slice(at, at + SHINGLE_HAN))) return true;
  return false;
}
