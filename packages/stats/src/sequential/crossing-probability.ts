// Computes by recursive integration how likely a test statistic crosses given bounds look by look.
import { normalDensity, normalSurvival } from "../distributions/normal.ts";

/** Bounds on the z scale for each look; -Infinity where a look cannot stop below. */
export type Bounds = {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
};

/** Grid fineness `r` of Jennison and Turnbull: errors of about 1e-7 from 16 up. */
const FINENESS = 18;

/** The density of the statistic among the paths that have not stopped, on a quadrature grid. */
export type Surviving = {
  readonly points: Float64Array;
  /** Density times quadrature weight. */
  readonly masses: Float64Array;
  /** Information fraction of the look; 0 before the first. */
  readonly fraction: number;
};

/** The state before any look: all mass at 0. */
export const START: Surviving = {
  points: Float64Array.of(0),
  masses: Float64Array.of(1),
  fraction: 0,
};

/**
 * Probability of being above `bound` (or below, for `side` -1) at the next look, `fraction` of the
 * information, when `Z` has drift `theta` (its mean at full information).
 */
export function exitProbability(
  from: Surviving,
  fraction: number,
  bound: number,
  side: 1 | -1,
  theta: number,
): number {
  const step = fraction - from.fraction;
  const root = Math.sqrt(step);
  const goal = bound * Math.sqrt(fraction) - theta * step;
  const scale = Math.sqrt(from.fraction);
  let sum = 0;
  for (let i = 0; i < from.points.length; i++) {
    sum += from.masses[i] * normalSurvival((side * (goal - from.points[i] * scale)) / root);
  }
  return sum;
}

/** Carries the surviving density to the next look and keeps what lies between the bounds. */
export function advance(
  from: Surviving,
  fraction: number,
  low: number,
  high: number,
  theta: number,
): Surviving {
  const { points, weights } = grid(low, high, theta * Math.sqrt(fraction));
  const step = fraction - from.fraction;
  const root = Math.sqrt(step);
  const scale = Math.sqrt(from.fraction);
  const own = Math.sqrt(fraction);
  const masses = points.map((z, i) => {
    const at = z * own - theta * step;
    let density = 0;
    for (let j = 0; j < from.points.length; j++) {
      density += from.masses[j] * normalDensity((at - from.points[j] * scale) / root);
    }
    return density * (own / root) * weights[i];
  });
  return { points, masses, fraction };
}

/**
 * Probabilities of stopping above and below at each look.
 *
 * Source: P. Armitage, C. McPherson, B. Rowe, JRSS A 132 (1969); the grid of C. Jennison and
 * B. Turnbull, "Group sequential methods" (2000), section 19.2.
 */
export function crossingProbabilities(
  bounds: Bounds,
  fractions: readonly number[],
  theta: number,
): { readonly above: readonly number[]; readonly below: readonly number[] } {
  const above: number[] = [];
  const below: number[] = [];
  let surviving = START;
  for (let k = 0; k < fractions.length; k++) {
    const [low, high] = [bounds.lower[k], bounds.upper[k]];
    above.push(exitProbability(surviving, fractions[k], high, 1, theta));
    below.push(low === -Infinity ? 0 : exitProbability(surviving, fractions[k], low, -1, theta));
    if (k + 1 < fractions.length) surviving = advance(surviving, fractions[k], low, high, theta);
  }
  return { above, below };
}

/** Simpson nodes between the bounds: dense near the mean, sparse in the far tails. */
function grid(low: number, high: number, mean: number) {
  const r = FINENESS;
  const knots: number[] = [];
  for (let i = 1; i <= 6 * r - 1; i++) {
    const x =
      i < r
        ? -3 - 4 * Math.log(r / i)
        : i <= 5 * r
          ? -3 + (3 * (i - r)) / (2 * r)
          : 3 + 4 * Math.log(r / (6 * r - i));
    knots.push(mean + x);
  }
  const left = Math.max(low, knots[0]);
  const right = Math.min(high, knots[knots.length - 1]);
  const inner = knots.filter((x) => x > left && x < right);
  const ends = left < right ? [left, ...inner, right] : [left];
  const points = new Float64Array(2 * ends.length - 1);
  const weights = new Float64Array(points.length);
  points[0] = ends[0];
  for (let i = 1; i < ends.length; i++) {
    const width = ends[i] - ends[i - 1];
    points[2 * i - 1] = ends[i - 1] + width / 2;
    points[2 * i] = ends[i];
    weights[2 * i - 2] += width / 6;
    weights[2 * i - 1] += (4 * width) / 6;
    weights[2 * i] += width / 6;
  }
  return { points, weights };
}
