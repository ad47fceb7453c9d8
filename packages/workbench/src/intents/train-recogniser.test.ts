// A recogniser trained on invented questions of two plain intents: measured without its own examples, kept, asked.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AskedQuestion, draftIntents, type RecordStore } from "@heed/core";
import { openSqliteRecordStore } from "@heed/store";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lastRecogniser, recogniseIntent, trainRecogniser } from "./train-recogniser.ts";

let folder: string;
let records: RecordStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "heed-intents-"));
  records = await openSqliteRecordStore(join(folder, "heed.sqlite"));
});
afterEach(async () => {
  await records.close();
  await rm(folder, { recursive: true });
});

const THINGS = ["board", "note", "page", "drawing", "list", "table", "calendar", "folder"];
const question = (text: string, themeId: string): AskedQuestion => ({
  ...{ mentionId: `item_1.1.0-${text.length}`, text, language: "en", person: text, themeId },
});
const QUESTIONS = THINGS.flatMap((thing) => [
  question(`How do I export my ${thing} to a file?`, "theme_1"),
  question(`Who can see the ${thing} that I share with a guest?`, "theme_2"),
]);
const THEMES = [
  ["theme_1", "export", "导出"],
  ["theme_2", "sharing", "分享"],
].map(([id, en, zh]) => ({
  ...{ id: id!, name: { en: en!, zh: zh! }, keyphrases: { en: [en!], zh: [zh!] } },
}));
const now = () => new Date("2026-05-01T00:00:00.000Z");

test("questions that were held out are told apart, and the recogniser is kept and asked", async () => {
  const others = ["It crashes every morning", "Lovely colours", "Too expensive for me"];
  const drafted = { ...draftIntents(QUESTIONS, THEMES), others };
  const workspace = { folder, records };
  const { report, questions } = await trainRecogniser(workspace, drafted, { now });
  if (!report.ok) throw new Error("expected figures");
  expect(questions).toBe(16);
  expect(report).toMatchObject({ questions: 16, intents: 2, majority: 0.5 });
  expect(report.accuracy.value).toBeGreaterThan(0.85);
  expect(report.fallback.others).toBe(3);
  expect((await lastRecogniser(records))!.report).toEqual(report);
  const said = await recogniseIntent(workspace, "How do I export my album to a file?");
  expect(said.likeliest).toBe("ask_export");
}, 60_000);

test("with one intent there is nothing to tell apart, and nothing to ask", async () => {
  const one = QUESTIONS.filter(({ themeId }) => themeId === "theme_1");
  const drafted = { ...draftIntents(one, THEMES), others: [] };
  const { report } = await trainRecogniser({ folder, records }, drafted, { now });
  expect(report).toMatchObject({ ok: false, reason: "too-few-intents" });
  await expect(recogniseIntent({ folder, records }, "How?")).rejects.toMatchObject({
    code: "no-recogniser",
  });
});
