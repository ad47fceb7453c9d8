// A workspace's verdicts: who is counted, in which weeks, under which theme, and what is kept.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kind, mentionAt, type Theme, type ThemeId } from "@heed/core";
import { buildItem } from "@heed/core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addRelease } from "../releases/edit-releases.ts";
import { linkRelease, readOutcomes } from "../releases/release-aims.ts";
import { openWorkspace, type Workspace } from "../workspace/open-workspace.ts";
import { collectCounts, collectTogether } from "./collect-counts.ts";
import { measureImpact, measureReleases } from "./measure-impact.ts";

const FIRST = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;
const WEEKS = 22;
const CHANGE = 14;
const folder = mkdtempSync(join(tmpdir(), "heed-impact-"));
let workspace: Workspace;
let number = 0;

const theme = (id: ThemeId, parentId: ThemeId | null): Theme => ({
  ...{ id, parentId, name: { en: `Matter ${id}`, zh: `事项 ${id}` } },
  ...{ keyphrases: { en: [], zh: [] }, representatives: [] },
});
const themes = [
  theme("theme_1", null),
  theme("theme_2", "theme_1"),
  theme("theme_3", "theme_1"),
  theme("theme_4", "theme_1"),
];

interface Voice {
  readonly author: string;
  readonly themeId: ThemeId;
  readonly at: string;
  readonly kind?: Kind;
  readonly rival?: string;
  readonly version?: string;
}

async function tell(voices: readonly Voice[]): Promise<void> {
  const model = { name: "test", version: "1" };
  const facts = voices.map(({ author, themeId, at, kind = "bug", rival, version }) => {
    number += 1;
    const item = buildItem(number, {
      ...{ text: `Voice ${number}`, authorKey: author, writtenAt: at, importId: "import_1" },
      ...(rival === undefined ? {} : { rival }),
      ...(version === undefined ? {} : { appVersion: version }),
    });
    const mention = mentionAt(item, { start: 0, end: item.text.length });
    const id = { mentionId: mention.id };
    return {
      ...{ item, mention },
      reading: { ...id, sentiment: "negative" as const, sentimentScore: -0.5, kind, model },
      assignment: { ...id, themeId, foundThemeId: themeId, score: 1, unclear: null },
    };
  });
  await workspace.facts.appendItems(facts.map(({ item }) => item));
  await workspace.facts.appendMentions(facts.map(({ mention }) => mention));
  await workspace.facts.appendReadings(facts.map(({ reading }) => reading));
  await workspace.facts.appendAssignments(facts.map(({ assignment }) => assignment));
}

const day = (week: number, hours = 60) =>
  new Date(FIRST + week * 7 * DAY_MS + hours * 3_600_000).toISOString();
const monday = (week: number) => day(week, 0).slice(0, 10);

beforeAll(async () => {
  workspace = await openWorkspace(join(folder, "workspace"));
  const counts = { rows: 0, added: 0, revised: 0, unchanged: 0, rejected: 0, redacted: 0 };
  await workspace.records.addImport({
    ...{ id: "import_1", source: "test", file: "test.csv", mapping: { text: ["text"] } },
    ...{ status: "committed", counts },
  });
  await workspace.facts.setVisibleImports(["import_1"]);
  await workspace.records.replaceThemes({ found: themes, current: themes });
  const wobble = [0, 2, -1, 1, -2, 3, 0, -1];
  await tell(
    Array.from({ length: WEEKS }, (_, week) => {
      const swing = wobble[week % wobble.length]!;
      const loud = week < CHANGE ? 14 + swing : 3 + (week % 2);
      const voice = (themeId: ThemeId, count: number): Voice[] =>
        Array.from({ length: count }, (_, at) => ({
          ...{ author: `${themeId}-${week}-${at}`, themeId, at: day(week) },
          version: week < CHANGE ? "1.0" : at % 2 === 0 ? "1.0" : "2.0",
        }));
      return [
        ...voice("theme_2", loud),
        ...voice("theme_3", 10 + wobble[(week + 3) % wobble.length]!),
        ...voice("theme_4", 20),
      ];
    }).flat(),
  );
  // Those who are not counted: praise, a rival's users, and a second voice of the same person.
  await tell([
    { author: "theme_2-1-0", themeId: "theme_2", at: day(1, 61) },
    { author: "glad", themeId: "theme_2", at: day(1), kind: "praise" },
    { author: "theirs", themeId: "theme_2", at: day(1), rival: "Notewren" },
  ]);
  await addRelease(workspace.records, { version: "2.0", date: monday(CHANGE) });
  await linkRelease(workspace.records, "2.0", ["theme_2"]);
}, 60_000);
afterAll(async () => {
  await workspace.close();
  rmSync(folder, { recursive: true, force: true });
});

test("[IM1] people are counted once a week, praise and rivals' users not at all; all heard are the exposure", async () => {
  await workspace.facts.browser.refresh("UTC");
  const counts = await collectCounts(workspace.facts);
  const at = counts.themes.find(({ themeId }) => themeId === "theme_2")!.people;
  expect(at[1]).toBe(16);
  // 16 + 8 + 20 who voice a need, and one who praises.
  expect(counts.heard[1]).toBe(16 + 8 + 20 + 1);
  expect(counts.weeks).toHaveLength(WEEKS);
});

