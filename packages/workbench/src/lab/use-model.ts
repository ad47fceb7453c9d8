// Models in use: opened from the workspace or a file, asked for answers, measured on data they have not seen.
import { existsSync } from "node:fs";
import {
  compareModels,
  type Dataset,
  duplicateGroups,
  type EvaluationReport,
  evaluateAnswers,
  InvalidInput,
  type LabModel,
  labelerAgreement,
  type ModelComparison,
  mostProbable,
  splitUnits,
} from "@heed/core";
import { exampleHash } from "./example-hash.ts";
import {
  findLabModel,
  type LabContext,
  labelledExamples,
  labFolders,
  modelPath,
} from "./lab-context.ts";
import { readModelFile } from "./model-file.ts";
import { type OpenedModel, openLabModel } from "./open-task.ts";
import type { LabInput } from "./recipe.ts";
import type { LabelledExample } from "./training-run.ts";

export interface ModelInUse extends OpenedModel {
  /** What the workspace knows of it; null for a file from elsewhere. */
  readonly record: LabModel | null;
  readonly bytes: number;
}

/** A model by its id, its name, or the path of a file. */
export async function openModelByName(
  context: Pick<LabContext, "records" | "folder">,
  name: string,
): Promise<ModelInUse> {
  const isPath = name.includes("/") || name.endsWith(".heed-model");
  const record = isPath ? null : await findLabModel(context, name);
  const path = record === null ? name : modelPath(context.folder, record.id);
  if (record === null && !existsSync(path)) await findLabModel(context, name);
  const file = await readModelFile(path);
  const opened = await openLabModel(file, { mediaFolder: labFolders(context.folder).media });
  const bytes = Object.values(file.parts).reduce((sum, part) => sum + part.length, 0);
  return { ...opened, record, bytes: record?.bytes ?? bytes };
}

/** A model's answer to one input. */
export interface LabAnswer {
  readonly label: string;
  readonly probability: number;
  /** All classes, the most probable first. */
  readonly shares: readonly { readonly label: string; readonly probability: number }[];
}

export async function predictInputs(
  model: Pick<OpenedModel, "header" | "predict">,
  inputs: readonly LabInput[],
): Promise<LabAnswer[]> {
  const { classes } = model.header;
  const shares = await model.predict(inputs);
  return inputs.map((_, at) => {
    const own = classes
      .map((label, c) => ({ label, probability: shares[at * classes.length + c] }))
      .sort((a, b) => b.probability - a.probability);
    return { ...own[0], shares: own };
  });
}

/** How fast a model answers here. */
export interface ModelSpeed {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly perSecond: number;
  readonly bytes: number;
}

export interface EvaluationOutcome {
  readonly model: string;
  readonly dataset: string;
  readonly evaluation: EvaluationReport;
  readonly speed: ModelSpeed;
  readonly comparison: ModelComparison | null;
}

const MOST_TIMED = 200;

/**
 * Measures a model on the labelled examples of a data set. Examples that it was trained on are left out and counted,
 * unless `withSeen` is set; classes that it does not know count as wrong answers.
 */
export async function evaluateModel(
  context: LabContext,
  model: ModelInUse,
  dataset: Dataset,
  options: {
    readonly against?: ModelInUse | undefined;
    readonly withSeen?: boolean | undefined;
  } = {},
): Promise<EvaluationOutcome> {
  requireTask(model, dataset);
  const { all: examples, labelled } = await labelledExamples(context, dataset);
  const { fresh, seen } = unseen(labelled, [model, options.against], options.withSeen === true);
  if (fresh.length === 0)
    throw new InvalidInput(
      seen > 0 ? "all-seen" : "no-labels",
      seen > 0
        ? `The model was trained on all ${seen} labelled examples of ${dataset.name}, so they say nothing about new ones.`
        : `${dataset.name} has no labelled example.`,
      {
        hint: "Its honest figures were measured while it was trained: heed lab models NAME. Or bring data that it has not seen.",
        zh: {
          message:
            seen > 0
              ? `该模型用过 ${dataset.name} 的全部 ${seen} 条标注样本，无法据此评估。`
              : `${dataset.name} 没有已标注的样本。`,
          hint: "训练时已测得可信的指标：heed lab models 名称；或使用未见过的数据。",
        },
      },
    );
  const { all, shares } = await answersOf(model, fresh);
  const numbers = fresh.map(({ number }) => number);
  const truth = Int32Array.from(fresh, ({ label }) => all.indexOf(label));
  const evaluation = evaluateAnswers(
    {
      ...{ classes: all, numbers, truth, probabilities: shares },
      units: splitUnits(fresh, duplicateGroups(fresh), true),
      slices: fresh.map(({ slices }) => slices),
    },
    { ceiling: labelerAgreement(await context.records.lab.labels(dataset.id), examples), seen },
  );
  return {
    model: modelName(model),
    dataset: dataset.name,
    evaluation,
    speed: await measureSpeed(model, fresh),
    comparison: options.against === undefined ? null : await compare(model, options.against, fresh),
  };
}

