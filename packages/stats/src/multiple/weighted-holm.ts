// Keeps many tests at once from finding something by chance, where some of them matter more.
import { answer, type Outcome, refuse } from "../outcome.ts";
import type { AdjustedPValues } from "./adjust-p-values.ts";

/** A test and its share of the level. */
export type WeightedPValue = {
  readonly pValue: number;
  /** Over 0, in any unit. */
  readonly weight: number;
};

/**
 * Holm's step-down with weights: the chance of even one false rejection stays at the level, under
 * any dependence; a test of twice the weight may use twice the level, and what a rejection leaves
 * over goes to the others by their weights. Equal weights give Holm's own. Refuses p-values outside
 * [0, 1] and weights that are not over 0.
 *
 * Source: S. Holm, Scandinavian Journal of Statistics 6 (1979), section 4; Y. Benjamini and
 * Y. Hochberg, Scandinavian Journal of Statistics 24 (1997), for the adjusted p-values.
 */
export function weightedHolm(tests: readonly WeightedPValue[]): Outcome<AdjustedPValues> {
  for (const { pValue, weight } of tests) {
    if (!(pValue >= 0 && pValue <= 1)) {
      return refuse("invalid-input", `A p-value lies in [0, 1]: received ${pValue}.`);
    }
    if (!(weight > 0 && weight < Infinity)) {
      return refuse("invalid-input", `A weight is over 0 and finite: received ${weight}.`);
    }
  }
  const order = tests
    .map(({ pValue, weight }, at) => ({ at, ratio: pValue / weight }))
    .sort((a, b) => a.ratio - b.ratio || a.at - b.at);
  const adjusted = new Array<number>(tests.length);
  let left = tests.reduce((sum, { weight }) => sum + weight, 0);
  let held = 0;
  for (const { at, ratio } of order) {
    held = Math.max(held, Math.min(1, ratio * left));
    adjusted[at] = held;
    left -= tests[at].weight;
  }
  return answer({ adjusted });
}
