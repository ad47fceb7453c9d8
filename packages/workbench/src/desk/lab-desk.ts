// The lab's use cases as the desk offers them, and its long work as jobs.
import { resolve } from "node:path";
import {
  type Dataset,
  type DatasetId,
  duplicateGroups,
  InvalidInput,
  type Kind,
  type LabModel,
  type LabModelId,
  labelerAgreement,
  NotFound,
  reportDataset,
  standingLabels,
} from "@heed/core";
import type { JobView, LabModelDetail, LiveTraining } from "@heed/core/api";
import type { JobContext, JobHandler } from "../jobs/job-runner.ts";
import { feedbackDataset } from "../lab/feedback-dataset.ts";
import { importTable } from "../lab/import-dataset.ts";
import { findDataset, findLabModel, labelledExamples, listLabModels } from "../lab/lab-context.ts";
import { labelExample, labelProgress, undoLabel } from "../lab/label-session.ts";
import { cardPage } from "../lab/model-card-page.ts";
import {
  demoteModel,
  listPromotions,
  promoteModel,
  readWithPromoted,
  textsOf,
} from "../lab/promote-model.ts";
import type { LabInput } from "../lab/recipe.ts";
import { runLabTask } from "../lab/run-lab-task.ts";
import { trainDataset } from "../lab/train-dataset.ts";
import type { DeskContext } from "./desk-context.ts";
import { explainInThread, labMediaDesk, labMediaJobs, labThread } from "./lab-media-desk.ts";
import { detailOf, exampleView, rowOf, viewOf, wordsOfExamples } from "./lab-views.ts";
import { dropUpload, uploadedFile } from "./uploads.ts";

const LABELER = "me";
const COUNT = 10;
const RECENT = 1_000;
const MOST_STEPS = 400;

const live = new WeakMap<DeskContext, LiveTraining>();
const NO_TRAINING: LiveTraining = {
  ...{ dataset: null, model: null, stage: null, done: 0, total: 0 },
  ...{ estimate: null, steps: [] },
};

interface DatasetAsk {
  readonly from: "upload" | "feedback";
  readonly uploadId?: string | undefined;
  readonly name?: string | undefined;
  readonly task?: "text" | "tabular" | undefined;
  readonly target?: string | undefined;
  readonly text?: string | undefined;
  readonly group?: string | undefined;
  readonly time?: string | undefined;
  readonly classes?: readonly string[] | undefined;
  readonly kind?: readonly Kind[] | undefined;
  readonly limit?: number | undefined;
}

interface ExplainAsk {
  readonly text?: string | undefined;
  readonly cells?: string[] | undefined;
  readonly example?: number | undefined;
  readonly dataset?: DatasetId | undefined;
  readonly uploadId?: string | undefined;
}

function labOf({ workspace, now }: DeskContext) {
  const { records, facts, folder } = workspace;
  return { records, facts, folder, now };
}

export function labJobs(context: DeskContext): Readonly<Record<string, JobHandler>> {
  return {
    ...labMediaJobs(context),
    "train-model": (input, job) => runTraining(context, input, job),
    "promote-model": async (input, job) => {
      const { promotion, read } = await promoteModel(
        labOf(context),
        String(input.model),
        input.column === undefined ? undefined : String(input.column),
        {
          signal: job.signal,
          onProgress: (done) => tell(job, "understand", done, null),
        },
      );
      context.changes.note();
      return { column: promotion.column, model: promotion.model, read };
    },
  };
}

/** What came since is read by the models at work too. */
export async function readNewWithPromoted(context: DeskContext, job: JobContext): Promise<void> {
  const read = await readWithPromoted(labOf(context), { signal: job.signal });
  if (read > 0) context.changes.note();
}

/** Stages of the lab have names of their own. */
function tell(job: JobContext, stage: string, done: number, total: number | null): void {
  (job.onProgress as (stage: string, done: number, total: number | null) => void)(
    stage,
    done,
    total,
  );
}

