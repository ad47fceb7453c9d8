// Decides what an experiment showed, for each metric and as a whole, and says what it cannot tell (SPEC-experiments.md).
import { momentsOf, normalQuantile, weightedHolm } from "@heed/stats";
import { type Compared, compareArms, meanOf, reachAt } from "./compare-arms.ts";
import {
  type ArmComparison,
  type ExperimentDoubt,
  type ExperimentEvidence,
  type ExperimentJudgement,
  type ExperimentNote,
  type JudgeOptions,
  type Looking,
  type MetricEvidence,
  type OverallVerdict,
  PRIMARY_PART,
  type SegmentSpread,
  type SplitJudgement,
} from "./experiment.ts";
import { fatalDoubt, missingDoubt, percentText, skewDoubt } from "./judge-doubts.ts";
import { readSegments, type SegmentReading } from "./judge-segments.ts";
import { judgeSplit } from "./judge-split.ts";

const LEVEL = 0.05;
/** A comparison that would not even show a doubling, or a whole standard deviation, says nothing. */
const USELESS_CHANGE = 1;
const POWER = 0.8;
const SHORT_DAYS = 7;

interface Pair {
  readonly metric: MetricEvidence;
  readonly metricAt: number;
  readonly arm: number;
  readonly compared: Compared | null;
  readonly uncapped: Compared | null;
  readonly strict: Compared | null;
  readonly doubt: ExperimentDoubt | null;
}

/** The verdict on an experiment; rules EX1 to EX24. */
export function judgeExperiment(
  evidence: ExperimentEvidence,
  options: JudgeOptions = {},
): ExperimentJudgement {
  const { looking = { kind: "once" }, level = LEVEL } = options;
  const { arms, metrics } = evidence;
  const split = judgeSplit(
    arms.map(({ units }) => units),
    options.split,
    looking.kind !== "once",
  );
  const fatal = fatalDoubt(evidence, options, split);
  const isShown = isDue(looking, fatal) && comparable(evidence);
  const pairs = isShown ? comparePairs(evidence, looking) : [];
  const primary = [...metrics.keys()].filter((at) => metrics[at]!.role === "primary");
  const readings = looking.kind === "once" ? readSegments(evidence, primary) : [];
  const family = correct(pairs, readings, level);
  const comparisons = pairs.map((pair, at) =>
    describe(pair, {
      evidence,
      looking,
      level,
      fatal,
      adjusted: family.pairs[at] ?? null,
      part: family.parts[at] ?? 1,
    }),
  );
  const verdicts = arms.map((_, arm) => (arm === 0 ? null : armVerdict(comparisons, arms, arm)));
  const told = verdicts.filter((verdict) => verdict !== null);
  const verdict = fatal !== null ? "cannot-tell" : overall(told);
  return {
    verdict,
    doubt: fatal ?? (verdict === "cannot-tell" ? firstDoubt(comparisons) : null),
    unit: evidence.unit,
    arms: arms.map((arm, at) => ({ ...arm, verdict: fatal === null ? verdicts[at]! : null })),
    split,
    crossed: evidence.crossed ?? 0,
    period: evidence.period ?? null,
    comparisons,
    segments: readings.flatMap(({ effects }) => effects),
    spreads: spreadsOf(readings, family.readings, fatal === null ? level : 0),
    notes: notesOf(evidence, options, split, pairs),
    looking: looking.kind,
    level,
    looks: family.pairs.filter((p) => p !== null).length + readings.length,
  };
}

/** A look that cannot be told is not taken: seeing its figures would be one look more than was planned. */
function isDue(looking: Looking, fatal: ExperimentDoubt | null): boolean {
  return looking.kind !== "between-looks" && (looking.kind !== "planned-looks" || fatal === null);
}

function comparable({ arms }: ExperimentEvidence): boolean {
  return arms.length > 1 && arms.every(({ units }) => units > 0);
}

function comparePairs({ arms, metrics }: ExperimentEvidence, looking: Looking): Pair[] {
  return metrics.flatMap((metric, metricAt) =>
    arms.slice(1).map((_, at): Pair => {
      const arm = at + 1;
      const base = { metric, metricAt, arm, compared: null, uncapped: null, strict: null };
      const doubt = metric.doubt ?? missingDoubt(metric, arms, arm) ?? skewDoubt(metric, arm);
      const use = metric.capped?.statistics ?? metric.statistics;
      if (use.length === 0)
        return { ...base, doubt: doubt ?? { reason: "too-few-units", details: {} } };
      const days = metric.days === undefined ? undefined : { rows: metric.days, arm };
      const compared = compareArms(use[0]!, use[arm]!, looking, days);
      if ("reason" in compared) return { ...base, doubt: doubt ?? compared };
      return {
        ...{ metric, metricAt, arm, compared, doubt },
        uncapped: metric.capped === undefined ? null : plain(metric.statistics, arm, looking),
        strict: metric.strict === undefined ? null : plain(metric.strict, arm, looking),
      };
    }),
  );
}

