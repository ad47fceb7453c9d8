// Judging boxes: how much two overlap, which repeat each other, and average precision.
import type { Box } from "../data/cells.ts";

/** A box that a model found, with its confidence from 0 to 1. */
export type Found = Box & { readonly confidence: number };

/** Shared area over joint area of two boxes, from 0 to 1. */
export function overlap(a: Box, b: Box): number {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (wide <= 0 || tall <= 0) return 0;
  const area = (box: Box) => (box.right - box.left) * (box.bottom - box.top);
  return (wide * tall) / (area(a) + area(b) - wide * tall);
}

/** The boxes left when each is dropped that overlaps a surer one of its kind by more than `most`. */
export function withoutRepeats(found: readonly Found[], most: number): Found[] {
  const kept: Found[] = [];
  for (const box of [...found].sort((a, b) => b.confidence - a.confidence)) {
    const repeats = kept.some((other) => other.kind === box.kind && overlap(other, box) > most);
    if (!repeats) kept.push(box);
  }
  return kept;
}

/**
 * Average precision of one kind (Pascal VOC, all points): from the surest box on, a box is a hit when it
 * overlaps a true box of its picture by at least `least` and that one is not taken yet; then the area under
 * precision by recall, where the precision at a recall is the best at that recall or more.
 *
 * @returns undefined where no picture has a box of the kind
 */
export function averagePrecision(
  pictures: readonly { readonly truth: readonly Box[]; readonly found: readonly Found[] }[],
  kind: number,
  least = 0.5,
): number | undefined {
  const truths = pictures.map(({ truth }) => truth.filter((box) => box.kind === kind));
  const total = truths.reduce((sum, boxes) => sum + boxes.length, 0);
  if (total === 0) return undefined;
  const taken = truths.map((boxes) => boxes.map(() => false));
  const ranked = pictures
    .flatMap(({ found }, picture) =>
      found.filter((box) => box.kind === kind).map((box) => ({ box, picture })),
    )
    .sort((a, b) => b.box.confidence - a.box.confidence);
  const curve: { recall: number; precision: number }[] = [];
  let hits = 0;
  for (const [said, { box, picture }] of ranked.entries()) {
    const overlaps = truths[picture]!.map((true_) => overlap(true_, box));
    const best = overlaps.indexOf(Math.max(...overlaps));
    if (best >= 0 && overlaps[best]! >= least && !taken[picture]![best]) {
      taken[picture]![best] = true;
      hits += 1;
    }
    curve.push({ recall: hits / total, precision: hits / (said + 1) });
  }
  let [area, precision] = [0, 0];
  for (let at = curve.length - 1; at >= 0; at -= 1) {
    precision = Math.max(precision, curve[at]!.precision);
    area += precision * (curve[at]!.recall - (curve[at - 1]?.recall ?? 0));
  }
  return area;
}
