// Compares one metric of two arms: the difference, its interval and its p-value, however often one looks (EX7 to EX12).
import {
  binomialTest,
  chiSquaredSurvival,
  confidenceSequence,
  describeCuped,
  momentsOf,
  normalQuantile,
  type ProportionStatistic,
  type Refusal,
  type Statistic,
  studentQuantile,
  studentSurvival,
  tTest,
  twoProportionTest,
} from "@heed/stats";
import type { DayPair, ExperimentDoubt, Interval, Looking } from "./experiment.ts";
import { boundAt, type PlannedLooks, repeatedPValue } from "./look-bounds.ts";

/** What one comparison says before it is corrected for the others. */
export interface Compared {
  readonly difference: Interval;
  readonly relative: Interval | null;
  readonly standardError: number;
  /** Valid for the way in which the experiment is looked at. */
  readonly pValue: number;
  readonly varianceReduction: number | null;
  /** Variance between days by that within them, where it was found to be larger. */
  readonly dayFactor: number | null;
  /** The difference with the error that the days show, where it is larger. */
  readonly byDays: Interval | null;
}

/** Expected counts below these are told by exact tests, or by intervals for small counts. */
const SMALL_CELL = 10;
const LARGE_CELL = 30;
const DAYS_LEVEL = 0.05;
const LEAST_DAYS = 5;

/** Treatment against control, or why they cannot be compared. */
export function compareArms(
  control: Statistic,
  treatment: Statistic,
  looking: Looking,
  days?: { readonly rows: readonly DayPair[]; readonly arm: number },
): Compared | ExperimentDoubt {
  const varianceReduction = reductionOf(control, treatment);
  const base = { varianceReduction, dayFactor: null, byDays: null };
  if (looking.kind === "always-valid") {
    const tuning = looking.tuning === undefined ? {} : { tuning: looking.tuning };
    if (isTooRare(control, treatment)) return tooRare(control, treatment);
    const look = confidenceSequence({ control, treatment, ...tuning });
    if (!look.ok) return doubtOf(look);
    const relative = confidenceSequence({ control, treatment, ...tuning, difference: "relative" });
    return {
      ...base,
      difference: intervalOf(look),
      relative: relative.ok ? intervalOf(relative) : null,
      standardError: look.standardError,
      pValue: look.pValue,
    };
  }
  const result = fixedTest(control, treatment);
  if ("reason" in result) return result;
  const relative = tTest({ control, treatment, difference: "relative" });
  const compared: Compared = {
    ...base,
    difference: intervalOf(result),
    relative: relative.ok ? intervalOf(relative) : null,
    standardError: result.standardError,
    pValue: result.pValue,
  };
  if (looking.kind === "planned-looks") {
    if (isTooRare(control, treatment)) return tooRare(control, treatment);
    return atPlannedLook(compared, looking, control.kind === "proportion" ? 1 : Infinity);
  }
  return days === undefined ? compared : widenByDays(compared, days.rows, days.arm);
}

/** Standard errors from the estimate to the end of its interval at a level: z, or what looking often costs. */
export function reachAt(
  compared: Compared,
  looking: Looking,
  units: number,
  level: number,
): number {
  if (looking.kind === "always-valid") {
    const rho = -2 * Math.log(level);
    const mixing = (units * (rho + Math.log(rho + 1))) / (looking.tuning ?? 5000) + 1;
    return Math.sqrt(((2 * mixing) / (mixing - 1)) * Math.log(Math.sqrt(mixing) / level));
  }
  if (looking.kind === "planned-looks") return boundAt(looking, level);
  if (looking.kind === "between-looks") return Infinity;
  return normalQuantile(1 - level / 2) * Math.sqrt(compared.dayFactor ?? 1);
}

function fixedTest(control: Statistic, treatment: Statistic) {
  if (control.kind !== "proportion" || treatment.kind !== "proportion") {
    const test = tTest({ control, treatment });
    return test.ok ? test : doubtOf(test);
  }
  const cell = leastCell(control, treatment);
  const interval = cell >= LARGE_CELL ? "pooled" : "score";
  const test = twoProportionTest({ control, treatment, interval });
  if (!test.ok) return doubtOf(test);
  if (cell >= SMALL_CELL) return test;
  return { ...test, pValue: Math.max(test.pValue, exactPValue(control, treatment)) };
}

/** Of the rarer answer's units, how many fell to treatment: the binomial tail is wider than the exact one. */
function exactPValue(control: ProportionStatistic, treatment: ProportionStatistic): number {
  const yes = control.sum + treatment.sum;
  const all = control.n + treatment.n;
  const isYes = yes <= all - yes;
  const trials = isYes ? yes : all - yes;
  const successes = isYes ? treatment.sum : treatment.n - treatment.sum;
  const test = binomialTest({ successes, trials, share: treatment.n / all });
  return test.ok ? test.pValue : 1;
}

