// Judges a grouping by words alone: how probable the texts are when each group has its own word distribution.
import { countByGroup, WORD_FAMILIES, type WordCorpus } from "./word-counts.ts";

/** ln Gamma(x) for x > 0, by Stirling's series after shifting x above 7 (Abramowitz and Stegun, 6.1.41). */
export function logGamma(x: number): number {
  let shift = 1;
  let at = x;
  while (at < 7) {
    shift *= at;
    at++;
  }
  const inverse = 1 / at;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square / 1260));
  return (at - 0.5) * Math.log(at) - at + 0.9189385332046727 + series - Math.log(shift);
}

/** Concentration of directions around their theme, in nats for a cosine of 1. */
export const CONCENTRATION = 5;

/**
 * How well a grouping explains the words of the texts, for each text: the log marginal likelihood of a Dirichlet-multinomial for each
 * group and family (Yin and Wang, 2014), whose prior is worth `strength` average groups.
 */
export function wordEvidence(
  corpus: WordCorpus,
  groups: Int32Array,
  count: number,
  strength = 0.3,
): number {
  const { counts, totals } = countByGroup(corpus, groups, count);
  let evidence = 0;
  for (let family = 0; family < WORD_FAMILIES; family++) {
    const prior = (strength * corpus.occurrences[family]!) / count;
    if (prior === 0) continue;
    for (let c = 0; c < count; c++)
      evidence -= logGamma(totals[family * count + c]! + prior) - logGamma(prior);
  }
  for (let f = 0; f < corpus.background.length; f++) {
    const share = corpus.background[f]!;
    if (share === 0) continue;
    const occurrences = corpus.occurrences[corpus.families[f]!]!;
    const base = (strength * occurrences * share) / count;
    const baseGamma = logGamma(base);
    for (let c = 0; c < count; c++) {
      const inside = counts[f * count + c]!;
      if (inside > 0) evidence += logGamma(inside + base) - baseGamma;
    }
    evidence -= occurrences * share * Math.log(share);
  }
  return evidence / Math.max(1, groups.length);
}
