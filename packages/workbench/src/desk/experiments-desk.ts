// Experiments and feature flags as the desk offers them to pages and programs.
import {
  designExperiment,
  type EventMatch,
  type EventMetric,
  type Experiment,
  type ExperimentJudgement,
  type Flag,
  judgeExperiment,
  type SpecId,
} from "@heed/core";
import type {
  DesignRequest,
  DesignView,
  ExperimentView,
  FlagRequest,
  FlagView,
  TableRequest,
  TableView,
} from "@heed/core/api";
import type { EventDesk } from "../events/event-desk.ts";
import { describeJudgement } from "../experiments/describe-judgement.ts";
import { describeLooks } from "../experiments/describe-looks.ts";
import { designSentences } from "../experiments/design-words.ts";
import * as keep from "../experiments/keep-experiments.ts";
import * as flags from "../experiments/keep-flags.ts";
import { measureKeptExperiment } from "../experiments/measure-kept.ts";
import { specExperiments, testedTitle } from "../experiments/need-experiments.ts";
import { readExperimentFiles } from "../experiments/read-experiment-file.ts";
import { readTraffic, type Traffic } from "../experiments/read-traffic.ts";
import { renderExperiment } from "../experiments/render-experiment.ts";
import type { DeskContext } from "./desk-context.ts";
import { uploadedFile } from "./uploads.ts";

export function experimentsDesk(context: DeskContext, events: EventDesk) {
  const { records } = context.workspace;
  const changed = <Value>(value: Value): Value => {
    context.changes.note();
    return value;
  };
  const measure = async (named: string) =>
    measureKeptExperiment(context.workspace, await events.store(), named, context.now());
  return {
    listExperiments: async () => ({
      rows: (await keep.listExperiments(records)).map(describeExperiment),
    }),
    getExperiment: async (named: string) =>
      describeExperiment(await keep.findExperiment(records, named)),
    createExperiment: async (asked: keep.NewExperiment) =>
      changed(describeExperiment(await keep.createExperiment(records, asked, context.now()))),
    changeExperiment: async (named: string, change: keep.ExperimentChange) =>
      changed(
        describeExperiment(await keep.changeExperiment(records, named, change, context.now())),
      ),
    deleteExperiment: async (named: string) => {
      await keep.deleteExperiment(records, named);
      context.changes.note();
    },
    measureExperiment: async (named: string) => {
      const { experiment, judgement, isNew } = await measure(named);
      if (isNew) context.changes.note();
      return {
        experiment: describeExperiment(experiment),
        judgement: describeJudgement(judgement),
        looks: describeLooks(experiment),
      };
    },
    getExperimentReport: async (named: string, language: "en" | "zh") => {
      const { experiment, judgement } = await measure(named);
      return renderExperiment(await told(context, experiment), judgement, language);
    },
    planExperiment: async ({ entry, goal, measured, ...asked }: DesignRequest) => {
      if (entry === undefined) return planExperiment(asked, null);
      const isRate = measured?.kind === "conversion";
      const traffic = await readTraffic(context.workspace, await events.store(), {
        entry: entry as EventMatch,
        goal: ((isRate ? measured.match : goal) ?? null) as EventMatch | null,
        ...(measured === undefined || isRate ? {} : { metric: measured as EventMetric }),
        ...(measured?.windowMs === undefined ? {} : { windowMs: measured.windowMs }),
      });
      const { unitsPerDay, baseRate, mean, standardDeviation } = traffic;
      const known = {
        ...(baseRate === null ? {} : { baseRate }),
        ...(mean === null || standardDeviation === null ? {} : { mean, standardDeviation }),
      };
      return planExperiment({ unitsPerDay, ...known, ...asked }, traffic);
    },
    getSpecExperiments: (id: SpecId) => specExperiments(records, id),
    analyseTable: (asked: TableRequest) => analyseTable(context, asked),
    listFlags: async () => ({ rows: (await flags.listFlags(records)).map(describeFlag) }),
    putFlag: async (key: string, flag: FlagRequest) =>
      changed(describeFlag(await flags.putFlag(records, { ...flag, key } as Flag, context.now()))),
    deleteFlag: async (key: string) => {
      await flags.deleteFlag(records, key);
      context.changes.note();
    },
    evaluateFlag: async (key: string, attributes: Readonly<Record<string, unknown>>) => {
      const decision = await flags.evaluateKeptFlag(records, key, attributes);
      return { ...decision, value: decision.value as FlagView["defaultValue"] };
    },
    publishedFeatures: () =>
      context.changes.remember("published features", () => flags.publishedFeatures(records)),
    flagsFor: (person: string) => flags.flagsFor(records, person),
  };
}

/** The experiment with the names of the needs that it is for. */
async function told({ workspace: { records } }: DeskContext, experiment: Experiment) {
  const themes = await records.themes();
  return {
    ...experiment,
    looks: describeLooks(experiment),
    specTitle: await testedTitle(records, experiment),
    themes: experiment.themeIds.map((id) => {
      const theme = themes.find((known) => known.id === id);
      return theme === undefined ? { en: id, zh: id } : { ...theme.name };
    }),
  };
}

function describeExperiment(experiment: Experiment): ExperimentView {
  return structuredClone(experiment) as unknown as ExperimentView;
}

function describeFlag(flag: flags.KeptFlag): FlagView {
  return structuredClone(flag) as unknown as FlagView;
}

function planExperiment(asked: DesignRequest, traffic: Traffic | null): DesignView {
  const { metric: name, better = "higher", baseRate, mean, standardDeviation, ...more } = asked;
  const isMean = mean !== undefined || standardDeviation !== undefined;
  const nothing = Number.NaN;
  const metric = isMean
    ? ({
        kind: "mean",
        mean: mean ?? nothing,
        standardDeviation: standardDeviation ?? nothing,
      } as const)
    : ({ kind: "proportion", baseRate: baseRate ?? nothing } as const);
  const design = designExperiment({ ...more, metric: { name, better, ...metric } });
  const { totalUnits, unitsByArm, inflation, comparisonLevel, days, weeks } = design;
  return {
    ...{ totalUnits, inflation, comparisonLevel, days, weeks },
    unitsByArm: unitsByArm === null ? null : [...unitsByArm],
    ...{ unitsPerDay: design.unitsPerDay, difference: design.difference },
    looks: design.looks.map((look) => ({ ...look })),
    detectable: design.detectable.map((row) => ({ ...row })),
    notes: [...design.notes],
    traffic: traffic === null ? null : { ...traffic },
    sentences: designSentences(design).map((sentence) => ({ ...sentence })),
  };
}

async function analyseTable(context: DeskContext, asked: TableRequest): Promise<TableView> {
  const { uploadIds, split, isSequential, plannedUnits, ...ask } = asked;
  const paths = await Promise.all(uploadIds.map((id) => uploadedFile(context, id)));
  const { plan, evidence, rows } = await readExperimentFiles(paths, ask);
  const judgement: ExperimentJudgement = judgeExperiment(evidence, {
    looking: isSequential === true ? { kind: "always-valid" } : { kind: "once" },
    ...(split === undefined ? {} : { split }),
    ...(plannedUnits === undefined ? {} : { plannedUnits }),
  });
  return {
    rows,
    taken: {
      ...{ form: plan.form, arm: plan.arm, time: plan.time, event: plan.event },
      unit: plan.form === "units" ? plan.unitColumn : plan.trials,
      metrics: plan.metrics.map(({ name }) => name),
      segments: [...plan.segments],
      leftOut: [...plan.leftOut],
    },
    judgement: describeJudgement(judgement),
  };
}
