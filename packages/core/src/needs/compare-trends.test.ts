// Trends are told from rates, flagged with few false alarms, and not told from too little.
import { expect, test } from "vitest";
import { countsOf, createChance } from "../testing/weekly-chance.ts";
import { compareTrends, growthOf } from "./compare-trends.ts";
import type { WeekCount } from "./need.ts";

const weeks = (counts: readonly (readonly [people: number, heard: number])[]): WeekCount[] =>
  counts.map(([people, allPeople], index) => ({ weekDate: `w${index}`, people, allPeople }));
const flat = (earlier: number, recent: number, heard = 100) =>
  weeks(Array.from({ length: 12 }, (_, at) => [at < 8 ? earlier : recent, heard] as const));

test("[ND8] the same counts among twice as many people heard are half the rate", () => {
  const [trend] = compareTrends([
    weeks(Array.from({ length: 12 }, (_, at) => [10, at < 8 ? 100 : 200] as const)),
  ]);
  expect(trend).toMatchObject({ ok: true, direction: "falling" });
  expect(trend?.ok && trend.ratio.value).toBeCloseTo(0.5, 12);
  expect(trend?.ok && trend.recent).toEqual({ people: 40, heard: 800 });
});

test("[ND8] a trend cannot be told from undated, few, silent or nearly voiceless weeks", () => {
  const reasons = compareTrends([
    [],
    flat(5, 5).slice(1),
    flat(5, 5).map((week, at) => (at < 8 ? week : { ...week, people: 0, allPeople: 0 })),
    flat(0, 1),
  ]).map((trend) => !trend.ok && trend.reason);
  expect(reasons).toEqual(["no-dates", "too-few-weeks", "nobody-heard", "too-few-voices"]);
});

test("[ND8] a need nobody voiced before has no finite ratio, yet a lower bound", () => {
  const [trend] = compareTrends([flat(0, 20)]);
  expect(trend).toMatchObject({
    ok: true,
    direction: "rising",
    ratio: { value: null, high: null },
  });
  expect(trend?.ok && trend.ratio.low).toBeGreaterThan(10);
});

test("[ND8] only the 26 weeks before the last 4 are compared", () => {
  const old = Array.from({ length: 40 }, (_, at) => [at < 10 ? 90 : 10, 100] as const);
  expect(compareTrends([weeks(old)])[0]).toMatchObject({ earlier: { people: 260, heard: 2600 } });
});

test("[ND9] a change that one need alone would show is steady among a hundred that do not", () => {
  const slight = flat(5, 9);
  expect(compareTrends([slight])[0]).toMatchObject({ direction: "rising" });
  const among = compareTrends([slight, ...Array.from({ length: 100 }, () => flat(5, 5))]);
  expect(among[0]).toMatchObject({ direction: "steady" });
});

test("[ND9] needs whose rate never changed are hardly ever flagged", () => {
  const chance = createChance(7);
  let flagged = 0;
  for (let run = 0; run < 60; run += 1) {
    const needs = Array.from({ length: 20 }, () => countsOf(chance, Array(30).fill(0.06), 80));
    if (compareTrends(needs).some((trend) => trend.ok && trend.direction !== "steady"))
      flagged += 1;
  }
  // At a false-discovery rate of 5 % with nothing to discover, at most 5 % of runs flag anything: 3 of 60, 8 at 3 standard errors.
  expect(flagged).toBeLessThanOrEqual(8);
});

test("[ND15] growth is bounded, drawn towards 1 where little is known, and 1 where nothing is", () => {
  const growth = (counts: WeekCount[]) => growthOf(compareTrends([counts])[0]!).factor;
  expect(growth(flat(0, 50))).toBe(2);
  expect(growth(flat(100, 0, 200))).toBe(0.5);
  expect(growth(flat(100, 150, 1000))).toBeCloseTo(1.5, 1);
  expect(growth(flat(1, 2))).toBeGreaterThan(1);
  expect(growth(flat(1, 2))).toBeLessThan(growth(flat(10, 20)));
  expect(growthOf({ ok: false, reason: "no-dates" })).toEqual({ factor: 1, logVariance: 0 });
});
