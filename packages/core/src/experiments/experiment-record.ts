// An experiment as a team keeps it: what is believed, how it is measured, for which needs, and what came of it.
import { InvalidInput } from "../errors.ts";
import type { ThemeId } from "../themes/theme.ts";
import { checkExperimentAsk, type EventMetric, type ExperimentAsk } from "./event-metrics.ts";
import {
  type Interval,
  type MetricVerdict,
  type OverallVerdict,
  PRIMARY_PART,
} from "./experiment.ts";
import { checkLookPlan, type LookPlan, lookUnits } from "./look-plan.ts";

export type ExperimentId = `experiment_${number}`;
export const EXPERIMENT_STATUSES = ["draft", "running", "stopped"] as const;
export type ExperimentStatus = (typeof EXPERIMENT_STATUSES)[number];

/** What came of it when it was last measured. */
export interface ExperimentOutcome {
  readonly verdict: OverallVerdict;
  readonly sentence: { readonly en: string; readonly zh: string };
  /** Instant of the measurement. */
  readonly measuredAt: string;
  readonly throughDay: string | null;
  readonly units: number;
  readonly comparisons: readonly {
    readonly metric: string;
    readonly arm: string;
    readonly verdict: MetricVerdict;
    readonly difference: Interval | null;
    readonly relative: Interval | null;
    readonly adjustedPValue: number | null;
  }[];
}

/** A planned look that was taken, with what it told. */
export interface ExperimentLook extends ExperimentOutcome {
  /** Its place in the plan, from 1. */
  readonly look: number;
  /** Units over those that the plan asks for. */
  readonly fraction: number;
}

/** How a kept experiment is looked at. */
export const EXPERIMENT_LOOKING = ["once", "planned-looks", "always-valid"] as const;
export type ExperimentLooking = (typeof EXPERIMENT_LOOKING)[number];

export interface Experiment {
  readonly id: ExperimentId;
  /** Seed of the assignment and name in exposures. */
  readonly key: string;
  readonly name: string;
  readonly hypothesis: string;
  readonly status: ExperimentStatus;
  readonly exposure: {
    readonly event: string;
    readonly experimentProperty: string;
    readonly armProperty: string;
  };
  /** Arms by their key in exposures, control first, with the planned weight of each. */
  readonly arms: readonly { readonly key: string; readonly weight: number }[];
  readonly metrics: readonly EventMetric[];
  readonly segments: readonly string[];
  readonly looking: ExperimentLooking;
  /** Kept where it is looked at as planned; null otherwise. */
  readonly lookPlan: LookPlan | null;
  /** Planned looks that were taken, the first first. */
  readonly looksTaken: readonly ExperimentLook[];
  /** Units over all arms that the plan asks for; null without one. */
  readonly plannedUnits: number | null;
  /** Themes whose needs it is for. */
  readonly themeIds: readonly ThemeId[];
  /** The specification or requirement it tests, in words or by its id. */
  readonly requirement: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly stoppedAt: string | null;
  readonly outcome: ExperimentOutcome | null;
}

/** Exposures as Heed's own examples send them. */
export const DEFAULT_EXPOSURE = {
  event: "experiment_viewed",
  experimentProperty: "experiment",
  armProperty: "variation",
} as const;

const KEY = /^[\w.:-]{1,100}$/;

/** Refuses an experiment that could not be assigned or measured. */
export function checkExperiment(experiment: Experiment): void {
  const { key, name, arms } = experiment;
  if (!KEY.test(key))
    throw refused(
      "its key is 1 to 100 letters, digits or . : _ -",
      "标识应为 1 到 100 个字母、数字或 . : _ -",
    );
  if (name.trim() === "") throw refused("it has no name", "没有名称");
  if (arms.length < 2 || arms.length > 12)
    throw refused("it has 2 to 12 arms", "应有 2 到 12 个分组");
  if (new Set(arms.map((arm) => arm.key)).size < arms.length)
    throw refused("two arms have one key", "两个分组的标识相同");
  if (!arms.every((arm) => KEY.test(arm.key) && arm.weight > 0))
    throw refused("each arm has a key and a weight over 0", "每个分组应有标识和大于 0 的权重");
  checkLooks(experiment);
  if (experiment.metrics.length > 0)
    checkExperimentAsk(
      askOf(experiment, { firstDate: "2000-01-01", lastDate: "2000-01-01", timeZone: "UTC" }),
    );
}

function checkLooks({ looking, lookPlan, plannedUnits }: Experiment): void {
  if (looking !== "planned-looks") return;
  if (plannedUnits === null || lookPlan === null)
    throw refused(
      "planned looks are shares of a planned size, and none is named",
      "计划查看按计划人数的比例进行，而计划人数未给出",
    );
  checkLookPlan(lookPlan);
  const units = lookUnits(lookPlan, plannedUnits);
  if (new Set(units).size < units.length)
    throw refused(
      `${plannedUnits} people are too few for ${units.length} looks`,
      `${plannedUnits} 人不足以查看 ${units.length} 次`,
    );
}

/** The question to the events for the days asked for. */
export function askOf(experiment: Experiment, range: ExperimentAsk["range"]): ExperimentAsk {
  const { key, exposure, arms, metrics, segments } = experiment;
  return {
    exposure: { ...exposure, experiment: key },
    ...{ range, metrics, segments },
    arms: arms.map((arm) => arm.key),
    control: arms[0]!.key,
  };
}

/** Level of one primary comparison, before the others are corrected for; of any comparison where none is primary. */
export function comparisonLevel({ metrics, arms }: Experiment, level = 0.05): number {
  const pairs = arms.length - 1;
  const primaries = pairs * metrics.filter(({ role }) => role === "primary").length;
  const others = pairs * metrics.length - primaries;
  if (primaries === 0) return level / Math.max(1, others);
  return (level * (others === 0 ? 1 : PRIMARY_PART)) / primaries;
}

function refused(why: string, zh: string): InvalidInput {
  return new InvalidInput("experiment-not-valid", `The experiment cannot be kept: ${why}.`, {
    hint: "Correct that part; nothing was changed.",
    zh: { message: `无法保存实验：${zh}。`, hint: "请更正该处；未作任何更改。" },
  });
}
