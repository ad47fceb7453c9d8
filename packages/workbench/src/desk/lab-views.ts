// The lab's records as the API tells them.
import type { Dataset, Example, LabModel, Promotion } from "@heed/core";
import type { LabModelDetail, LabModelRow } from "@heed/core/api";
import { answerQuestions } from "../lab/model-answers.ts";

/** A data set as people see it. */
export function viewOf({ contentKey: _, ...dataset }: Dataset) {
  return dataset;
}

export function exampleView(
  { columns }: Dataset,
  { number, text, file, cells, mentionId }: Example,
) {
  return {
    number,
    text: text ?? null,
    hasMedia: file !== undefined,
    cells: (cells ?? []).map((value, at) => ({ name: columns[at]?.name ?? String(at), value })),
    mentionId: mentionId ?? null,
  };
}

export function rowOf(model: LabModel, promotions: readonly Promotion[]): LabModelRow {
  const { id, name, version, task, target, recipe, dataset, evaluation, createdAt } = model;
  return {
    ...{ id, name, version, task, target, recipe, dataset, createdAt },
    classes: [...model.classes],
    accuracy: evaluation.accuracy,
    macroF1: evaluation.macro.f1,
    promotedAs: promotions.filter((one) => one.model === id).map(({ column }) => column),
  };
}

export function detailOf(
  model: LabModel,
  promotions: readonly Promotion[],
  texts: Record<string, string>,
): LabModelDetail {
  const [en, zh] = [answerQuestions(model, "en"), answerQuestions(model, "zh")];
  const both = (name: "data" | "time" | "quality" | "safety") => ({ en: en[name], zh: zh[name] });
  // A record is JSON as the contract has it; only its lists are marked as not to be changed.
  const { drift: _, split: __, seed: ___, ...record } = structuredClone(model) as LabModel;
  return {
    ...(record as unknown as LabModelDetail),
    ...rowOf(model, promotions),
    texts,
    answers: {
      ...{ data: both("data"), time: both("time") },
      ...{ quality: both("quality"), safety: both("safety") },
    },
  };
}

const MOST_TEXT = 600;

/** Words of some examples by number, as far as they have any. */
export function wordsOfExamples(
  examples: readonly Example[],
  wanted: readonly number[],
): Record<string, string> {
  const named = new Set(wanted);
  const texts: Record<string, string> = {};
  for (const { number, text, cells } of examples) {
    const words = text ?? cells?.join(" | ");
    if (named.has(number) && words !== undefined) texts[number] = words.slice(0, MOST_TEXT);
  }
  return texts;
}
