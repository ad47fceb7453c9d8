// Plans an experiment: how many people, how long, and which differences it will and will not find (ED1 to ED8).
import {
  type DetectableEffect,
  groupSequentialPower,
  minimumDetectableEffect,
  normalQuantile,
  type PlannedMetric,
  type PowerDesign,
  sampleSizeFor,
  spendingBounds,
} from "@heed/stats";
import { InvalidInput } from "../errors.ts";
import { PRIMARY_PART } from "./experiment.ts";

/** What is known, and what is wanted. */
export interface DesignAsk {
  readonly hypothesis?: string | undefined;
  readonly metric: { readonly name: string; readonly better: "higher" | "lower" } & PlannedMetric;
  /** The least difference worth finding, over 0; without it the differences that can be found are told. */
  readonly effect?: number | undefined;
  /** `relative` (default): a share of the base; `absolute`: in the metric's own units. */
  readonly difference?: "relative" | "absolute" | undefined;
  /** Share of each arm, control first, in any unit. Default two equal arms. */
  readonly split?: readonly number[] | undefined;
  /** Default 0.8. */
  readonly power?: number | undefined;
  /** Default 0.05, for all comparisons together. */
  readonly level?: number | undefined;
  /** Primary metrics in all; they share the level. Default 1. */
  readonly primaryMetrics?: number | undefined;
  /** Whether secondary metrics, guardrails or segments are read too; they take a fifth of the level. */
  readonly hasOthers?: boolean | undefined;
  readonly looking?: "once" | "planned-looks" | "always-valid" | undefined;
  /** Planned looks, 2 to 10. Default 4. */
  readonly looks?: number | undefined;
  /** New units a day, as they come. */
  readonly unitsPerDay?: number | undefined;
  /** Share of them that takes part, in (0, 1]. Default 1. */
  readonly partOfTraffic?: number | undefined;
}

/** One planned look. */
export interface PlannedLook {
  readonly fraction: number;
  readonly units: number;
  /** Day from the start; null without traffic. */
  readonly day: number | null;
  /** The p-value of this look alone that ends the experiment. */
  readonly nominalPValue: number;
  /** Chance that it has ended by then if the effect is as planned. */
  readonly endsBy: number;
}

export const DESIGN_NOTES = [
  "under-a-week",
  "too-long",
  "base-rate-extreme",
  "few-units",
  "uneven-split",
] as const;

export interface ExperimentDesign {
  readonly hypothesis: string;
  readonly metric: DesignAsk["metric"];
  readonly effect: number | null;
  readonly difference: "relative" | "absolute";
  /** Summing to 1, control first. */
  readonly shares: readonly number[];
  readonly power: number;
  readonly level: number;
  /** Level of each single comparison of a primary metric. */
  readonly comparisonLevel: number;
  readonly looking: "once" | "planned-looks" | "always-valid";
  /** Units over all arms; null where no effect was named. */
  readonly totalUnits: number | null;
  readonly unitsByArm: readonly number[] | null;
  /** How many times the units of one look at the end. */
  readonly inflation: number;
  readonly unitsPerDay: number | null;
  /** Whole days, and the same in whole weeks; null without traffic or effect. */
  readonly days: number | null;
  readonly weeks: number | null;
  readonly looks: readonly PlannedLook[];
  /** What can be found after so many weeks, upwards and downwards, in the units of `difference`. */
  readonly detectable: readonly {
    readonly weeks: number;
    readonly units: number;
    readonly increase: number | null;
    readonly decrease: number | null;
  }[];
  readonly notes: readonly (typeof DESIGN_NOTES)[number][];
}

const WEEKS_SHOWN = [1, 2, 3, 4, 6, 8] as const;
const LONG_WEEKS = 8;
const FEW_PER_ARM = 100;
const EXTREME_RATE = 0.01;

