// Intents of invented questions, entities in both languages, and figures reckoned by hand.
import { expect, test } from "vitest";
import { type AskedQuestion, draftIntents, type IntentTheme } from "./draft-intents.ts";
import { intentsAsCsv, intentsAsFile } from "./export-intents.ts";
import { findEntities } from "./find-entities.ts";
import { type HeldOutAnswer, judgeRecogniser } from "./judge-recogniser.ts";

const theme = (id: string, en: string, zh: string): IntentTheme => ({
  ...{ id, name: { en, zh }, keyphrases: { en: [en], zh: [zh] } },
});
const ask = (text: string, themeId: string | null, person = text): AskedQuestion => ({
  ...{ mentionId: `item_${text.length}.1.0-${text.length}`, text, language: "en", person, themeId },
});

test("a theme with three different questions is an intent; all others are listed with their reason", () => {
  const questions = [
    ask("Can I export to PDF?", "theme_1", "zoe"),
    ask("How do I export a board?", "theme_1", "zoe"),
    ask("is there an export for Android", "theme_1", "ben"),
    ask("Can I export to PDF", "theme_1", "kim"),
    ask("Where is dark mode?", "theme_2"),
    ask("Hello?", null),
  ];
  const themes = [theme("theme_1", "export", "导出"), theme("theme_2", "dark mode", "深色")];
  const { intents, left } = draftIntents(questions, themes);
  expect(intents).toHaveLength(1);
  const [intent] = intents;
  expect(intent).toMatchObject({ id: "ask_export", people: 3, questions: 4, themeId: "theme_1" });
  expect(intent!.utterances.filter(({ origin }) => origin === "quoted")).toHaveLength(3);
  expect(intent!.entities).toEqual([
    { name: "file-format", count: 1 },
    { name: "platform", count: 1 },
  ]);
  expect(left.map(({ reason, question }) => [reason, question.text])).toEqual([
    ["too-few-alike", "Where is dark mode?"],
    ["no-theme", "Hello?"],
  ]);
});

test("paraphrases are marked as nobody's words, in both languages", () => {
  const questions = ["a one", "b two", "c three"].map((text) => ask(text, "theme_1"));
  const { intents } = draftIntents(questions, [theme("theme_1", "export", "导出")]);
  const made = intents[0]!.utterances.filter(({ origin }) => origin === "paraphrase");
  expect(made).toHaveLength(6);
  expect(made.every(({ mentionId }) => mentionId === null)).toBe(true);
  expect(made.map(({ text }) => text)).toContain("导出怎么用？");
});

test("plans of people rename, answer and hide", () => {
  const questions = ["a one", "b two", "c three"].map((text) => ask(text, "theme_1"));
  const themes = [theme("theme_1", "export", "导出")];
  const name = { en: "Getting files out", zh: "导出文件" };
  const answer = { en: "Menu, Export.", zh: "菜单，导出。" };
  const named = draftIntents(questions, themes, new Map([["theme_1", { name, answer }]]));
  expect(named.intents[0]).toMatchObject({ id: "ask_getting_files_out", name, answer });
  const hidden = draftIntents(questions, themes, new Map([["theme_1", { isHidden: true }]]));
  expect(hidden.intents).toEqual([]);
  expect(hidden.left.map(({ reason }) => reason)).toEqual(["hidden", "hidden", "hidden"]);
});

test.each([
  ["Does the iPad app export to PDF?", ["platform:iPad", "file-format:PDF"]],
  [
    "Is it $4.99 for 3 months on Android?",
    ["money:$4.99", "duration:3 months", "platform:Android"],
  ],
  [
    "安卓平板什么时候能用 4.2.0？会员要多少钱",
    ["platform:安卓", "platform:平板", "version:4.2.0", "plan:会员"],
  ],
  ["一个月 12 元吗", ["duration:一个月", "money:12 元"]],
  ["What is this?", []],
])("entities of %s", (text, expected) => {
  const found = findEntities(text);
  expect(found.map(({ name, value }) => `${name}:${value}`)).toEqual(expected);
  for (const { start, end, value } of found) expect(text.slice(start, end)).toBe(value);
});

test("the threshold lets right answers through and holds other words back", () => {
  const held = (truth: string | null, answer: string, probability: number): HeldOutAnswer => ({
    ...{ truth, answer, probability },
  });
  const report = judgeRecogniser([
    ...[held("a", "a", 0.9), held("a", "a", 0.8), held("b", "b", 0.7), held("b", "a", 0.4)],
    ...[held(null, "a", 0.5), held(null, "b", 0.3)],
  ]);
  if (!report.ok) throw new Error("expected figures");
  expect(report).toMatchObject({ questions: 4, intents: 2, majority: 0.5 });
  expect(report.accuracy.value).toBe(0.75);
  expect(report.confusions).toEqual([{ truth: "b", answer: "a", count: 1 }]);
  expect(report.fallback.threshold).toBeCloseTo(0.6);
  expect(report.fallback).toMatchObject({ right: 0.75, wrong: 0, unanswered: 0.25, others: 2 });
  expect(report.fallback.rejected!.value).toBe(1);
});

test("one intent alone cannot be told from anything", () => {
  expect(judgeRecogniser([{ truth: "a", answer: "a", probability: 1 }])).toEqual({
    ...{ ok: false, reason: "too-few-intents", intents: 1, needed: 2 },
  });
});

test("files hold the documented shape, and mark entities in the text", () => {
  const questions = ["Export PDF?", "To Word how?", "=cmd export?"].map((text) =>
    ask(text, "theme_1"),
  );
  const { intents } = draftIntents(questions, [theme("theme_1", "export", "导出")]);
  const file = intentsAsFile(intents, null);
  expect(file).toMatchObject({ format: "heed-intents", version: 1, fallbackThreshold: null });
  expect(file.intents[0]!.utterances[0]).toEqual({
    ...{ text: "Export PDF?", language: "en", origin: "quoted", mention: "item_11.1.0-11" },
    entities: [{ name: "file-format", start: 7, end: 10 }],
  });
  const csv = intentsAsCsv(intents);
  expect(csv).toContain("Export [PDF](file-format)?");
  expect(csv).toContain("'=cmd export?");
});