test("[IM1] a group counts its themes together, each person once", async () => {
  await tell([{ author: "theme_2-5-0", themeId: "theme_3", at: day(5) }]);
  await workspace.facts.browser.refresh("UTC");
  const counts = await collectCounts(workspace.facts);
  const each = (id: ThemeId) => counts.themes.find(({ themeId }) => themeId === id)!.people[5]!;
  const together = await collectTogether(workspace.facts, ["theme_2", "theme_3"], counts);
  expect(together[5]).toBe(each("theme_2") + each("theme_3") - 1);
  await linkRelease(workspace.records, "2.0", ["theme_1"]);
  const { themes: judged } = await measureImpact(workspace, "2.0");
  const group = judged.find(({ themeId }) => themeId === "theme_1")!;
  expect(group.series.people[5]).toBe(together[5]! + each("theme_4"));
  expect(group.name.en).toBe("Matter theme_1");
});

test("[IM4] weeks are cut in the workspace's zone, through a change of the clocks", async () => {
  // New York's clocks went forward on 8 March 2026: Monday the 9th begins at 04:00 UTC, a week before at 05:00.
  await tell([
    { author: "late", themeId: "theme_4", at: "2026-03-09T03:59:00.000Z" },
    { author: "early", themeId: "theme_4", at: "2026-03-09T04:01:00.000Z" },
    { author: "late-before", themeId: "theme_4", at: "2026-03-02T04:59:00.000Z" },
  ]);
  await measureImpact(workspace, "2.0", { timeZone: "America/New_York" });
  const { weeks, themes: told } = await collectCounts(workspace.facts);
  const people = told.find(({ themeId }) => themeId === "theme_4")!.people;
  const on = (week: string) => people[weeks.indexOf(week)];
  expect([on("2026-02-23"), on("2026-03-02"), on("2026-03-09")]).toEqual([21, 21, 21]);
});

test("[IM14] a rename changes no verdict, and the new name is told", async () => {
  const before = await measureImpact(workspace, "2.0");
  const renamed = themes.map((one) =>
    one.id === "theme_2" ? { ...one, name: { en: "Sync loses notes", zh: "同步丢笔记" } } : one,
  );
  await workspace.records.replaceThemes({ found: themes, current: renamed });
  const after = await measureImpact(workspace, "2.0");
  const of = (measured: typeof before) =>
    measured.themes.find(({ themeId }) => themeId === "theme_2")!;
  expect(of(after).impact).toEqual(of(before).impact);
  expect(of(after).name.en).toBe("Sync loses notes");
});

test("[IM20] the outcome is kept with theme and release, and the last week looked at", async () => {
  const { themes: judged } = await measureImpact(workspace, "2.0");
  const { impact, sentence } = judged.find(({ themeId }) => themeId === "theme_2")!;
  expect(impact.verdict).toBe("fell");
  expect((await readOutcomes(workspace.records)).get("theme_2")).toEqual([
    {
      ...{ version: "2.0", themeId: "theme_2", verdict: "fell", reason: null },
      ...{ change: impact.change, confidenceLevel: impact.confidenceLevel, sentence },
      throughWeek: monday(WEEKS - 1),
    },
  ]);
});

test("[IM21] several linked themes are judged as one matter too, which is one question more", async () => {
  const { together, themes: judged } = await measureImpact(workspace, "2.0");
  expect(judged).toHaveLength(2);
  expect(together!.impact.confidenceLevel).toBeCloseTo(1 - 0.05 / 3, 12);
  const alone = await addRelease(workspace.records, { version: "3.0", date: monday(18) });
  expect(alone).toHaveLength(2);
  await linkRelease(workspace.records, "3.0", ["theme_4"]);
  expect((await measureImpact(workspace, "3.0")).together).toBeNull();
});

test("[IM18] a release in the future tells nothing, with a file of users too", async () => {
  await addRelease(workspace.records, { version: "9.0", date: "2031-01-01" });
  await linkRelease(workspace.records, "9.0", ["theme_2"]);
  const { themes: judged } = await measureImpact(workspace, "9.0", {
    users: [{ week: monday(2), version: null, users: 500 }],
  });
  expect(judged[0]!.sentence.en).toMatch(/^Cannot tell: too few weeks/);
  const every = await measureReleases(workspace);
  expect(every.map(({ release }) => release.version)).toEqual(["9.0", "3.0", "2.0"]);
});

test("[IM18] a workspace without releases, or without a word, measures nothing", async () => {
  await workspace.close();
  workspace = await openWorkspace(join(folder, "empty"));
  expect(await measureReleases(workspace)).toEqual([]);
  await addRelease(workspace.records, { version: "1.0", date: "2026-01-01" });
  const [told] = await measureReleases(workspace);
  expect(told).toMatchObject({ themes: [], unplanned: [], looks: 0 });
});
