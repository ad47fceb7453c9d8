// Experiments measured on events: who was exposed when, what they did after, and the sums that a judgement needs (EX50 to EX56).
import {
  type AdjustedStatistic,
  type MeanStatistic,
  type ProportionStatistic,
  proportionStatistic,
  type RatioStatistic,
  type Statistic,
} from "@heed/stats";
import { InvalidInput } from "../errors.ts";
import { checkMatch, type EventMatch } from "../events/event-match.ts";
import type { ZonedRange } from "../events/product-event.ts";
import { orderArms } from "./arm-order.ts";
import { judgeArmTimes } from "./arm-times.ts";
import {
  type CapAsk,
  type CappedSums,
  capAsk,
  cappedEvidence,
  type Limits,
  skewnessOf,
} from "./event-caps.ts";
import type {
  ExperimentEvidence,
  ExperimentNote,
  MetricEvidence,
  MetricRole,
  SegmentEvidence,
} from "./experiment.ts";

/** The event by which a program tells that a person was shown an arm. */
export interface ExposureSource {
  readonly event: string;
  /** Property that names the experiment, and its value; empty where every such event is of this experiment. */
  readonly experimentProperty: string;
  readonly experiment: string;
  /** Property that names the arm. */
  readonly armProperty: string;
}

/** What a person does after they were exposed. */
export interface EventMetric {
  readonly name: string;
  readonly role: MetricRole;
  readonly better: "higher" | "lower";
  /** Of a guardrail. */
  readonly margin?: number;
  /** `conversion`: did it; `count`: how often; `sum`: of a property; `ratio`: of two counts, or of a sum and a count. */
  readonly kind: "conversion" | "count" | "sum" | "ratio";
  readonly match: EventMatch;
  /** Number property of a sum, or of a ratio's numerator. */
  readonly property?: string;
  /** Events that a ratio is per. */
  readonly per?: EventMatch;
  /** Time after the exposure that counts; all of it when absent. */
  readonly windowMs?: number;
  /** Take off what the same measure foretold before the exposure (CUPED). */
  readonly usesBefore?: boolean;
  /**
   * Of a count or a sum: values beyond this quantile of all arms together, and beyond the same one at the other end, are moved
   * onto it; in [0.5, 1). Without it only a tail that holds most of the variance is capped, at 0.999.
   */
  readonly cap?: number;
}

export interface ExperimentAsk {
  readonly exposure: ExposureSource;
  /** Exposures of these days count. */
  readonly range: ZonedRange;
  readonly metrics: readonly EventMetric[];
  /** Arms that are compared, control first; all that were seen when absent. */
  readonly arms?: readonly string[];
  readonly control?: string;
  /** Properties of the first exposure by which people are told apart. */
  readonly segments?: readonly string[];
  /** Days before the exposure that foretell. Default 14. */
  readonly beforeDays?: number;
}

/** Sums of one arm, of all or of one value of a segment. */
export interface ExposedSums {
  readonly arm: string;
  /** Place of the segment's property, null for everybody. */
  readonly dimension: number | null;
  readonly value: string;
  readonly people: number;
  readonly firstUs: number;
  readonly lastUs: number;
}
export interface MetricSums {
  readonly arm: string;
  readonly dimension: number | null;
  readonly value: string;
  /** By metric: sums over people of value, square, cube; of what it is per; and of the value from before. */
  readonly sums: readonly (readonly number[])[];
}

/** Sums a metric has in {@link MetricSums}, in this order. */
export const METRIC_SUMS = [
  "sum",
  "squares",
  "cubes",
  "perSum",
  "perSquares",
  "perProducts",
  "beforeSum",
  "beforeSquares",
  "beforeProducts",
  "people",
  "fourths",
  "positives",
  "negatives",
] as const;

export const DEFAULT_BEFORE_DAYS = 14;
const MOST_METRICS = 50;
const MOST_SEGMENTS = 10;