/** The plan; refuses what cannot be planned with what was received and expected. */
export function designExperiment(ask: DesignAsk): ExperimentDesign {
  const { power = 0.8, level = 0.05, difference = "relative", looking = "once" } = ask;
  const { metric, effect, unitsPerDay = null, partOfTraffic = 1 } = ask;
  const shares = sharesOf(ask.split ?? [1, 1]);
  check(ask, shares);
  const arms = shares.length;
  const comparisons = (arms - 1) * (ask.primaryMetrics ?? 1);
  const comparisonLevel = (level * (ask.hasOthers === true ? PRIMARY_PART : 1)) / comparisons;
  // The comparisons' own level is used, so the design of stats is asked about two arms.
  const design: PowerDesign = { metric, difference, significanceLevel: comparisonLevel };
  const inflation = inflationOf(looking, ask.looks ?? 4, comparisonLevel, power);
  const weight = splitWeight(shares);
  const signed = effect === undefined ? null : metric.better === "lower" ? -effect : effect;
  const totalUnits = signed === null ? null : unitsFor(design, signed, power, weight * inflation);
  const perDay = unitsPerDay === null ? null : unitsPerDay * partOfTraffic;
  const days = totalUnits === null || perDay === null ? null : Math.ceil(totalUnits / perDay);
  const weeks = days === null ? null : Math.ceil(days / 7);
  return {
    hypothesis: ask.hypothesis ?? "",
    ...{ metric, effect: effect ?? null, difference, shares, power, level, comparisonLevel },
    ...{ looking, totalUnits, inflation, unitsPerDay: perDay, days, weeks },
    unitsByArm: totalUnits === null ? null : shares.map((share) => Math.ceil(share * totalUnits)),
    looks:
      looking === "planned-looks" && totalUnits !== null
        ? plannedLooks({ looks: ask.looks ?? 4, level: comparisonLevel, power, totalUnits, perDay })
        : [],
    detectable: perDay === null ? [] : detectableByWeek(design, power, perDay, weight * inflation),
    notes: notesOf(ask, { totalUnits, days, weeks, shares }),
  };
}

/** What the arithmetic of a plan that was checked can still refuse, in both languages. */
const REFUSALS: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  "out-of-reach": ["no number of people can show such an effect", "多少人都无法发现这样的效果"],
  "invalid-input": [
    "the effect would take the share below 0 or above 100 %",
    "该效果会使比例超出 0 到 100%",
  ],
  "zero-baseline": [
    "today's value is 0, so a share of it is no effect",
    "目前的数值为 0，无法按其百分比计算效果",
  ],
};

function unitsFor(design: PowerDesign, effect: number, power: number, times: number): number {
  const size = sampleSizeFor(design, { effect, power });
  if (!size.ok) throw refused(...(REFUSALS[size.reason] ?? ([size.message] as const)));
  return Math.ceil(2 * size.sizePerArm * times - 1e-9);
}

/**
 * Units of an uneven split over those of an even one of two arms: the smallest treatment against control has the error
 * `1 / control + 1 / treatment`, which is 4 for halves.
 */
function splitWeight(shares: readonly number[]): number {
  const [control = 0.5, ...treatments] = shares;
  return (1 / control + 1 / Math.min(...treatments)) / 4;
}

/** How many times the units of one look a way of looking needs for the same power. */
function inflationOf(
  looking: ExperimentDesign["looking"],
  looks: number,
  level: number,
  power: number,
): number {
  const fixed = normalQuantile(1 - level / 2) + normalQuantile(power);
  if (looking === "always-valid") {
    // The sequence is tuned to be tightest at the planned end, so its reach there does not depend on the size.
    const rho = -2 * Math.log(level);
    const mixing = rho + Math.log(rho + 1) + 1;
    const reach = Math.sqrt(((2 * mixing) / (mixing - 1)) * Math.log(Math.sqrt(mixing) / level));
    return ((reach + normalQuantile(power)) / fixed) ** 2;
  }
  if (looking === "once") return 1;
  const plan = boundsOf(looks, level);
  let [low, high] = [fixed, 2 * fixed];
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (groupSequentialPower(plan, middle).power < power) low = middle;
    else high = middle;
  }
  return (high / fixed) ** 2;
}

function boundsOf(looks: number, level: number) {
  const fractions = Array.from({ length: looks }, (_, at) => (at + 1) / looks);
  const plan = spendingBounds({
    fractions,
    spending: { kind: "obrien-fleming" },
    significanceLevel: level,
  });
  if (!plan.ok) throw refused(plan.message);
  return plan;
}

function plannedLooks(told: {
  readonly looks: number;
  readonly level: number;
  readonly power: number;
  readonly totalUnits: number;
  readonly perDay: number | null;
}): PlannedLook[] {
  const { looks, level, power, totalUnits, perDay } = told;
  const plan = boundsOf(looks, level);
  const fixed = normalQuantile(1 - level / 2) + normalQuantile(power);
  const drift = fixed * Math.sqrt(inflationOf("planned-looks", looks, level, power));
  const { stopping } = groupSequentialPower(plan, drift);
  let endsBy = 0;
  return plan.fractions.map((fraction, at) => {
    endsBy += stopping[at]!;
    const units = Math.ceil(fraction * totalUnits);
    return {
      ...{ fraction, units, endsBy, nominalPValue: plan.nominalPValues[at]! },
      day: perDay === null ? null : Math.ceil(units / perDay),
    };
  });
}

function detectableByWeek(
  design: PowerDesign,
  power: number,
  perDay: number,
  times: number,
): ExperimentDesign["detectable"] {
  return WEEKS_SHOWN.map((weeks) => {
    const units = Math.floor(7 * weeks * perDay);
    const found = minimumDetectableEffect(design, { totalSize: Math.floor(units / times), power });
    const told: Partial<DetectableEffect> = found.ok ? found : {};
    return { weeks, units, increase: told.increase ?? null, decrease: told.decrease ?? null };
  });
}

