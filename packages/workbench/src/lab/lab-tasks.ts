// What the lab's thread can do, and how its failures travel: with their words, not only their stack.
import {
  Conflict,
  type DriftReport,
  HeedError,
  type HeedErrorOptions,
  InvalidInput,
  mostProbable,
  NotFound,
  Unavailable,
  Unsupported,
} from "@heed/core";
import { findDataset, labelledExamples } from "./lab-context.ts";
import { readModelFile } from "./model-file.ts";
import { openLab } from "./open-lab.ts";
import { openLabModel } from "./open-task.ts";
import { type RobustnessReport, testRobustness } from "./test-robustness.ts";
import { trainLabModel } from "./train-model.ts";
import type { TrainedModel, TrainingInput, TrainingNews } from "./training-run.ts";
import { openModelByName } from "./use-model.ts";
import { watchDrift } from "./watch-drift.ts";

export interface LabTasks {
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
  robustness: async ({ folder, model }) => {
    const lab = await openLab(folder);
    try {
      const opened = await openModelByName(lab, model);
      const dataset = await findDataset(lab, opened.record?.dataset.id ?? "");
      const { labelled } = await labelledExamples(lab, dataset);
      return await testRobustness(lab, opened, labelled);
    } finally {
      await lab.close();
    }
  },
  drift: async ({ folder, model, texts }) => {
    const lab = await openLab(folder);
    try {
      const opened = await openModelByName(lab, model);
      return await watchDrift(
        lab,
        opened,
        texts.map((text) => ({ text })),
      );
    } finally {
      await lab.close();
    }
  },
};

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
