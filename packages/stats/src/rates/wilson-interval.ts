// Gives a share its interval, honest for few trials and for shares near 0 or 1.
import { normalQuantile } from "../distributions/normal.ts";
import { answer, type Outcome, refuse } from "../outcome.ts";
import { LARGEST_COUNT } from "../outcome-checks.ts";

/** What {@link wilsonInterval} needs: `successes` of `trials`, both counts. */
export type WilsonInput = {
  readonly successes: number;
  readonly trials: number;
  /** Share of intervals that cover the truth, in (0, 1). Default 0.95. */
  readonly confidenceLevel?: number;
};

/** A share in [0, 1] with its interval. */
export type ShareInterval = {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
};

/**
 * The score interval of a proportion.
 *
 * Refuses with `no-data` for zero trials and `invalid-input` for counts that cannot be.
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
 * JASA 22 (1927).
 *
 * @example wilsonInterval({ successes: 0, trials: 10 }) // low 0, high 0.2775
 */
export function wilsonInterval(input: WilsonInput): Outcome<ShareInterval> {
  const { successes, trials, confidenceLevel = 0.95 } = input;
  if (!(successes >= 0 && successes <= trials && trials <= LARGEST_COUNT)) {
    return refuse(
      "invalid-input",
      `A share needs 0 <= successes <= trials: received ${successes} of ${trials}.`,
    );
  }
  if (!(confidenceLevel > 0 && confidenceLevel < 1)) {
    return refuse(
      "invalid-input",
      `A confidence level lies between 0 and 1: received ${confidenceLevel}.`,
    );
  }
  if (trials === 0) return refuse("no-data", "A share of zero trials is unknown.");
  const z = normalQuantile(1 - (1 - confidenceLevel) / 2);
  const estimate = successes / trials;
  const weight = (z * z) / trials;
  const centre = (estimate + weight / 2) / (1 + weight);
  const spread = (estimate * (1 - estimate)) / trials + weight / (4 * trials);
  const half = (z * Math.sqrt(spread)) / (1 + weight);
  return answer({
    estimate,
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
  });
}
