// The rules of SPEC-impact.md on one theme at one release, each under its id.
import { createSeededRandom, drawPoisson } from "@heed/stats";
import { expect, test } from "vitest";
import { chooseWindow } from "./choose-window.ts";
import type { ImpactSeries } from "./impact.ts";
import { judgeImpact } from "./judge-impact.ts";
import { withoutLoudestWeek } from "./judge-window.ts";

const WEEK_MS = 604_800_000;
const mondays = (count: number, first = "2025-01-06") =>
  Array.from({ length: count }, (_, at) =>
    new Date(Date.parse(first) + at * WEEK_MS).toISOString().slice(0, 10),
  );
/** Counts by chance around the means, the same ones every time. */
const draw = (means: readonly number[], seed = 1) => {
  const random = createSeededRandom(seed);
  return means.map((mean) => drawPoisson(random, mean));
};
const steps = (...parts: readonly (readonly [number, number])[]) =>
  parts.flatMap(([weeks, mean]) => new Array<number>(weeks).fill(mean));
const seriesOf = (
  people: readonly number[],
  heard: number | readonly number[] = 200,
): ImpactSeries => ({
  weeks: mondays(people.length),
  people,
  exposure: typeof heard === "number" ? people.map(() => heard) : heard,
});
const mondayAt = (at: number) => mondays(at + 1)[at]!;

test("[IM4] the week of a release counts to neither side, unless it shipped on a Monday", () => {
  const series = seriesOf(draw(steps([20, 10])));
  const onMonday = chooseWindow(series, mondayAt(10));
  expect(onMonday.changeAt).toBe(10);
  expect(onMonday.weeks[10]).toBe(mondayAt(10));
  const onTuesday = chooseWindow(series, "2025-03-18");
  expect(onTuesday.weeks).not.toContain("2025-03-17");
  expect([onTuesday.changeAt, onTuesday.weeks.length]).toEqual([10, 19]);
});

test("[IM2] weeks without exposure are left out", () => {
  const heard = new Array<number>(20).fill(100).with(3, 0).with(15, 0);
  const window = chooseWindow(seriesOf(draw(steps([20, 10])), heard), mondayAt(10));
  expect(window.weeks).toHaveLength(18);
  expect(window.changeAt).toBe(9);
});

test("[IM5] 26 weeks before and 12 after are compared, or as many as asked for", () => {
  const series = seriesOf(draw(steps([60, 10])));
  const window = chooseWindow(series, mondayAt(40));
  expect([window.changeAt, window.weeks.length]).toEqual([26, 38]);
  const asked = chooseWindow(series, mondayAt(40), 6);
  expect([asked.changeAt, asked.weeks.length]).toEqual([6, 12]);
});

test("[IM5] a side ends where the rate had changed at another time", () => {
  const window = chooseWindow(seriesOf(draw(steps([15, 2], [20, 20]))), mondayAt(25));
  expect(window.isCut).toEqual({ before: true, after: false });
  expect(window.weeks[0]).toBe(mondayAt(15));
});

test("[IM6] with 24 weeks the step beside a trend answers; a trend alone is no change", () => {
  const trend = (at: number) => 20 * Math.exp(0.01 * at);
  const weeks = Array.from({ length: 38 }, (_, at) => at);
  const calm = judgeImpact(seriesOf(draw(weeks.map(trend))), { releasedOn: mondayAt(26) });
  expect(calm).toMatchObject({ method: "trend", verdict: "no-change" });
  const stepped = judgeImpact(seriesOf(draw(weeks.map((at) => trend(at) * (at < 26 ? 1 : 0.25)))), {
    releasedOn: mondayAt(26),
  });
  expect(stepped).toMatchObject({ method: "trend", verdict: "fell" });
  expect(stepped.change!.low).toBeLessThan(0.25);
  expect(stepped.change!.high).toBeGreaterThan(0.25);
});

test("[IM6] with two years before the release the yearly wave is taken out", () => {
  const wave = (at: number) => 40 * Math.exp(0.6 * Math.cos((2 * Math.PI * at) / 52));
  const weeks = Array.from({ length: 122 }, (_, at) => at);
  const impact = judgeImpact(seriesOf(draw(weeks.map(wave))), { releasedOn: mondayAt(110) });
  expect(impact).toMatchObject({ hasSeason: true, verdict: "no-change" });
});

test("[IM7] with fewer weeks the levels answer, and a fall that a trend explains is not told", () => {
  const weeks = Array.from({ length: 14 }, (_, at) => at);
  const sliding = judgeImpact(seriesOf(draw(weeks.map((at) => 60 * Math.exp(-0.12 * at)))), {
    releasedOn: mondayAt(8),
  });
  expect(sliding).toMatchObject({
    method: "level",
    verdict: "cannot-tell",
    reason: "trend-explains",
  });
  const stepped = judgeImpact(seriesOf(draw(steps([8, 40], [6, 8]))), { releasedOn: mondayAt(8) });
  expect(stepped).toMatchObject({ method: "level", verdict: "fell" });
});

