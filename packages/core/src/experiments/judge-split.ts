// Asks whether an experiment's arms have the sizes they were meant to have (EX4 to EX6).
import { chiSquaredSurvival, sampleRatioMismatch, sequentialSampleRatio } from "@heed/stats";
import type { ExperimentEvidence, SegmentEvidence, SplitJudgement } from "./experiment.ts";

/** Below this a split is broken, below the other it deserves a look. */
export const MISMATCH_LEVEL = 0.001;
const SUSPECT_LEVEL = 0.01;
/** An arm that is this much smaller than an equal share was hardly meant to be equal. */
const CLEARLY_UNEQUAL = 0.8;
const SEGMENT_LEVEL = 1e-4;

/** The split against the plan, or against what the sizes suggest where no plan is known. */
export function judgeSplit(
  observed: readonly number[],
  planned: readonly number[] | undefined,
  isWatched: boolean,
): SplitJudgement {
  const equal = observed.map(() => 1 / observed.length);
  const total = sum(observed);
  const weights = planned === undefined ? equal : planned.map((part) => part / sum(planned));
  const test = isWatched ? sequentialSampleRatio : sampleRatioMismatch;
  const result = test({ observed, weights });
  const from = planned === undefined ? "equal" : "plan";
  if (!result.ok) return { says: "not-known", pValue: null, shares: weights, from };
  const { pValue } = result;
  if (pValue >= SUSPECT_LEVEL) return { says: "as-planned", pValue, shares: weights, from };
  const whole = observed.map((units) => Math.round((100 * units) / total) / 100);
  const isUnequal = Math.min(...observed) / total < CLEARLY_UNEQUAL / observed.length;
  if (planned === undefined && isUnequal && Math.abs(sum(whole) - 1) < 1e-9) {
    const fit = whole.every((share) => share > 0) && test({ observed, weights: whole });
    if (fit !== false && fit.ok && fit.pValue >= SUSPECT_LEVEL)
      return { says: "not-known", pValue: null, shares: whole, from: "suggested" };
  }
  const says = pValue < MISMATCH_LEVEL ? "mismatch" : "suspect";
  return { says, pValue, shares: weights, from };
}

/** A dimension whose values were split in different ways, the clearest; null where all were split alike. */
export function uneven(
  segments: NonNullable<ExperimentEvidence["segments"]>,
): { readonly dimension: string; readonly value: string } | null {
  const dimensions = [...Map.groupBy(segments, ({ dimension }) => dimension)];
  for (const [dimension, rows] of dimensions) {
    const totals = rows[0]!.units.map((_, arm) => sum(rows.map(({ units }) => units[arm]!)));
    if (totals.some((units) => units === 0)) continue;
    const tests = rows.map((row) => ({ row, pValue: splitOf(row, totals) }));
    const worst = tests.reduce((a, b) => (b.pValue < a.pValue ? b : a));
    if (worst.pValue * rows.length * dimensions.length < SEGMENT_LEVEL)
      return { dimension, value: worst.row.value };
  }
  return null;
}

/** Chance of a segment's split if it were that of the others. */
function splitOf({ units }: SegmentEvidence, totals: readonly number[]): number {
  const others = totals.map((total, arm) => total - units[arm]!);
  if (sum(units) === 0 || others.some((count) => count === 0)) return 1;
  // Both sides are counted, so the others' share is no plan: the variance of both enters (two-sample chi-squared).
  const all = sum(totals);
  const share = sum(units) / all;
  let statistic = 0;
  for (const [arm, total] of totals.entries()) {
    const expected = total * share;
    statistic += (units[arm]! - expected) ** 2 / expected;
    statistic += (others[arm]! - (total - expected)) ** 2 / (total - expected);
  }
  return chiSquaredSurvival(statistic, totals.length - 1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
