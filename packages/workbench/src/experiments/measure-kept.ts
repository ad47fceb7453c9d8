// Judges a kept experiment on the events, at the looks that were planned where some were, and keeps what it told.
import {
  askOf,
  type EventStore,
  type Experiment,
  type ExperimentEvidence,
  type ExperimentJudgement,
  type ExperimentLook,
  type ExperimentOutcome,
  type JudgeOptions,
  judgeExperiment,
  lookAt,
  type RecordStore,
} from "@heed/core";
import { eventRange } from "../events/event-range.ts";
import type { Workspace } from "../workspace/open-workspace.ts";
import { verdictSentence } from "./experiment-words.ts";
import { findExperiment, saveExperiment } from "./keep-experiments.ts";

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
  const evidence = await evidenceOf(workspace, events, experiment);
  if (experiment.looking === "planned-looks")
    return look(records, await findExperiment(records, experiment.id), evidence, now);
  return told(records, experiment, judgeExperiment(evidence, optionsOf(experiment)), now);
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
  await saveExperiment(records, told);
  return told;
}

/** Takes the look that is due, says that none is, or tells again what the last one told. */
async function look(
  records: RecordStore,
  experiment: Experiment,
  evidence: ExperimentEvidence,
  now: Date,
): Promise<MeasuredExperiment> {
  const { lookPlan, plannedUnits, looksTaken, id, arms } = experiment;
  if (lookPlan === null || plannedUnits === null)
    throw new RangeError("An experiment with planned looks keeps its plan and its size.");
  const units = evidence.arms.reduce((sum, arm) => sum + arm.units, 0);
  const state = lookAt(lookPlan, plannedUnits, looksTaken, units);
  if (state.kind === "ended") return { ...(await standing(records, experiment)), isNew: false };
  const split = arms.map(({ weight }) => weight);
  const judgement = judgeExperiment(evidence, { split, looking: state.looking });
  // What forbids every figure is told, and no look is spent on it.
  if (state.kind === "due" && judgement.comparisons.length > 0) {
    const taken: ExperimentLook = {
      ...outcomeOf(judgement, now),
      ...{ look: state.look, fraction: units / plannedUnits },
    };
    const { look: _, fraction: __, ...outcome } = taken;
    const after = { ...experiment, outcome, looksTaken: [...looksTaken, taken] };
    await records.kept.put("experiment-look", id, judgement);
    await saveExperiment(records, after);
    return { experiment: after, judgement, isNew: true };
  }
  if (judgement.doubt?.reason === "between-looks" && looksTaken.length > 0)
    return { experiment, judgement, isNew: false };
  return told(records, experiment, judgement, now);
}

/** The judgement of the look at which the plan ended. */
async function standing(records: RecordStore, experiment: Experiment) {
  const kept = await records.kept.get("experiment-look", experiment.id);
  const { look, units } = experiment.looksTaken.at(-1)!;
  const looks = experiment.lookPlan!.fractions.length;
  const judgement = kept as ExperimentJudgement;
  const note = { note: "look-stands", details: { look, looks, units } } as const;
  return { experiment, judgement: { ...judgement, notes: [...judgement.notes, note] } };
}

/** Keeps an outcome unless it is the one that is kept: whoever watches for changes would measure for ever. */
async function told(
  records: RecordStore,
  experiment: Experiment,
  judgement: ExperimentJudgement,
  now: Date,
): Promise<MeasuredExperiment> {
  const outcome = outcomeOf(judgement, now);
  if (isSame(experiment.outcome, outcome)) return { experiment, judgement, isNew: false };
  // Measuring takes a while: what a person changed meanwhile stays, and what they deleted stays away.
  const after = await records.kept.change("experiment", experiment.id, (kept) =>
    kept === undefined ? null : { ...(kept as Experiment), outcome },
  );
  return { experiment: { ...experiment, outcome, ...after }, judgement, isNew: after !== null };
}

function isSame(before: ExperimentOutcome | null, after: ExperimentOutcome): boolean {
  if (before === null) return false;
  const { measuredAt } = after;
  return JSON.stringify({ ...before, measuredAt }) === JSON.stringify(after);
}

async function evidenceOf(
  workspace: Pick<Workspace, "records">,
  events: EventStore,
  experiment: Experiment,
): Promise<ExperimentEvidence> {
  const { arms, startedAt, stoppedAt, metrics } = experiment;
  const { span } = await events.summary();
  if (span === null || metrics.length === 0) {
    const empty = arms.map(({ key }) => ({ name: key, units: 0 }));
    return { unit: "person", arms: span === null ? [] : empty, metrics: [] };
  }
  const range = await eventRange(workspace, events, {
    ...(startedAt === null ? {} : { firstDate: startedAt.slice(0, 10) }),
    ...(stoppedAt === null ? {} : { lastDate: stoppedAt.slice(0, 10) }),
  });
  return events.experiment(askOf(experiment, range));
}

function optionsOf({ arms, looking, plannedUnits }: Experiment): JudgeOptions {
  return {
    split: arms.map(({ weight }) => weight),
    ...(plannedUnits === null ? {} : { plannedUnits }),
    looking:
      looking === "once"
        ? { kind: "once" }
        : { kind: "always-valid", ...(plannedUnits === null ? {} : { tuning: plannedUnits }) },
  };
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