test("[IM8] a side without a voice has no ratio, and its end is open", () => {
  const born = judgeImpact(seriesOf(steps([10, 0], [8, 15])), { releasedOn: mondayAt(10) });
  expect(born).toMatchObject({ verdict: "rose", change: { ratio: null, high: null } });
  expect(born.change!.low).toBeGreaterThan(2);
  const gone = judgeImpact(seriesOf(steps([10, 15], [8, 0])), { releasedOn: mondayAt(10) });
  expect(gone).toMatchObject({ verdict: "fell", change: { ratio: 0, low: 0 } });
  expect(gone.change!.high).toBeLessThan(0.5);
});

test("[IM8] a theme that nobody voices cannot be told, and nothing breaks", () => {
  const impact = judgeImpact(seriesOf(steps([20, 0])), { releasedOn: mondayAt(10) });
  expect(impact).toMatchObject({ verdict: "cannot-tell", reason: "too-few-people", change: null });
});

test("[IM10] one loud week makes no verdict", () => {
  const people = draw(steps([20, 10]))
    .with(14, 95)
    .with(15, 40);
  const series = seriesOf(people);
  expect(judgeImpact(series, { releasedOn: mondayAt(12) }).verdict).not.toBe("rose");
  const calmer = withoutLoudestWeek(chooseWindow(series, mondayAt(12)), true);
  expect(Math.max(...calmer.people)).toBe(40);
});

test("[IM11] the step's rank among earlier weeks is told where 12 can be fitted", () => {
  const people = draw(steps([26, 20], [12, 5]));
  const impact = judgeImpact(seriesOf(people), { releasedOn: mondayAt(26) });
  expect(impact.verdict).toBe("fell");
  expect(impact.placebo!.placebos).toBeGreaterThanOrEqual(12);
  expect(impact.placebo!.share).toBeLessThanOrEqual(1 / (impact.placebo!.placebos + 1));
  const short = judgeImpact(seriesOf(draw(steps([7, 30], [6, 5]))), { releasedOn: mondayAt(7) });
  expect(short.placebo).toBeNull();
});

test("[IM12] half the reviews are no fall among the people heard", () => {
  const heard = steps([20, 200], [12, 100]);
  const people = draw(steps([20, 20], [12, 10]));
  const impact = judgeImpact(seriesOf(people, heard), { releasedOn: mondayAt(20) });
  expect(impact.verdict).toBe("no-change");
});

test("[IM12] per user, a fall that is not one among the people heard is not told", () => {
  const heard = steps([20, 200], [12, 80]);
  const people = draw(steps([20, 40], [12, 16]));
  const second = seriesOf(people, heard);
  const users = seriesOf(people, 5_000);
  expect(judgeImpact(users, { releasedOn: mondayAt(20) }).verdict).toBe("fell");
  expect(judgeImpact(users, { releasedOn: mondayAt(20), second })).toMatchObject({
    verdict: "cannot-tell",
    reason: "exposures-disagree",
  });
});

test("[IM13] where many other themes moved the same way, the release is not what did it", () => {
  const fallen = (seed: number) => seriesOf(draw(steps([14, 30], [8, 9]), seed));
  const steady = (seed: number) => seriesOf(draw(steps([22, 30]), seed));
  const judge = (controls: ImpactSeries[]) =>
    judgeImpact(fallen(1), { releasedOn: mondayAt(14), controls });
  expect(judge([2, 3, 4, 5].map(steady)).verdict).toBe("fell");
  expect(judge([fallen(2), fallen(3), steady(4), steady(5)])).toMatchObject({
    verdict: "cannot-tell",
    reason: "everything-moved",
  });
  // Three others are too few to say so.
  expect(judge([fallen(2), fallen(3), fallen(4)]).verdict).toBe("fell");
});

test("[IM14] what a theme loses to its part is no fall", () => {
  const people = draw(steps([14, 30], [8, 6]));
  const part = draw(steps([14, 0], [8, 24]));
  const together = seriesOf(people.map((count, at) => count + part[at]!));
  const releasedOn = mondayAt(14);
  expect(judgeImpact(seriesOf(people), { releasedOn }).verdict).toBe("fell");
  const parts = { each: [seriesOf(part)], together };
  expect(judgeImpact(seriesOf(people), { releasedOn, parts })).toMatchObject({
    verdict: "cannot-tell",
    reason: "theme-split",
  });
});

test("[IM14] a part that did not win what the theme lost raises no doubt", () => {
  const people = draw(steps([14, 30], [8, 6]));
  const part = draw(steps([22, 60]), 9);
  const together = seriesOf(people.map((count, at) => count + part[at]!));
  const parts = { each: [seriesOf(part)], together };
  expect(judgeImpact(seriesOf(people), { releasedOn: mondayAt(14), parts }).verdict).toBe("fell");
});

