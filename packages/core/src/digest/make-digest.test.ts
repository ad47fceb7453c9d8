// The rules of SPEC-digest.md, each under its id.
import { expect, test } from "vitest";
import type { Need } from "../needs/need.ts";
import { rankNeeds } from "../needs/rank-needs.ts";
import { buildTheme, buildVoices, type VoicePlan } from "../testing/build-voices.ts";
import { compareRivals } from "./compare-rivals.ts";
import { makeDigest, rememberRun } from "./make-digest.ts";

const themes = [buildTheme(1), buildTheme(2), buildTheme(3)];
const monday = (week: number) =>
  new Date(Date.UTC(2026, 0, 5) + week * 7 * 86_400_000).toISOString().slice(0, 10);

/** Thirty people are heard each week; the first `counts[week]` of them voice theme 1. */
const weekly = (counts: readonly number[]): VoicePlan[] =>
  counts.flatMap((count, week) =>
    Array.from(
      { length: 30 },
      (_, index): VoicePlan => ({
        theme: index < count ? 1 : 2,
        kind: index < count ? "bug" : "praise",
        person: `${week}-${index}`,
        week: monday(week),
      }),
    ),
  );
const needsOf = (counts: readonly number[]) => rankNeeds(themes, buildVoices(weekly(counts)));
const entry = (counts: readonly number[]) => makeDigest(needsOf(counts)).entries[0];
const weeks = (count: number, people: number) => Array.from({ length: count }, () => people);

test("[DG1] a matter first voiced in the last weeks by two people is new, by one it is not", () => {
  expect(entry([...weeks(10, 0), 1, 1])).toMatchObject({ state: "new", sinceDate: monday(10) });
  expect(entry([...weeks(11, 0), 1])).toBeUndefined();
  expect(entry([...weeks(5, 0), 1, 1])).toBeUndefined();
});

test("[DG2] a matter that fell to a quarter or less for three weeks is resolved, with the week it fell", () => {
  const resolved = entry([...weeks(6, 1), ...weeks(6, 14), ...weeks(5, 0)]);
  expect(resolved).toMatchObject({ state: "resolved", sinceDate: monday(12), evidence: "change" });
  expect(resolved?.ratio?.high).toBeLessThan(0.5);
  expect(entry([...weeks(6, 1), ...weeks(6, 14), 0, 0])).toMatchObject({ state: "falling" });
  expect(entry([...weeks(12, 14), ...weeks(5, 7)])?.state).toBe("falling");
});

test("[DG3] one week far above the eight before is rising at once", () => {
  expect(entry([...weeks(14, 2), 15])).toMatchObject({
    state: "rising",
    evidence: "week",
    isNews: true,
  });
  expect(entry([...weeks(12, 2), ...weeks(4, 6)])).toMatchObject({ state: "rising" });
});

test("[DG4] what chance alone explains is steady and not in the digest", () => {
  expect(entry([5, 4, 6, 5, 5, 4, 6, 5, 4, 5, 6, 5, 4, 6])).toBeUndefined();
});

test("[DG5] what already stood so a week before is no news", () => {
  const counts = [...weeks(6, 1), ...weeks(6, 14), ...weeks(3, 0)];
  expect(entry(counts)).toMatchObject({ state: "resolved", isNews: true });
  expect(entry([...counts, 0])).toMatchObject({ state: "resolved", isNews: false });
});

test("[DG5] the last week is told beside what the eight before let expect", () => {
  expect(entry([...weeks(14, 2), 15])?.lastWeek).toEqual({ people: 15, expected: 2 });
});

test("[DG6] a later run says what appeared, moved and is gone, and nothing when nothing differs", () => {
  const before = needsOf([...weeks(14, 2)]);
  const after = needsOf([...weeks(14, 2), 15]);
  expect(makeDigest(before, rememberRun(before)).sinceRun).toBeNull();
  expect(makeDigest(after, rememberRun(before)).sinceRun).toMatchObject({
    appeared: [],
    gone: [],
    moved: [{ needId: "need_1", from: "steady", to: "rising", newPeople: 15 }],
  });
  const gone: Need[] = [];
  expect(makeDigest(gone, rememberRun(before)).sinceRun?.gone).toEqual([
    { needId: "need_1", name: before[0]!.name },
  ]);
});

test("[DG7] a rival's people are compared theme by theme, and no rival gives no comparison", () => {
  const plans: VoicePlan[] = [
    ...Array.from(
      { length: 60 },
      (_, index): VoicePlan => ({
        theme: 1,
        person: `o${index}`,
        kind: index < 30 ? "bug" : "praise",
      }),
    ),
    ...Array.from(
      { length: 40 },
      (_, index): VoicePlan => ({
        theme: index < 2 ? 1 : 2,
        person: `t${index}`,
        rival: "Notewren",
      }),
    ),
  ];
  const [comparison] = compareRivals(themes, buildVoices(plans));
  expect(comparison).toMatchObject({ rival: "Notewren", people: 40 });
  expect(comparison?.themes.map(({ themeId, worse }) => [themeId, worse])).toEqual([
    ["theme_2", "theirs"],
    ["theme_1", "ours"],
  ]);
  expect(compareRivals(themes, buildVoices(plans.slice(0, 60)))).toEqual([]);
});

test("without dates nothing is told", () => {
  const needs = rankNeeds(themes, buildVoices([{ theme: 1, person: "a" }]));
  expect(makeDigest(needs)).toMatchObject({ asOfDate: null, entries: [], weeks: 0 });
  expect(makeDigest([])).toMatchObject({ asOfDate: null, entries: [] });
});
