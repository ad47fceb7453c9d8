// Finds the leaf themes of a sample: how many, and what each looks like.
import type { ThemeFinderOptions } from "@heed/core";
import { takeRows } from "../embed/sparse-matrix.ts";
import { bestGrouping, prepareSample } from "./candidate-groupings.ts";
import { chooseCount } from "./choose-count.ts";
import type { Pause } from "./pause.ts";
import { fitThemeModel, type ThemeModel } from "./theme-model.ts";
import type { ThemeSpace } from "./theme-space.ts";
import { wordCorpus } from "./word-counts.ts";

/** The themes of `sample` in `space`; null when no text shares a feature with another. */
export async function findLeaves(
  space: ThemeSpace,
  sample: readonly string[],
  options: ThemeFinderOptions,
  pause: Pause,
): Promise<ThemeModel | null> {
  const seen = space.see(sample);
  const all = seen.rows;
  const { width } = space;
  const known = knownRows(all, width);
  if (known.length === 0) return null;
  const rows = new Float32Array(known.length * width);
  for (let i = 0; i < known.length; i++)
    rows.set(all.subarray(known[i]! * width, (known[i]! + 1) * width), i * width);
  const corpus = wordCorpus(takeRows(seen.words, known), space.wordFamilies);
  const prepared = prepareSample(corpus, rows, width, options.seed);
  await pause(35);
  const count = options.themeCount ?? (await chooseCount(prepared, options.seed, () => pause(40)));
  await pause(45);
  let done = 45;
  const found = await bestGrouping(prepared, count, options.seed, () => pause(++done));
  await pause(70);
  return fitThemeModel(corpus, rows, width, found.groups, found.count);
}

function knownRows(rows: Float32Array, width: number): Int32Array {
  const known: number[] = [];
  for (let r = 0; r * width < rows.length; r++) {
    let any = false;
    for (let k = r * width; k < (r + 1) * width && !any; k++) any = rows[k] !== 0;
    if (any) known.push(r);
  }
  return Int32Array.from(known);
}
