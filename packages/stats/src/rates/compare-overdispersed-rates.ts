// Compares two rates whose counts vary more than chance alone would make them.
import { studentQuantile, studentTwoSided } from "../distributions/student-t.ts";
import { answer, type Outcome, type Refusal, refuse } from "../outcome.ts";
import { checkCounts, checkLevel, isScale } from "../outcome-checks.ts";
import { momentDispersion } from "../regression/count-regression.ts";

/** Counts of several periods or units with the exposure of each. */
export type CountSeries = {
  readonly counts: readonly number[];
  /** One per count, above 0. Default: all 1. */
  readonly exposures?: readonly number[];
};

/** Two groups to compare. */
export type RatePair = { readonly control: CountSeries; readonly treatment: CountSeries };

/** Two overdispersed rates compared. */
export type OverdispersedComparison = {
  /** Treatment's rate divided by control's. */
  readonly rateRatio: number;
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
  /** Variance is `mean + dispersion * mean^2`. */
  readonly dispersion: number;
};

/**
 * Negative-binomial comparison of two groups of counts with one dispersion, by the score test with
 * Student's t as reference, since the dispersion is estimated; the interval holds the ratios that
 * the test does not reject. The estimate is the ratio of the pooled rates.
 *
 * Refuses with `no-data` (a group without events), `too-few-observations` (under 3 counts in a
 * group), `no-exposure` and `invalid-input`.
 *
 * Sources: the moments of `fitCounts`; the score test of overdispersed rates: N. Breslow, JASA 85 (1990).
 */
export function compareOverdispersedRates(
  input: RatePair & {
    /** Default 0.95. */
    readonly confidenceLevel?: number;
  },
): Outcome<OverdispersedComparison> {
  const { confidenceLevel = 0.95 } = input;
  const refusal = checkLevel(confidenceLevel) ?? checkPair(input);
  if (refusal) return refusal;
  const { score, logRatio, none, degreesOfFreedom } = scorePair(input);
  const goal = studentQuantile(1 - (1 - confidenceLevel) / 2, degreesOfFreedom);
  return answer({
    rateRatio: Math.exp(logRatio),
    low: Math.exp(solveScore(score, goal, logRatio, -1)),
    high: Math.exp(solveScore(score, -goal, logRatio, 1)),
    pValue: studentTwoSided(none.t, degreesOfFreedom),
    dispersion: none.dispersion,
  });
}

/** The same without its interval, many times as fast: for looking at many pairs. Refuses alike. */
export function testOverdispersedRates(
  input: RatePair,
): Outcome<Pick<OverdispersedComparison, "rateRatio" | "pValue" | "dispersion">> {
  const refusal = checkPair(input);
  if (refusal) return refusal;
  const { logRatio, none, degreesOfFreedom } = scorePair(input);
  const pValue = studentTwoSided(none.t, degreesOfFreedom);
  return answer({ rateRatio: Math.exp(logRatio), pValue, dispersion: none.dispersion });
}

function checkPair({ control, treatment }: RatePair): Refusal | undefined {
  const refusal = checkSeries(control) ?? checkSeries(treatment);
  if (refusal) return refusal;
  for (const { counts } of [control, treatment]) {
    if (counts.length < 3) {
      return refuse("too-few-observations", `Each group needs 3 counts: got ${counts.length}.`);
    }
    if (counts.every((count) => count === 0)) {
      return refuse("no-data", "A group without any event has no ratio to another.");
    }
  }
  return undefined;
}

function scorePair({ control, treatment }: RatePair) {
  const counts = [...control.counts, ...treatment.counts];
  const exposures = [...exposuresOf(control), ...exposuresOf(treatment)];
  const treated = (i: number) => i >= control.counts.length;
  const score = (logRatio: number) => scoreAt(logRatio, counts, exposures, treated);
  const logRatio = Math.log(rateOf(treatment) / rateOf(control));
  return { score, logRatio, none: score(0), degreesOfFreedom: counts.length - 2 };
}

/**
 * The score statistic of the ratio `exp(logRatio)`, with rate and dispersion fitted under it, turned
 * into the t statistic that it would be for normal data. Positive where treatment exceeds the ratio.
 */
