// Joins what is too small to be a claim to its neighbour.
import type { Span } from "@heed/core";
import { hasWords, weightOf } from "./characters.ts";
import type { Cut, CutLevel } from "./find-cuts.ts";
import { FILLERS, VERDICTS } from "./markers.ts";

/** A stretch between two cuts, with the level of the cut that begins it. */
export interface Piece extends Span {
  readonly level: CutLevel;
  /** Where its words begin after a leading connective. */
  readonly content: number;
}

/** From this weight on a stretch is a claim unless it is made of fillers only (two words, four characters). */
const WHOLE_WEIGHT = 4;
/** What must follow the connective of a clause. */
const CONTENT_WEIGHT = 2;
/** Fillers are looked for in stretches up to this weight. */
const LONGEST_FILLER = 8;
/** What must stand on both sides of a cut at a mere space. */
const SPACED_WEIGHT = 4;

/** The pieces of `[start, end)` between sentence and clause cuts. */
export function piecesBetween(start: number, end: number, cuts: readonly Cut[]): Piece[] {
  const pieces: Piece[] = [];
  let from: Cut = { at: start, level: "sentence", content: start, resume: start };
  for (const cut of cuts) {
    if (cut.level === "comma" || cut.at <= from.resume) continue;
    pieces.push({ start: from.resume, end: cut.at, level: from.level, content: from.content });
    from = cut;
  }
  if (from.resume < end) {
    pieces.push({ start: from.resume, end, level: from.level, content: from.content });
  }
  return pieces;
}

/**
 * Joins fragments: a clause that says nothing beyond its connective goes back to the one before; a sentence that is
 * no claim alone goes back too, or on to the next when it is a connective; neighbouring one-word verdicts become one.
 */
export function joinFragments(text: string, pieces: readonly Piece[]): Piece[] {
  if (pieces.length < 2) return [...pieces];
  const joined: Piece[] = [];
  let isOpen = false;
  for (const piece of pieces) {
    const previous = joined.at(-1);
    const kind = readPiece(text, piece);
    if (previous === undefined) {
      joined.push(piece);
      isOpen = kind === "fragment" || kind === "connective";
    } else if (isOpen || kind === "fragment" || isSamePraise(text, previous, piece, kind)) {
      joined[joined.length - 1] = { ...previous, end: piece.end };
      isOpen = isOpen && (kind === "fragment" || kind === "connective");
    } else {
      joined.push(piece);
      isOpen = kind === "connective";
    }
  }
  if (isOpen && joined.length > 1) {
    const last = joined.pop()!;
    const previous = joined.pop()!;
    joined.push({ ...previous, end: last.end });
  }
  return joined;
}

type PieceKind = "claim" | "verdict" | "connective" | "fragment";

function readPiece(text: string, piece: Piece): PieceKind {
  const weight = weightOf(text, piece.start, piece.end);
  if (weight === 0) return "fragment";
  const isFiller = weight <= LONGEST_FILLER && isAllFiller(text.slice(piece.start, piece.end));
  if (piece.level === "clause") {
    if (piece.content === piece.start) return weight >= SPACED_WEIGHT ? "claim" : "fragment";
    const isClaim = !isFiller && weightOf(text, piece.content, piece.end) >= CONTENT_WEIGHT;
    return isClaim ? "claim" : "fragment";
  }
  if (isFiller) return "connective";
  if (weight >= WHOLE_WEIGHT) return "claim";
  const word = lettersOf(text.slice(piece.start, piece.end));
  if (/^[a-z']+$/.test(word)) return VERDICTS.has(word) ? "verdict" : "fragment";
  return weight >= 2 && /\p{Script=Han}{2}/u.test(word) ? "verdict" : "fragment";
}

/** `Great! Awesome!` is one claim; `好用！就是贵` is two. */
function isSamePraise(text: string, previous: Piece, piece: Piece, kind: PieceKind): boolean {
  if (kind !== "verdict" || readPiece(text, previous) !== "verdict") return false;
  if (weightOf(text, piece.start, piece.end) > 2) return false;
  return !/^[但可却就]/.test(text.slice(piece.start, piece.start + 1));
}

function isAllFiller(words: string): boolean {
  const parts = words.toLowerCase().split(/[^\p{L}\p{N}\p{M}']+/u);
  return parts.every((part) => part === "" || FILLERS.has(part)) && hasWords(words);
}

function lettersOf(words: string): string {
  return words.toLowerCase().replace(/[^\p{L}\p{N}\p{M}']+/gu, "");
}
