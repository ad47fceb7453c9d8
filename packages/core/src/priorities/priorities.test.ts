// Each rule of SPEC-priorities.md, with needs small enough to reckon by hand.
import { expect, test } from "vitest";
import { priorityTable, tableAsCsv } from "./priorities-csv.ts";
import { prioritise } from "./prioritise.ts";
import {
  DEFAULT_PRIORITY_SETTINGS,
  guessRange,
  type PriorityItem,
  type PrioritySettings,
} from "./priority.ts";
import { kendall } from "./robustness.ts";

const around = (value: number, half = 0) => ({ value, low: value - half, high: value + half });
const need = (number: number, more: Partial<PriorityItem> = {}): PriorityItem => ({
  themeId: `theme_${number}`,
  needId: `need_${number}`,
  name: { en: `Need ${number}`, zh: `需求 ${number}` },
  namedBy: { en: null, zh: null },
  statement: { en: null, zh: null },
  rank: number,
  people: 20,
  heard: 100,
  share: around(0.2),
  severity: around(0.5),
  growth: 1,
  worth: null,
  guesses: { effort: 2, ease: 5 },
  ...more,
});
const settings = (more: Partial<PrioritySettings> = {}): PrioritySettings => ({
  ...DEFAULT_PRIORITY_SETTINGS,
  ...more,
});
const scoreOf = (item: PriorityItem, method: "rice" | "ice" | "weighted", more = {}) =>
  prioritise([item], settings(more), method).rows[0]!.score;

test("[PR1] RICE is reach x impact x confidence / effort, reach being people by the share heard", () => {
  const item = need(1, { guesses: { impact: 2, confidence: 0.5, effort: 4 } });
  expect(scoreOf(item, "rice")).toMatchObject({ ok: true, value: (20 * 2 * 0.5) / 4 });
  expect(scoreOf(item, "rice", { audience: 1000 })).toMatchObject({ value: (200 * 2 * 0.5) / 4 });
  const wide = need(1, { share: { value: 0.2, low: 0.1, high: 0.4 } });
  expect(scoreOf(wide, "rice", { audience: 1000 }).parts[0]).toMatchObject({
    ...{ name: "reach", origin: "counted", value: 200, low: 100, high: 400 },
  });
});

test("[PR2] ICE is impact x confidence x ease", () => {
  const item = need(1, { guesses: { "ice-impact": 8, "ice-confidence": 5, ease: 3 } });
  expect(scoreOf(item, "ice")).toMatchObject({ ok: true, value: 120 });
});

test("[PR3] impact and confidence are derived from severity and people until somebody guesses", () => {
  const severe = need(1, { severity: { value: 0.5, low: 0.4, high: 0.7 } });
  const [, impact, confidence] = scoreOf(severe, "rice").parts;
  expect(impact).toMatchObject({ origin: "derived", value: 1.5 });
  expect(impact!.low).toBeCloseTo(1.2);
  expect(impact!.high).toBeCloseTo(2.1);
  expect(confidence).toMatchObject({ origin: "derived", value: 0.5 });
  const sure = (people: number) => scoreOf(need(1, { people }), "rice").parts[2]!.value;
  expect([9, 10, 29, 30, 3000].map(sure)).toEqual([0.2, 0.5, 0.5, 0.8, 0.8]);
  expect(scoreOf(need(1, { severity: around(0) }), "rice").parts[1]!.value).toBe(0.25);
  expect(
    scoreOf(severe, "ice")
      .parts.slice(0, 2)
      .map(({ value }) => value),
  ).toEqual([5.5, 5]);
  const guessed = need(1, { guesses: { effort: 2, impact: 3 } });
  expect(scoreOf(guessed, "rice").parts[1]).toMatchObject({ origin: "guess", value: 3 });
});

test("[PR4] the weighted score brings each criterion between 0 and 1 and divides by all weights", () => {
  const items = [
    need(1, { share: around(0.4), growth: 2, guesses: { ease: 10 } }),
    need(2, { share: around(0.2), growth: 0.5, guesses: { ease: 1 } }),
  ];
  const [first, second] = prioritise(items, settings(), "weighted").rows;
  expect(first!.score).toMatchObject({ value: 40 + 30 * 0.5 + 15 + 15 });
  expect(second!.score).toMatchObject({ value: 40 * 0.5 + 30 * 0.5 });
  const own = settings({
    criteria: [
      { id: "fit", name: { en: "Fit", zh: "契合" }, weight: 3, source: "score" },
      { id: "worth", name: { en: "Worth", zh: "价值" }, weight: 0, source: "worth" },
    ],
  });
  const fitting = need(1, { guesses: { "score:fit": 7 } });
  const { score } = prioritise([fitting], own, "weighted").rows[0]!;
  expect(score.ok && score.value).toBeCloseTo(70);
});

test("[PR5] a need that lacks a part is listed last with what is missing, and is never scored", () => {
  const items = [need(1, { guesses: {} }), need(2), need(3, { guesses: {} })];
  const { rows } = prioritise(items, settings(), "rice");
  expect(rows.map(({ item, place }) => [item.needId, place])).toEqual([
    ["need_2", 1],
    ["need_1", null],
    ["need_3", null],
  ]);
  expect(rows[1]!.score).toMatchObject({
    ok: false,
    reason: "missing-inputs",
    missing: ["effort"],
  });
  const worth = settings({
    criteria: [{ id: "worth", name: { en: "Worth", zh: "价值" }, weight: 1, source: "worth" }],
  });
  expect(prioritise([need(1)], worth, "weighted").rows[0]!.score).toMatchObject({
    missing: ["worth"],
  });
  expect(prioritise([need(1), need(2, { guesses: {} })], settings(), "rice").robustness).toBeNull();
});