test("[IM15] the level is shared by the questions of one release", () => {
  const series = seriesOf(draw(steps([14, 20], [8, 9])));
  const releasedOn = mondayAt(14);
  expect(judgeImpact(series, { releasedOn })).toMatchObject({
    verdict: "fell",
    confidenceLevel: 0.95,
  });
  const shared = judgeImpact(series, { releasedOn, themes: 5 });
  expect(shared.confidenceLevel).toBeCloseTo(0.99, 12);
  expect(shared.change!.high!).toBeGreaterThan(judgeImpact(series, { releasedOn }).change!.high!);
});

test("[IM16] no change names the smallest changes that would have been seen", () => {
  const judge = (heard: number) =>
    judgeImpact(seriesOf(draw(steps([38, heard]))), { releasedOn: mondayAt(26) });
  const impact = judge(30);
  expect(impact).toMatchObject({ verdict: "no-change", method: "trend" });
  const { fallTo, riseTo } = impact.detectable!;
  const { ratio, low, high } = impact.change!;
  const reach = Math.log(Math.max(ratio! / low, high! / ratio!));
  expect(Math.log(riseTo)).toBeCloseTo(reach * (1 + 1.2815516 / 1.959964), 5);
  // A fall leaves fewer voices, so it must be larger; more voices show smaller ones.
  expect(fallTo * riseTo).toBeLessThan(1);
  expect(judge(300).detectable!.fallTo).toBeGreaterThan(fallTo);
});

test("[IM16] where levels are compared, a trend takes some of what could be seen", () => {
  const impact = judgeImpact(seriesOf(draw(steps([18, 60]))), { releasedOn: mondayAt(10) });
  expect(impact).toMatchObject({ verdict: "no-change", method: "level" });
  const { ratio, low, high } = impact.change!;
  const reach = Math.log(Math.max(ratio! / low, high! / ratio!)) * (1 + 1.2815516 / 1.959964);
  expect(Math.log(impact.detectable!.riseTo) - reach).toBeGreaterThanOrEqual(0.05 * 9 - 1e-6);
});

test("[IM16] where not even a fall to a tenth could be seen, nothing is told", () => {
  const impact = judgeImpact(seriesOf([0, 1, 0, 3, 0, 2, 0, 0, 1, 0, 2, 0]), {
    releasedOn: mondayAt(6),
  });
  expect(impact).toMatchObject({ verdict: "cannot-tell", reason: "too-noisy" });
  expect(impact.needed.weeksAfter).toBeGreaterThan(0);
});

test("[IM17] what is missing is named: weeks after, weeks before, people", () => {
  const series = seriesOf(draw(steps([20, 10])));
  const judge = (at: number) => judgeImpact(series, { releasedOn: mondayAt(at) });
  expect(judge(18)).toMatchObject({ reason: "too-few-weeks", needed: { weeksAfter: 2 } });
  expect(judge(1)).toMatchObject({ reason: "too-few-weeks", needed: { weeksBefore: 3 } });
  const quiet = judgeImpact(seriesOf(steps([20, 0]).with(3, 2)), { releasedOn: mondayAt(10) });
  expect(quiet).toMatchObject({ reason: "too-few-people", needed: { people: 6 } });
});

test("[IM18] a release ahead of the data or before it, one week of data, or none, cannot be told", () => {
  const series = seriesOf(draw(steps([20, 10])));
  const ahead = judgeImpact(series, { releasedOn: "2031-01-01" });
  expect(ahead).toMatchObject({ verdict: "cannot-tell", needed: { weeksAfter: 4 }, after: null });
  const earlier = judgeImpact(series, { releasedOn: "2019-01-01" });
  expect(earlier).toMatchObject({
    verdict: "cannot-tell",
    needed: { weeksBefore: 4 },
    before: null,
  });
  const oneWeek = judgeImpact(seriesOf([50]), { releasedOn: mondayAt(0) });
  expect(oneWeek.needed).toEqual({ weeksBefore: 4, weeksAfter: 3 });
  const none = judgeImpact({ weeks: [], people: [], exposure: [] }, { releasedOn: mondayAt(0) });
  expect(none).toMatchObject({ verdict: "cannot-tell", reason: "too-few-weeks" });
});

test("[IM28] the same counts give the same verdict", () => {
  const series = seriesOf(draw(steps([26, 15], [12, 6])));
  const judge = () => JSON.stringify(judgeImpact(series, { releasedOn: mondayAt(26) }));
  expect(judge()).toBe(judge());
});

test("[IM29] a change that another near release fits better is not told of this one", () => {
  const series = seriesOf(draw(steps([12, 40], [8, 3])));
  const judge = (at: number, near: number) =>
    judgeImpact(series, { releasedOn: mondayAt(at), nearby: [mondayAt(near)] });
  expect(judge(12, 10)).toMatchObject({ verdict: "fell" });
  expect(judge(10, 12)).toMatchObject({ verdict: "cannot-tell", reason: "other-release" });
  // Two of one week cannot be told apart, so both tell it.
  expect(judge(12, 12).verdict).toBe("fell");
});
