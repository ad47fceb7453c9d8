// What forbids a verdict: on an experiment as a whole, or on one metric of one arm (EX3 to EX6, EX17, EX18, EX24, EX27, EX62).
import { chiSquaredSurvival } from "@heed/stats";
import type {
  ExperimentDoubt,
  ExperimentEvidence,
  JudgeOptions,
  MetricEvidence,
  SplitJudgement,
} from "./experiment.ts";
import { uneven } from "./judge-split.ts";

/** More people in two arms than this, and the arms are no longer what they were meant to be. */
const MOST_CROSSED = 0.1;
const MISSING_LEVEL = 0.001;
/** Skewness of a difference beyond which its tails are no longer those of the test. */
const MOST_SKEW = 0.2;

/** What forbids any verdict, the gravest first. */
export function fatalDoubt(
  evidence: ExperimentEvidence,
  options: JudgeOptions,
  split: SplitJudgement,
): ExperimentDoubt | null {
  const { arms, metrics, crossed = 0, doubts = [] } = evidence;
  const total = arms.reduce((sum, { units }) => sum + units, 0);
  const [first] = doubts;
  if (first !== undefined) return first;
  if (total + crossed === 0) return { reason: "no-exposures", details: {} };
  if (arms.length < 2) return { reason: "one-arm", details: { arm: arms[0]?.name ?? "" } };
  if (crossed / (total + crossed) > MOST_CROSSED) {
    const details = { units: crossed, share: crossed / (total + crossed), unit: evidence.unit };
    return { reason: "people-in-both-arms", details };
  }
  const empty = arms.find(({ units }) => units === 0);
  if (empty !== undefined) return { reason: "arm-empty", details: { arm: empty.name } };
  if (metrics.length === 0) return { reason: "no-metrics", details: {} };
  if (split.says === "mismatch") {
    const details = {
      counts: arms.map(({ units }) => units).join(" : "),
      planned: split.shares.map((share) => percentText(share)).join(" : "),
      pValue: split.pValue ?? 0,
    };
    const worst = uneven(evidence.segments ?? []);
    if (worst === null) return { reason: "sample-ratio-mismatch", details };
    const segment = `${worst.dimension} = ${worst.value}`;
    return { reason: "sample-ratio-mismatch", details: { ...details, segment } };
  }
  const segment = uneven(evidence.segments ?? []);
  if (segment !== null) return { reason: "segment-mismatch", details: { ...segment } };
  const { plannedUnits, looking = { kind: "once" } } = options;
  if (plannedUnits !== undefined && looking.kind === "once" && total < plannedUnits)
    return { reason: "not-finished", details: { units: total, planned: plannedUnits } };
  if (looking.kind === "between-looks")
    return { reason: "between-looks", details: { units: total, ...looking.ahead } };
  return null;
}

/** Values that are missing more often in one arm than in the other leave two groups that differ already. */
export function missingDoubt(
  { missing, name }: MetricEvidence,
  arms: ExperimentEvidence["arms"],
  arm: number,
): ExperimentDoubt | null {
  if (missing === undefined) return null;
  const [a, b] = [missing[0]!, missing[arm]!];
  const [m, n] = [arms[0]!.units, arms[arm]!.units];
  const share = (a + b) / (m + n);
  if (share === 0 || share === 1) return null;
  const z = (a / m - b / n) ** 2 / (share * (1 - share) * (1 / m + 1 / n));
  if (chiSquaredSurvival(z, 1) >= MISSING_LEVEL) return null;
  return { reason: "missing-differs", details: { metric: name, control: a / m, arm: b / n } };
}

/** Few units of a long tail against many: the error is known too ill for a p-value. In even arms the tails cancel. */
export function skewDoubt(
  { statistics, skewness, name }: MetricEvidence,
  arm: number,
): ExperimentDoubt | null {
  const [m, n] = [statistics[0]?.n ?? 0, statistics[arm]?.n ?? 0];
  if (skewness === undefined || m === 0 || n === 0) return null;
  const skew = (skewness * (n ** -2 - m ** -2)) / (1 / m + 1 / n) ** 1.5;
  if (Math.abs(skew) <= MOST_SKEW) return null;
  const needed = Math.ceil((m + n) * (skew / MOST_SKEW) ** 2);
  return { reason: "too-skewed", details: { metric: name, units: m + n, needed } };
}

/** A share with at most one decimal. */
export function percentText(share: number): string {
  return `${Math.round(1000 * share) / 10} %`;
}
