// Draws the effects of segments towards their common one, as far as chance alone would spread them.
import { chiSquaredSurvival } from "../distributions/gamma.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkNumbers } from "../outcome-checks.ts";

/** One segment's effect as it was estimated. */
export type SegmentEstimate = {
  readonly estimate: number;
  /** Over 0. */
  readonly standardError: number;
};

/** Effects of segments read together. */
export type ShrunkEffects = {
  /** Chance of a spread as wide as this one if all segments had one effect (Cochran's Q). */
  readonly pValue: number;
  /** Standard deviation of the true effects between segments; 0 where chance explains the spread. */
  readonly spread: number;
  /** The common effect, weighted by what each segment knows. */
  readonly common: number;
  /** In the order received: the effect drawn towards the common one, with its 95 % interval. */
  readonly effects: readonly {
    readonly estimate: number;
    readonly low: number;
    readonly high: number;
    /** How far it was drawn, from 0 (not at all) to 1 (onto the common effect). */
    readonly shrinkage: number;
  }[];
};

/**
 * Empirical-Bayes shrinkage under a normal random-effects model; the interval counts the common
 * effect as estimated. Refuses fewer than two segments (`too-few-observations`) and impossible
 * figures (`invalid-input`).
 *
 * Sources: W. Cochran, Biometrics 10 (1954), Q; R. DerSimonian and N. Laird, Controlled Clinical
 * Trials 7 (1986), the spread; C. Morris, JASA 78 (1983), empirical-Bayes estimates.
 */
export function shrinkEffects(segments: readonly SegmentEstimate[]): Outcome<ShrunkEffects> {
  const refusal =
    checkNumbers(
      "The estimates",
      segments.map(({ estimate }) => estimate),
    ) ??
    checkNumbers(
      "The standard errors",
      segments.map(({ standardError }) => standardError),
    );
  if (refusal) return refusal;
  if (segments.length < 2) {
    return refuse(
      "too-few-observations",
      `Segments are compared from two on: received ${segments.length}.`,
    );
  }
  if (!segments.every(({ standardError }) => standardError > 0)) {
    return refuse("invalid-input", "Each segment needs a standard error over 0.");
  }
  const fixed = weigh(segments, 0);
  const q = segments.reduce(
    (sum, { estimate, standardError }) => sum + ((estimate - fixed.common) / standardError) ** 2,
    0,
  );
  const squares = segments.reduce((sum, { standardError }) => sum + standardError ** -4, 0);
  const spare = segments.length - 1;
  const variance = Math.max(0, (q - spare) / (fixed.weight - squares / fixed.weight));
  const { common, weight } = weigh(segments, variance);
  const z = normalQuantile(0.975);
  const effects = segments.map(({ estimate, standardError }) => {
    const shrinkage = standardError ** 2 / (standardError ** 2 + variance);
    const drawn = shrinkage * common + (1 - shrinkage) * estimate;
    const half = z * Math.sqrt((1 - shrinkage) * standardError ** 2 + shrinkage ** 2 / weight);
    return { estimate: drawn, low: drawn - half, high: drawn + half, shrinkage };
  });
  return answer({
    pValue: chiSquaredSurvival(q, spare),
    spread: Math.sqrt(variance),
    common,
    effects,
  });
}

function weigh(segments: readonly SegmentEstimate[], variance: number) {
  let weight = 0;
  let sum = 0;
  for (const { estimate, standardError } of segments) {
    const own = 1 / (standardError ** 2 + variance);
    weight += own;
    sum += own * estimate;
  }
  return { common: sum / weight, weight };
}
