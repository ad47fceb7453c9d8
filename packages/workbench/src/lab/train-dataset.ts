// From a data set of the workspace to a model with its card: trained in a thread, written whole, recorded last.
import { mkdir, rm } from "node:fs/promises";
import {
  type Dataset,
  type LabModel,
  type LabModelId,
  labelerAgreement,
  type SplitWay,
  type TrainingCost,
} from "@heed/core";
import { checkTrainable } from "./check-trainable.ts";
import { estimateTraining } from "./estimate-training.ts";
import {
  checkName,
  type LabContext,
  labelledExamples,
  labFolders,
  listLabModels,
  modelPath,
} from "./lab-context.ts";
import { writeCards } from "./model-card.ts";
import { decodeModelFile, diskError, encodeModelFile, writeWhole } from "./model-file.ts";
import { runLabTask } from "./run-lab-task.ts";
import type { TrainingNews } from "./training-run.ts";

export interface TrainRequest {
  /** Default: the data set's name. */
  readonly name?: string | undefined;
  readonly seed?: number | undefined;
  readonly way?: SplitWay | undefined;
  readonly recipe?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEstimate?: ((cost: TrainingCost, examples: number) => void) | undefined;
  readonly onNews?: ((news: TrainingNews) => void) | undefined;
}

export interface TrainOutcome {
  readonly model: LabModel;
  readonly file: string;
  /** Steps taken over from a training that was stopped. */
  readonly resumed: number;
}

export async function trainDataset(
  context: LabContext,
  dataset: Dataset,
  request: TrainRequest = {},
): Promise<TrainOutcome> {
  const { folder, records } = context;
  const name = checkName(request.name ?? dataset.name);
  const { all, labelled } = await labelledExamples(context, dataset);
  checkTrainable(dataset, labelled);
  const estimated = await estimateTraining(folder, dataset, labelled, request.recipe);
  request.onEstimate?.(estimated, labelled.length);
  const version = await nextVersion(context, name);
  const folders = labFolders(folder);
  const began = performance.now();
  const trained = await runLabTask(
    "train",
    {
      ...{ dataset, examples: labelled },
      settings: {
        ...{ name, version, seed: request.seed ?? 1 },
        ...{ way: request.way, recipe: request.recipe },
      },
      ceiling: labelerAgreement(await records.lab.labels(dataset.id), all),
      mediaFolder: folders.media,
      runsFolder: folders.runs,
    },
    { signal: request.signal, onNews: request.onNews },
  );
  // What a person waits for: the thread's start too.
  const took = { ...trained.took, seconds: (performance.now() - began) / 1000 };
  const bytes = encodeModelFile(trained.header, trained.parts);
  const { sha256 } = decodeModelFile(Buffer.from(bytes), name);
  const id: LabModelId = `${name}@${version}`;
  const { header, contestants, measuredBy, split, evaluation, learningCurve } = trained;
  const model: LabModel = {
    ...{ id, name, version },
    ...{ task: dataset.task, target: dataset.target },
    ...{ classes: header.classes, columns: header.columns },
    dataset: {
      ...{ id: dataset.id, name: dataset.name, examples: labelled.length },
      origin: dataset.origin.name,
    },
    ...{ recipe: header.recipe, contestants, measuredBy, split, evaluation, learningCurve },
    seed: request.seed ?? 1,
    ...{ labelIssues: trained.labelIssues, history: trained.history, drift: trained.drift },
    ...{ estimated, took, bytes: bytes.length, sha256 },
    createdAt: context.now().toISOString(),
  };
  await mkdir(folders.models, { recursive: true });
  const file = modelPath(folder, id);
  try {
    await writeWhole(file, bytes);
    await writeCards(folder, model);
    await records.kept.put("lab-model", id, model);
  } catch (error) {
    for (const ending of ["heed-model", "md", "zh.md", "html", "zh.html"])
      await rm(modelPath(folder, id, ending), { force: true });
    throw diskError(error, folder);
  }
  return { model, file, resumed: trained.resumed };
}

async function nextVersion(context: LabContext, name: string): Promise<number> {
  const own = (await listLabModels(context)).filter((model) => model.name === name);
  return 1 + Math.max(0, ...own.map(({ version }) => version));
}