function leastCell(control: ProportionStatistic, treatment: ProportionStatistic): number {
  const share = (control.sum + treatment.sum) / (control.n + treatment.n);
  return Math.min(control.n, treatment.n) * Math.min(share, 1 - share);
}

/** Tests that hold at any time rest on large numbers from the first look on. */
function isTooRare(control: Statistic, treatment: Statistic): boolean {
  if (control.n === 0 || treatment.n === 0) return false;
  if (control.kind === "proportion" && treatment.kind === "proportion")
    return leastCell(control, treatment) < SMALL_CELL;
  return Math.min(control.n, treatment.n) < LARGE_CELL;
}

function tooRare(control: Statistic, treatment: Statistic): ExperimentDoubt {
  return { reason: "too-few-units", details: { units: control.n + treatment.n } };
}

function widenByDays(compared: Compared, rows: readonly DayPair[], arm: number): Compared {
  const effects = rows.flatMap(({ trials, successes }) => {
    const [m, n] = [trials[0]!, trials[arm]!];
    if (m < 2 || n < 2) return [];
    const share = (successes[0]! + successes[arm]!) / (m + n);
    const variance = share * (1 - share) * (1 / m + 1 / n);
    return variance > 0 ? [{ effect: successes[arm]! / n - successes[0]! / m, variance }] : [];
  });
  if (effects.length < LEAST_DAYS) return compared;
  const weight = effects.reduce((sum, { variance }) => sum + 1 / variance, 0);
  const mean = effects.reduce((sum, { effect, variance }) => sum + effect / variance, 0) / weight;
  const q = effects.reduce((sum, { effect, variance }) => sum + (effect - mean) ** 2 / variance, 0);
  const spare = effects.length - 1;
  const dayFactor = q / spare;
  if (dayFactor <= 1) return compared;
  const error = compared.standardError * Math.sqrt(dayFactor);
  const z = Math.abs(compared.difference.estimate) / error;
  const pValue = Math.min(1, 2 * studentSurvival(z, spare));
  if (chiSquaredSurvival(q, spare) > DAYS_LEVEL) return { ...compared, pValue };
  const { estimate } = compared.difference;
  const half = studentQuantile(0.975, spare) * error;
  const byDays = { estimate, low: estimate - half, high: estimate + half };
  return { ...compared, dayFactor, byDays, pValue };
}

function stretch({ estimate, low, high }: Interval, by: number): Interval {
  return {
    estimate,
    low: estimate - (estimate - low) * by,
    high: estimate + (high - estimate) * by,
  };
}

/** The repeated interval and p-value of the last of several looks: both hold at each of them. */
function atPlannedLook(compared: Compared, looking: PlannedLooks, most: number): Compared {
  const z = normalQuantile(0.975);
  const by = boundAt(looking, 0.05) / z;
  // The score with the same tails, so that few units and small counts keep what their own test asks of them.
  const reached = -normalQuantile(Math.max(1e-300, compared.pValue / 2));
  const { estimate } = compared.difference;
  const reach = by * z * compared.standardError;
  const { relative } = compared;
  return {
    ...compared,
    // No share differs from another by more than all.
    difference: {
      estimate,
      low: Math.max(-most, estimate - reach),
      high: Math.min(most, estimate + reach),
    },
    relative: relative === null ? null : stretch(relative, by),
    pValue: repeatedPValue(looking, reached),
  };
}

function reductionOf(control: Statistic, treatment: Statistic): number | null {
  if (control.kind !== "adjusted" || treatment.kind !== "adjusted") return null;
  const gain = describeCuped(control, treatment);
  return gain.ok ? gain.varianceReduction : null;
}

function intervalOf({ estimate, low, high }: Interval): Interval {
  return { estimate, low, high };
}

/** A refusal of the statistics in the words of experiments. */
function doubtOf({ reason }: Refusal): ExperimentDoubt {
  if (reason === "no-data") return { reason: "no-exposures", details: {} };
  if (reason === "zero-variance" || reason === "no-variation")
    return { reason: "zero-variance", details: {} };
  if (reason === "invalid-input") return { reason: "not-finite", details: {} };
  return { reason: "too-few-units", details: {} };
}

/** A metric's mean in one arm. */
export function meanOf(statistic: Statistic): { units: number; mean: number } {
  const { n, mean } = momentsOf(statistic);
  return { units: n, mean };
}