function plain(
  statistics: MetricEvidence["statistics"],
  arm: number,
  looking: Looking,
): Compared | null {
  const compared = compareArms(statistics[0]!, statistics[arm]!, looking);
  return "reason" in compared ? null : compared;
}

/** p-values of all comparisons and spreads together; `part` is each comparison's share of the level. */
function correct(pairs: readonly Pair[], readings: readonly SegmentReading[], level: number) {
  const tests: { pValue: number; isPrimary: boolean; put: (adjusted: number) => void }[] = [];
  const adjusted: (number | null)[] = pairs.map(() => null);
  const spread: number[] = readings.map(() => 1);
  for (const [at, { compared, metric }] of pairs.entries()) {
    if (compared === null) continue;
    const put = (p: number) => {
      adjusted[at] = p;
    };
    tests.push({ pValue: compared.pValue, isPrimary: metric.role === "primary", put });
  }
  for (const [at, { pValue }] of readings.entries()) {
    const put = (p: number) => {
      spread[at] = p;
    };
    tests.push({ pValue, isPrimary: false, put });
  }
  const primaries = tests.filter(({ isPrimary }) => isPrimary).length;
  const others = tests.length - primaries;
  const part = primaries === 0 ? 0 : others === 0 ? 1 : PRIMARY_PART;
  const weightOf = (isPrimary: boolean) => (isPrimary ? part / primaries : (1 - part) / others);
  const result = weightedHolm(
    tests.map(({ pValue, isPrimary }) => ({ pValue, weight: weightOf(isPrimary) })),
  );
  if (!result.ok) throw new RangeError(result.message);
  for (const [at, { put }] of tests.entries()) put(result.adjusted[at]!);
  const parts = pairs.map(({ metric }) => level * weightOf(metric.role === "primary"));
  return { pairs: adjusted, readings: spread, parts };
}

interface Told {
  readonly evidence: ExperimentEvidence;
  readonly looking: Looking;
  readonly level: number;
  readonly fatal: ExperimentDoubt | null;
  readonly adjusted: number | null;
  /** Level of this comparison alone. */
  readonly part: number;
}

function describe(pair: Pair, told: Told): ArmComparison {
  const { metric, arm, compared, uncapped } = pair;
  const { evidence, looking, fatal, adjusted, part } = told;
  const { name, kind, role, better } = metric;
  const use = metric.capped?.statistics ?? metric.statistics;
  const units = (use[0]?.n ?? 0) + (use[arm]?.n ?? 0);
  const detectable =
    compared === null
      ? null
      : compared.standardError *
        (reachAt(compared, looking, units, part) +
          normalQuantile(POWER) * Math.sqrt(compared.dayFactor ?? 1));
  const { verdict, doubt } =
    fatal !== null
      ? { verdict: "cannot-tell" as const, doubt: fatal }
      : metricVerdict(pair, told, detectable);
  return {
    ...{ metric: name, arm: evidence.arms[arm]!.name, kind, role, better },
    control: use[0] === undefined ? null : meanOf(use[0]),
    treatment: use[arm] === undefined ? null : meanOf(use[arm]!),
    difference: compared?.difference ?? null,
    relative: compared?.relative ?? null,
    pValue: compared?.pValue ?? null,
    adjustedPValue: adjusted,
    ...{ verdict, doubt, detectable },
    guardrail: role === "guardrail" && fatal === null ? guardrailOf(pair, verdict) : null,
    varianceReduction: compared?.varianceReduction ?? null,
    uncapped: uncapped?.difference ?? null,
    byDays: compared?.byDays ?? null,
  };
}

function metricVerdict(
  { metric, compared, uncapped, strict, doubt, arm }: Pair,
  { level, adjusted, looking, evidence }: Told,
  detectable: number | null,
): Pick<ArmComparison, "verdict" | "doubt"> {
  const cannot = (why: ExperimentDoubt) => ({ verdict: "cannot-tell" as const, doubt: why });
  if (doubt !== null || compared === null || adjusted === null)
    return cannot(doubt ?? { reason: "too-few-units", details: {} });
  const { estimate } = compared.difference;
  if (adjusted <= level) {
    const opposite = (other: Compared | null) =>
      other !== null && other.difference.estimate * estimate <= 0;
    if (opposite(uncapped)) return cannot({ reason: "depends-on-outliers", details: {} });
    if (strict !== null && (opposite(strict) || strict.pValue > 2 * level))
      return cannot({ reason: "depends-on-left-out", details: {} });
    const isBetter = estimate > 0 === (metric.better === "higher");
    return { verdict: isBetter ? "better" : "worse", doubt: null };
  }
  if (looking.kind === "planned-looks" && looking.ahead !== undefined) {
    const units = evidence.arms.reduce((sum, one) => sum + one.units, 0);
    return cannot({ reason: "looks-remain", details: { units, ...looking.ahead } });
  }
  const useless = uselessness(metric, arm, detectable);
  return useless === null ? { verdict: "no-difference", doubt: null } : cannot(useless);
}