/** Refuses a question that cannot be asked. */
export function checkExperimentAsk({ exposure, metrics, segments = [] }: ExperimentAsk): void {
  const texts = [exposure.event, exposure.experiment, exposure.armProperty];
  if (texts.some((text) => text === ""))
    throw refused(
      "the exposure needs an event, an experiment and the property of the arm",
      "曝光需要事件、实验和分组属性",
    );
  if (metrics.length === 0 || metrics.length > MOST_METRICS)
    throw refused(
      `it has ${metrics.length} metrics, expected 1 to ${MOST_METRICS}`,
      `指标应为 1 到 ${MOST_METRICS} 个`,
    );
  if (segments.length > MOST_SEGMENTS)
    throw refused(
      `it has ${segments.length} segments, at most ${MOST_SEGMENTS}`,
      `细分维度最多 ${MOST_SEGMENTS} 个`,
    );
  if (new Set(metrics.map(({ name }) => name)).size < metrics.length)
    throw refused("two metrics have one name", "两个指标同名");
  for (const { name, kind, match, property, per, windowMs, cap } of metrics) {
    checkMatch(match);
    if (per !== undefined) checkMatch(per);
    if (kind === "sum" && property === undefined)
      throw refused(`${name} sums no property`, `指标 ${name} 没有要求和的属性`);
    if (kind === "ratio" && per === undefined)
      throw refused(
        `${name} is a ratio of nothing; name the events that it is per`,
        `指标 ${name} 缺少作为分母的事件`,
      );
    if (cap !== undefined && (kind === "conversion" || kind === "ratio"))
      throw refused(
        `${name} is a ${kind}: only counts and sums are capped`,
        `指标 ${name} 不是计数或求和，不能截断`,
      );
    if (cap !== undefined && !(cap >= 0.5 && cap < 1))
      throw refused(
        `the cap of ${name} is a quantile in [0.5, 1): received ${cap}`,
        `指标 ${name} 的截断分位数应在 [0.5, 1)：收到 ${cap}`,
      );
    if (windowMs !== undefined && !(windowMs > 0))
      throw refused(`the window of ${name} is not over 0`, `指标 ${name} 的时间窗口应大于 0`);
  }
}

/** Limits that were found, and the sums with values moved onto them. */
export interface FoundCap {
  readonly ask: CapAsk;
  readonly limits: Limits;
  readonly sums: readonly CappedSums[];
}

/** Metrics of which extreme values are to be looked at. */
export function capsOf(
  { metrics }: ExperimentAsk,
  exposed: readonly ExposedSums[],
  measured: readonly MetricSums[],
): CapAsk[] {
  const all = exposed.filter(({ dimension }) => dimension === null);
  const units = all.reduce((sum, { people }) => sum + people, 0);
  const rows = measured.filter(({ dimension }) => dimension === null);
  return metrics.flatMap((metric, at) => {
    const total = (name: (typeof METRIC_SUMS)[number]) =>
      rows.reduce((sum, { sums }) => sum + (sums[at]![METRIC_SUMS.indexOf(name)] ?? 0), 0);
    const found = capAsk(metric, at, {
      ...{ units, sum: total("sum"), squares: total("squares"), cubes: total("cubes") },
      ...{ fourths: total("fourths"), positives: total("positives") },
      negatives: total("negatives"),
    });
    return found === null ? [] : [found];
  });
}

