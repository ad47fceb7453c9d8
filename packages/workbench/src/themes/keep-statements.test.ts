// Statements follow the mentions of a theme as it is today, and never outlive the words that they quote.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  headlineOf,
  type MentionId,
  mentionCount,
  mentionText,
  type ThemeFinder,
} from "@heed/core";
import { buildItem } from "@heed/core/testing";
import { createLexiconReader } from "@heed/text";
import { afterEach, beforeEach, expect, test } from "vitest";
import { analyse } from "../analysis/analyse.ts";
import { concludeAgain } from "../analysis/conclude.ts";
import { EXPORT_TABLES } from "../export/export-tables.ts";
import { headNeeds } from "../needs/headed-needs.ts";
import { loadSummary, saveSummary } from "../needs/summary.ts";
import { renderReport } from "../report/render-report.ts";
import { loadReport } from "../report/report-model.ts";
import { openWorkspace, type Workspace } from "../workspace/open-workspace.ts";
import { editThemes } from "./edit-themes.ts";
import { loadStatements, readStatements } from "./keep-statements.ts";

const TEXTS = [
  "The new sync deletes notes",
  "sync lost a note again and again, I am so angry about it",
  "Sync crashes and all notes are gone",
  "it lost my notes during sync",
  "sync deletes my notes :(",
  "The price is too high",
  "price too high for students",
  "way too high a price",
  "high price, too high",
  "this price is too high for what it does",
];
const AT = new Date("2026-03-01T00:00:00.000Z");

/** One theme for each word. */
const finder: ThemeFinder = {
  model: { name: "words", version: "1" },
  find: async (texts) => {
    const words = ["sync", "price"];
    const assignment = texts.itemOf.map((_, place) =>
      words.findIndex((word) => mentionText(texts, place).toLowerCase().includes(word)),
    );
    const describe = (word: string, index: number) => ({
      name: { en: word, zh: word },
      keyphrases: { en: [word], zh: [] },
      representatives: [assignment.indexOf(index)],
    });
    return {
      themes: words.map((word, index) => ({ ...describe(word, index), group: 0 })),
      groups: [describe("all", 0)],
      assignment,
      scores: new Float32Array(mentionCount(texts)).fill(0.5),
      unclear: new Map(),
    };
  },
};

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace(mkdtempSync(join(tmpdir(), "heed-statements-")));
  await workspace.records.addImport({
    id: "import_1",
    source: "x",
    file: "x",
    mapping: { text: ["text"] },
    status: "committed",
    counts: { rows: 0, added: 0, revised: 0, unchanged: 0, rejected: 0, redacted: 0 },
  });
  await workspace.facts.setVisibleImports(["import_1"]);
  await workspace.facts.appendItems(TEXTS.map((text, at) => buildItem(at + 1, { text })));
  await run();
});
afterEach(() => workspace.close());

async function run() {
  return analyse(workspace, {
    splitter: {
      split: async (texts) => texts.map(({ text }) => [{ start: 0, end: text.length }]),
    },
    reader: createLexiconReader(),
    themeFinder: finder,
  });
}

async function statementOf(name: string) {
  const theme = (await workspace.records.themes()).find((one) => one.name.en === name)!;
  const of = await readStatements(workspace.records, workspace.facts);
  return { id: theme.id, ...of(theme.id).theme };
}

async function headlines(): Promise<string[]> {
  const [needs, themes] = [await workspace.records.needs(), await workspace.records.themes()];
  const named = needs.map((need) => ({
    ...need,
    name: themes.find(({ id }) => id === need.themeId)!.name,
  }));
  const headed = await headNeeds(workspace.records, workspace.facts, { needs: named, themes });
  return headed.needs.map((need) => headlineOf(need, "en").text);
}

test("an analysis states its themes in words that stand in an item, exactly", async () => {
  const { en, zh } = await statementOf("sync");
  expect(en!.text).toMatch(/^[^,]*sync deletes[^,]*notes$/i);
  expect(TEXTS.some((text) => text.includes(en!.text))).toBe(true);
  expect(TEXTS[Number(en!.itemId.slice("item_".length)) - 1]).toContain(en!.text);
  expect(zh).toBeNull();
  expect((await headlines()).sort()).toEqual(
    [en!.text, (await statementOf("price")).en!.text].sort(),
  );
});

test("the report and the export tell the statement beside the key words", async () => {
  const { en } = await statementOf("sync");
  const { records, facts } = workspace;
  const page = renderReport(await loadReport(records, facts), { language: "en" });
  expect(page).toContain(en!.text);
  expect(page).toMatch(/<span class="keywords">.*sync/);
  for (const name of ["needs", "themes"] as const) {
    const { columns, rows } = await EXPORT_TABLES[name](workspace);
    const told: unknown[] = [];
    for await (const row of rows) told.push(row[columns.indexOf("statement (en)")]);
    expect(told).toContain(en!.text);
  }
});

test("the same workspace states the same when it is analysed again", async () => {
  const before = await loadStatements(workspace.records);
  await run();
  expect(await loadStatements(workspace.records)).toEqual(before);
});

test("a mention that is moved away takes the statement with it, and the next conclusion finds another", async () => {
  const { id, en } = await statementOf("sync");
  const price = await statementOf("price");
  const mentionIds: MentionId[] = [en!.mentionId];
  await editThemes(workspace, { type: "move", mentionIds, themeId: price.id }, AT);
  expect((await statementOf("sync")).en).toBeNull();
  await concludeAgain(workspace);
  const next = (await statementOf("sync")).en;
  expect(next?.mentionId).not.toBe(en!.mentionId);
  expect((await statementOf("sync")).id).toBe(id);
});

test("a merged theme is stated by all its mentions", async () => {
  const [sync, price] = [await statementOf("sync"), await statementOf("price")];
  await editThemes(workspace, { type: "merge", from: [price.id], into: sync.id }, AT);
  await concludeAgain(workspace);
  const stated = (await loadStatements(workspace.records))!;
  expect(stated.map(({ themeId }) => themeId)).toEqual([sync.id]);
});

test("a person's name goes before the statement, until it is taken back", async () => {
  const { id, en } = await statementOf("sync");
  await editThemes(workspace, { type: "rename", themeId: id, name: { en: "Lost notes" } }, AT);
  expect(await headlines()).toContain("Lost notes");
  await editThemes(workspace, { type: "undo", edit: 1 }, AT);
  expect(await headlines()).toContain(en!.text);
});

test("a statement is gone with the words it quotes", async () => {
  const { en } = await statementOf("sync");
  const number = Number(en!.itemId.slice("item_".length));
  await workspace.facts.appendItems([buildItem(number, { text: "Never mind", revision: 2 })]);
  expect((await statementOf("sync")).en).toBeNull();
});

test("where no analysis has stated anything yet, opening and concluding again state nothing", async () => {
  const summary = (await loadSummary(workspace.records))!;
  // One process holds one workspace at a time.
  await workspace.close();
  workspace = await openWorkspace(mkdtempSync(join(tmpdir(), "heed-statements-old-")));
  await saveSummary(workspace.records, summary);
  await concludeAgain(workspace);
  expect(await loadStatements(workspace.records)).toBeNull();
  const of = await readStatements(workspace.records, workspace.facts);
  expect(of("theme_1")).toEqual({ theme: { en: null, zh: null }, need: { en: null, zh: null } });
});

test("a workspace whose statements are lost states its themes with the next analysis", async () => {
  await workspace.records.saveSetting("theme-statements", "[]");
  expect((await statementOf("sync")).en).toBeNull();
  await run();
  expect((await statementOf("sync")).en).not.toBeNull();
});
