// Divides examples between training and test so that nothing seen in one can be recognised in the other.
import { createSeededRandom } from "@heed/stats";
import { InvalidInput } from "../errors.ts";
import type { Example } from "./dataset.ts";
import { DisjointSets, type DuplicateGroup, duplicateGroups } from "./near-duplicates.ts";

export const SPLIT_WAYS = ["random", "group", "time"] as const;
/** `group` keeps what belongs together on one side, `time` tests on what came last, `random` only keeps repeats together. */
export type SplitWay = (typeof SPLIT_WAYS)[number];

/** A labelled example as splitting sees it. */
export type SplitExample = Example & { readonly label: string };

export interface SplitOptions {
  /** Share of the examples to test on, in (0, 1). */
  readonly test: number;
  readonly way: SplitWay;
  readonly seed: number;
  /** Repeats among the examples, if they are known already. */
  readonly duplicates?: readonly DuplicateGroup[];
}

/** Places in the list that was given. */
export interface ExampleSplit {
  readonly train: number[];
  readonly test: number[];
}

/** By the data: groups where there are any, else at random. Time is chosen by people. */
export function naturalSplit(examples: readonly Pick<Example, "group">[]): SplitWay {
  return examples.some(({ group }) => group !== null) ? "group" : "random";
}

/**
 * The unit of each example: examples of one unit are near repeats of one another, or of one group when `byGroup` is set,
 * through any chain of both.
 */
export function splitUnits(
  examples: readonly Pick<Example, "group">[],
  duplicates: readonly DuplicateGroup[],
  byGroup: boolean,
): Int32Array {
  const sets = new DisjointSets(examples.length);
  for (const { members } of duplicates) for (const at of members) sets.join(members[0], at);
  if (byGroup) {
    const first = new Map<string, number>();
    for (const [at, { group }] of examples.entries()) {
      if (group === null) continue;
      const known = first.get(group);
      if (known === undefined) first.set(group, at);
      else sets.join(known, at);
    }
  }
  return Int32Array.from(examples, (_, at) => sets.find(at));
}

/** @throws InvalidInput `no-times` when a split by time meets an example without one */
export function splitExamples(
  examples: readonly SplitExample[],
  { test, way, seed, duplicates = duplicateGroups(examples) }: SplitOptions,
): ExampleSplit {
  const units = splitUnits(examples, duplicates, way !== "random");
  const isTest =
    way === "time" ? latestUnits(examples, units, test) : drawnUnits(examples, units, test, seed);
  const places = examples.map((_, at) => at);
  return {
    train: places.filter((at) => !isTest.has(units[at])),
    test: places.filter((at) => isTest.has(units[at])),
  };
}

/** Fold of each example, 0 to `count - 1`, classes spread evenly and units kept whole. */
export function assignFolds(
  labels: readonly string[],
  units: Int32Array,
  count: number,
  seed: number,
): Int32Array {
  const folds = new Int32Array(labels.length);
  const filled = new Map<string, number[]>();
  const sizes = new Array<number>(count).fill(0);
  for (const members of shuffledUnits(units, seed)) {
    const needs = Map.groupBy(members, (at) => labels[at]);
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let fold = 0; fold < count; fold += 1) {
      let crowd = 0;
      for (const [label, own] of needs)
        crowd += own.length * ((filled.get(label)?.[fold] ?? 0) + own.length);
      const weight = crowd + sizes[fold] / (labels.length + 1);
      if (weight < least) [best, least] = [fold, weight];
    }
    sizes[best] += members.length;
    for (const at of members) {
      folds[at] = best;
      const counts = filled.get(labels[at]) ?? new Array<number>(count).fill(0);
      counts[best] += 1;
      filled.set(labels[at], counts);
    }
  }
  return folds;
}

/** Units are drawn until each class has given its share. */
function drawnUnits(
  examples: readonly SplitExample[],
  units: Int32Array,
  share: number,
  seed: number,
): Set<number> {
  const chosen = new Set<number>();
  const totals = new Map<string, number>();
  for (const { label } of examples) totals.set(label, (totals.get(label) ?? 0) + 1);
  const taken = new Map<string, number>();
  for (const members of shuffledUnits(units, seed)) {
    // The class that a unit brings most of decides whether it is still wanted.
    const counts = Map.groupBy(members, (at) => examples[at].label);
    const [label, own] = [...counts].reduce((one, next) =>
      next[1].length > one[1].length ? next : one,
    );
    const wanted = share * (totals.get(label) ?? 0);
    if ((taken.get(label) ?? 0) + own.length / 2 > wanted) continue;
    chosen.add(units[members[0]]);
    for (const [name, list] of counts) taken.set(name, (taken.get(name) ?? 0) + list.length);
  }
  return chosen;
}

/** The latest units by their first example, so that nothing of a unit is older than what it is tested against. */
function latestUnits(
  examples: readonly SplitExample[],
  units: Int32Array,
  share: number,
): Set<number> {
  const without = examples.filter(({ time }) => time === null).length;
  if (without > 0)
    throw new InvalidInput(
      "no-times",
      `A split by time needs the time of every example: ${without} of ${examples.length} have none.`,
      {
        hint: "Name the column that holds it (--time COLUMN), or split by group or at random.",
        zh: {
          message: `按时间划分需要每条样本的时间：${examples.length} 条中有 ${without} 条没有。`,
          hint: "用 --time 指定时间列，或按组、随机划分。",
        },
      },
    );
  const first = new Map<number, string>();
  const sizes = new Map<number, number>();
  for (const [at, { time }] of examples.entries()) {
    const unit = units[at];
    sizes.set(unit, (sizes.get(unit) ?? 0) + 1);
    const known = first.get(unit);
    if (known === undefined || time! < known) first.set(unit, time!);
  }
  const order = [...first].sort(([a, x], [b, y]) => (x < y ? 1 : x > y ? -1 : a - b));
  const chosen = new Set<number>();
  let count = 0;
  for (const [unit] of order) {
    if (count >= share * examples.length) break;
    chosen.add(unit);
    count += sizes.get(unit)!;
  }
  return chosen;
}

/** Members of each unit, large units first so that they still find room, otherwise in drawn order. */
function shuffledUnits(units: Int32Array, seed: number): number[][] {
  const groups = [...Map.groupBy(Array.from(units.keys()), (at) => units[at]).values()];
  const random = createSeededRandom(seed);
  for (let at = groups.length - 1; at > 0; at -= 1) {
    const other = random.integer(at + 1);
    [groups[at], groups[other]] = [groups[other], groups[at]];
  }
  return groups.sort((one, other) => other.length - one.length);
}
