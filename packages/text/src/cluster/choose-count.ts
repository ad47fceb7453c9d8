// Picks the number of leaf themes when nobody has: merging stops where the words say that two groups differ.
import { directGrouping, mergeInto, type Sample } from "./candidate-groupings.ts";

const MOST_PIECES = 320;
/** Share of the corpus that the prior of a theme's words is worth. */
const PRIOR_SHARE = 0.02;

/** The number of themes of a sample, at least 1. */
export async function chooseCount(
  sample: Sample,
  seed: number,
  afterEach: () => Promise<void>,
): Promise<number> {
  const rowCount = sample.rows.length / sample.width;
  const pieces = Math.max(1, Math.min(MOST_PIECES, Math.floor(rowCount / 5)));
  const small = directGrouping(sample.smoothed, sample.width, pieces, seed, 15);
  await afterEach();
  const { gains } = mergeInto(sample, small, 1, PRIOR_SHARE);
  let merges = 0;
  while (merges < gains.length && gains[merges]! > 0) merges++;
  return Math.min(small.count - merges, mostThemes(rowCount));
}

/**
 * The most themes that a person can survey in so many texts: the rule of thumb `sqrt(n / 2)` of Mardia, Kent and Bibby
 * (Multivariate Analysis, 1979), half as many again, and never fewer than 8. Words alone would go on telling small groups apart.
 */
export function mostThemes(rowCount: number): number {
  return Math.max(8, Math.round(1.5 * Math.sqrt(rowCount / 2)));
}