function notesOf(
  { metric }: DesignAsk,
  told: Pick<ExperimentDesign, "totalUnits" | "days" | "weeks" | "shares">,
): ExperimentDesign["notes"] {
  const { totalUnits, days, weeks, shares } = told;
  const isExtreme =
    metric.kind === "proportion" && Math.min(metric.baseRate, 1 - metric.baseRate) < EXTREME_RATE;
  const least = totalUnits === null ? Infinity : totalUnits * Math.min(...shares);
  return [
    ...(days !== null && days < 7 ? (["under-a-week"] as const) : []),
    ...(weeks !== null && weeks > LONG_WEEKS ? (["too-long"] as const) : []),
    ...(isExtreme ? (["base-rate-extreme"] as const) : []),
    ...(least < FEW_PER_ARM ? (["few-units"] as const) : []),
    ...(Math.max(...shares) - Math.min(...shares) > 1e-9 ? (["uneven-split"] as const) : []),
  ];
}

function sharesOf(split: readonly number[]): number[] {
  const total = split.reduce((sum, part) => sum + part, 0);
  return split.map((part) => part / total);
}

function check(ask: DesignAsk, shares: readonly number[]): void {
  const { power = 0.8, level = 0.05, effect, looks = 4, unitsPerDay, partOfTraffic = 1 } = ask;
  const { primaryMetrics = 1, metric } = ask;
  const within = (value: number, low: number, high: number) => value > low && value < high;
  if (shares.length < 2 || !shares.every((share) => within(share, 0, 1)))
    throw refused(
      "an experiment has two arms or more, each with a share over 0",
      "实验至少有两个分组，每组比例大于 0",
    );
  if (!within(power, 0, 1))
    throw refused(
      `power lies between 0 and 1: received ${power}`,
      `功效应在 0 与 1 之间：收到 ${power}`,
    );
  if (!within(level, 0, 1))
    throw refused(
      `the level lies between 0 and 1: received ${level}`,
      `显著性水平应在 0 与 1 之间：收到 ${level}`,
    );
  if (effect !== undefined && !(effect > 0 && effect < 1e100))
    throw refused(
      `the effect worth finding is over 0: received ${effect}`,
      `要发现的效果应大于 0：收到 ${effect}`,
    );
  if (!(Number.isInteger(looks) && looks >= 2 && looks <= 10))
    throw refused(
      `planned looks are 2 to 10: received ${looks}`,
      `查看次数应为 2 到 10：收到 ${looks}`,
    );
  if (!(Number.isInteger(primaryMetrics) && primaryMetrics >= 1))
    throw refused(
      `primary metrics are 1 or more: received ${primaryMetrics}`,
      `主要指标至少 1 个：收到 ${primaryMetrics}`,
    );
  if (unitsPerDay !== undefined && !(unitsPerDay > 0 && unitsPerDay < 1e12))
    throw refused(
      `people a day are over 0: received ${unitsPerDay}`,
      `每天人数应大于 0：收到 ${unitsPerDay}`,
    );
  if (!(partOfTraffic > 0 && partOfTraffic <= 1))
    throw refused(
      `the part of the traffic lies in (0, 1]: received ${partOfTraffic}`,
      `参与比例应在 (0, 1]：收到 ${partOfTraffic}`,
    );
  if (metric.kind === "proportion" && Number.isNaN(metric.baseRate))
    throw refused(
      "today's value is not told; give the rate, or a mean and its deviation",
      "没有给出目前的数值；请给出比例，或均值与标准差",
    );
  if (metric.kind === "proportion" && !within(metric.baseRate, 0, 1))
    throw refused(
      `a rate lies between 0 and 1: received ${metric.baseRate}`,
      `比例应在 0 与 1 之间：收到 ${metric.baseRate}`,
    );
  if (metric.kind === "mean" && !(Number.isFinite(metric.mean) && metric.standardDeviation > 0))
    throw refused("a mean needs a number, and a deviation over 0", "均值应为数字，标准差应大于 0");
  if (effect === undefined && unitsPerDay === undefined)
    throw refused(
      "a plan needs the effect worth finding, or the people a day",
      "设计需要给出要发现的效果，或每天人数",
    );
}

function refused(why: string, zh = why): InvalidInput {
  return new InvalidInput("experiment-design", `The experiment cannot be planned: ${why}.`, {
    hint: "For example: a rate of 12 % today, a least change of 10 % of it, 800 new people a day.",
    zh: {
      message: `无法设计实验：${zh}。`,
      hint: "例如：目前的比例为 12%，要发现的最小变化为其 10%，每天 800 名新用户。",
    },
  });
}
