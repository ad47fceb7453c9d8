// Finds the leaf themes of a sample: how many, and what each looks like.
import type { ThemeFinderOptions } from "@heed/core";
import { takeRows } from "../embed/sparse-matrix.ts";
import { bestGrouping, type Grouping, prepareSample, type Sample } from "./candidate-groupings.ts";
import type { BalancedSpace } from "./choose-balance.ts";
import { openGrouping } from "./open-grouping.ts";
import type { Pause } from "./pause.ts";
import { bestThemes, fitThemeModel, judge, refineGroups, type ThemeModel } from "./theme-model.ts";
import { wordCorpus } from "./word-counts.ts";

/** The themes of a sample as `seen` in `space`; null when no text shares a feature with another. */
export async function findLeaves(
  { space, seen }: BalancedSpace,
  options: ThemeFinderOptions,
  pause: Pause,
): Promise<ThemeModel | null> {
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
  let done = 45;
  const tick = () => pause(++done);
  const found =
    options.themeCount === undefined
      ? groupOpenly(prepared, options.seed)
      : await bestGrouping(prepared, options.themeCount, options.seed, tick);
  await pause(70);
  return fitThemeModel(corpus, rows, width, found.groups, found.count);
}

const FEW_ROUNDS = 2;

/** Themes in the number that the sample shows: large groups first, then every row by the model that they make. */
function groupOpenly(sample: Sample, seed: number): Grouping {
  const { corpus, rows, width } = sample;
  const large = openGrouping(sample, seed);
  const model = fitThemeModel(corpus, rows, width, large.groups, large.count);
  const best = bestThemes(judge(model, corpus.words, rows).odds, large.count);
  const groups = large.groups.map((group, row) => (group >= 0 ? group : best[row]!));
  return {
    groups: refineGroups(corpus, rows, width, groups, large.count, FEW_ROUNDS),
    count: large.count,
  };
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
