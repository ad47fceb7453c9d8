// Reads an experiment as a belief about its effect: chance to win, risk and a credible interval.
import { normalCdf, normalDensity, normalQuantile } from "../distributions/normal.ts";
import { answer, type Refusal, refuse } from "../outcome.ts";
import { checkLevel } from "../outcome-checks.ts";
import { type Comparison, estimateEffect } from "../statistics/effect.ts";
import { momentsOf } from "../statistics/moments.ts";

/** A normal belief about the effect, held before the data. */
export type EffectPrior = {
  readonly mean: number;
  /** Over 0. */
  readonly variance: number;
  /** Whether mean and variance speak of the relative or absolute effect. Default "relative". */
  readonly scale?: "relative" | "absolute";
};

/** What {@link bayesianEffect} reads. */
export type BayesianEffectInput = Comparison & {
  /** Left out: flat, all effects equally likely. */
  readonly prior?: EffectPrior;
  /** Default 0.95. */
  readonly credibleLevel?: number;
  /** True for metrics such as crashes, where a fall wins. Default false. */
  readonly lowerIsBetter?: boolean;
};

/** The posterior of the effect, a normal distribution, and what follows from it. */
export type BayesianEffect = {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly low: number;
  readonly high: number;
  /** Probability that treatment is better than control. */
  readonly chanceToWin: number;
  /** Expected loss by keeping each arm, in units of the effect; at least 0. */
  readonly risk: { readonly control: number; readonly treatment: number };
};

/** A refusal that says what the prior alone would answer. */
export type BayesianRefusal = Refusal & {
  /** Not evidence: the belief before any data (a flat prior: mean 0, chance 0.5). */
  readonly priorOnly: { readonly mean: number; readonly chanceToWin: number };
};

/**
 * Normal posterior of an absolute or relative effect from sums of any kind. Refuses as
 * `estimateEffect` does; each refusal carries the prior's own answer in `priorOnly`.
 *
 * Source: the conjugate normal update, A. Gelman et al., "Bayesian data analysis" (3rd edition),
 * section 2.5; the expected loss of C. Stucchio, "Bayesian A/B testing at VWO" (2015), here of a
 * normal posterior.
 */
export function bayesianEffect(
  input: BayesianEffectInput,
): ({ readonly ok: true } & BayesianEffect) | BayesianRefusal {
  const { prior, credibleLevel = 0.95, lowerIsBetter = false } = input;
  const refusal = checkLevel(credibleLevel) ?? checkPrior(prior);
  if (refusal) return withPrior(refusal, undefined, lowerIsBetter);
  const effect = estimateEffect(input);
  if (!effect.ok) return withPrior(effect, prior, lowerIsBetter);
  const scaled = scalePrior(prior, input);
  if (scaled === "zero-baseline") {
    const why = refuse("zero-baseline", "The prior is relative, but the control's mean is 0.");
    return withPrior(why, prior, lowerIsBetter);
  }
  const dataPrecision = 1 / effect.standardError ** 2;
  const precision = dataPrecision + (scaled ? 1 / scaled.variance : 0);
  const pull = scaled ? scaled.mean / scaled.variance : 0;
  const mean = (effect.estimate * dataPrecision + pull) / precision;
  const standardDeviation = Math.sqrt(1 / precision);
  const half = normalQuantile(1 - (1 - credibleLevel) / 2) * standardDeviation;
  const up = expectedExcess(mean, standardDeviation);
  const down = expectedExcess(-mean, standardDeviation);
  return answer({
    mean,
    standardDeviation,
    low: mean - half,
    high: mean + half,
    chanceToWin: normalCdf((lowerIsBetter ? -mean : mean) / standardDeviation),
    risk: lowerIsBetter ? { control: down, treatment: up } : { control: up, treatment: down },
  });
}

/** `E[max(X, 0)]` of a normal `X`. */
function expectedExcess(mean: number, standardDeviation: number): number {
  const z = mean / standardDeviation;
  return Math.max(0, mean * normalCdf(z) + standardDeviation * normalDensity(z));
}

/** The prior in the units of the wanted difference. */
function scalePrior(
  prior: EffectPrior | undefined,
  { control, difference = "absolute" }: Comparison,
): { mean: number; variance: number } | undefined | "zero-baseline" {
  if (!prior) return undefined;
  const scale = prior.scale ?? "relative";
  if (scale === difference) return prior;
  const baseline = Math.abs(momentsOf(control).mean);
  if (baseline === 0) return "zero-baseline";
  const factor = scale === "relative" ? baseline : 1 / baseline;
  return { mean: prior.mean * factor, variance: prior.variance * factor * factor };
}

function checkPrior(prior: EffectPrior | undefined): Refusal | undefined {
  if (!prior || (prior.variance > 0 && Number.isFinite(prior.mean))) return undefined;
  return refuse(
    "invalid-input",
    `A prior needs a finite mean and a variance over 0: received ${prior.mean}, ${prior.variance}.`,
  );
}

function withPrior(
  refusal: Refusal,
  prior: EffectPrior | undefined,
  lowerIsBetter: boolean,
): BayesianRefusal {
  const mean = prior?.mean ?? 0;
  const z = prior ? mean / Math.sqrt(prior.variance) : 0;
  return { ...refusal, priorOnly: { mean, chanceToWin: normalCdf(lowerIsBetter ? -z : z) } };
}
