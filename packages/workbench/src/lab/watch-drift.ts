// Holds what a model reads today against what it was made of.
import { type DriftReport, InvalidInput, measureDrift } from "@heed/core";
import { exampleHash } from "./example-hash.ts";
import { type LabContext, labFolders } from "./lab-context.ts";
import { meanLikeness } from "./likeness.ts";
import { taskDoor } from "./open-task.ts";
import type { LabInput } from "./recipe.ts";
import { type ModelInUse, predictInputs } from "./use-model.ts";

/** Inputs that are looked at, and examples that they are held against. */
const MOST_INPUTS = 1_000;
const MOST_COMPARED = 3_000;
const MOST_LIKENED = 300;

export async function watchDrift(
  context: LabContext,
  model: ModelInUse,
  inputs: readonly LabInput[],
): Promise<DriftReport> {
  if (model.record === null)
    throw new InvalidInput(
      "no-reference",
      "A model from elsewhere has no record of its own data here.",
      {
        hint: "Name a model of this workspace.",
        zh: { message: "外来的模型在此没有训练数据记录。", hint: "请指定本工作区的模型。" },
      },
    );
  const own = inputs.slice(0, MOST_INPUTS);
  const answers = await predictInputs(model, own);
  return measureDrift(model.record.drift, {
    answers: answers.map(({ label }) => label),
    confidence: answers.map(({ probability }) => probability),
    likeness: await likenessOf(context, model, own),
  });
}

async function likenessOf(
  context: LabContext,
  model: ModelInUse,
  inputs: readonly LabInput[],
): Promise<number | null> {
  const { record, header } = model;
  if (record === null || record.drift.likeness === null || inputs.length === 0) return null;
  const known = (await context.records.lab.datasets()).find(({ id }) => id === record.dataset.id);
  if (known === undefined) return null;
  const trainedOn = new Set(header.trainedOn);
  const examples = (await context.records.lab.examples(known.id))
    .filter((example) => trainedOn.has(exampleHash(example)))
    .slice(0, MOST_COMPARED);
  const sample = inputs.slice(0, MOST_LIKENED);
  const door = taskDoor(header.task);
  const ready = await door.prepare([...sample, ...examples], {
    columns: header.columns,
    mediaFolder: labFolders(context.folder).media,
  });
  const vectors = door.vectors(ready);
  if (vectors === null) return null;
  return meanLikeness(
    vectors,
    sample.map((_, at) => at),
    examples.map((_, at) => sample.length + at),
    () => false,
  );
}
