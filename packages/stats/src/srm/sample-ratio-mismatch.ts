// Finds out whether an experiment's arms have the sizes they were meant to have.
import { chiSquaredSurvival } from "../distributions/gamma.ts";
import { logGamma } from "../distributions/log-gamma.ts";
import { answer, type Outcome, type Refusal, refuse } from "../outcome.ts";
import { checkCounts, isScale } from "../outcome-checks.ts";

/** What {@link sampleRatioMismatch} reads. */
export type SampleRatioInput = {
  /** Units seen in each arm. */
  readonly observed: readonly number[];
  /** Weight of each arm, in any unit: [50, 50] and [1, 1] mean the same. */
  readonly weights: readonly number[];
  /** Below this p-value the split is called broken. Default 0.001. */
  readonly significanceLevel?: number;
};

/** Whether the split can be chance. */
export type SampleRatio = {
  readonly pValue: number;
  readonly isMismatch: boolean;
  /** Units expected in each arm. */
  readonly expected: readonly number[];
};

/**
 * Pearson's chi-squared test of the split. Arms of weight 0 must be empty and do not count.
 * Refuses with `no-data` and `invalid-input`.
 *
 * Sources: K. Pearson (1900); A. Fabijan et al., "Diagnosing sample ratio mismatch in online
 * controlled experiments", KDD 2019.
 */
export function sampleRatioMismatch(input: SampleRatioInput): Outcome<SampleRatio> {
  const { observed, significanceLevel = 0.001 } = input;
  const refusal = check(input);
  if (refusal) return refusal;
  const expected = expectedCounts(input);
  let statistic = 0;
  let arms = 0;
  for (let i = 0; i < observed.length; i++) {
    if (expected[i] === 0) continue;
    arms++;
    statistic += (observed[i] - expected[i]) ** 2 / expected[i];
  }
  const pValue = chiSquaredSurvival(statistic, arms - 1);
  return answer({ pValue, isMismatch: pValue < significanceLevel, expected });
}

/**
 * The same question for a split that is watched all the time: the p-value holds at any stopping
 * time. `concentration` is the weight of the prior on the planned split, default 1000 units; it
 * must be fixed beforehand.
 *
 * Source: M. Lindon and A. Malek, "Anytime-valid inference for multinomial count data",
 * NeurIPS 2022: the multinomial against a Dirichlet mixture. A mixture's likelihood ratio is a
 * test martingale whatever the order of arrival, so the last counts suffice.
 */
export function sequentialSampleRatio(
  input: SampleRatioInput & { readonly concentration?: number },
): Outcome<SampleRatio> {
  const { observed, weights, significanceLevel = 0.001, concentration = 1000 } = input;
  const refusal = check(input);
  if (refusal) return refusal;
  const total = sum(observed);
  const totalWeight = sum(weights);
  let logRatio = logGamma(concentration) - logGamma(concentration + total);
  for (let i = 0; i < observed.length; i++) {
    if (weights[i] === 0) continue;
    const share = weights[i] / totalWeight;
    const prior = concentration * share;
    logRatio += logGamma(prior + observed[i]) - logGamma(prior) - observed[i] * Math.log(share);
  }
  const pValue = Math.min(1, Math.exp(-logRatio));
  return answer({
    pValue,
    isMismatch: pValue < significanceLevel,
    expected: expectedCounts(input),
  });
}

function expectedCounts({ observed, weights }: SampleRatioInput): number[] {
  const perWeight = sum(observed) / sum(weights);
  return weights.map((weight) => weight * perWeight);
}

function check({ observed, weights }: SampleRatioInput): Refusal | undefined {
  const counts = checkCounts("The arms", observed);
  if (counts) return counts;
  if (weights.length !== observed.length || !weights.every((w) => w === 0 || isScale(w))) {
    return refuse("invalid-input", "Every arm needs a weight of 0 or more, one per count.");
  }
  if (weights.filter((weight) => weight > 0).length < 2) {
    return refuse("invalid-input", "A split needs at least 2 arms with a weight above 0.");
  }
  if (observed.some((count, i) => count > 0 && weights[i] === 0)) {
    return refuse("invalid-input", "An arm of weight 0 received units; give it its true weight.");
  }
  if (sum(observed) === 0) return refuse("no-data", "No arm has any units yet.");
  return undefined;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
