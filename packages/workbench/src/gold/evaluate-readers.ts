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
  readonly onProgress?: ((name: string, done: number, total: number) => void) | undefined;
}

/** Compares readers on the gold set of a workspace (SPEC-evaluation.md) and keeps the result as the last one. */
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
  for (const [done, one] of asked.entries()) {
    options.signal?.throwIfAborted();
    options.onProgress?.(one.name, done, asked.length);
    const tasks = one.tasks.filter((task) => fields.get(task)!.fit.includes(one));
    // Both tasks are read in one go; each takes the answers to its own items.
    const union = [...new Set(tasks.flatMap((task) => fields.get(task)!.items))];
    const places = new Map(union.map((item, at) => [item, at]));
    const own = await one.answer(union, options.signal);
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
