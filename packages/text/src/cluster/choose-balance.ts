// Decides how much the embedder's opinion counts in a corpus: a trade whose words it never met is better told apart by the texts themselves.
import { directGrouping } from "./candidate-groupings.ts";
import { wordEvidence } from "./evidence.ts";
import { refineGroups } from "./theme-model.ts";
import {
  type LearntSpace,
  pickTexts,
  type SeenTexts,
  type SpokenTexts,
  type ThemeSpace,
  weigh,
} from "./theme-space.ts";
import { wordCorpus } from "./word-counts.ts";

const STARTS = 2;
/** Texts that the trial groupings are made of, at most. */
const MOST_TRIED = 5000;
/** Another balance than the first must make each text likelier by so many nats on average. */
const LEAST_GAIN = 0.05;

/** A space, and a sample as seen in it. */
export interface BalancedSpace {
  readonly space: ThemeSpace;
  readonly seen: SeenTexts;
}

/**
 * The balance of `learnt` under which groupings (k-means into `count` groups from two starts, refined) make the words of at most 5,000
 * texts of `sample` most probable, the first unless another is clearly better. Words are judged alone, since lengths of sums are no measure between spaces.
 */
export function chooseBalance(
  learnt: LearntSpace,
  sample: SpokenTexts,
  count: number,
  seed: number,
): BalancedSpace {
  const all = learnt.look(sample);
  const { length } = sample.texts;
  const tried = length <= MOST_TRIED ? all : pickTexts(all, evenSteps(length));
  let best = learnt.balances[0]!;
  let most = Number.NEGATIVE_INFINITY;
  if (learnt.balances.length > 1) {
    for (const balance of learnt.balances) {
      const evidence = evidenceOf(learnt.balanced(balance), weigh(tried, balance), count, seed);
      if (evidence > most + LEAST_GAIN) [best, most] = [balance, evidence];
    }
  }
  return { space: learnt.balanced(best), seen: weigh(all, best) };
}

/** Places at even steps. */
function evenSteps(count: number): Int32Array {
  return Int32Array.from({ length: MOST_TRIED }, (_, i) => Math.floor((i * count) / MOST_TRIED));
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
