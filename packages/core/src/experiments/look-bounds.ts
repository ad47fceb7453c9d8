// The bound of a planned look and the p-value that goes with it (EX10).
import { type GroupSequentialBounds, spendingBounds } from "@heed/stats";
import type { Looking } from "./experiment.ts";

export type PlannedLooks = Extract<Looking, { kind: "planned-looks" }>;

/** p-values are sought between these. */
const LEAST = 1e-12;
const MOST = 0.999;
const PRECISION = 1e-9;

/** Bounds of all looks so far at a level; a look at more units than were planned spends what is left of it. */
export function boundsSoFar(
  { fractions, spending }: Pick<PlannedLooks, "fractions" | "spending">,
  level: number,
): GroupSequentialBounds {
  const plan = spendingBounds({
    fractions: fractions.map((fraction) => Math.min(1, fraction)),
    information: fractions,
    spending: { kind: spending },
    significanceLevel: level,
  });
  if (!plan.ok) throw new RangeError(plan.message);
  return plan;
}

/** Standard errors from no effect at which the last of the looks ends the experiment. */
export function boundAt(looking: PlannedLooks, level: number): number {
  return boundsSoFar(looking, level).bounds.at(-1)!;
}

/** The least level at which the bound of this look would have been reached (Jennison and Turnbull 2000, section 9.5). */
export function repeatedPValue(looking: PlannedLooks, reached: number): number {
  const excess = (log: number) => boundAt(looking, Math.exp(log)) - reached;
  let [low, high] = [Math.log(LEAST), Math.log(MOST)];
  let [atLow, atHigh] = [excess(low), excess(high)];
  if (atHigh > 0) return 1;
  if (atLow <= 0) return LEAST;
  // The bound falls with the level: a line through both ends mostly meets the root, and halving keeps the promise.
  for (let round = 0; round < 60 && high - low > PRECISION; round += 1) {
    const line = low + ((high - low) * atLow) / (atLow - atHigh);
    const middle = round % 3 !== 2 && line > low && line < high ? line : (low + high) / 2;
    const value = excess(middle);
    if (Math.abs(value) < PRECISION) return Math.exp(middle);
    if (value > 0) [low, atLow] = [middle, value];
    else [high, atHigh] = [middle, value];
  }
  return Math.exp(high);
}
