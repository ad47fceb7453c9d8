// Where the lab of a workspace keeps what it makes: records in the app state, models and media as files beside it.
import { createHash } from "node:crypto";
import { join } from "node:path";
import {
  Conflict,
  type Dataset,
  type Example,
  type ExampleLabel,
  InvalidInput,
  type LabModel,
  type LabModelId,
  NotFound,
  type RecordStore,
  standingLabels,
} from "@heed/core";
import { diskError } from "./model-file.ts";
import type { LabelledExample } from "./training-run.ts";

export interface LabContext {
  readonly records: RecordStore;
  /** Folder of the workspace. */
  readonly folder: string;
  readonly now: () => Date;
}

export function labFolders(folder: string) {
  const lab = join(folder, "lab");
  return { lab, models: join(lab, "models"), media: join(lab, "media"), runs: join(lab, "runs") };
}

export function modelPath(folder: string, id: LabModelId, ending = "heed-model"): string {
  return join(labFolders(folder).models, `${id}.${ending}`);
}

/** Letters, digits, dots, dashes and underscores of any script: it becomes the name of a file. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,59}$/u;

/** @throws InvalidInput `bad-name` */
export function checkName(name: string): string {
  if (NAME.test(name)) return name;
  throw new InvalidInput(
    "bad-name",
    `“${name.slice(0, 80)}” is no name: expected 1 to 60 letters, digits, dots, dashes or underscores.`,
    {
      hint: "Choose another with --name.",
      zh: {
        message: `“${name.slice(0, 80)}”不能作名称：应为 1 至 60 个字母、数字、点、短横或下划线。`,
        hint: "请用 --name 另取一个。",
      },
    },
  );
}

/** A data set by its name or id. @throws NotFound `dataset-not-found` */
export async function findDataset({ records }: Pick<LabContext, "records">, name: string) {
  const all = await records.lab.datasets();
  const found = all.find((one) => one.name === name || one.id === name);
  if (found !== undefined) return found;
  throw new NotFound("dataset-not-found", `There is no data set “${name}”.`, {
    hint: "List them: heed lab datasets. Or name a file or folder.",
    zh: {
      message: `没有名为“${name}”的数据集。`,
      hint: "查看：heed lab datasets；或指定文件或文件夹。",
    },
  });
}

/** Keeps a data set under the next id, unless the very same data is here already: then that one is given. */
export async function keepDataset(
  context: LabContext,
  dataset: Omit<Dataset, "id" | "name" | "createdAt" | "examples" | "contentKey">,
  names: { readonly asked: string | undefined; readonly wish: string },
  examples: readonly Example[],
  labels: readonly ExampleLabel[] = [],
): Promise<Dataset> {
  const { lab } = context.records;
  const { task, target, columns } = dataset;
  const told = labels.map(({ example, labeler, label }) => [example, labeler, label]);
  const contentKey = createHash("sha256")
    .update(JSON.stringify([task, target, columns, examples, told]))
    .digest("hex")
    .slice(0, 32);
  const all = await lab.datasets();
  const same = all.find((one) => one.contentKey === contentKey);
  if (same !== undefined && (names.asked === undefined || names.asked === same.name)) return same;
  if (names.asked !== undefined && all.some(({ name }) => name === names.asked))
    throw takenName(names.asked);
  const kept: Dataset = {
    ...dataset,
    id: `dataset_${await context.records.takeNumbers("dataset", 1)}`,
    name: names.asked === undefined ? await freeName(context, names.wish) : checkName(names.asked),
    ...{ examples: examples.length, contentKey },
    createdAt: context.now().toISOString(),
  };
  await lab.addDataset(kept, examples, labels).catch((error: unknown) => {
    throw diskError(error, context.folder);
  });
  return kept;
}

function takenName(name: string): Conflict {
  return new Conflict("name-taken", `There is a data set “${name}” already, with other data.`, {
    hint: "Choose another name, or remove that one: heed lab datasets remove NAME",
    zh: {
      message: `已有名为“${name}”的数据集，内容不同。`,
      hint: "请另取名称，或先删除：heed lab datasets remove 名称",
    },
  });
}

/** A name that no data set has yet, made of a wish. */
async function freeName({ records }: LabContext, wish: string): Promise<string> {
  const plain = wish.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[^\p{L}\p{N}]+|-+$/gu, "");
  const base = plain === "" ? "data" : plain.slice(0, 50);
  const taken = new Set((await records.lab.datasets()).map(({ name }) => name));
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? base : `${base}-${count}`;
    if (!taken.has(name)) return name;
  }
}

/** The examples of a data set that have a class now. */
export async function labelledExamples(
  { records }: Pick<LabContext, "records">,
  dataset: Dataset,
): Promise<{ all: Example[]; labelled: LabelledExample[] }> {
  const all = await records.lab.examples(dataset.id);
  const standing = standingLabels(all, await records.lab.labels(dataset.id));
  const labelled = all.flatMap((example) => {
    const label = standing.get(example.number) ?? null;
    return label === null ? [] : [{ ...example, label }];
  });
  return { all, labelled };
}

/** Models, the latest first. */
export async function listLabModels({ records }: Pick<LabContext, "records">): Promise<LabModel[]> {
  return (await records.kept.list("lab-model")).map(({ record }) => record as LabModel);
}

/** A model by `NAME@VERSION`, or the latest of a name. @throws NotFound `lab-model-not-found` */
export async function findLabModel(
  context: Pick<LabContext, "records">,
  name: string,
): Promise<LabModel> {
  const exact = await context.records.kept.get("lab-model", name);
  if (exact !== undefined) return exact as LabModel;
  const own = (await listLabModels(context)).filter((model) => model.name === name);
  if (own.length > 0) return own.reduce((one, next) => (next.version > one.version ? next : one));
  throw new NotFound("lab-model-not-found", `There is no model “${name}” in the lab.`, {
    hint: "List them: heed lab models",
    zh: { message: `实验室中没有模型“${name}”。`, hint: "查看：heed lab models" },
  });
}
