// Splits what is still more than one claim: chains of verdicts, long sentences and run-ons without punctuation.
import type { Span } from "@heed/core";
import { classOf, HAN, isLowHalf, isWordUnit, SPACE, weightOf } from "./characters.ts";
import {
  CHINESE_LEANING_HEAD,
  CHINESE_LEANING_TAIL,
  CLAUSE_SUBJECTS,
  LEANING_HEADS,
} from "./markers.ts";
import { splitRunOn } from "./split-run-on.ts";
import { isVerdictClause } from "./verdict-clause.ts";

/** A claim of ordinary length: 16 words or 32 Han characters (see `weightOf`). */
const LONG_WEIGHT = 32;
/** Least weight on either side of a cut in a long sentence. */
const SIDE_WEIGHT = 10;
/** Beyond this any comma is good enough. */
const TOO_LONG_WEIGHT = 64;
/** No claim is longer than this; the cut falls at the last space before it. */
const MOST_WEIGHT = 240;
/** Nor longer than this in UTF-16 units, whatever it is made of. */
const MOST_UNITS = 2000;
/** Least weight of a clause in a chain of verdicts. */
const VERDICT_WEIGHT = 3;

/**
 * Splits one piece at its commas where both sides are verdicts (`送餐快，味道差`), where it is long and a clause of its
 * own begins, then at the heads of clauses in run-ons, and at last at the greatest length.
 * @param commas offsets after the piece's commas, rising
 */
export function splitLong(text: string, piece: Span, commas: readonly number[]): Span[] {
  const weight = weightOf(text, piece.start, piece.end);
  const parts = commas.length === 0 ? [piece] : splitAtCommas(text, piece, commas, weight);
  if (weight <= LONG_WEIGHT && piece.end - piece.start <= MOST_UNITS) return parts;
  return parts.flatMap((part) => splitRunOn(text, part)).flatMap((part) => cap(text, part));
}

function splitAtCommas(
  text: string,
  piece: Span,
  commas: readonly number[],
  weight: number,
): Span[] {
  const parts: Span[] = [];
  let from = piece.start;
  let clauseStart = piece.start;
  let left = 0;
  let remaining = weight;
  for (const [index, comma] of commas.entries()) {
    const clauseWeight = weightOf(text, clauseStart, comma);
    left += clauseWeight;
    remaining -= clauseWeight;
    const next = { start: comma, end: commas[index + 1] ?? piece.end };
    const isChain =
      left >= VERDICT_WEIGHT &&
      isVerdictClause(text, clauseStart, comma) &&
      isVerdictClause(text, next.start, next.end) &&
      weightOf(text, next.start, next.end) >= VERDICT_WEIGHT;
    const isBreak =
      weight > LONG_WEIGHT &&
      left >= SIDE_WEIGHT &&
      remaining >= SIDE_WEIGHT &&
      (left > TOO_LONG_WEIGHT || isClauseBreak(text, from, clauseStart, comma));
    if (isChain || isBreak) {
      parts.push({ start: from, end: comma });
      from = comma;
      left = 0;
    }
    clauseStart = comma;
  }
  parts.push({ start: from, end: piece.end });
  return parts;
}

/** Whether the clauses on both sides of a comma stand for themselves. */
function isClauseBreak(text: string, from: number, clauseStart: number, comma: number): boolean {
  const isFirstClause = from === clauseStart;
  if (classOf(text.charCodeAt(comma)) === HAN) {
    if (isFirstClause && CHINESE_LEANING_HEAD.test(text.slice(from, from + 4))) return false;
    return !CHINESE_LEANING_TAIL.test(text.slice(comma, comma + 2));
  }
  if (isFirstClause && LEANING_HEADS.has(firstWord(text, from))) return false;
  return CLAUSE_SUBJECTS.has(firstWord(text, comma));
}

function firstWord(text: string, at: number): string {
  return (/^[A-Za-z'’]{1,12}/.exec(text.slice(at, at + 12))?.[0] ?? "")
    .toLowerCase()
    .replace("’", "'");
}

/** Cuts a part that is longer than any claim, at the last space before the limit or else between characters. */
function cap(text: string, part: Span): Span[] {
  const parts: Span[] = [];
  let { start } = part;
  let weight = 0;
  let space = -1;
  for (let at = start; at < part.end; at += 1) {
    const unit = text.charCodeAt(at);
    const kind = classOf(unit);
    if (kind === SPACE) space = at;
    if (kind === HAN) weight += 1;
    else if (isWordUnit(unit) && (at === start || !isWordUnit(text.charCodeAt(at - 1))))
      weight += 2;
    if (weight <= MOST_WEIGHT && at - start < MOST_UNITS) continue;
    const cut = space > start + 20 ? space : characterStart(text, at, start);
    if (cut <= start) continue;
    parts.push({ start, end: cut });
    start = cut;
    weight = weightOf(text, start, at + 1);
    space = -1;
  }
  parts.push({ start, end: part.end });
  return parts;
}

const JOINS_BEFORE = /\p{M}|\u200d|\ufe0e|\ufe0f/u;

/** The last offset at or before `at`, at most 40 units back, where a visible character begins. */
function characterStart(text: string, at: number, start: number): number {
  const least = Math.max(start, at - 40);
  let cut = at;
  while (
    cut > least &&
    (isLowHalf(text.charCodeAt(cut)) || JOINS_BEFORE.test(text[cut]!) || text[cut - 1] === "\u200d")
  ) {
    cut -= 1;
  }
  return isLowHalf(text.charCodeAt(cut)) ? cut - 1 : cut;
}