async function runTraining(
  context: DeskContext,
  input: Readonly<Record<string, unknown>>,
  job: JobContext,
) {
  const lab = labOf(context);
  const dataset = await findDataset(lab, String(input.dataset));
  const name = input.name === undefined ? undefined : String(input.name);
  const state = { ...NO_TRAINING, dataset: dataset.name, model: name ?? dataset.name };
  const steps: LiveTraining["steps"] = [];
  live.set(context, { ...state, steps });
  const { model } = await trainDataset(lab, dataset, {
    ...{ name, signal: job.signal },
    ...(typeof input.seed === "number" ? { seed: input.seed } : {}),
    ...(typeof input.split === "string" ? { way: input.split as "random" } : {}),
    onEstimate: (estimate) => {
      Object.assign(state, { estimate });
      live.set(context, { ...state, steps });
    },
    onNews: ({ stage, done, total, step }) => {
      if (step !== undefined) steps.push({ ...step });
      if (steps.length > MOST_STEPS) steps.shift();
      Object.assign(state, { stage, done, total });
      live.set(context, { ...state, steps });
      tell(job, `lab-${stage}`, done, total);
    },
  });
  context.changes.note();
  return { model: model.id, accuracy: model.evaluation.accuracy.value };
}

export function labDesk(
  context: DeskContext,
  start: (kind: string, input: object) => Promise<JobView>,
) {
  const lab = labOf(context);
  const { records } = lab;
  const dataset = (id: DatasetId) => findDataset(lab, id);
  const progressOf = async (one: Dataset, labeler: string) => ({
    ...(await labelProgress(lab, one, labeler)),
    classes: [...one.classes],
  });
  return {
    ...labMediaDesk(context, start),
    listLabDatasets: async () => ({
      rows: await Promise.all(
        (await records.lab.datasets()).map(async (one) => ({
          ...viewOf(one),
          labelled: (await labelledExamples(lab, one)).labelled.length,
        })),
      ),
    }),
    addLabDataset: async (ask: DatasetAsk) => {
      const made = await addDataset(context, ask);
      context.changes.note();
      return viewOf(made);
    },
    getLabDataset: async (id: DatasetId) => {
      const one = await dataset(id);
      const examples = await records.lab.examples(id);
      const labels = await records.lab.labels(id);
      const standing = standingLabels(examples, labels);
      return {
        dataset: viewOf(one),
        report: reportDataset(examples, standing, duplicateGroups(examples)),
        agreement: labelerAgreement(labels, examples),
      };
    },
    deleteLabDataset: async (id: DatasetId) => {
      await records.lab.deleteDataset((await dataset(id)).id);
      context.changes.note();
    },
    listNextExamples: async (
      id: DatasetId,
      ask: {
        labeler?: string | undefined;
        count?: number | undefined;
        shown?: readonly number[] | undefined;
      },
    ) => {
      const { labeler = LABELER, count = COUNT, shown = [] } = ask;
      const one = await dataset(id);
      const asked = { labeler, count, shown };
      const { folder } = lab;
      const next = await labThread(context).ask("next", { folder, dataset: id, ask: asked });
      return {
        rows: next.map(({ example, why, guess }) => ({
          ...{ why, guess },
          example: exampleView(one, example),
        })),
        progress: await progressOf(one, labeler),
      };
    },
    labelExample: async (
      id: DatasetId,
      answer: { example: number; label: string | null; labeler?: string | undefined },
    ) => {
      const { labeler = LABELER } = answer;
      const one = await labelExample(lab, await dataset(id), { ...answer, labeler });
      return progressOf(one, labeler);
    },
    undoExampleLabel: async (id: DatasetId, labeler = LABELER) => {
      const one = await dataset(id);
      const undone = await undoLabel(lab, one, labeler);
      return {
        undone: undone === null ? null : { example: undone.example, label: undone.label },
        progress: await progressOf(one, labeler),
      };
    },
    estimateTraining: async (id: DatasetId) =>
      (await labThread(context).ask("estimate", { folder: lab.folder, dataset: id })) ?? {
        ...{ seconds: 0, megabytes: 0, examples: 0, classes: 0 },
      },
    trainLabModel: async (ask: {
      dataset: DatasetId;
      name?: string | undefined;
      seed?: number | undefined;
      split?: string | undefined;
    }) => {
      await dataset(ask.dataset);
      return start("train-model", ask);
    },
    getLabTraining: async (): Promise<LiveTraining> => live.get(context) ?? NO_TRAINING,
    listLabModels: async () => {
      const promotions = await listPromotions(records);
      return { rows: (await listLabModels(lab)).map((model) => rowOf(model, promotions)) };
    },
    getLabModel: async (id: LabModelId): Promise<LabModelDetail> => {
      const model = await findLabModel(lab, id);
      return detailOf(model, await listPromotions(records), await textsOfExamples(context, model));
    },
    getLabCard: async (id: LabModelId, language: "en" | "zh") =>
      cardPage(await findLabModel(lab, id), language),
    explainWithLabModel: async (id: LabModelId, ask: ExplainAsk) => {
      const model = await findLabModel(lab, id);
      const input = await inputOf(context, model, ask);
      const explained = await explainInThread(context, id, input, ask.uploadId);
      return {
        ...explained,
        answer: { ...explained.answer, shares: [...explained.answer.shares] },
      };
    },
    testLabRobustness: async (id: LabModelId) => {
      await findLabModel(lab, id);
      return runLabTask("robustness", { folder: lab.folder, model: id });
    },
    getLabDrift: async (id: LabModelId) => {
      await findLabModel(lab, id);
      const { browser } = lab.facts;
      const { ids } = await browser.mentions({}, { order: "newest", after: null, limit: RECENT });
      const texts = [...(await textsOf(lab.facts, ids)).values()];
      return runLabTask("drift", { folder: lab.folder, model: id, texts });
    },
    listPromotions: async () => ({ rows: await listPromotions(records) }),
    promoteLabModel: async (ask: { model: LabModelId; column?: string | undefined }) => {
      await findLabModel(lab, ask.model);
      return start("promote-model", ask);
    },
    demoteLabModel: async (column: string) => {
      const promotion = await demoteModel(lab, column);
      context.changes.note();
      return { promotion };
    },
  };
}

