// Intervals that stay valid however often one looks: the always-valid side of sequential testing.

import type { Alternative } from "../frequentist/interval-test.ts";
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkLevel } from "../outcome-checks.ts";
import { type Comparison, estimateEffect } from "../statistics/effect.ts";

/** What {@link confidenceSequence} reads. */
export type ConfidenceSequenceInput = Comparison & {
  readonly alternative?: Alternative;
  /** Default 0.95: the share of whole sequences that never leave out the truth. */
  readonly confidenceLevel?: number;
  /**
   * The number of units, over both arms, at which the interval is tightest. Default 5000. It must
   * be fixed before the data are seen.
   */
  readonly tuning?: number;
};

/** One look at an always-valid interval. */
export type ConfidenceSequenceLook = {
  readonly estimate: number;
  readonly standardError: number;
  /** Valid at any stopping time. */
  readonly pValue: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
};

/**
 * The asymptotic confidence sequence of an effect and its always-valid p-value: a normal-mixture
 * sequential probability ratio test, so one may look after every unit and stop at will.
 * Refuses as `estimateEffect` does; a one-sided level must exceed 0.5.
 *
 * Sources: I. Waudby-Smith, D. Arbour, R. Sinha, E. Kennedy, A. Ramdas, "Time-uniform central limit
 * theory and asymptotic confidence sequences", Annals of Statistics 52 (2024): the two-sided and
 * one-sided Gaussian-mixture boundaries and the tuning of rho; H. Robbins, Annals of Mathematical
 * Statistics 41 (1970), for the mixture.
 */
export function confidenceSequence(
  input: ConfidenceSequenceInput,
): Outcome<ConfidenceSequenceLook> {
  const { alternative = "two-sided", confidenceLevel = 0.95, tuning = 5000 } = input;
  const refusal = checkLevel(confidenceLevel);
  if (refusal) return refusal;
  if (!(tuning > 0)) {
    return refuse("invalid-input", `The tuning counts units: received ${tuning}, expected over 0.`);
  }
  const oneSided = alternative !== "two-sided";
  if (oneSided && confidenceLevel <= 0.5) {
    return refuse("invalid-input", "A one-sided sequence needs a confidence level above 0.5.");
  }
  const effect = estimateEffect(input);
  if (!effect.ok) return effect;
  const { estimate, standardError, n } = effect;
  const alpha = 1 - confidenceLevel;
  const mixing = n * mixingVariance(oneSided ? 2 * alpha : alpha, tuning) + 1;
  const look = { estimate, standardError, n };
  const scale = (2 * mixing) / (mixing - 1);
  const sign = alternative === "less" ? -1 : 1;
  const distance = (estimate / standardError) ** 2 / scale;
  if (!oneSided) {
    const half = standardError * Math.sqrt(scale * Math.log(Math.sqrt(mixing) / alpha));
    const pValue = Math.min(1, Math.sqrt(mixing) * Math.exp(-distance));
    return answer({ ...look, pValue, low: estimate - half, high: estimate + half });
  }
  const half = standardError * Math.sqrt(scale * Math.log1p(Math.sqrt(mixing) / (2 * alpha)));
  const reached = sign * estimate > 0;
  const pValue = reached ? Math.min(1, Math.sqrt(mixing) / (2 * Math.expm1(distance))) : 1;
  return answer({
    ...look,
    pValue,
    low: sign > 0 ? estimate - half : -Infinity,
    high: sign > 0 ? Infinity : estimate + half,
  });
}

/** `rho^2` that makes the sequence tightest at `tuning` units (Waudby-Smith et al., appendix). */
function mixingVariance(alpha: number, tuning: number): number {
  const log = -2 * Math.log(alpha);
  return (log + Math.log(log + 1)) / tuning;
}

/** The part of earlier looks that the next one needs. */
export type RunningSequence = {
  readonly pValue: number;
  readonly low: number;
  readonly high: number;
};

/**
 * Joins a new look to the earlier ones: the least p-value and the intersection of the intervals,
 * both still valid. An empty intersection (`low > high`) means that the effect itself drifted.
 */
export function joinLooks(
  earlier: RunningSequence | undefined,
  look: RunningSequence,
): RunningSequence {
  if (!earlier) return { pValue: look.pValue, low: look.low, high: look.high };
  return {
    pValue: Math.min(earlier.pValue, look.pValue),
    low: Math.max(earlier.low, look.low),
    high: Math.min(earlier.high, look.high),
  };
}
