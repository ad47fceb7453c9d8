// Says before an experiment what it can find: power, size, smallest effect and duration.
import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import type { Alternative } from "../frequentist/interval-test.ts";
import { sidakLevel } from "../multiple/adjust-p-values.ts";
import { answer, type Outcome, type Refusal, refuse } from "../outcome.ts";
import { isScale, LARGEST_NUMBER } from "../outcome-checks.ts";

/** The metric to be compared, as known before the experiment. */
export type PlannedMetric =
  | { readonly kind: "proportion"; readonly baseRate: number }
  | { readonly kind: "mean"; readonly mean: number; readonly standardDeviation: number };

/** An experiment in planning. */
export type PowerDesign = {
  readonly metric: PlannedMetric;
  /** How the effect (and margin) are meant: share of the base, or in the metric's units. */
  readonly difference: "relative" | "absolute";
  /** Control and treatments together. Default 2. */
  readonly arms?: number;
  /** For all comparisons with control together (Sidak). Default 0.05. */
  readonly significanceLevel?: number;
  readonly alternative?: Alternative;
  /** Effect under the null hypothesis, for example a margin of -0.02. Default 0. */
  readonly nullEffect?: number;
};

/** More units than this are no plan. */
const LARGEST_SIZE = 1e15;

/** Power of a comparison of one treatment with control. */
export type PowerResult = {
  readonly power: number;
  /** Whole units in each arm: the total, divided and rounded down. */
  readonly sizePerArm: number;
};

/**
 * Power to see `effect` with `totalSize` units over all arms, by the normal approximation with the
 * variance of both arms, counting both tails of a two-sided test.
 * Refuses impossible designs (`invalid-input`) and fewer than 2 units per arm.
 *
 * Source: J. Fleiss, "Statistical methods for rates and proportions", section 4 (unpooled variance).
 */
export function powerOf(
  design: PowerDesign,
  input: { readonly effect: number; readonly totalSize: number },
): Outcome<PowerResult> {
  const sizePerArm = Math.floor(input.totalSize / (design.arms ?? 2));
  const refusal = checkDesign(design) ?? checkEffect(design, input.effect) ?? checkSize(sizePerArm);
  if (refusal) return refusal;
  return answer({ power: powerAt(design, input.effect, sizePerArm), sizePerArm });
}

/** Units needed. */
export type SampleSize = {
  readonly sizePerArm: number;
  readonly totalSize: number;
};

/**
 * The least number of units with at least `power` (default 0.8) to see `effect`. Refuses an effect
 * equal to the null effect, or on the wrong side of a one-sided question, as `out-of-reach`.
 */
export function sampleSizeFor(
  design: PowerDesign,
  input: { readonly effect: number; readonly power?: number },
): Outcome<SampleSize> {
  const { effect, power = 0.8 } = input;
  const refusal = checkDesign(design) ?? checkEffect(design, effect) ?? checkPower(power);
  if (refusal) return refusal;
  const { alternative = "two-sided", nullEffect = 0, arms = 2 } = design;
  const towards = Math.sign(effect - nullEffect);
  const wanted = alternative === "greater" ? 1 : alternative === "less" ? -1 : towards;
  if (towards === 0 || towards !== wanted) {
    return refuse("out-of-reach", `No size can show ${effect} against ${nullEffect}.`);
  }
  let high = 2;
  while (powerAt(design, effect, high) < power) {
    high *= 2;
    if (high > LARGEST_SIZE)
      return refuse("out-of-reach", "The effect would need over 1e15 units per arm.");
  }
  let low = high / 2;
  while (high - low > 1) {
    const size = Math.floor((low + high) / 2);
    if (powerAt(design, effect, size) < power) low = size;
    else high = size;
  }
  return answer({ sizePerArm: high, totalSize: high * arms });
}

/** The smallest effects, upwards and downwards, that the size can show. */
export type DetectableEffect = {
  /** In the design's units; undefined where even the largest possible effect is not enough. */
  readonly increase: number | undefined;
  readonly decrease: number | undefined;
};

/**
 * The minimum detectable effect of `totalSize` units with `power` (default 0.8), each way from the
 * null effect; a one-sided design answers its own side only.
 */
export function minimumDetectableEffect(
  design: PowerDesign,
  input: { readonly totalSize: number; readonly power?: number },
): Outcome<DetectableEffect> {
  const { totalSize, power = 0.8 } = input;
  const size = Math.floor(totalSize / (design.arms ?? 2));
  const refusal = checkDesign(design) ?? checkSize(size) ?? checkPower(power);
  if (refusal) return refusal;
  const { alternative } = design;
  const increase = alternative === "less" ? undefined : leastEffect(design, size, power, 1);
  const decrease = alternative === "greater" ? undefined : leastEffect(design, size, power, -1);
  if (increase === undefined && decrease === undefined) {
    return refuse("out-of-reach", `${totalSize} units cannot show any possible effect.`);
  }
  return answer({ increase, decrease });
}

/** How long an experiment takes. */
export type Duration = {
  /** Days until the units are in, rounded up. */
  readonly days: number;
  /** The same rounded up to whole weeks, so that every weekday counts alike. */
  readonly weeks: number;
};