async function addDataset(context: DeskContext, ask: DatasetAsk): Promise<Dataset> {
  const lab = labOf(context);
  if (ask.from === "feedback")
    return feedbackDataset(lab, context.workspace, {
      ...{ name: ask.name, target: ask.target ?? "kind", classes: ask.classes, limit: ask.limit },
      ...(ask.kind === undefined ? {} : { filter: { kinds: ask.kind } }),
    });
  if (ask.uploadId === undefined)
    throw new InvalidInput("no-upload", "A data set of a file needs its upload.", {
      hint: "Send the file first, then name its upload.",
      zh: { message: "缺少上传的文件。", hint: "请先上传文件。" },
    });
  const path = await uploadedFile(context, ask.uploadId);
  const made = await importTable(lab, path, { ...ask, content: ask.text });
  await dropUpload(context, ask.uploadId);
  return made;
}

/** Words of the examples that a model's figures name, as far as they are still here. */
async function textsOfExamples({ workspace }: DeskContext, model: LabModel) {
  const wanted = [
    ...model.evaluation.mistakes.map(({ example }) => example),
    ...model.labelIssues.issues.slice(0, 50).map(({ example }) => example),
  ];
  return wordsOfExamples(await workspace.records.lab.examples(model.dataset.id), wanted);
}

async function inputOf(
  context: DeskContext,
  model: LabModel,
  { text, cells, example, dataset = model.dataset.id, uploadId }: ExplainAsk,
): Promise<LabInput> {
  if (text !== undefined) return { text };
  if (cells !== undefined) return { cells };
  if (uploadId !== undefined) return { file: resolve(await uploadedFile(context, uploadId)) };
  const examples = await context.workspace.records.lab.examples(dataset);
  const found = examples.find(({ number }) => number === example);
  if (found !== undefined) return found;
  throw new NotFound("no-such-example", `There is no example ${example} any more.`);
}
