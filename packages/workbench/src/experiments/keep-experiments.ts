// Keeps experiments: created, started, stopped, measured, and their outcome with the needs that they were for.
import {
  askOf,
  Conflict,
  checkExperiment,
  DEFAULT_EXPOSURE,
  type EventStore,
  type Experiment,
  type ExperimentId,
  type ExperimentJudgement,
  type ExperimentOutcome,
  judgeExperiment,
  NotFound,
  type RecordStore,
  type ThemeId,
} from "@heed/core";
import { eventRange } from "../events/event-range.ts";
import { themesNamed } from "../releases/release-aims.ts";
import type { Workspace } from "../workspace/open-workspace.ts";
import { verdictSentence } from "./experiment-words.ts";

/** What a person says of a new experiment. */
export interface NewExperiment {
  readonly name: string;
  readonly key?: string | undefined;
  readonly hypothesis?: string | undefined;
  readonly arms?: Experiment["arms"] | undefined;
  readonly exposure?: Experiment["exposure"] | undefined;
  readonly metrics: Experiment["metrics"];
  readonly segments?: readonly string[] | undefined;
  readonly looking?: Experiment["looking"] | undefined;
  readonly plannedUnits?: number | null | undefined;
  /** Themes, or needs in place of their themes. */
  readonly helps?: readonly string[] | undefined;
  readonly requirement?: string | undefined;
}
/** Fields that may be changed later. */
export type ExperimentChange = Partial<Omit<NewExperiment, "key">> & {
  readonly status?: Experiment["status"] | undefined;
};

export async function listExperiments(records: RecordStore): Promise<Experiment[]> {
  return (await records.kept.list("experiment")).map(({ record }) => record as Experiment);
}

/** An experiment by its id or its key. */
export async function findExperiment(records: RecordStore, named: string): Promise<Experiment> {
  const all = await listExperiments(records);
  const found = all.find(({ id, key }) => id === named || key === named);
  if (found !== undefined) return found;
  const known = all.slice(0, 5).map(({ key }) => key);
  throw new NotFound("experiment-not-found", `There is no experiment ${named}.`, {
    hint:
      known.length === 0
        ? "Create one first: heed experiment create"
        : `There are: ${known.join(", ")}`,
    zh: {
      message: `没有实验 ${named}。`,
      hint: known.length === 0 ? "先创建：heed experiment create" : `现有：${known.join("、")}`,
    },
  });
}

export async function createExperiment(
  records: RecordStore,
  asked: NewExperiment,
  now: Date,
): Promise<Experiment> {
  const key = asked.key ?? keyOf(asked.name);
  const experiment: Experiment = {
    id: `experiment_${await records.takeNumbers("experiment", 1)}`,
    ...{ key, name: asked.name.trim(), hypothesis: asked.hypothesis ?? "", status: "draft" },
    exposure: asked.exposure ?? DEFAULT_EXPOSURE,
    arms: asked.arms ?? [
      { key: "control", weight: 1 },
      { key: "treatment", weight: 1 },
    ],
    ...{ metrics: asked.metrics, segments: asked.segments ?? [], looking: asked.looking ?? "once" },
    ...{ plannedUnits: asked.plannedUnits ?? null, requirement: asked.requirement ?? "" },
    themeIds: await themesOf(records, asked.helps ?? []),
    ...{ createdAt: now.toISOString(), startedAt: null, stoppedAt: null, outcome: null },
  };
  checkExperiment(experiment);
  const all = await listExperiments(records);
  if (all.some((known) => known.key === key)) {
    throw new Conflict(
      "experiment-key-taken",
      `An experiment with the key ${key} is there already.`,
      {
        hint: "Two experiments of one key would share their people; choose another.",
        zh: {
          message: `标识 ${key} 已被另一实验使用。`,
          hint: "同一标识的实验会共用分组；请另选一个。",
        },
      },
    );
  }
  await save(records, experiment);
  return experiment;
}

/** Changes the fields given; what has begun keeps its arms and exposure. */
export async function changeExperiment(
  records: RecordStore,
  named: string,
  change: ExperimentChange,
  now: Date,
): Promise<Experiment> {
  const before = await findExperiment(records, named);
  const { helps, status, ...fields } = change;
  const given = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
  const isFixed = before.status !== "draft" && ("arms" in given || "exposure" in given);
  if (isFixed) {
    throw new Conflict(
      "experiment-begun",
      "The arms of an experiment that has begun stay as they are.",
      {
        hint: "Stop it and create another with a key of its own.",
        zh: { message: "实验开始后不能更改分组。", hint: "请停止后以新的标识另建一个。" },
      },
    );
  }
  const after: Experiment = {
    ...before,
    ...given,
    ...(helps === undefined ? {} : { themeIds: await themesOf(records, helps) }),
    ...moved(before, status, now),
  };
  checkExperiment(after);
  await save(records, after);
  return after;
}

