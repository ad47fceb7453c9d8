// Matters in a workspace: how they are kept, what their words find and miss, and what becomes of a release held to them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kind, mentionAt, type Theme, type ThemeId } from "@heed/core";
import { buildItem } from "@heed/core/testing";
import { draftMatters } from "@heed/text";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectCounts, collectMatter } from "../impact/collect-counts.ts";
import { measureImpact } from "../impact/measure-impact.ts";
import { addRelease, removeRelease } from "../releases/edit-releases.ts";
import { linkRelease, releasesSeen, unlinkRelease } from "../releases/release-aims.ts";
import { openWorkspace, type Workspace } from "../workspace/open-workspace.ts";
import { examineMatter } from "./examine-matter.ts";
import {
  changeMatter,
  defineMatter,
  findMatter,
  listMatters,
  removeMatter,
} from "./keep-matters.ts";
import { readMatterWords, writeTerms } from "./read-words.ts";

const FIRST = Date.UTC(2026, 0, 5);
const WEEK_MS = 604_800_000;
const WEEKS = 22;
const CHANGE = 14;
const folder = mkdtempSync(join(tmpdir(), "heed-matters-"));
const NOW = new Date("2026-07-01T12:00:00.000Z");
const words = readMatterWords({ lists: ["lose, 丢", "note, 笔记"], without: "password" });
const name = { en: "lost notes", zh: "丢笔记" };
let workspace: Workspace;
let number = 0;

const theme = (id: ThemeId, parentId: ThemeId | null): Theme => ({
  ...{ id, parentId, name: { en: id, zh: id } },
  ...{ keyphrases: { en: [], zh: [] }, representatives: [] },
});
const themes = [
  theme("theme_1", null),
  ...(["theme_2", "theme_3", "theme_4", "theme_5", "theme_6"] as const).map((id) =>
    theme(id, "theme_1"),
  ),
];
const at = (week: number) => new Date(FIRST + week * WEEK_MS + 60 * 3_600_000).toISOString();
const monday = (week: number) => new Date(FIRST + week * WEEK_MS).toISOString().slice(0, 10);

interface Voice {
  readonly text: string;
  readonly week: number;
  readonly author?: string;
  readonly themeId?: ThemeId;
  readonly kind?: Kind;
  readonly rival?: string;
}

async function tell(voices: readonly Voice[]): Promise<void> {
  const model = { name: "test", version: "1" };
  const told = voices.map(({ text, week, author, themeId = "theme_2", kind = "bug", rival }) => {
    number += 1;
    const language = /\p{sc=Han}/u.test(text) ? "zh" : "en";
    const item = buildItem(number, {
      ...{ text, language, writtenAt: at(week), importId: "import_1" },
      authorKey: author ?? `person-${number}`,
      ...(rival === undefined ? {} : { rival }),
    });
    const mention = mentionAt(item, { start: 0, end: item.text.length });
    const id = { mentionId: mention.id };
    return {
      ...{ item, mention },
      reading: { ...id, sentiment: "negative" as const, sentimentScore: -0.5, kind, model },
      assignment: { ...id, themeId, foundThemeId: themeId, score: 1, unclear: null },
    };
  });
  const { facts } = workspace;
  await facts.appendItems(told.map(({ item }) => item));
  await facts.appendMentions(told.map(({ mention }) => mention));
  await facts.appendReadings(told.map(({ reading }) => reading));
  await facts.appendAssignments(told.map(({ assignment }) => assignment));
  await facts.search.add(told);
}

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
  const weeks = Array.from({ length: WEEKS }, (_, week) => week);
  // The lost notes stand in four themes by turns; no theme holds many of them.
  await tell(
    weeks.flatMap((week) => {
      const lost = week < CHANGE ? 12 + wobble[week % wobble.length]! : 2 + (week % 2);
      const spread = (index: number) => `theme_${2 + (index % 4)}` as ThemeId;
      return [
        ...Array.from({ length: lost }, (_, index) => ({
          ...{ week, themeId: spread(index) },
          text: index % 2 === 0 ? "It loses my notes" : "又丢了笔记",
        })),
        ...Array.from({ length: 40 }, (_, index) => ({
          ...{ week, themeId: `theme_${2 + (index % 5)}` as ThemeId, text: "The price is wrong" },
        })),
      ];
    }),
  );
  await tell([
    { week: 1, text: "It never loses my notes", kind: "praise" },
    { week: 1, text: "Notewren lost my notes", rival: "Notewren" },
    { week: 1, text: "Loses the note with my password" },
    { week: 1, text: "My notes are blank" },
    { week: 2, text: "Lost my checklist" },
  ]);
  await workspace.facts.browser.refresh("UTC");
}, 120_000);
afterAll(async () => {
  await workspace.close();
  rmSync(folder, { recursive: true, force: true });
});

