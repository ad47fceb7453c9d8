// The sample's planted stories, grouped by its own answer key: the ranking puts what matters above what is merely loud.
import { readFileSync } from "node:fs";
import { figureRows, type Kind, mondayOf, rankNeeds, type Theme, type Voice } from "@heed/core";
import { buildItem } from "@heed/core/testing";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { readAccount } from "./read-account.ts";

type Row = Record<string, string>;
const read = (file: string): Row[] =>
  parse(readFileSync(new URL(`../../../../samples/${file}`, import.meta.url)), { columns: true });

const answers = read("answer-key.csv");
const stories = [...new Set(answers.map((answer) => answer.story!))].sort();
const themes = stories.map(
  (story, index): Theme => ({
    id: `theme_${index + 1}`,
    parentId: null,
    name: { en: story, zh: story },
    keyphrases: { en: [], zh: [] },
    representatives: [],
  }),
);
const reviews = new Map(read("reviews.csv").map((row) => [row.id!, row]));
const tickets = new Map(read("support-tickets.csv").map((row) => [row["Ticket ID"]!, row]));
// The rule reader's score for an angry word; the answer key has signs, no strengths.
const SCORES: Row = { negative: "-0.6", neutral: "0", positive: "0.6" };

const voices = answers.flatMap((answer, index): Voice[] => {
  const review = reviews.get(answer.id!);
  const ticket = tickets.get(answer.id!);
  const row = review ?? ticket;
  if (row === undefined) return [];
  const date = review?.date ?? row["Created at"]!;
  const person = review === undefined ? `ticket:${row.Requester}` : `review:${row.author}`;
  const properties: Row =
    review === undefined ? { plan: row.Plan!, MRR: row.MRR! } : { plan: row.plan! };
  return [
    {
      mentionId: `item_${index + 1}.1.0-4`,
      themeId: themes[stories.indexOf(answer.story!)]!.id,
      person,
      anonymous: false,
      language: review?.language ?? "en",
      kind: answer.kind as Kind,
      sentimentScore: Number(SCORES[answer.sentiment!]),
      writtenAt: date,
      weekDate: mondayOf(date.slice(0, 10)),
      segments: {
        plan: properties.plan!,
        ...(row.version ? { version: row.version } : {}),
      },
      account: readAccount(buildItem(index + 1, { properties }), person, {}),
      rival: null,
    },
  ];
});
const needs = rankNeeds(themes, voices);
const need = (story: string) => needs.find(({ name }) => name.en === story)!;

test("the few voices with much at stake stand above the many with little, which counts alone turn round", () => {
  const [severe, loud] = [need("team-access"), need("icon-colour")];
  expect(loud.people).toBeGreaterThan(3 * severe.people);
  expect(severe.rank).toBeLessThan(loud.rank);
  expect(severe.score.low).toBeGreaterThan(loud.score.high);
  expect(severe.rankRange.worst).toBeLessThan(loud.rankRange.best);
});

test("what the accounts of a story are worth agrees with the sample's own table", () => {
  expect(need("team-access").value).toMatchObject({ ok: true, accounts: 11 });
  const value = need("team-access").value;
  expect(value.ok && value.total).toBeCloseTo(27_510, 6);
  const loud = need("icon-colour").value;
  expect(loud.ok && loud.total).toBeLessThan(10);
});

test("the loss of notes begins with the release that brought it and ends with the one that repaired it", () => {
  const changes = need("sync-loss").changes;
  expect(changes.map(({ before, after }) => after > before)).toEqual([true, false]);
  expect(changes[0]!.weekDate).toBe("2026-06-15");
  expect(["2026-07-27", "2026-08-03"]).toContain(changes[1]!.weekDate);
});

test("what never changed beyond chance shows no change", () => {
  for (const story of ["misc", "question", "support-service"]) {
    expect(need(story).changes, story).toEqual([]);
    expect(need(story).trend, story).toMatchObject({ direction: "steady" });
  }
});

test("those on the team plan say the access matter more than the others", () => {
  expect(need("team-access").segments[0]).toMatchObject({
    dimension: "plan",
    value: "team",
    says: "more",
  });
});

test("every figure of every need leads to rows that count up to it", () => {
  for (const { themeId, people, weeks, segments, kinds, mentions, name } of needs) {
    expect(figureRows(voices, { themeId }).people, name.en).toBe(people);
    expect(figureRows(voices, { themeId }).mentionIds.length, name.en).toBe(mentions);
    for (const { weekDate, people: inWeek } of weeks) {
      const rows = figureRows(voices, { themeId, weeks: { from: weekDate, to: weekDate } });
      expect(rows.people, `${name.en} ${weekDate}`).toBe(inWeek);
    }
    for (const { dimension, value, people: inSegment } of segments) {
      const rows = figureRows(voices, { themeId, segment: { dimension, value } });
      expect(rows.people, `${name.en} ${dimension}=${value}`).toBe(inSegment);
    }
    for (const [kind, count] of Object.entries(kinds)) {
      const rows = figureRows(voices, { themeId, kind: kind as Kind });
      expect(rows.mentionIds.length, `${name.en} ${kind}`).toBe(count);
    }
  }
});