export async function deleteExperiment(records: RecordStore, named: string): Promise<void> {
  const { id } = await findExperiment(records, named);
  await records.kept.delete("experiment", id);
}

/** An experiment with its judgement; `isNew` when the outcome is another than before. */
export interface MeasuredExperiment {
  readonly experiment: Experiment;
  readonly judgement: ExperimentJudgement;
  readonly isNew: boolean;
}

/** Measures an experiment on the workspace's events, and keeps the outcome with it. */
export async function measureKeptExperiment(
  workspace: Pick<Workspace, "records">,
  events: EventStore,
  named: string,
  now: Date,
): Promise<MeasuredExperiment> {
  const { records } = workspace;
  const experiment = await findExperiment(records, named);
  const judgement = await judgeKept(workspace, events, experiment);
  const outcome = outcomeOf(judgement, now);
  // What was told before is not told anew: whoever watches for changes would measure for ever.
  if (isSame(experiment.outcome, outcome)) return { experiment, judgement, isNew: false };
  const told = { ...experiment, outcome };
  await save(records, told);
  return { experiment: told, judgement, isNew: true };
}

function isSame(before: ExperimentOutcome | null, after: ExperimentOutcome): boolean {
  if (before === null) return false;
  const { measuredAt } = after;
  return JSON.stringify({ ...before, measuredAt }) === JSON.stringify(after);
}

/** Keeps what a judgement of other data (a file) told with an experiment. */
export async function keepOutcome(
  records: RecordStore,
  named: string,
  judgement: ExperimentJudgement,
  now: Date,
): Promise<Experiment> {
  const experiment = await findExperiment(records, named);
  const told = { ...experiment, outcome: outcomeOf(judgement, now) };
  await save(records, told);
  return told;
}

async function judgeKept(
  workspace: Pick<Workspace, "records">,
  events: EventStore,
  experiment: Experiment,
): Promise<ExperimentJudgement> {
  const { arms, looking, plannedUnits, startedAt, stoppedAt, metrics } = experiment;
  const { span } = await events.summary();
  if (span === null || metrics.length === 0) {
    const empty = arms.map(({ key }) => ({ name: key, units: 0 }));
    return judgeExperiment({ unit: "person", arms: span === null ? [] : empty, metrics: [] });
  }
  const range = await eventRange(workspace, events, {
    ...(startedAt === null ? {} : { firstDate: startedAt.slice(0, 10) }),
    ...(stoppedAt === null ? {} : { lastDate: stoppedAt.slice(0, 10) }),
  });
  return judgeExperiment(await events.experiment(askOf(experiment, range)), {
    split: arms.map(({ weight }) => weight),
    ...(plannedUnits === null ? {} : { plannedUnits }),
    looking:
      looking === "once"
        ? { kind: "once" }
        : { kind: "always-valid", ...(plannedUnits === null ? {} : { tuning: plannedUnits }) },
  });
}

/** What is kept of a judgement. */
function outcomeOf(judgement: ExperimentJudgement, now: Date): ExperimentOutcome {
  return {
    verdict: judgement.verdict,
    sentence: verdictSentence(judgement),
    measuredAt: now.toISOString(),
    throughDay: judgement.period?.lastDay ?? null,
    units: judgement.arms.reduce((sum, { units }) => sum + units, 0),
    comparisons: judgement.comparisons.map(
      ({ metric, arm, verdict, difference, relative, adjustedPValue }) => ({
        ...{ metric, arm, verdict, difference, relative, adjustedPValue },
      }),
    ),
  };
}

/** What became of a need in experiments that were for it, the oldest first. */
export async function experimentsOfTheme(
  records: RecordStore,
  themeId: ThemeId,
): Promise<Experiment[]> {
  const all = await listExperiments(records);
  return all
    .filter(({ themeIds }) => themeIds.includes(themeId))
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}

function moved(before: Experiment, status: Experiment["status"] | undefined, now: Date) {
  if (status === undefined || status === before.status) return {};
  const at = now.toISOString();
  if (status === "running") return { status, startedAt: before.startedAt ?? at, stoppedAt: null };
  if (status === "stopped") return { status, stoppedAt: at };
  return { status, startedAt: null, stoppedAt: null, outcome: null };
}

async function themesOf(records: RecordStore, ids: readonly string[]): Promise<ThemeId[]> {
  return ids.length === 0 ? [] : [...new Set(await themesNamed(records, ids))];
}

async function save(records: RecordStore, experiment: Experiment): Promise<void> {
  await records.kept.put("experiment", experiment.id satisfies ExperimentId, experiment);
}

/** `Shorter checkout` is `shorter-checkout`; what has no Latin letters takes its code points. */
function keyOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  if (plain !== "") return plain.slice(0, 60);
  const points = [...name.trim()].slice(0, 8).map((letter) => letter.codePointAt(0)!.toString(36));
  return `e-${points.join("-")}`;
}