test("[PR5] ties go to the need that ranks first by what people said", () => {
  const { rows } = prioritise([need(2), need(1)], settings(), "rice");
  expect(rows.map(({ item }) => item.needId)).toEqual(["need_1", "need_2"]);
});

test("[PR6] the same seed gives the same worlds, another seed others", () => {
  const items = [need(1, { share: around(0.2, 0.05) }), need(2, { share: around(0.19, 0.05) })];
  const drawn = (seed: number) => prioritise(items, settings(), "rice", { seed }).robustness;
  expect(drawn(3)).toEqual(drawn(3));
  expect(drawn(3)!.ranks).not.toEqual(drawn(4)!.ranks);
});

test("[PR7] two equal needs are each first in half of the worlds, one out of reach never is", () => {
  const items = [need(1), need(2), need(3, { share: around(0.001) })];
  const { ranks } = prioritise(items, settings(), "rice", { draws: 4000 }).robustness!;
  expect(ranks[0]!.first).toBeGreaterThan(0.46);
  expect(ranks[0]!.first).toBeLessThan(0.54);
  expect(ranks[2]).toMatchObject({ first: 0, topThree: 1, best: 3, worst: 3 });
});

test("[PR7] a guess that is off by half either way is drawn evenly: P(a > b) is as reckoned", () => {
  const only = settings({
    criteria: [{ id: "fit", name: { en: "Fit", zh: "契合" }, weight: 1, source: "score" }],
  });
  const items = [6, 4].map((fit, at) => need(at + 1, { guesses: { "score:fit": fit } }));
  const { ranks } = prioritise(items, only, "weighted", { draws: 40_000 }).robustness!;
  // 4 v > 6 u with u and v even on [0.5, 1.5]: the integral of 1.5 - 1.5 u from 0.5 to 1 is 0.1875.
  expect(ranks[0]!.first).toBeGreaterThan(0.8125 - 0.008);
  expect(ranks[0]!.first).toBeLessThan(0.8125 + 0.008);
});

test("[PR8] places are those that hold in nine worlds of ten, and shares of worlds sum to one", () => {
  const items = Array.from({ length: 6 }, (_, at) =>
    need(at + 1, { share: around(0.3 - 0.04 * at, 0.05) }),
  );
  const { ranks, topThreeHolds } = prioritise(items, settings(), "rice").robustness!;
  expect(ranks.reduce((sum, { first }) => sum + first, 0)).toBeCloseTo(1);
  expect(ranks.reduce((sum, { topThree }) => sum + topThree, 0)).toBeCloseTo(3);
  for (const [at, { best, worst }] of ranks.entries()) {
    expect(best).toBeLessThanOrEqual(at + 1);
    expect(worst).toBeGreaterThanOrEqual(at + 1);
  }
  expect(topThreeHolds).toBeGreaterThan(0);
  expect(topThreeHolds).toBeLessThan(1);
});

test("[PR9] a first place far ahead holds, one just ahead of many is open", () => {
  const ahead = [need(1, { share: around(0.9) }), need(2, { share: around(0.05) })];
  expect(prioritise(ahead, settings(), "rice").robustness!.verdict).toBe("holds");
  const close = Array.from({ length: 5 }, (_, at) => need(at + 1));
  expect(prioritise(close, settings(), "rice").robustness!.verdict).toBe("open");
});

test("[PR10] what changes the first place stands first, and what changes nothing is not listed", () => {
  const items = [
    need(1, { share: around(0.3) }),
    need(2, { share: around(0.25) }),
    need(3, { share: around(0.0001) }),
  ];
  const { matters } = prioritise(items, settings(), "rice").robustness!;
  expect(matters[0]).toMatchObject({ changesFirst: true, swaps: 1 });
  expect(matters.map(({ themeId }) => themeId)).not.toContain("theme_3");
  const weights = prioritise(
    [
      need(1, { share: around(0.5), severity: around(0.2) }),
      need(2, { share: around(0.2), severity: around(0.8) }),
    ],
    settings(),
    "weighted",
  ).robustness!.matters;
  expect(weights.some(({ origin, part }) => origin === "weight" && part === "reach")).toBe(true);
});

test("Kendall's tau is 1 for the same order and -1 for the reverse", () => {
  expect(kendall([0, 1, 2], [0, 1, 2])).toBe(1);
  expect(kendall([0, 1, 2], [2, 1, 0])).toBe(-1);
});

test("a guess has a range by its name, and other names have none", () => {
  expect(guessRange("effort")).toEqual([0.05, 120]);
  expect(guessRange("score:fit")).toEqual([0, 10]);
  expect(guessRange("toString")).toBeNull();
  expect(guessRange("score:")).toBeNull();
});

test("the table holds every part, and no cell that a spreadsheet would run", () => {
  const hostile = need(1, {
    name: { en: "=1+1", zh: "甲,乙" },
    statement: { en: { text: "-2+3" }, zh: null },
  });
  const priorities = prioritise([hostile, need(2, { guesses: {} })], settings(), "rice");
  const [header, first, second] = priorityTable(priorities, "en");
  expect(header).toContain("reach low");
  expect(first).toContain("derived");
  expect(second!.at(-1)).toBe("effort");
  expect(first![header!.indexOf("statement")]).toBe("-2+3");
  expect(tableAsCsv([first!])).toContain("'-2+3,'=1+1");
  expect(tableAsCsv(priorityTable(priorities, "zh").slice(1, 2))).toContain('"甲,乙"');
});