/** Why silence says nothing: not even a large change would have been found. */
function uselessness(
  metric: MetricEvidence,
  arm: number,
  detectable: number | null,
): ExperimentDoubt | null {
  const [control, treatment] = [metric.statistics[0]!, metric.statistics[arm]!];
  const { mean, variance, n } = momentsOf(control);
  const scale =
    metric.kind === "conversion"
      ? Math.min(Math.max(mean, 1 / n), Math.max(1 - mean, 1 / n))
      : metric.kind === "ratio"
        ? Math.abs(mean)
        : Math.max(Math.sqrt(variance), Math.abs(mean));
  const times = (detectable ?? Infinity) / scale;
  if (times <= USELESS_CHANGE) return null;
  const units = n + treatment.n;
  const needed = Math.ceil(units * Math.min(1e6, times) ** 2);
  return { reason: "too-few-units", details: { units, needed } };
}

/** Whether a guardrail's worst likely change stays within its margin. */
function guardrailOf(
  { metric, compared }: Pair,
  verdict: ArmComparison["verdict"],
): ArmComparison["guardrail"] {
  if (verdict === "worse") return "harmed";
  const { margin, better } = metric;
  const relative = compared?.relative ?? null;
  if (margin === undefined || relative === null || verdict === "cannot-tell") return "not-shown";
  const worst = better === "higher" ? -relative.low : relative.high;
  return worst <= margin ? "held" : "not-shown";
}

function armVerdict(
  comparisons: readonly ArmComparison[],
  arms: ExperimentEvidence["arms"],
  at: number,
): OverallVerdict {
  const own = comparisons.filter(({ arm }) => arm === arms[at]!.name);
  const named = own.filter(({ role }) => role === "primary");
  // Where everybody did the same in both arms there is nothing to tell, and the other metrics decide.
  const varied = named.filter(({ doubt }) => doubt?.reason !== "zero-variance");
  const primary = varied.length > 0 ? varied : named;
  const has = (verdict: ArmComparison["verdict"]) =>
    primary.some((comparison) => comparison.verdict === verdict);
  const isHarmed = own.some(({ guardrail }) => guardrail === "harmed");
  if (has("better")) return has("worse") || isHarmed ? "mixed" : "better";
  if (has("worse") || isHarmed) return "worse";
  if (has("cannot-tell") || primary.length === 0) return "cannot-tell";
  return "no-difference";
}

function overall(verdicts: readonly OverallVerdict[]): OverallVerdict {
  const order = ["better", "mixed", "worse", "cannot-tell", "no-difference"] as const;
  return order.find((verdict) => verdicts.includes(verdict)) ?? "cannot-tell";
}

function firstDoubt(comparisons: readonly ArmComparison[]): ExperimentDoubt | null {
  const primary = comparisons.filter(({ role }) => role === "primary");
  return (
    primary.find(({ doubt }) => doubt !== null)?.doubt ?? { reason: "no-metrics", details: {} }
  );
}

function spreadsOf(
  readings: readonly SegmentReading[],
  adjusted: readonly number[],
  level: number,
): SegmentSpread[] {
  return readings.map(({ dimension, metric, arm }, at) => ({
    ...{ dimension, metric, arm },
    adjustedPValue: adjusted[at]!,
    differs: adjusted[at]! <= level,
  }));
}

function notesOf(
  { notes = [], crossed = 0, period, unit }: ExperimentEvidence,
  { plannedUnits, looking = { kind: "once" } }: JudgeOptions,
  split: SplitJudgement,
  pairs: readonly Pair[],
): ExperimentNote[] {
  const own: ExperimentNote[] = [];
  const shares = split.shares.map(percentText).join(" : ");
  if (split.from === "suggested") own.push({ note: "split-guessed", details: { shares } });
  if (split.says === "suspect")
    own.push({ note: "split-suspect", details: { pValue: split.pValue ?? 0, shares } });
  if (crossed > 0) own.push({ note: "people-in-both-arms", details: { units: crossed, unit } });
  if (period !== undefined && period.days < SHORT_DAYS)
    own.push({ note: "short", details: { days: period.days } });
  for (const { metric, compared } of pairs) {
    const { dayFactor = null } = compared ?? {};
    if (dayFactor !== null)
      own.push({ note: "days-vary", details: { metric: metric.name, factor: dayFactor } });
  }
  for (const { name, capped } of new Set(pairs.map(({ metric }) => metric))) {
    if (capped === undefined) continue;
    const { low, high, values, quantile } = capped;
    const details = { metric: name, low, high, values };
    own.push({
      note: "values-capped",
      details: quantile === undefined ? details : { ...details, quantile },
    });
  }
  if (looking.kind === "once" && plannedUnits === undefined)
    own.push({ note: "looked-once", details: {} });
  return [...notes, ...own];
}