function scoreAt(
  logRatio: number,
  counts: readonly number[],
  exposures: readonly number[],
  treated: (i: number) => boolean,
): { readonly t: number; readonly dispersion: number } {
  const n = counts.length;
  const factor = Math.exp(logRatio);
  const scaled = exposures.map((exposure, i) => (treated(i) ? exposure * factor : exposure));
  const { means, dispersion } = fitCommonRate(counts, scaled);
  let sum = 0;
  let pearson = 0;
  const weights = [0, 0];
  for (let i = 0; i < n; i++) {
    const shrink = 1 + dispersion * means[i];
    weights[treated(i) ? 1 : 0] += means[i] / shrink;
    if (treated(i)) sum += (counts[i] - means[i]) / shrink;
    pearson += (counts[i] - means[i]) ** 2 / (means[i] * shrink);
  }
  const scale = Math.max(1, pearson / (n - 1));
  const score = sum / Math.sqrt((scale * weights[0] * weights[1]) / (weights[0] + weights[1]));
  const left = Math.max(1e-9, n - 1 - score * score);
  return { t: score * Math.sqrt((n - 2) / left), dispersion };
}

/** One rate for all counts, each weighted by how far chance and dispersion spread it. */
function fitCommonRate(counts: readonly number[], exposures: readonly number[]) {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  let rate = sum(counts) / sum(exposures);
  let dispersion = 0;
  for (let i = 0; i < 200; i++) {
    const means = exposures.map((exposure) => rate * exposure);
    dispersion = momentDispersion(counts, means, counts.length - 1);
    let events = 0;
    let exposed = 0;
    for (let r = 0; r < counts.length; r++) {
      const weight = 1 / (1 + dispersion * means[r]);
      events += weight * counts[r];
      exposed += weight * exposures[r];
    }
    const moved = Math.abs(events / exposed / rate - 1);
    rate = events / exposed;
    if (moved < 1e-10) break;
  }
  return { means: exposures.map((exposure) => rate * exposure), dispersion };
}

/** Where the falling score statistic reaches `goal`, outwards from the estimate (Illinois rule). */
function solveScore(
  score: (logRatio: number) => { readonly t: number },
  goal: number,
  estimate: number,
  side: 1 | -1,
): number {
  const miss = (x: number) => side * (goal - score(x).t);
  let near = estimate;
  let far = estimate + side * 0.25;
  let atNear = miss(near);
  let atFar = miss(far);
  while (atFar < 0) {
    [near, atNear] = [far, atFar];
    far += side * Math.abs(far - estimate);
    if (Math.abs(far) > 60) return side * Infinity;
    atFar = miss(far);
  }
  for (let i = 0; i < 60 && Math.abs(far - near) > 1e-10; i++) {
    const x = far - (atFar * (far - near)) / (atFar - atNear);
    const value = miss(x);
    if (Math.abs(value) < 1e-9) return x;
    if (value < 0) [near, atNear, atFar] = [x, value, atFar / 2];
    else [far, atFar, atNear] = [x, value, atNear / 2];
  }
  return (near + far) / 2;
}

function rateOf(series: CountSeries): number {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return sum(series.counts) / sum(exposuresOf(series));
}

/** Refuses counts and exposures that cannot be. */
export function checkSeries({ counts, exposures }: CountSeries): Refusal | undefined {
  const refusal = checkCounts("The counts", counts);
  if (refusal || exposures === undefined) return refusal;
  if (exposures.length !== counts.length) {
    return refuse(
      "invalid-input",
      `Every count needs one exposure: received ${exposures.length} for ${counts.length}.`,
    );
  }
  if (exposures.some((exposure) => exposure === 0)) {
    return refuse("no-exposure", "A period without exposure has no rate; leave it out.");
  }
  if (exposures.every(isScale)) return undefined;
  return refuse("invalid-input", "Exposures are finite and above 0.");
}

/** The exposures of a series, all 1 where it has none. */
export function exposuresOf({ counts, exposures }: CountSeries): readonly number[] {
  return exposures ?? counts.map(() => 1);
}