test("[MA2] a concept stands for all its forms, kept as they were; an unknown one is refused with those that are near", () => {
  const read = readMatterWords({ lists: ["#disappear, lost, Lost"] });
  const texts = read.lists[0]!.map(({ text }) => text);
  expect(texts).toEqual(expect.arrayContaining(["vanished", "不见了", "lost"]));
  expect(texts).not.toContain("Lost");
  expect(writeTerms(read.lists[0]!)).toEqual(["#disappear", "lost"]);
  expect(() => readMatterWords({ lists: ["#vanished"] })).toThrow(
    expect.objectContaining({ code: "no-such-concept", hint: expect.stringMatching(/#disappear/) }),
  );
});

test("[MA1] a matter counts each person once a week, whatever the theme, and no praise and no rival", async () => {
  const counts = await collectCounts(workspace.facts);
  const { people, others } = await collectMatter(workspace.facts, words, counts);
  expect(people.slice(0, 3)).toEqual([12, 14, 11]);
  expect(people.at(-1)).toBe(3);
  await tell([{ week: 0, text: "笔记丢了", author: "person-1" }]);
  await workspace.facts.browser.refresh("UTC");
  expect((await collectMatter(workspace.facts, words, counts)).people[0]).toBe(12);
  // Themes beside it are counted without its mentions.
  const [second] = others;
  expect(second!.themeId).toBe("theme_2");
  expect(second!.series.people[3]).toBe(8);
});

test("[MA7] what words find and what they miss is seen before they are kept", async () => {
  const found = await examineMatter(workspace, words);
  const total = found.counted.mentions;
  expect(found.counted.people).toBe(total - 1);
  expect(found.counted.themes).toBe(4);
  expect(found.counted.samples).toHaveLength(12);
  expect(found.counted.samples[0]!.matches.length).toBeGreaterThan(1);
  const [happened, thing] = found.terms;
  expect(happened!.map(({ word }) => word).sort()).toEqual(["lose", "丢"]);
  expect(thing!.reduce((sum, { mentions }) => sum + mentions, 0)).toBe(total);
  expect(found.otherKinds).toMatchObject({
    mentions: 1,
    samples: [{ quote: "It never loses my notes", kind: "praise" }],
  });
  expect(found.leftOut).toMatchObject({ mentions: 1 });
  const [blank, checklist] = found.nearMisses;
  // "Lost" is another word than "lose": a near miss shows it.
  expect(blank!.samples.map(({ quote }) => quote)).toEqual(["My notes are blank"]);
  expect(checklist).toMatchObject({ list: 1, mentions: 0 });
  const wider = await examineMatter(workspace, readMatterWords({ lists: ["lose, lost", "note"] }));
  expect(wider.nearMisses[1]!.samples.map(({ quote }) => quote)).toEqual(["Lost my checklist"]);
  expect(wider.nearMisses[1]!.concepts.map(({ id }) => id)).toContain("todo");
});

test("[MA3] every change of the words is a definition of its own with what was known; a name is none", async () => {
  const { records } = workspace;
  await addRelease(records, { version: "2.0", date: monday(CHANGE) });
  const matter = await defineMatter(records, { name, words }, NOW);
  expect(matter).toMatchObject({ id: "matter_1", definitions: [{ knew: [] }] });
  await linkRelease(records, "2.0", ["matter_1"]);
  await measureImpact(workspace, "2.0");
  expect(await releasesSeen(records)).toEqual(["2.0"]);
  const renamed = await changeMatter(
    records,
    "matter_1",
    { name: { en: "x", zh: "y" }, words },
    NOW,
  );
  expect(renamed.definitions).toHaveLength(1);
  const other = readMatterWords({ lists: ["lose, lost, 丢", "note, 笔记"] });
  const changed = await changeMatter(records, "matter_1", { words: other }, NOW);
  expect(changed.definitions.map(({ knew }) => knew)).toEqual([[], ["2.0"]]);
  await changeMatter(records, "matter_1", { name }, NOW);
  await expect(
    defineMatter(records, { name: { en: "", zh: "x" }, words }, NOW),
  ).rejects.toMatchObject({ code: "matter-name" });
  await expect(findMatter(records, "matter_9")).rejects.toMatchObject({ code: "matter-not-found" });
});

test("[MA4] a matter that fell is found where no theme of its voices can tell", async () => {
  await linkRelease(workspace.records, "2.0", ["theme_2", "theme_3"]);
  const { matters, themes: judged, questions } = await measureImpact(workspace, "2.0");
  for (const { impact } of judged) expect(impact.verdict).not.toBe("fell");
  expect(matters[0]).toMatchObject({ matterId: "matter_1", impact: { verdict: "fell" } });
  expect(matters[0]!.impact.change!.high).toBeLessThan(0.6);
  // Two themes, both together, and two definitions that were asked.
  expect(questions).toBe(5);
  expect(matters[0]!.impact.confidenceLevel).toBeCloseTo(1 - 0.05 / 5, 12);
  expect(matters[0]!.sentence.en).toMatch(/^Fell by \d+ % \(99 % interval/);
});

test("[MA5] the verdict says when its words were fixed", async () => {
  const told = async (version: string) => {
    const { matters } = await measureImpact(workspace, version);
    return matters.map(({ standing, note }) => [
      standing,
      note.en.slice(0, 20),
      note.zh.slice(0, 4),
    ]);
  };
  expect(await told("2.0")).toEqual([["after-verdict", "Defined after the fa", "事后定义"]]);
  const { records } = workspace;
  await addRelease(records, { version: "2.1", date: monday(17) });
  await linkRelease(records, "2.1", ["matter_1"]);
  expect(await told("2.1")).toEqual([["before-verdict", "Its words were fixed", "其用词定"]]);
  await addRelease(records, { version: "9.0", date: "2030-01-01" });
  await linkRelease(records, "9.0", ["matter_1"]);
  expect(await told("9.0")).toEqual([["before-release", "Its words were fixed", "其用词定"]]);
});

test("[MA6] what a release was held to stays one of its questions, taken back or removed", async () => {
  const { records } = workspace;
  await unlinkRelease(records, "2.0", []);
  await linkRelease(records, "2.0", ["theme_2"]);
  expect((await measureImpact(workspace, "2.0")).questions).toBe(3);
  const second = await defineMatter(records, { name, words }, NOW);
  expect(second.id).toBe("matter_2");
  await linkRelease(records, "2.0", [second.id]);
  expect((await measureImpact(workspace, "2.0")).questions).toBe(4);
  await removeMatter(records, second.id);
  const { matters, themes: judged, questions } = await measureImpact(workspace, "2.0");
  expect([matters.length, judged.length, questions]).toEqual([0, 1, 4]);
  expect((await listMatters(records)).map(({ id }) => id)).toEqual(["matter_1"]);
  // A release that is taken off the list and comes again has been seen all the same.
  await removeRelease(records, "2.0");
  await addRelease(records, { version: "2.0", date: monday(CHANGE) });
  expect(await releasesSeen(records)).toContain("2.0");
  await linkRelease(records, "2.0", ["theme_2"]);
  expect((await measureImpact(workspace, "2.0")).questions).toBe(4);
});

test("[MA6] a release of which nothing could be compared was not seen, and asked nothing", async () => {
  const { records } = workspace;
  await measureImpact(workspace, "9.0");
  expect(await releasesSeen(records)).not.toContain("9.0");
  await changeMatter(records, "matter_1", { words }, NOW);
  expect((await measureImpact(workspace, "9.0")).questions).toBe(1);
});

test.each([
  ["Fixed lost notes after sync", "lost", "#note", "丢失"],
  ["修复同步后笔记丢失", "丢失", "#note", "没了"],
  ["No more crashes with large files.", "#crash", "#file-manager", "#crash"],
])(
  "[MA8] notes that name a trouble and a thing suggest both: %s",
  (note, trouble, thing, wider) => {
    const [draft] = draftMatters([note]);
    expect(draft!.lists[0]).toEqual(expect.arrayContaining([trouble, wider]));
    expect(draft!.lists[1]).toEqual([thing]);
    expect(() => readMatterWords({ lists: draft!.lists })).not.toThrow();
  },
);

test("[MA8] notes that name no trouble, or none of a thing, suggest nothing", () => {
  const notes = ["Tables in notes.", "笔记支持表格。", "Various improvements", "Fixed a crash", ""];
  expect(draftMatters(notes)).toEqual([]);
  expect(draftMatters(["Lost notes are back; lost notes are back"])).toHaveLength(1);
});
