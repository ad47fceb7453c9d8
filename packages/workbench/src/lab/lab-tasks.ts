// What the lab's thread can do, and how its failures travel: with their words, not only their stack.
import {
  Conflict,
  type Dataset,
  type DatasetId,
  type DriftReport,
  HeedError,
  type HeedErrorOptions,
  InvalidInput,
  mostProbable,
  NotFound,
  type RefusedFile,
  type TrainingCost,
  Unavailable,
  Unsupported,
} from "@heed/core";
import { estimateTraining } from "./estimate-training.ts";
import { type Explanation, explainAnswer } from "./explain-answer.ts";
import { type FolderRequest, importFolder } from "./keep-media.ts";
import { findDataset, labelledExamples } from "./lab-context.ts";
import { type NextExample, nextToLabel } from "./label-session.ts";
import { readModelFile } from "./model-file.ts";
import { type OpenedLab, openLab } from "./open-lab.ts";
import { openLabModel } from "./open-task.ts";
import { type MediaPreview, MOST_REFUSED, previewMedia } from "./preview-media.ts";
import type { LabInput } from "./recipe.ts";
import { type RobustnessReport, testRobustness } from "./test-robustness.ts";
import { trainLabModel } from "./train-model.ts";
import type { TrainedModel, TrainingInput, TrainingNews } from "./training-run.ts";
import { type EvaluationOutcome, evaluateModel, openModelByName } from "./use-model.ts";
import { watchDrift } from "./watch-drift.ts";

export interface LabTasks {
  /** Why a model of the workspace answers one input as it does. */
  explain: {
    input: { readonly folder: string; readonly model: string; readonly example: LabInput };
    output: Explanation;
  };
  /** What to label next in a data set of the workspace. */
  next: {
    input: {
      readonly folder: string;
      readonly dataset: DatasetId;
      readonly ask: Parameters<typeof nextToLabel>[2];
    };
    output: NextExample[];
  };
  /** How long a training on a data set of the workspace will take; null where nothing is labelled. */
  estimate: {
    input: { readonly folder: string; readonly dataset: DatasetId };
    output: (TrainingCost & { readonly examples: number; readonly classes: number }) | null;
  };
  /** What lies in a folder, or an archive of one. */
  preview: {
    input: { readonly path: string; readonly task?: "image" | "audio" | undefined };
    output: MediaPreview;
  };
  /** Brings a folder, or an archive of one, in as a data set of the workspace. */
  bring: {
    input: {
      readonly folder: string;
      readonly path: string;
      readonly request: Pick<FolderRequest, "task" | "name" | "target" | "pattern">;
    };
    output: BroughtFolder;
  };
  /** A model of the workspace measured on one of its data sets. */
  evaluate: {
    input: { readonly folder: string; readonly model: string; readonly dataset: DatasetId };
    output: EvaluationOutcome;
  };
  train: { input: TrainingInput; output: TrainedModel };
  /** Answers of the model in a file to texts, in order. */
  read: {
    input: { readonly path: string; readonly texts: readonly string[] };
    output: { readonly label: string; readonly probability: number }[];
  };
  /** Robustness of a model of the workspace in a folder, on its own data. */
  robustness: {
    input: { readonly folder: string; readonly model: string };
    output: RobustnessReport;
  };
  /** Drift of a model of the workspace in a folder over texts. */
  drift: {
    input: { readonly folder: string; readonly model: string; readonly texts: readonly string[] };
    output: DriftReport;
  };
}
export type LabTaskName = keyof LabTasks;

/** A data set made of a folder, with the first files that were not taken and how many there are. */
export interface BroughtFolder {
  readonly dataset: Dataset;
  readonly refused: readonly RefusedFile[];
  readonly refusedCount: number;
}

