// Decides how much the embedder's opinion counts in a corpus: a trade whose words it never met is better told apart by the texts themselves.
import { directGrouping } from "./candidate-groupings.ts";
import { wordEvidence } from "./evidence.ts";
import { refineGroups } from "./theme-model.ts";
import type { SeenTexts, ThemeSpace } from "./theme-space.ts";
import { wordCorpus } from "./word-counts.ts";

const STARTS = 2;

/** A space, and a sample as seen in it. */
export interface BalancedSpace {
  readonly space: ThemeSpace;
  readonly seen: SeenTexts;
}

/**
 * The balance of `space` under which groupings of `sample` (k-means into `count` groups from two starts, refined) make its words most
 * probable. Words are judged alone, since lengths of sums are no measure between spaces.
 */
export function chooseBalance(
  space: ThemeSpace,
  sample: readonly string[],
  count: number,
  seed: number,
): BalancedSpace {
  let best: BalancedSpace | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const balance of space.balances) {
    const tried = space.balanced(balance);
    const seen = tried.see(sample);
    if (space.balances.length === 1) return { space: tried, seen };
    const evidence = evidenceOf(tried, seen, count, seed);
    if (best !== null && evidence <= most) continue;
    best = { space: tried, seen };
    most = evidence;
  }
  return best!;
}

/** The higher evidence of two starts. */
function evidenceOf(space: ThemeSpace, seen: SeenTexts, count: number, seed: number): number {
  const corpus = wordCorpus(seen.words, space.wordFamilies);
  let most = Number.NEGATIVE_INFINITY;
  for (let start = 0; start < STARTS; start++) {
    const found = directGrouping(seen.rows, space.width, count, seed + 101 * start, 15);
    const groups = refineGroups(corpus, seen.rows, space.width, found.groups, found.count, 3);
    most = Math.max(most, wordEvidence(corpus, groups, found.count));
  }
  return most;
}
