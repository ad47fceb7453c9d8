// Compares two classifiers, or two readings, on the same items.
import { chiSquaredSurvival } from "../distributions/gamma.ts";
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkCounts, checkLevel } from "../outcome-checks.ts";
import { binomialTest } from "../rates/binomial-test.ts";
import { wilsonInterval } from "../rates/wilson-interval.ts";

/** The four cells of a paired yes/no comparison. */
export type PairedCounts = {
  readonly bothRight: number;
  readonly onlyFirstRight: number;
  readonly onlySecondRight: number;
  readonly bothWrong: number;
};

/** Whether two paired shares differ. */
export type McNemar = {
  /** Share of the first minus share of the second. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Exact; use this one below 25 disagreements. */
  readonly exactPValue: number;
  /** Mid-p: closer to the level than the exact one, hardly ever above it. */
  readonly midPValue: number;
  /** Chi-squared with Edwards's continuity correction. */
  readonly correctedPValue: number;
  readonly disagreements: number;
};

/**
 * McNemar's test, exact, mid-p and corrected, and the interval of the difference of the shares.
 * Refuses with `no-data`, `no-variation` (no disagreement) and `invalid-input`.
 *
 * Sources: Q. McNemar, Psychometrika 12 (1947); A. Edwards, Psychometrika 13 (1948), correction;
 * M. Fagerland, S. Lydersen, P. Laake, BMC Medical Research Methodology 13 (2013), mid-p;
 * R. G. Newcombe, Statistics in Medicine 17 (1998), paired interval, method 10.
 */
export function mcnemar(
  counts: PairedCounts,
  options: { readonly confidenceLevel?: number } = {},
): Outcome<McNemar> {
  const { confidenceLevel = 0.95 } = options;
  const { bothRight, onlyFirstRight: b, onlySecondRight: c, bothWrong } = counts;
  const refusal =
    checkLevel(confidenceLevel) ?? checkCounts("The cells", [bothRight, b, c, bothWrong]);
  if (refusal) return refusal;
  const n = bothRight + b + c + bothWrong;
  if (n === 0) return refuse("no-data", "A paired comparison needs items.");
  if (b + c === 0) return refuse("no-variation", `The two agree on all ${n} items.`);
  const test = binomialTest({ successes: b, trials: b + c });
  if (!test.ok) return test;
  const corrected = Math.max(0, Math.abs(b - c) - 1) ** 2 / (b + c);
  return answer({
    difference: (b - c) / n,
    ...pairedInterval(counts, n, confidenceLevel),
    exactPValue: test.pValue,
    midPValue: test.midPValue,
    correctedPValue: chiSquaredSurvival(corrected, 1),
    disagreements: b + c,
  });
}

/** Builds the four cells from two equally long lists of right and wrong answers. */
export function pairedCounts(
  first: readonly boolean[],
  second: readonly boolean[],
): Outcome<PairedCounts> {
  if (first.length !== second.length) {
    return refuse(
      "invalid-input",
      `Paired answers need one length: received ${first.length} and ${second.length}.`,
    );
  }
  const cells = [0, 0, 0, 0];
  for (let i = 0; i < first.length; i++) cells[(first[i] ? 0 : 2) + (second[i] ? 0 : 1)]++;
  return answer({
    bothRight: cells[0],
    onlyFirstRight: cells[1],
    onlySecondRight: cells[2],
    bothWrong: cells[3],
  });
}

/** Newcombe's hybrid score interval with the correlation of the two answers. */
function pairedInterval(counts: PairedCounts, n: number, confidenceLevel: number) {
  const { bothRight: a, onlyFirstRight: b, onlySecondRight: c, bothWrong: d } = counts;
  const first = score(a + b, n, confidenceLevel);
  const second = score(a + c, n, confidenceLevel);
  const product = (a + b) * (c + d) * (a + c) * (b + d);
  const excess = a * d - b * c;
  const shrunk = excess > n / 2 ? excess - n / 2 : excess >= 0 ? 0 : excess;
  const correlation = product === 0 ? 0 : shrunk / Math.sqrt(product);
  const root = (x: number, y: number) =>
    Math.sqrt(Math.max(0, x * x - 2 * correlation * x * y + y * y));
  const difference = (b - c) / n;
  return {
    low: difference - root(first.estimate - first.low, second.high - second.estimate),
    high: difference + root(first.high - first.estimate, second.estimate - second.low),
  };
}

function score(successes: number, trials: number, confidenceLevel: number) {
  const interval = wilsonInterval({ successes, trials, confidenceLevel });
  if (!interval.ok) throw new Error(interval.message);
  return interval;
}