export function modelName({ header, record }: ModelInUse): string {
  return record?.id ?? `${header.name}@${header.version}`;
}

function requireTask({ header }: ModelInUse, { task, name, columns }: Dataset): void {
  if (header.task !== task)
    throw new InvalidInput(
      "other-task",
      `The model is for ${header.task}, and ${name} holds ${task}.`,
      {
        hint: "Name data of the same kind.",
        zh: {
          message: `该模型用于 ${header.task}，而 ${name} 是 ${task}。`,
          hint: "请指定同类数据。",
        },
      },
    );
  const missing = header.columns.filter(
    ({ name: wanted }) => !columns.some((one) => one.name === wanted),
  );
  if (missing.length === 0) return;
  const names = missing.map((column) => column.name).join(", ");
  throw new InvalidInput(
    "missing-columns",
    `${name} lacks columns that the model reads: ${names}.`,
    {
      hint: "Bring data with the columns that it was trained on.",
      zh: { message: `${name} 缺少模型需要的列：${names}。`, hint: "请使用含有训练时各列的数据。" },
    },
  );
}

function unseen(
  examples: readonly LabelledExample[],
  models: readonly (ModelInUse | undefined)[],
  withSeen: boolean,
): { fresh: LabelledExample[]; seen: number } {
  const known = new Set(models.flatMap((model) => model?.header.trainedOn ?? []));
  const fresh = examples.filter((example) => withSeen || !known.has(exampleHash(example)));
  return { fresh, seen: examples.length - fresh.length };
}

/** Shares over the model's classes and those that only the data has. */
async function answersOf(model: ModelInUse, examples: readonly LabelledExample[]) {
  const { classes } = model.header;
  const all = [...new Set([...classes, ...examples.map(({ label }) => label)])].sort();
  const own = await model.predict(examples);
  const shares = new Float32Array(examples.length * all.length);
  for (const [c, name] of classes.entries()) {
    const place = all.indexOf(name);
    for (let row = 0; row < examples.length; row += 1)
      shares[row * all.length + place] = own[row * classes.length + c];
  }
  return { all, shares };
}

async function compare(
  model: ModelInUse,
  other: ModelInUse,
  examples: readonly LabelledExample[],
): Promise<ModelComparison> {
  const answers = async (one: ModelInUse) => {
    const { classes } = one.header;
    const best = mostProbable(await one.predict(examples), classes.length);
    return Array.from(best, (place) => classes[place]);
  };
  return compareModels(
    [modelName(model), modelName(other)],
    examples.map(({ label }) => label),
    await answers(model),
    await answers(other),
  );
}

/** One input at a time for latency, all together for throughput. */
export async function measureSpeed(
  model: Pick<ModelInUse, "predict" | "bytes">,
  inputs: readonly LabInput[],
): Promise<ModelSpeed> {
  const times: number[] = [];
  await model.predict(inputs.slice(0, 1));
  for (const input of inputs.slice(0, MOST_TIMED)) {
    const began = performance.now();
    await model.predict([input]);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const together = inputs.slice(0, 10 * MOST_TIMED);
  const began = performance.now();
  await model.predict(together);
  const seconds = (performance.now() - began) / 1000;
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? 0;
  return {
    ...{ p50Ms: at(0.5), p95Ms: at(0.95), bytes: model.bytes },
    perSecond: together.length / Math.max(1e-6, seconds),
  };
}
