// Puts a model to work: its answers become a column of the feedback, kept per version, switched back at any time.
import { existsSync } from "node:fs";
import {
  Conflict,
  type FactStore,
  InvalidInput,
  itemOf,
  type LabModelId,
  type LabReading,
  type MentionId,
  NotFound,
  type Promotion,
  type RecordStore,
} from "@heed/core";
import { checkName, findLabModel, type LabContext, modelPath } from "./lab-context.ts";
import { readModelFile } from "./model-file.ts";
import { runLabTask } from "./run-lab-task.ts";

export interface ReadingContext extends LabContext {
  readonly facts: FactStore;
}

export interface ReadingOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Mentions that a thread reads at once. */
const PART = 10_000;
/** Items whose words are asked for at once. */
const ITEMS = 2_000;

export async function listPromotions(records: RecordStore): Promise<Promotion[]> {
  const kept = await records.kept.list("promotion");
  return kept
    .map(({ record }) => record as Promotion)
    .sort((a, b) => (a.column < b.column ? -1 : 1));
}

/** Reads every mention with the model first, then makes its answers the column's: there is no moment with half of them. */
export async function promoteModel(
  context: ReadingContext,
  name: string,
  column: string | undefined,
  options: ReadingOptions = {},
): Promise<{ promotion: Promotion; read: number }> {
  const model = await findLabModel(context, name);
  if (model.task !== "text")
    throw new InvalidInput(
      "not-for-feedback",
      `${model.id} reads ${model.task}, and feedback is text.`,
      {
        hint: "Promote a model for text; use this one with heed lab predict.",
        zh: {
          message: `${model.id} 用于 ${model.task}，而反馈是文本。`,
          hint: "请部署文本模型；此模型可用 heed lab predict。",
        },
      },
    );
  const into = checkName(column ?? model.target);
  const { kept } = context.records;
  const current = (await kept.get("promotion", into)) as Promotion | undefined;
  if (current?.model === model.id)
    throw new Conflict("promoted-already", `${model.id} is at work as ${into} already.`, {
      hint: "Nothing needs to be done.",
      zh: { message: `${model.id} 已作为 ${into} 在使用。`, hint: "无需操作。" },
    });
  const read = await readUnread(context, model.id, options);
  const promotion: Promotion = {
    ...{ column: into, model: model.id },
    before: current === undefined ? [] : [...current.before, current.model],
    at: context.now().toISOString(),
  };
  await kept.put("promotion", into, promotion);
  return { promotion, read };
}

/** Goes back to the model that was at work before; without one the column goes. Readings stay for the record. */
export async function demoteModel(
  { records, now }: LabContext,
  column: string,
): Promise<Promotion | null> {
  const current = (await records.kept.get("promotion", column)) as Promotion | undefined;
  if (current === undefined)
    throw new NotFound("promotion-not-found", `No model is at work as ${column}.`, {
      hint: "List them: heed lab promotions",
      zh: { message: `没有模型以 ${column} 在使用。`, hint: "查看：heed lab promotions" },
    });
  const previous = current.before.at(-1);
  if (previous === undefined) {
    await records.kept.delete("promotion", column);
    return null;
  }
  const promotion: Promotion = {
    ...{ column, model: previous, before: current.before.slice(0, -1) },
    at: now().toISOString(),
  };
  await records.kept.put("promotion", column, promotion);
  return promotion;
}

/** Lets every model at work read what came since; how many mentions were read. */
export async function readWithPromoted(
  context: ReadingContext,
  options: ReadingOptions = {},
): Promise<number> {
  let read = 0;
  for (const { model } of await listPromotions(context.records)) {
    // A model whose file is gone must not keep feedback from being analysed; it is told where it is looked at.
    if (existsSync(modelPath(context.folder, model)))
      read += await readUnread(context, model, options);
  }
  return read;
}

async function readUnread(
  context: ReadingContext,
  model: LabModelId,
  { signal, onProgress }: ReadingOptions,
): Promise<number> {
  const { lab } = context.facts.browser;
  // A model that is gone or damaged is told before anything is read.
  const path = modelPath(context.folder, model);
  await readModelFile(path);
  let read = 0;
  for (;;) {
    signal?.throwIfAborted();
    const ids = await lab.unread(model, PART);
    if (ids.length === 0) return read;
    const texts = await textsOf(context.facts, ids);
    const known = ids.filter((id) => texts.has(id));
    const answers = await runLabTask(
      "read",
      { path, texts: known.map((id) => texts.get(id)!) },
      { signal },
    );
    const readings = known.map((mentionId, at): LabReading => ({ mentionId, ...answers[at] }));
    await lab.append(model, readings);
    read += readings.length;
    onProgress?.(read);
    if (readings.length === 0) return read;
  }
}

/** The words of mentions that are still there. */
export async function textsOf(
  facts: FactStore,
  ids: readonly MentionId[],
): Promise<Map<MentionId, string>> {
  const wanted = new Set<MentionId>(ids);
  const items = [...new Set(ids.map(itemOf))];
  const texts = new Map<MentionId, string>();
  for (let from = 0; from < items.length; from += ITEMS) {
    for await (const page of facts.itemFacts({ ids: items.slice(from, from + ITEMS) })) {
      for (const { item, mentions } of page) {
        for (const { mention } of mentions)
          if (wanted.has(mention.id))
            texts.set(mention.id, item.text.slice(mention.start, mention.end));
      }
    }
  }
  return texts;
}