/** The evidence of what was summed. */
export function exposedEvidence(
  ask: ExperimentAsk,
  exposed: readonly ExposedSums[],
  measured: readonly MetricSums[],
  { crossed, caps }: { readonly crossed: number; readonly caps: readonly FoundCap[] },
): ExperimentEvidence {
  const all = exposed.filter(({ dimension }) => dimension === null);
  const names = ask.arms ?? all.map(({ arm }) => arm);
  const order = orderArms(names, { control: ask.control ?? ask.arms?.[0] });
  const arms = order.codes.map((code) => names[code]!);
  const peopleOf = (arm: string, dimension: number | null, value: string) =>
    exposed.find((row) => row.arm === arm && row.dimension === dimension && row.value === value)
      ?.people ?? 0;
  const statistics = (metric: number, dimension: number | null, value: string, isPlain: boolean) =>
    arms.map((arm) => {
      const row = measured.find(
        (candidate) =>
          candidate.arm === arm && candidate.dimension === dimension && candidate.value === value,
      );
      const sums = row?.sums[metric] ?? METRIC_SUMS.map(() => 0);
      return statisticOf(ask.metrics[metric]!, peopleOf(arm, dimension, value), sums, isPlain);
    });
  const skewnessOfAll = (at: number, among: readonly string[]) => {
    const own = measured.filter(({ arm, dimension }) => dimension === null && among.includes(arm));
    const total = (place: number) => own.reduce((sum, { sums }) => sum + sums[at]![place]!, 0);
    const units = among.reduce((sum, arm) => sum + peopleOf(arm, null, ""), 0);
    return skewnessOf({ units, sum: total(0), squares: total(1), cubes: total(2) });
  };
  const metrics = ask.metrics.map((metric, at): MetricEvidence => {
    const { name, role, better, margin } = metric;
    const kind = metric.kind === "conversion" || metric.kind === "ratio" ? metric.kind : "mean";
    const plain = statistics(at, null, "", false);
    const cap = caps.find((found) => found.ask.at === at);
    const groups = arms.map((arm) => ({
      people: peopleOf(arm, null, ""),
      sums: cap?.sums.find((sums) => sums.arm === arm) ?? null,
    }));
    const capped = cap === undefined ? null : cappedEvidence(cap.ask, cap.limits, groups, plain);
    const skewness =
      capped !== null ? capped.skewness : kind === "mean" ? skewnessOfAll(at, arms) : null;
    return {
      ...{ name, kind, role, better, statistics: plain },
      ...(margin === undefined ? {} : { margin }),
      ...(capped === null ? {} : { capped: capped.capped }),
      ...(skewness === null ? {} : { skewness }),
    };
  });
  const values = new Map(
    exposed.flatMap(({ dimension, value }) =>
      dimension === null ? [] : [[`${dimension} ${value}`, { dimension, value }]],
    ),
  );
  const segments = [...values.values()].map(
    ({ dimension, value }): SegmentEvidence => ({
      ...{ dimension: ask.segments![dimension]!, value: value === "" ? "–" : value },
      units: arms.map((arm) => peopleOf(arm, dimension, value)),
      statistics: ask.metrics.map((_, at) => statistics(at, dimension, value, true)),
    }),
  );
  const seen = all.filter(({ arm, people }) => arms.includes(arm) && people > 0);
  const time = judgeArmTimes(
    seen.map(({ arm: name, people: units, firstUs, lastUs }) => {
      return { name, units, first: firstUs / 1000, last: lastUs / 1000 };
    }),
  );
  return {
    unit: "person",
    arms: arms.map((name) => ({ name, units: peopleOf(name, null, "") })),
    ...{ metrics, segments, crossed },
    ...(time.period === null ? {} : { period: time.period }),
    doubts: time.doubt === null ? [] : [time.doubt],
    notes: notesOf(ask, order.isGuessed ? arms[0]! : null),
  };
}

function statisticOf(
  { kind, usesBefore }: EventMetric,
  people: number,
  sums: readonly number[],
  isPlain: boolean,
): Statistic {
  const [sum = 0, sumSquares = 0, , perSum = 0, perSquares = 0, perProducts = 0] = sums;
  const [beforeSum = 0, beforeSquares = 0, beforeProducts = 0, perPeople = 0] = sums.slice(6, 10);
  if (kind === "ratio")
    return {
      ...{ kind: "ratio", n: perPeople, sumProducts: perProducts },
      numerator: { sum, sumSquares },
      denominator: { sum: perSum, sumSquares: perSquares },
    } satisfies RatioStatistic;
  if (usesBefore === true && !isPlain)
    return {
      ...{ kind: "adjusted", n: people, sumProducts: beforeProducts },
      post: { sum, sumSquares },
      pre: { sum: beforeSum, sumSquares: beforeSquares },
    } satisfies AdjustedStatistic;
  if (kind === "conversion") return proportionStatistic(sum, people) satisfies ProportionStatistic;
  return { kind: "mean", n: people, sum, sumSquares } satisfies MeanStatistic;
}

function notesOf(
  { metrics, beforeDays = DEFAULT_BEFORE_DAYS }: ExperimentAsk,
  guessed: string | null,
) {
  const notes: ExperimentNote[] = [];
  if (guessed !== null) notes.push({ note: "control-guessed", details: { arm: guessed } });
  for (const { name, usesBefore } of metrics) {
    if (usesBefore === true)
      notes.push({ note: "covariate-used", details: { metric: name, column: `${beforeDays} d` } });
  }
  return notes;
}

function refused(why: string, zh: string): InvalidInput {
  return new InvalidInput("experiment-ask", `The experiment cannot be measured: ${why}.`, {
    hint: "Correct that part of the experiment.",
    zh: { message: `无法度量该实验：${zh}。`, hint: "请更正实验的这一部分。" },
  });
}
