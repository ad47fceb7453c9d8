// Keeps many tests at once from finding something by chance.
import { answer, type Outcome, refuse } from "../outcome.ts";

/** p-values after adjustment, in the order received; reject where one is at most the level. */
export type AdjustedPValues = {
  readonly adjusted: readonly number[];
};

/**
 * Holm's step-down: the chance of even one false rejection stays at the level, under any
 * dependence. Refuses p-values outside [0, 1].
 *
 * Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal
 * of Statistics 6 (1979).
 */
export function holm(pValues: readonly number[]): Outcome<AdjustedPValues> {
  return adjust(pValues, "down", (p, rank, m) => p * (m - rank));
}

/**
 * Benjamini and Hochberg's step-up: the expected share of false ones among the rejections stays at
 * the level, for independent or positively dependent tests.
 *
 * Source: Y. Benjamini and Y. Hochberg, JRSS B 57 (1995).
 */
export function benjaminiHochberg(pValues: readonly number[]): Outcome<AdjustedPValues> {
  return adjust(pValues, "up", (p, rank, m) => (p * m) / (rank + 1));
}

/**
 * Benjamini and Yekutieli's step-up: as Benjamini-Hochberg, under any dependence.
 *
 * Source: Y. Benjamini and D. Yekutieli, Annals of Statistics 29 (2001).
 */
export function benjaminiYekutieli(pValues: readonly number[]): Outcome<AdjustedPValues> {
  let harmonic = 0;
  for (let i = 1; i <= pValues.length; i++) harmonic += 1 / i;
  return adjust(pValues, "up", (p, rank, m) => (p * m * harmonic) / (rank + 1));
}

/** The level for each of `comparisons` independent tests so that all together have `level`. */
export function sidakLevel(level: number, comparisons: number): number {
  return -Math.expm1(Math.log1p(-level) / comparisons);
}

/** Scales sorted p-values by rank (from 0) and makes the result monotone in one direction. */
function adjust(
  pValues: readonly number[],
  direction: "up" | "down",
  scale: (p: number, rank: number, m: number) => number,
): Outcome<AdjustedPValues> {
  const bad = pValues.find((p) => !(p >= 0 && p <= 1));
  if (bad !== undefined) {
    return refuse("invalid-input", `A p-value lies in [0, 1]: received ${bad}.`);
  }
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i] - pValues[j] || i - j);
  const adjusted = new Array<number>(pValues.length);
  const m = pValues.length;
  let held = direction === "down" ? 0 : 1;
  for (let step = 0; step < m; step++) {
    const rank = direction === "down" ? step : m - 1 - step;
    const scaled = Math.min(1, scale(pValues[order[rank]], rank, m));
    held = direction === "down" ? Math.max(held, scaled) : Math.min(held, scaled);
    adjusted[order[rank]] = held;
  }
  return answer({ adjusted });
}
