// The regularised incomplete gamma functions behind the Poisson, gamma and chi-squared tails.
import { poissonKernel } from "./density-kernels.ts";

/** The most terms a series or fraction may take; shapes up to about 1e12 stay below it. */
const MOST_TERMS = 20_000_000;

/**
 * Both tails at once: `lower = P(a, x)` and `upper = Q(a, x) = 1 - P(a, x)`, for shape `a > 0`
 * and `x >= 0`; the smaller tail is computed directly, relative error about 1e-14.
 *
 * Source: Abramowitz and Stegun 6.5.29 (series) and 6.5.31 (continued fraction), the fraction by
 * Lentz's method as modified by Thompson and Barnett (1986).
 */
export function incompleteGamma(a: number, x: number): { lower: number; upper: number } {
  if (!(a > 0) || !(x >= 0)) {
    throw new RangeError(`Incomplete gamma needs a > 0 and x >= 0: received a ${a}, x ${x}.`);
  }
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const kernel = poissonKernel(a, x);
  if (x < a + 1) {
    const lower = Math.min(1, kernel * lowerSeries(a, x));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, kernel * a * upperFraction(a, x));
  return { lower: 1 - upper, upper };
}

/** `1 + x / (a + 1) + x^2 / ((a + 1) (a + 2)) + ...` */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < MOST_TERMS; k++) {
    term *= x / (a + k);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return sum;
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < MOST_TERMS; k++) {
    const factor = -k * (k - a);
    b += 2;
    d = nonzero(factor * d + b);
    c = nonzero(b + factor / c);
    d = 1 / d;
    const step = d * c;
    value *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return value;
}

function nonzero(x: number): number {
  return Math.abs(x) < 1e-300 ? 1e-300 : x;
}
