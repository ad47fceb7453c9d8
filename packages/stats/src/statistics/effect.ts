// Estimates how far treatment lies from control, the step that every test over sums shares.
import { answer, type Outcome, type Refusal, refuse } from "../outcome.ts";
import { isCount, LARGEST_NUMBER } from "../outcome-checks.ts";
import { cupedCoefficient } from "./cuped.ts";
import { covarianceOf, type Moments, momentsOf, varianceOf } from "./moments.ts";
import type { AdjustedStatistic, Statistic } from "./statistic.ts";

/** Two arms of one metric; both statistics must be of one kind. */
export type Comparison = {
  readonly control: Statistic;
  readonly treatment: Statistic;
  /** Treatment minus control, or that divided by `|control mean|`. Default "absolute". */
  readonly difference?: "absolute" | "relative";
};

/** An estimated effect with what its tests need. */
export type Effect = {
  readonly estimate: number;
  readonly standardError: number;
  readonly controlMean: number;
  readonly treatmentMean: number;
  /** Units in both arms. */
  readonly n: number;
  /** Welch and Satterthwaite's, from both arms' variances. */
  readonly degreesOfFreedom: number;
};

/** A baseline below this share of its own standard deviation is rounding, not a baseline. */
const NO_BASELINE = 1e-12;

/**
 * The effect, its standard error and degrees of freedom, without assuming equal variances.
 * A relative effect's error comes from the delta method, the baseline counted as estimated.
 *
 * Refuses with `no-data`, `too-few-observations` (under 2 units), `zero-variance`,
 * `zero-baseline` (relative only) and `invalid-input`.
 *
 * Sources: B. L. Welch, Biometrika 34 (1947); Deng, Knoblich, Lu, KDD 2018, section 3 (relative);
 * Deng, Xu, Kohavi, Walker, WSDM 2013 (adjusted).
 */
export function estimateEffect(comparison: Comparison): Outcome<Effect> {
  const { control, treatment, difference = "absolute" } = comparison;
  const refusal = checkArms(control, treatment);
  if (refusal) return refusal;
  const arms =
    control.kind === "adjusted" && treatment.kind === "adjusted"
      ? adjustedArms(control, treatment)
      : { a: momentsOf(control), b: momentsOf(treatment), relativeCovariance: 0 };
  const { a, b } = arms;
  if (a.variance <= 0 || b.variance <= 0)
    return noVariance(a.variance <= 0 ? "control" : "treatment");
  const baseline = Math.abs(momentsOf(control).mean);
  if (difference === "relative" && baseline <= NO_BASELINE * Math.sqrt(a.variance)) {
    return refuse("zero-baseline", "A relative effect needs a control mean other than 0.");
  }
  const relative = difference === "relative";
  const estimate = (b.mean - a.mean) / (relative ? baseline : 1);
  const variance = relative
    ? relativeVariance(arms, momentsOf(control), momentsOf(treatment).mean)
    : a.variance / a.n + b.variance / b.n;
  if (!(variance > 0)) return noVariance("effect");
  return answer({
    estimate,
    standardError: Math.sqrt(variance),
    controlMean: a.mean,
    treatmentMean: b.mean,
    n: a.n + b.n,
    degreesOfFreedom: welchDegreesOfFreedom(a, b),
  });
}

/** Degrees of freedom of a difference of means with unequal variances (Welch 1947). */
export function welchDegreesOfFreedom(a: Moments, b: Moments): number {
  const va = a.variance / a.n;
  const vb = b.variance / b.n;
  return (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
}

/** Why two arms cannot be compared, or nothing. */
export function checkArms(control: Statistic, treatment: Statistic): Refusal | undefined {
  if (control.kind !== treatment.kind) {
    return refuse(
      "invalid-input",
      `Both arms must be of one kind: received ${control.kind} and ${treatment.kind}.`,
    );
  }
  for (const arm of [control, treatment]) {
    const sound = numbersOf(arm).every((x) => Math.abs(x) <= LARGEST_NUMBER) && isCount(arm.n);
    if (!sound) {
      return refuse(
        "invalid-input",
        "An arm's sums must be finite (1e100 at most), its n a count.",
      );
    }
    if (arm.kind === "proportion" && !(arm.sum >= 0 && arm.sum <= arm.n)) {
      return refuse(
        "invalid-input",
        `A share needs 0 <= sum <= n: received ${arm.sum} of ${arm.n}.`,
      );
    }
  }
  if (control.n === 0 || treatment.n === 0) {
    return refuse("no-data", `Both arms need units: received ${control.n} and ${treatment.n}.`);
  }
  if (control.n < 2 || treatment.n < 2) {
    return refuse(
      "too-few-observations",
      `A variance needs 2 units per arm: received ${control.n} and ${treatment.n}.`,
    );
  }
  return undefined;
}

type Arms = {
  readonly a: Moments;
  readonly b: Moments;
  /** Covariance of the control's adjusted mean with the part CUPED took off it. */
  readonly relativeCovariance: number;
};

function adjustedArms(control: AdjustedStatistic, treatment: AdjustedStatistic): Arms {
  const theta = cupedCoefficient(control, treatment);
  const [a, b] = [control, treatment].map((arm) => {
    const pre = varianceOf(arm.pre, arm.n);
    const covariance = covarianceOf(arm.post, arm.pre, arm.sumProducts, arm.n);
    return {
      n: arm.n,
      mean: (arm.post.sum - theta * arm.pre.sum) / arm.n,
      variance: varianceOf(arm.post, arm.n) + theta * theta * pre - 2 * theta * covariance,
    };
  });
  const covariance = covarianceOf(control.post, control.pre, control.sumProducts, control.n);
  return { a, b, relativeCovariance: theta * covariance };
}

/**
 * Delta-method variance of `(B - A) / |A0|`, where `A0` is the control's unadjusted mean and `A`,
 * `B` are adjusted ones. With `r = B0 / A0` the control's share is
 * `var(r A0 - theta P) = r^2 var(A0) - 2 r theta cov + theta^2 var(P)`.
 */
function relativeVariance(arms: Arms, control: Moments, treatmentMean: number): number {
  const { a, b, relativeCovariance: covariance } = arms;
  const r = treatmentMean / control.mean;
  const adjustment = a.variance - control.variance + 2 * covariance;
  const controlShare = r * r * control.variance - 2 * r * covariance + adjustment;
  return (b.variance / b.n + controlShare / a.n) / (control.mean * control.mean);
}

function numbersOf(arm: Statistic): number[] {
  if (arm.kind === "mean") return [arm.n, arm.sum, arm.sumSquares];
  if (arm.kind === "proportion") return [arm.n, arm.sum];
  const [x, y] = arm.kind === "ratio" ? [arm.numerator, arm.denominator] : [arm.post, arm.pre];
  return [arm.n, x.sum, x.sumSquares ?? 0, y.sum, y.sumSquares ?? 0, arm.sumProducts];
}

function noVariance(where: string): Refusal {
  return refuse(
    "zero-variance",
    `The ${where} shows no variance in its sums, so no error is known.`,
  );
}