export const LAB_TASK_TABLE: {
  readonly [Name in LabTaskName]: (
    input: LabTasks[Name]["input"],
    tell: (news: TrainingNews) => void,
  ) => Promise<LabTasks[Name]["output"]>;
} = {
  train: (input, tell) => trainLabModel(input, tell),
  read: async ({ path, texts }) => {
    const model = await openLabModel(await readModelFile(path), { mediaFolder: "" });
    const { classes } = model.header;
    const shares = await model.predict(texts.map((text) => ({ text })));
    return Array.from(mostProbable(shares, classes.length), (place, at) => ({
      label: classes[place],
      probability: shares[at * classes.length + place],
    }));
  },
  explain: ({ folder, model, example }) =>
    withLab(folder, async (lab) => explainAnswer(lab, await openModelByName(lab, model), example)),
  next: ({ folder, dataset, ask }) =>
    withLab(folder, async (lab) => nextToLabel(lab, await findDataset(lab, dataset), ask)),
  estimate: ({ folder, dataset }) =>
    withLab(folder, async (lab) => {
      const own = await findDataset(lab, dataset);
      const { labelled } = await labelledExamples(lab, own);
      if (labelled.length === 0) return null;
      const classes = new Set(labelled.map(({ label }) => label)).size;
      const cost = await estimateTraining(folder, own, labelled);
      return { ...cost, examples: labelled.length, classes };
    }),
  preview: ({ path, task }) => previewMedia(path, task),
  bring: ({ folder, path, request }, tell) =>
    withLab(folder, async (lab) => {
      const refused: RefusedFile[] = [];
      const dataset = await importFolder(lab, path, {
        ...request,
        onProgress: (done, total) => tell({ stage: "prepare", done, total }),
        onRefused: (file) => file.reason !== "system-file" && refused.push(file),
      });
      return { dataset, refused: refused.slice(0, MOST_REFUSED), refusedCount: refused.length };
    }),
  evaluate: ({ folder, model, dataset }) =>
    withLab(folder, async (lab) =>
      evaluateModel(lab, await openModelByName(lab, model), await findDataset(lab, dataset)),
    ),
  robustness: ({ folder, model }) =>
    withLab(folder, async (lab) => {
      const opened = await openModelByName(lab, model);
      const dataset = await findDataset(lab, opened.record?.dataset.id ?? "");
      const { labelled } = await labelledExamples(lab, dataset);
      return testRobustness(lab, opened, labelled);
    }),
  drift: ({ folder, model, texts }) =>
    withLab(folder, async (lab) => {
      const inputs = texts.map((text) => ({ text }));
      return watchDrift(lab, await openModelByName(lab, model), inputs);
    }),
};

async function withLab<Output>(
  folder: string,
  work: (lab: OpenedLab) => Promise<Output>,
): Promise<Output> {
  const lab = await openLab(folder);
  try {
    return await work(lab);
  } finally {
    await lab.close();
  }
}

/** A failure as plain values. */
export interface SentFailure {
  readonly name: string;
  readonly code: string | null;
  readonly message: string;
  readonly options: HeedErrorOptions;
  readonly stack: string | undefined;
}

const KINDS = { InvalidInput, NotFound, Conflict, Unsupported, Unavailable } as const;

export function packFailure(error: unknown): SentFailure {
  if (!HeedError.is(error)) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    return { name, code: null, message, options: {}, stack };
  }
  const { name, code, message, hint, zh, details, retryable, stack } = error;
  return {
    ...{ name, code, message, stack },
    options: {
      ...{ details, retryable },
      ...(hint === undefined ? {} : { hint }),
      ...(zh === undefined ? {} : { zh }),
    },
  };
}

export function unpackFailure({ name, code, message, options, stack }: SentFailure): Error {
  if (code === null) {
    const error = new Error(message);
    error.name = name;
    if (stack !== undefined) error.stack = stack;
    return error;
  }
  const Kind = KINDS[name as keyof typeof KINDS] ?? HeedError;
  return new Kind(code, message, options);
}
