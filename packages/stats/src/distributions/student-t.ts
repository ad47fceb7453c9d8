// Student's t and Fisher's F distributions, for means whose variance is estimated.
import { binomialKernel } from "./density-kernels.ts";
import { incompleteBeta } from "./incomplete-beta.ts";
import { invert } from "./invert.ts";
import { normalQuantile, normalSurvival } from "./normal.ts";

/** From here on the t distribution differs from the normal by less than a rounding error. */
const NORMAL_FROM = 1e17;

/** From here on the beta fraction would lose more digits than the normal expansion. */
const EXPAND_FROM = 20_000;

/** `P(T <= t)`; `degreesOfFreedom > 0` may be fractional or Infinity. */
export function studentCdf(t: number, degreesOfFreedom: number): number {
  return studentSurvival(-t, degreesOfFreedom);
}

/** `P(T > t)`, precise far into either tail. */
export function studentSurvival(t: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom >= NORMAL_FROM) return normalSurvival(t);
  if (degreesOfFreedom >= EXPAND_FROM) return normalSurvival(equivalentNormal(t, degreesOfFreedom));
  const square = t * t;
  const sum = degreesOfFreedom + square;
  const tails = incompleteBeta(
    degreesOfFreedom / 2,
    0.5,
    square === Infinity ? 0 : degreesOfFreedom / sum,
    square === Infinity ? 1 : square / sum,
  );
  const oneTail = tails.lower / 2;
  return t >= 0 ? oneTail : 1 - oneTail;
}

/**
 * The normal deviate with the same tail as `t`, for many degrees of freedom.
 *
 * Source: G. W. Hill, "Algorithm 395: Student's t-distribution", CACM 13 (1970).
 */
function equivalentNormal(t: number, degreesOfFreedom: number): number {
  const a = degreesOfFreedom - 0.5;
  const b = 48 * a * a;
  const y = a * Math.log1p((t * t) / degreesOfFreedom);
  const third = (((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b);
  return Math.sign(t) * ((third + y + 3) / b + 1) * Math.sqrt(y);
}

/** Two-sided p-value of a t statistic. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  return Math.min(1, 2 * studentSurvival(Math.abs(t), degreesOfFreedom));
}

/**
 * Quantile of Student's t distribution, by safeguarded Newton steps from the expansion about the
 * normal quantile (Abramowitz and Stegun 26.7.5).
 */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  const v = degreesOfFreedom;
  if (!(v > 0)) throw new RangeError(`Degrees of freedom must be positive: received ${v}.`);
  if (probability === 0.5) return 0;
  const z = normalQuantile(probability);
  if (v >= NORMAL_FROM) return z;
  const z2 = z * z;
  const first = (z * (z2 + 1)) / (4 * v);
  const second = (z * ((5 * z2 + 16) * z2 + 3)) / (96 * v * v);
  const third = (z * (((3 * z2 + 19) * z2 + 17) * z2 - 15)) / (384 * v ** 3);
  return invert(
    {
      cdf: (x) => studentCdf(x, v),
      survival: (x) => studentSurvival(x, v),
      density: (x) => studentDensity(x, v),
      support: [-Infinity, Infinity],
    },
    probability,
    v > 2 ? z + first + second + third : z,
  );
}

/** Density of Student's t distribution. */
export function studentDensity(t: number, degreesOfFreedom: number): number {
  const v = degreesOfFreedom;
  if (v >= NORMAL_FROM) return Math.exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI);
  const sum = v + t * t;
  if (t === 0 || sum === v) return kernelAtZero(v);
  const kernel = binomialKernel(v / 2, 0.5, v / sum, (t * t) / sum);
  return ((v / 2) * kernel) / ((v + 1) * Math.abs(t));
}

/** `Gamma((v + 1) / 2) / (sqrt(v pi) Gamma(v / 2))`, from the beta kernel at equal odds. */
function kernelAtZero(v: number): number {
  const p = v / (v + 1);
  const kernel = ((v / 2) * binomialKernel(v / 2, 0.5, p, 1 - p)) / (v + 1);
  return kernel * (1 + 1 / v) ** ((v + 1) / 2);
}

/** `P(F > f)`: the p-value of an F statistic. */
export function fisherSurvival(f: number, numeratorDf: number, denominatorDf: number): number {
  if (f <= 0) return 1;
  if (f === Infinity) return 0;
  const top = numeratorDf * f;
  const sum = top + denominatorDf;
  return incompleteBeta(denominatorDf / 2, numeratorDf / 2, denominatorDf / sum, top / sum).lower;
}

/** `P(F <= f)`. */
export function fisherCdf(f: number, numeratorDf: number, denominatorDf: number): number {
  if (f <= 0) return 0;
  if (f === Infinity) return 1;
  const top = numeratorDf * f;
  const sum = top + denominatorDf;
  return incompleteBeta(denominatorDf / 2, numeratorDf / 2, denominatorDf / sum, top / sum).upper;
}
