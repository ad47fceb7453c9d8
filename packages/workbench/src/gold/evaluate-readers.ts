// Has all contestants answer for the gold set, compares them, and keeps what came of it.
import {
  compareReaders,
  GOLD_TASKS,
  type GoldAnswers,
  type GoldComparison,
  type GoldItem,
  type GoldTask,
  goldLack,
  labelledFor,
  type RecordStore,
} from "@heed/core";
import type { Workspace } from "../workspace/open-workspace.ts";
import { readGoldItems } from "./gold-set.ts";
import { dropAnswers, keepAnswers, keptAnswers } from "./kept-answers.ts";
import {
  type Contestant,
  type ContestantSources,
  goldHash,
  openContestants,
} from "./open-contestants.ts";

/** One that was not compared, and why. */
export interface LeftOut {
  readonly name: string;
  readonly reason: "trained-on-the-gold-set";
}

export interface TaskEvaluation {
  readonly comparison: GoldComparison;
  /** Items that a model of the lab was trained on, left out for all. */
  readonly seen: number;
  readonly leftOut: readonly LeftOut[];
}

export interface GoldEvaluation {
  /** UTC instant (ISO 8601). */
  readonly at: string;
  readonly tasks: Readonly<Record<GoldTask, TaskEvaluation>>;
}

const LAST = "last";
/** A model that has seen more than this share of the items is left out itself. */
const MUCH_SEEN = 0.2;

export interface EvaluateReadersOptions extends ContestantSources {
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
  /** Called as a contestant answers: its name, and the answers of all so far and in all. */
  readonly onProgress?: ((name: string, done: number, total: number) => void) | undefined;
}

/**
 * Compares readers on the gold set of a workspace (SPEC-evaluation.md) and keeps the result as the last one. Stopped midway it
 * leaves the last one as it was, and keeps what contestants have answered for the next time.
 */
export async function evaluateReaders(
  workspace: Pick<Workspace, "records" | "facts">,
  options: EvaluateReadersOptions,
): Promise<GoldEvaluation> {
  const items = await readGoldItems(workspace);
  const contestants = await openContestants(options);
  const fields = new Map(GOLD_TASKS.map((task) => [task, fieldOf(items, contestants, task)]));
  const answered = new Map<GoldTask, GoldAnswers[]>(GOLD_TASKS.map((task) => [task, []]));
  const asked = contestants.filter((one) =>
    one.tasks.some((task) => fields.get(task)!.fit.includes(one)),
  );
  const turns = asked.map((one) => {
    const tasks = one.tasks.filter((task) => fields.get(task)!.fit.includes(one));
    // Both tasks are read in one go; each takes the answers to its own items.
    return { one, tasks, union: [...new Set(tasks.flatMap((task) => fields.get(task)!.items))] };
  });
  const total = turns.reduce((sum, { union }) => sum + union.length, 0);
  let before = 0;
  for (const { one, tasks, union } of turns) {
    options.signal?.throwIfAborted();
    let done = before;
    const onAnswered = (items: number) => {
      done = Math.min(before + union.length, done + items);
      options.onProgress?.(one.name, done, total);
    };
    onAnswered(0);
    const own =
      (await keptAnswers(workspace.records, one, union)) ??
      (await one.answer(union, { signal: options.signal, onAnswered }));
    await keepAnswers(workspace.records, one, union, own);
    before += union.length;
    const places = new Map(union.map((item, at) => [item, at]));
    for (const task of tasks) {
      const told = own[task]!;
      answered.get(task)!.push({
        ...{ name: one.name, version: one.version, sort: one.sort, ...told },
        answers: fields.get(task)!.items.map((item) => told.answers[places.get(item)!]!),
      });
    }
  }
  const evaluate = (task: GoldTask): TaskEvaluation => {
    const { items: left, seen, leftOut } = fields.get(task)!;
    return { comparison: compareReaders(left, task, answered.get(task)!), seen, leftOut };
  };
  const evaluation: GoldEvaluation = {
    at: options.now().toISOString(),
    tasks: { kind: evaluate("kind"), sentiment: evaluate("sentiment") },
  };
  await workspace.records.kept.put("gold-evaluation", LAST, evaluation);
  await dropAnswers(workspace.records);
  return evaluation;
}

/** The last evaluation; null before the first. */
export async function lastEvaluation(records: RecordStore): Promise<GoldEvaluation | null> {
  return ((await records.kept.get("gold-evaluation", LAST)) as GoldEvaluation | undefined) ?? null;
}

/** Who competes for a task on which items: without items that a model was trained on, or without that model. */
export function fieldOf(
  items: readonly GoldItem[],
  contestants: readonly Contestant[],
  task: GoldTask,
) {
  const labelled = labelledFor(items, task);
  const able = contestants.filter(({ tasks }) => tasks.includes(task));
  const hashes = new Map(labelled.map((item) => [item, goldHash(item)]));
  const seenBy = (one: Contestant) =>
    labelled.filter((item) => one.trainedOn.has(hashes.get(item)!)).length;
  const fit = able.filter((one) => seenBy(one) <= MUCH_SEEN * labelled.length);
  const left = labelled.filter(
    (item) => !fit.some(({ trainedOn }) => trainedOn.has(hashes.get(item)!)),
  );
  const canCompare = goldLack(left, task) === null;
  return {
    items: left,
    fit: canCompare ? fit : [],
    seen: labelled.length - left.length,
    leftOut: able
      .filter((one) => !fit.includes(one))
      .map(({ name }): LeftOut => ({ name, reason: "trained-on-the-gold-set" })),
  };
}
