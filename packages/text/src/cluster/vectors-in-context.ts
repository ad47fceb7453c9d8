// Vectors of mentions in their context, made of the mentions' own vectors, so that a model is asked for each mention once.
import { type MentionTexts, type MentionVectors, mentionsAround } from "@heed/core";
import type { Vectors } from "../embed/reduce-vectors.ts";
import { normaliseRows } from "../embed/sparse-matrix.ts";

/** A mention counts twice beside its context, as its words do. */
const OWN = 2;
const AT_ONCE = 2000;

/** Unit rows of `mentions`, each drawn towards what stands around it: longer mentions count for more, as they do in one text. */
export function vectorsInContext(
  texts: MentionTexts,
  vectors: MentionVectors,
  mentions: Int32Array,
): Vectors {
  const width = vectors.dimensions;
  const rows = new Float32Array(mentions.length * width);
  for (let from = 0; from < mentions.length; from += AT_ONCE) {
    const slice = mentions.subarray(from, from + AT_ONCE);
    rows.set(contextRows(texts, vectors, slice), from * width);
  }
  normaliseRows(rows, width);
  return { rows, width };
}

function contextRows(
  texts: MentionTexts,
  vectors: MentionVectors,
  mentions: Int32Array,
): Float32Array {
  const width = vectors.dimensions;
  const around = Array.from(mentions, (mention) => mentionsAround(texts, mention));
  const wanted = [...new Set([...mentions, ...around.flat()])].sort((a, b) => a - b);
  const placeOf = new Map(wanted.map((mention, place) => [mention, place]));
  const known = vectors.read(wanted);
  const rows = new Float32Array(mentions.length * width);
  const add = (row: number, mention: number, times: number) => {
    const from = placeOf.get(mention)! * width;
    const weight = times * (texts.ends[mention]! - texts.starts[mention]!);
    for (let at = 0; at < width; at++) rows[row * width + at]! += weight * known[from + at]!;
  };
  for (const [row, mention] of mentions.entries()) {
    add(row, mention, OWN);
    for (const other of around[row]!) add(row, other, 1);
  }
  return rows;
}
