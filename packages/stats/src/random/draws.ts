// Draws from the distributions that simulations and resampling need, from a seeded generator.
import type { SeededRandom } from "./seeded-random.ts";

/** A standard normal draw, by Marsaglia and Bray's polar method (SIAM Review 6, 1964). */
export function drawNormal(random: SeededRandom): number {
  for (;;) {
    const u = 2 * random.next() - 1;
    const v = 2 * random.next() - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
  }
}

/** A draw from the exponential distribution with mean 1. */
export function drawExponential(random: SeededRandom): number {
  return -Math.log1p(-random.next());
}

/** A gamma draw with scale 1, by Marsaglia and Tsang's method (ACM TOMS 26, 2000). */
export function drawGamma(random: SeededRandom, shape: number): number {
  if (!(shape > 0)) throw new RangeError(`A gamma shape must be positive: received ${shape}.`);
  if (shape < 1) {
    return drawGamma(random, shape + 1) * (1 - random.next()) ** (1 / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = drawNormal(random);
    const root = 1 + c * z;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = 1 - random.next();
    if (Math.log(u) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A beta draw, as a ratio of gamma draws. */
export function drawBeta(random: SeededRandom, a: number, b: number): number {
  const x = drawGamma(random, a);
  return x / (x + drawGamma(random, b));
}

/**
 * A binomial draw: large `n` are halved exactly through the median order statistic, a beta
 * variable (J. H. Ahrens and U. Dieter, Computing 12, 1974), until trials can be counted.
 */
export function drawBinomial(random: SeededRandom, n: number, p: number): number {
  let trials = n;
  let share = p;
  let successes = 0;
  while (trials > 24 && share > 0 && share < 1) {
    const rank = 1 + (trials >> 1);
    const split = drawBeta(random, rank, trials + 1 - rank);
    if (split <= share) {
      successes += rank;
      trials -= rank;
      share = (share - split) / (1 - split);
    } else {
      trials = rank - 1;
      share /= split;
    }
  }
  for (let i = 0; i < trials; i++) if (random.next() < share) successes++;
  return successes;
}

/**
 * A Poisson draw: large means are cut down exactly through gamma draws (Ahrens and Dieter, 1974),
 * the rest is counted by multiplying uniforms.
 */
export function drawPoisson(random: SeededRandom, mean: number): number {
  let rest = mean;
  let count = 0;
  while (rest > 16) {
    const arrivals = Math.floor(0.875 * rest);
    const time = drawGamma(random, arrivals);
    if (time > rest) return count + drawBinomial(random, arrivals - 1, rest / time);
    count += arrivals;
    rest -= time;
  }
  const limit = Math.exp(-rest);
  for (let product = random.next(); product > limit; product *= random.next()) count++;
  return count;
}

/** A negative-binomial draw with the given mean and variance `mean + dispersion * mean^2`. */
export function drawNegativeBinomial(
  random: SeededRandom,
  mean: number,
  dispersion: number,
): number {
  if (dispersion === 0 || mean === 0) return drawPoisson(random, mean);
  return drawPoisson(random, drawGamma(random, 1 / dispersion) * dispersion * mean);
}

/** Puts the items of `values` into random order, in place (Fisher and Yates; Durstenfeld 1964). */
export function shuffle<T>(
  random: SeededRandom,
  values: { [index: number]: T; readonly length: number },
): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const held = values[i];
    values[i] = values[j];
    values[j] = held;
  }
}
