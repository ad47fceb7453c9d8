// Changes of rate are found where they are, both of a rise that came back, and hardly ever where there are none.
import { expect, test } from "vitest";
import { countsOf, createChance } from "../testing/weekly-chance.ts";
import { findChanges } from "./find-changes.ts";

const steps = (...parts: readonly (readonly [weeks: number, rate: number])[]) =>
  parts.flatMap(([weeks, rate]) => Array.from({ length: weeks }, () => rate));

test("[ND10] a rise that came back shows both weeks, with the rates on each side", () => {
  const weeks = countsOf(createChance(3), steps([15, 0.02], [6, 0.4], [9, 0.03]), 40);
  const [changes] = findChanges([weeks]);
  expect(changes?.map(({ weekDate }) => weekDate)).toEqual(["w015", "w021"]);
  expect(changes?.[0]?.after).toBe(changes?.[1]?.before);
  expect(changes?.[0]?.after).toBeGreaterThan(0.3);
});

test("[ND10] twice the counts among twice the people heard are no change", () => {
  const few = countsOf(createChance(5), steps([10, 0.2]), 30);
  const more = countsOf(createChance(6), steps([10, 0.2]), 120);
  expect(
    findChanges([[...few, ...more.map((week) => ({ ...week, weekDate: `x${week.weekDate}` }))]]),
  ).toEqual([[]]);
});

test("[ND10] needs whose rate never changed hardly ever show a change", () => {
  const chance = createChance(11);
  let flagged = 0;
  for (let run = 0; run < 60; run += 1) {
    const needs = Array.from({ length: 15 }, () => countsOf(chance, steps([40, 0.05]), 60));
    if (findChanges(needs).some((changes) => changes.length > 0)) flagged += 1;
  }
  expect(flagged).toBeLessThanOrEqual(8);
});

test("[ND10] a tripled rate is found among many needs that did not change", () => {
  const chance = createChance(13);
  let found = 0;
  for (let run = 0; run < 20; run += 1) {
    const still = Array.from({ length: 30 }, () => countsOf(chance, steps([30, 0.05]), 60));
    const changed = countsOf(chance, steps([20, 0.05], [10, 0.15]), 60);
    const [first] = findChanges([changed, ...still]);
    const at = first?.[0] === undefined ? -1 : Number(first[0].weekDate.slice(1));
    if (first?.length === 1 && Math.abs(at - 20) <= 2) found += 1;
  }
  expect(found).toBeGreaterThanOrEqual(17);
});

test("[ND10] few weeks, few voices and silent weeks change nothing", () => {
  const chance = createChance(17);
  const silent = countsOf(chance, steps([12, 0]), 50);
  const short = countsOf(chance, steps([3, 0], [3, 0.5]), 50);
  expect(findChanges([silent, short, []])).toEqual([[], [], []]);
});
