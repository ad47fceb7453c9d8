// Asks whether values of one arm tend to be larger, whatever their distribution.
import { normalSurvival } from "../distributions/normal.ts";
import { studentQuantile } from "../distributions/student-t.ts";
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkLevel, checkNumbers } from "../outcome-checks.ts";
import type { Alternative } from "./interval-test.ts";
import { midRanks } from "./ranks.ts";

/** What {@link mannWhitney} reads. */
export type MannWhitneyInput = {
  readonly control: readonly number[];
  readonly treatment: readonly number[];
  readonly alternative?: Alternative;
  /** Default 0.95. */
  readonly confidenceLevel?: number;
};

/** The rank comparison of two arms. */
export type MannWhitney = {
  /** Pairs in which treatment is larger, ties counting half. */
  readonly u: number;
  /** Probability that a value of treatment exceeds one of control, ties counting half. */
  readonly superiority: number;
  /** Interval of `superiority`, valid also where the arms differ in shape. */
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
  /** "exact" for up to 60 values without ties, else "normal" with corrections. */
  readonly method: "exact" | "normal";
};

/** Up to this many values the exact distribution is counted. */
const EXACT_UP_TO = 60;

/**
 * The Mann-Whitney (Wilcoxon rank-sum) test: exact for small samples without ties, else normal with
 * corrections for ties and continuity; with the probability of superiority and its interval.
 * Refuses with `no-data`, `too-few-observations` (under 2 per arm), `zero-variance` (all equal) and
 * `invalid-input`.
 *
 * Sources: H. Mann and D. Whitney, Annals of Mathematical Statistics 18 (1947); the interval:
 * E. Brunner and U. Munzel, Biometrical Journal 42 (2000), on the logit scale.
 */
export function mannWhitney(input: MannWhitneyInput): Outcome<MannWhitney> {
  const { control, treatment, alternative = "two-sided", confidenceLevel = 0.95 } = input;
  const refusal =
    checkLevel(confidenceLevel) ??
    checkNumbers("Control", control) ??
    checkNumbers("Treatment", treatment);
  if (refusal) return refusal;
  const m = control.length;
  const n = treatment.length;
  if (m === 0 || n === 0) return refuse("no-data", `Both arms need values: received ${m}, ${n}.`);
  if (m < 2 || n < 2) {
    return refuse("too-few-observations", `Each arm needs 2 values: received ${m} and ${n}.`);
  }
  const { ranks, tieTerm } = midRanks([...control, ...treatment]);
  const size = m + n;
  if (tieTerm === size ** 3 - size) return refuse("zero-variance", "All values are equal.");
  let rankSum = 0;
  for (let i = m; i < size; i++) rankSum += ranks[i];
  const u = rankSum - (n * (n + 1)) / 2;
  const exact = tieTerm === 0 && size <= EXACT_UP_TO;
  const tails = exact ? exactTails(u, m, n) : normalTails(u, m, n, tieTerm);
  const pValue =
    alternative === "greater"
      ? tails.above
      : alternative === "less"
        ? tails.below
        : Math.min(1, 2 * Math.min(tails.above, tails.below));
  const superiority = u / (m * n);
  const interval = superiorityInterval(control, treatment, ranks, superiority, confidenceLevel);
  const method = exact ? "exact" : "normal";
  return answer<MannWhitney>({ u, superiority, ...interval, pValue, method });
}

/** Tails of U given no ties, by counting arrangements (Mann and Whitney's recursion). */
function exactTails(u: number, m: number, n: number): { above: number; below: number } {
  const most = m * n;
  const counts = new Float64Array(most + 1);
  counts[0] = 1;
  for (let i = 1; i <= n; i++) {
    const up = m + i;
    for (let s = most; s >= up; s--) counts[s] -= counts[s - up];
    for (let s = i; s <= most; s++) counts[s] += counts[s - i];
  }
  let total = 0;
  let below = 0;
  let above = 0;
  for (let s = 0; s <= most; s++) {
    total += counts[s];
    if (s <= u) below += counts[s];
    if (s >= u) above += counts[s];
  }
  return { above: above / total, below: below / total };
}

function normalTails(u: number, m: number, n: number, tieTerm: number) {
  const size = m + n;
  const variance = ((m * n) / 12) * (size + 1 - tieTerm / (size * (size - 1)));
  const from = u - (m * n) / 2;
  const scale = Math.sqrt(variance);
  return {
    above: normalSurvival((from - 0.5) / scale),
    below: normalSurvival((-from - 0.5) / scale),
  };
}

/** Brunner and Munzel's variance of the placements, with a t interval on the logit scale. */
function superiorityInterval(
  control: readonly number[],
  treatment: readonly number[],
  ranks: Float64Array,
  superiority: number,
  level: number,
): { low: number; high: number } {
  const m = control.length;
  const n = treatment.length;
  const own = [midRanks(control).ranks, midRanks(treatment).ranks];
  const spread = (from: number, count: number, inner: Float64Array, others: number) => {
    const placements = inner.map((rank, i) => (ranks[from + i] - rank) / others);
    const mean = placements.reduce((sum, p) => sum + p, 0) / count;
    return placements.reduce((sum, p) => sum + (p - mean) ** 2, 0) / (count - 1);
  };
  const a = spread(0, m, own[0], n) / m;
  const b = spread(m, n, own[1], m) / n;
  const variance = a + b;
  const share = Math.min(1 - 0.5 / (m * n), Math.max(0.5 / (m * n), superiority));
  if (!(variance > 0))
    return { low: superiority === 0 ? 0 : share, high: superiority === 1 ? 1 : share };
  const df = variance ** 2 / (a ** 2 / (m - 1) + b ** 2 / (n - 1));
  const t = studentQuantile(1 - (1 - level) / 2, df);
  const half = (t * Math.sqrt(variance)) / (share * (1 - share));
  const logit = Math.log(share / (1 - share));
  return { low: 1 / (1 + Math.exp(half - logit)), high: 1 / (1 + Math.exp(-half - logit)) };
}
