// Looking at every theme at every release: what is found, what is not, and who tells it.
import { createSeededRandom, drawPoisson } from "@heed/stats";
import { expect, test } from "vitest";
import type { ThemeId } from "../themes/theme.ts";
import { scanReleases, seriesOf, type ThemeCounts } from "./scan-releases.ts";

const WEEKS = 40;
const weeks = Array.from({ length: WEEKS }, (_, at) =>
  new Date(Date.parse("2025-01-06") + at * 604_800_000).toISOString().slice(0, 10),
);
const releases = [10, 16, 20, 28].map((at) => ({ version: `at-${at}`, date: weeks[at]! }));

/** Twelve themes of about 10 people a week; some follow their own means. */
function countsOf(own: Readonly<Record<number, (at: number) => number>>, crowd = 400): ThemeCounts {
  const random = createSeededRandom(4);
  const themes = Array.from({ length: 12 }, (_, index) => ({
    themeId: `theme_${index + 1}` as ThemeId,
    people: weeks.map((_, at) => drawPoisson(random, own[index + 1]?.(at) ?? 10)),
  }));
  const heard = weeks.map((_, at) => crowd + (own[1]?.(at) ?? 0));
  return { weeks, heard, themes };
}
const told = (counts: ThemeCounts) =>
  scanReleases(counts, releases).map(
    ({ themeId, direction, version }) => `${themeId} ${direction} ${version}`,
  );

test("[IM22] a change is found at its release, steady themes are not", () => {
  expect(told(countsOf({ 3: (at) => (at < 20 ? 10 : 45) }))).toEqual(["theme_3 rose at-20"]);
  expect(told(countsOf({ 3: (at) => (at < 20 ? 25 : 2) }))).toEqual(["theme_3 fell at-20"]);
  expect(told(countsOf({}))).toEqual([]);
});

test("[IM22] a burst that ends with a release is no fall at it, a stretch of weeks that does is one", () => {
  const until20 = (from: number) => (at: number) => (at >= from && at < 20 ? 45 : 10);
  expect(told(countsOf({ 3: until20(16) })).filter((one) => one.includes("at-20"))).toEqual([]);
  expect(told(countsOf({ 3: until20(14) }))).toContain("theme_3 fell at-20");
});

test("[IM22] a theme that grows all the time changed at no release", () => {
  expect(told(countsOf({ 3: (at) => 5 * Math.exp(0.05 * at) }))).toEqual([]);
});

test("[IM22] nothing to look at finds nothing", () => {
  expect(scanReleases({ weeks: [], heard: [], themes: [] }, releases)).toEqual([]);
  expect(scanReleases(countsOf({}), [])).toEqual([]);
  const oneWeek = {
    weeks: [weeks[0]!],
    heard: [50],
    themes: [{ themeId: "theme_1" as ThemeId, people: [50] }],
  };
  expect(scanReleases(oneWeek, releases)).toEqual([]);
});

test("[IM23] where every theme swings for weeks on end, a swing at a release is no finding", () => {
  const swing = (phase: number) => (at: number) => 25 * Math.exp(1.1 * Math.sin(at / 3.2 + phase));
  const own = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [at + 1, swing(1.7 * at)]));
  expect(told(countsOf(own, 2_000))).toEqual([]);
});

test("[IM24] a flood of one complaint is not the fall of all others", () => {
  const found = told(countsOf({ 1: (at) => (at < 20 ? 5 : 500) }, 150));
  expect(found).toEqual(["theme_1 rose at-20"]);
});

test("[IM24] people of a theme that was found leave the exposure of the others", () => {
  const counts: ThemeCounts = {
    weeks: weeks.slice(0, 2),
    heard: [100, 100],
    themes: [
      { themeId: "theme_1", people: [30, 99] },
      { themeId: "theme_2", people: [5, 8] },
    ],
  };
  expect(seriesOf(counts, "theme_2", ["theme_1"]).exposure).toEqual([70, 8]);
  expect(seriesOf(counts, "theme_2").exposure).toEqual([100, 100]);
  expect(seriesOf(counts, "theme_9").people).toEqual([0, 0]);
});

test("[IM30] where all themes move the same way, none is told", () => {
  const counts = countsOf({});
  const heard = counts.heard.map((count, at) => (at < 20 ? count : 3 * count));
  expect(told({ ...counts, heard })).toEqual([]);
});

test("[IM25] of near releases the surest tells the change and names the others", () => {
  const found = scanReleases(countsOf({ 3: (at) => (at < 20 ? 10 : 45) }), [
    ...releases,
    { version: "same-day", date: weeks[20]! },
  ]);
  expect(found).toHaveLength(1);
  expect([found[0]!.version, ...found[0]!.nearby].sort()).toEqual(["at-16", "at-20", "same-day"]);
});
