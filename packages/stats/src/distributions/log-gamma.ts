// The logarithm of the gamma function and the small remainders that keep densities exact.

/** `ln(2 pi) / 2`. */
const HALF_LOG_TWO_PI = 0.9189385332046728;

/** Numerators and denominators of `B(2k) / (2k (2k - 1))`, k = 1 to 8. */
const STIRLING_SERIES = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
];

/**
 * `ln Gamma(x)` for `x > 0`, absolute error about 1e-15 near its zeros, relative elsewhere.
 *
 * Source: Stirling's series, Abramowitz and Stegun 6.1.41, after shifting `x` above 12 by 6.1.15.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) {
    throw new RangeError(`ln Gamma needs a positive number: received ${x}.`);
  }
  if (x === 1 || x === 2) return 0;
  if (x >= 12) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingTail(x);
  let product = 1;
  let shifted = x;
  while (shifted < 12) product *= shifted++;
  const far = (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI;
  return far + stirlingTail(shifted) - Math.log(product);
}

/**
 * `ln Gamma(x + 1) - ((x + 1/2) ln x - x + ln(2 pi) / 2)` for `x > 0`: what Stirling's formula
 * misses, computed without subtracting large numbers.
 *
 * Source: C. Loader, "Fast and accurate computation of binomial probabilities" (2000), section 2.
 */
export function stirlingError(x: number): number {
  if (x >= 12) return stirlingTail(x);
  return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
}

/**
 * `x ln(x / m) + m - x` without cancellation for `x` near `m`.
 *
 * Source: Loader (2000), section 2, the function bd0.
 */
export function devianceTerm(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return next;
    sum = next;
  }
  return sum;
}

function stirlingTail(x: number): number {
  const inverseSquare = 1 / (x * x);
  let sum = 0;
  for (let k = STIRLING_SERIES.length - 1; k >= 0; k--) {
    sum = sum * inverseSquare + STIRLING_SERIES[k];
  }
  return sum / x;
}
