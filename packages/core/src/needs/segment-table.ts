// Finds the dimensions in which people differ, and keeps each person's values as bits so that segments are counted in one pass.
import type { Voice } from "./voice.ts";

/** Dimensions whose rare values are left out instead of the whole dimension. */
const OPEN_DIMENSIONS: ReadonlySet<string> = new Set(["version", "country", "language", "source"]);
// 31 bits of an integer are usable without a sign; the last one stands for every value beyond the largest 30.
const MOST_VALUES = 30;
const OTHER_BIT = 30;
/** A dimension with more values than this is a name or a number, not a segment. */
const MOST_DISTINCT = 2_000;

/** People's values within one theme or in all. */
export interface SegmentMasks {
  add(person: number, values: Readonly<Record<string, string>>): void;
  /** People with each value of a dimension, and their sum over all values, rare ones included. */
  count(dimension: number): { readonly perValue: readonly number[]; readonly all: number };
}

export interface SegmentTable {
  /** Dimensions in order of name, with their values, the most frequent first. */
  readonly dimensions: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** Notes what one person said anything under. */
  hear(person: number, values: Readonly<Record<string, string>>): void;
  heard(dimension: number): ReturnType<SegmentMasks["count"]>;
  emptyMasks(): SegmentMasks;
}

/**
 * The dimensions of a set of voices: those with 2 to 30 values, and `version`, `country`, `language` and `source` with any
 * number (their 30 most frequent values). A dimension whose every value is a number with more than 12 values is left out.
 */
export function segmentTable(voices: readonly Voice[]): SegmentTable {
  const dimensions = findDimensions(voices);
  const codes = dimensions.map(
    ({ values }) => new Map(values.map((value, bit) => [value, 1 << bit])),
  );
  let lastValues: Readonly<Record<string, string>> | null = null;
  const lastMask = new Int32Array(dimensions.length);
  // Mentions of one item share their values object, so it is encoded once.
  const encode = (values: Readonly<Record<string, string>>): Int32Array => {
    if (values === lastValues) return lastMask;
    lastValues = values;
    for (let d = 0; d < dimensions.length; d += 1) {
      const value = values[dimensions[d]!.name];
      lastMask[d] = value === undefined ? 0 : (codes[d]!.get(value) ?? 1 << OTHER_BIT);
    }
    return lastMask;
  };
  const emptyMasks = () => createMasks(dimensions, encode);
  const all = emptyMasks();
  return { dimensions, hear: all.add, heard: all.count, emptyMasks };
}

function createMasks(
  dimensions: SegmentTable["dimensions"],
  encode: (values: Readonly<Record<string, string>>) => Int32Array,
): SegmentMasks {
  const rows = new Map<number, number>();
  const masks: number[] = [];
  const width = dimensions.length;
  return {
    add: (person, values) => {
      const mask = encode(values);
      const row = rows.get(person);
      if (row === undefined) {
        rows.set(person, rows.size);
        for (let d = 0; d < width; d += 1) masks.push(mask[d]!);
        return;
      }
      for (let d = 0; d < width; d += 1) masks[row * width + d]! |= mask[d]!;
    },
    count: (dimension) => {
      const perValue = dimensions[dimension]!.values.map(() => 0);
      let all = 0;
      for (let at = dimension; at < masks.length; at += width) {
        let mask = masks[at]!;
        for (; mask !== 0; mask &= mask - 1) {
          const bit = 31 - Math.clz32(mask & -mask);
          all += 1;
          if (bit < perValue.length) perValue[bit]! += 1;
        }
      }
      return { perValue, all };
    },
  };
}

function findDimensions(voices: readonly Voice[]): SegmentTable["dimensions"] {
  const counts = new Map<string, Map<string, number> | null>();
  let lastValues: Voice["segments"] | null = null;
  for (const { segments } of voices) {
    if (segments === lastValues) continue;
    lastValues = segments;
    for (const name in segments) countValue(counts, name, segments[name]!);
  }
  return [...counts]
    .flatMap(([name, values]) =>
      values !== null && isSegment(name, values)
        ? [{ name, values: largestFirst(values).slice(0, MOST_VALUES) }]
        : [],
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Null marks a dimension that has shown too many values. */
function countValue(
  counts: Map<string, Map<string, number> | null>,
  name: string,
  value: string,
): void {
  let values = counts.get(name);
  if (values === null) return;
  if (values === undefined) {
    values = new Map();
    counts.set(name, values);
  }
  values.set(value, (values.get(value) ?? 0) + 1);
  if (values.size > MOST_DISTINCT) counts.set(name, null);
}

function isSegment(name: string, values: ReadonlyMap<string, number>): boolean {
  if (values.size < 2) return false;
  if (OPEN_DIMENSIONS.has(name)) return true;
  if (values.size > MOST_VALUES) return false;
  return values.size <= 12 || ![...values.keys()].every((value) => Number.isFinite(Number(value)));
}

function largestFirst(values: ReadonlyMap<string, number>): string[] {
  return [...values]
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .map(([value]) => value);
}
