// Tests a share exactly, without leaning on the normal distribution.
import { betaQuantile } from "../distributions/beta.ts";
import { binomialAtLeast, binomialCdf, binomialProbability } from "../distributions/counts.ts";
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkLevel, isCount } from "../outcome-checks.ts";

/** What {@link binomialTest} reads. */
export type BinomialTestInput = {
  readonly successes: number;
  readonly trials: number;
  /** The share under the null hypothesis. Default 0.5, the sign test. */
  readonly share?: number;
  /** Default 0.95. */
  readonly confidenceLevel?: number;
};

/** An exact test of a share and its exact interval. */
export type BinomialTest = {
  readonly estimate: number;
  /** Twice the smaller tail, in agreement with the interval. */
  readonly pValue: number;
  /** The same with half the probability of what was seen: closer to the level, not guaranteed. */
  readonly midPValue: number;
  readonly low: number;
  readonly high: number;
};

/**
 * The exact binomial test with the interval of Clopper and Pearson. Refuses with `no-data` and
 * `invalid-input`.
 *
 * Source: C. Clopper and E. Pearson, Biometrika 26 (1934).
 */
export function binomialTest(input: BinomialTestInput): Outcome<BinomialTest> {
  const { successes, trials, share = 0.5, confidenceLevel = 0.95 } = input;
  const refusal = checkLevel(confidenceLevel);
  if (refusal) return refusal;
  const whole = isCount(successes) && isCount(trials);
  if (!(whole && successes <= trials && share >= 0 && share <= 1)) {
    return refuse(
      "invalid-input",
      `An exact test needs whole successes of trials: received ${successes} of ${trials}.`,
    );
  }
  if (trials === 0) return refuse("no-data", "A share of zero trials is unknown.");
  const below = binomialCdf(successes, trials, share);
  const above = binomialAtLeast(successes, trials, share);
  const tail = Math.min(below, above);
  const seen = binomialProbability(successes, trials, share);
  return answer({
    estimate: successes / trials,
    pValue: Math.min(1, 2 * tail),
    midPValue: Math.min(1, 2 * tail - seen),
    ...clopperPearson(successes, trials, confidenceLevel),
  });
}

/** The exact interval of a share; arguments are taken as checked. */
export function clopperPearson(
  successes: number,
  trials: number,
  confidenceLevel: number,
): { low: number; high: number } {
  const tail = (1 - confidenceLevel) / 2;
  const failures = trials - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures === 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures),
  };
}