/** Days and weeks until `totalSize` units arrive at `unitsPerDay`; refuses without arrivals. */
export function durationFor(input: {
  readonly totalSize: number;
  readonly unitsPerDay: number;
}): Outcome<Duration> {
  const { totalSize, unitsPerDay } = input;
  const days = Math.ceil(totalSize / unitsPerDay);
  if (!(unitsPerDay > 0 && days >= 1 && days <= LARGEST_SIZE)) {
    return refuse(
      "invalid-input",
      `A duration needs units and arrivals over 0: received ${totalSize} at ${unitsPerDay} a day.`,
    );
  }
  return answer({ days, weeks: Math.ceil(days / 7) });
}

function powerAt(design: PowerDesign, effect: number, size: number): number {
  const { alternative = "two-sided", nullEffect = 0, arms = 2, significanceLevel = 0.05 } = design;
  const base = baseOf(design.metric);
  const unit = design.difference === "relative" ? Math.abs(base) : 1;
  const variance = varianceSum(design.metric, base + effect * unit);
  const level = sidakLevel(significanceLevel, arms - 1);
  const drift = (effect - nullEffect) * unit * Math.sqrt(size / variance);
  if (alternative === "greater") return normalCdf(drift + normalQuantile(level));
  if (alternative === "less") return normalCdf(-drift + normalQuantile(level));
  const z = normalQuantile(level / 2);
  return normalCdf(drift + z) + normalCdf(-drift + z);
}

function leastEffect(
  design: PowerDesign,
  size: number,
  power: number,
  sign: 1 | -1,
): number | undefined {
  const { nullEffect = 0, metric, difference } = design;
  const base = baseOf(metric);
  const unit = difference === "relative" ? Math.abs(base) : 1;
  const limit =
    metric.kind === "mean"
      ? Infinity
      : Math.abs((sign > 0 ? 1 - base : base) / unit - sign * nullEffect);
  let low = 0;
  let high = limit;
  if (limit === Infinity) {
    high = Math.abs(nullEffect) || 1e-9;
    while (powerAt(design, nullEffect + sign * high, size) < power) high *= 2;
  } else if (powerAt(design, nullEffect + sign * limit * (1 - 1e-12), size) < power) {
    return undefined;
  }
  for (let i = 0; i < 200 && high - low > 1e-15 * high; i++) {
    const middle = (low + high) / 2;
    if (powerAt(design, nullEffect + sign * middle, size) < power) low = middle;
    else high = middle;
  }
  return nullEffect + sign * high;
}

function baseOf(metric: PlannedMetric): number {
  return metric.kind === "proportion" ? metric.baseRate : metric.mean;
}

/** Variance of one unit of control plus one of treatment. */
function varianceSum(metric: PlannedMetric, treated: number): number {
  if (metric.kind === "mean") return 2 * metric.standardDeviation ** 2;
  return metric.baseRate * (1 - metric.baseRate) + treated * (1 - treated);
}

function checkDesign(design: PowerDesign): Refusal | undefined {
  const { metric, difference, arms = 2, significanceLevel = 0.05, nullEffect = 0 } = design;
  if (metric.kind === "proportion" && !(metric.baseRate > 0 && metric.baseRate < 1)) {
    return refuse("invalid-input", `A base rate lies in (0, 1): received ${metric.baseRate}.`);
  }
  if (
    metric.kind === "mean" &&
    !(isScale(metric.standardDeviation) && Math.abs(metric.mean) <= LARGEST_NUMBER)
  ) {
    return refuse("invalid-input", "A mean needs a finite base and a standard deviation over 0.");
  }
  if (difference === "relative" && !isScale(Math.abs(baseOf(metric)))) {
    return refuse("zero-baseline", "A relative effect needs a base other than 0.");
  }
  if (!(Number.isInteger(arms) && arms >= 2 && Math.abs(nullEffect) <= LARGEST_NUMBER)) {
    return refuse("invalid-input", `An experiment has 2 arms or more: received ${arms}.`);
  }
  if (significanceLevel > 0 && significanceLevel < 1) return undefined;
  return refuse(
    "invalid-input",
    `A significance level lies in (0, 1): received ${significanceLevel}.`,
  );
}

function checkEffect(design: PowerDesign, effect: number): Refusal | undefined {
  const { metric, difference } = design;
  if (!(Math.abs(effect) <= LARGEST_NUMBER)) {
    return refuse("invalid-input", `An effect must be finite: received ${effect}.`);
  }
  if (metric.kind === "mean") return undefined;
  const treated = metric.baseRate + effect * (difference === "relative" ? metric.baseRate : 1);
  if (treated >= 0 && treated <= 1) return undefined;
  return refuse("invalid-input", `The effect would make the share ${treated}, outside [0, 1].`);
}

function checkSize(sizePerArm: number): Refusal | undefined {
  if (sizePerArm > LARGEST_SIZE) {
    return refuse("invalid-input", `Units per arm: received ${sizePerArm}, expected 1e15 at most.`);
  }
  if (sizePerArm >= 2) return undefined;
  return refuse("too-few-observations", `Each arm needs 2 units: received ${sizePerArm}.`);
}

function checkPower(power: number): Refusal | undefined {
  if (power > 0 && power < 1) return undefined;
  return refuse("invalid-input", `Power lies in (0, 1): received ${power}, for example 0.8.`);
}
