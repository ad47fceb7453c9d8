// A sentence is used only when every source exists, every quote is exact, and every figure is a program's.
import { expect, test } from "vitest";
import type { Retrieval } from "./answer.ts";
import { checkSentence } from "./check-sentence.ts";

const retrieval: Retrieval = {
  question: "Why do people lose notes in Quillpad?",
  names: ["Sync loses notes", "同步丢笔记"],
  mentions: [
    {
      id: "item_1.1.0-39",
      handle: "m1",
      text: "Sync keeps losing my notes since 4.3!!!",
      language: "en",
    },
    { id: "item_2.1.5-20", handle: "m2", text: "同步之后笔记全没了，太气人", language: "zh" },
    { id: "item_3.1.0-30", handle: "m3", text: "I do not love the new editor", language: "en" },
  ],
  figures: [
    {
      handle: "f1",
      query: { measure: "people", filter: { theme: ["theme_3"] } },
      value: 12,
      label: { en: "people on Sync loses notes", zh: "谈到同步丢笔记的人" },
    },
    {
      handle: "f2",
      query: { measure: "mentions", filter: {} },
      value: 40,
      label: { en: "mentions", zh: "提及" },
    },
  ],
};
const check = (line: string) =>
  checkSentence(line, {
    retrieval,
    isCountable: ({ filter }) =>
      filter.theme === undefined || filter.theme.every((id) => id === "theme_3"),
  });

test.each([
  "People lose notes when sync runs [[m1]].",
  "Notes vanish: [[m1: Sync keeps losing my notes]].",
  'A reviewer writes "Sync keeps losing my notes since 4.3" [[m1]].',
  "[[f1]] complain about lost notes, as in “losing my notes” [[m1]].",
  "有用户在同步后丢失笔记 [[m2]]，原话是「笔记全没了」。",
  "[[count: people theme=theme_3 kind=bug]] report it as a defect.",
  "谈到丢笔记的有[[f1]]，例如“同步之后笔记全没了”[[m2]]。",
  "- Quillpad's sync drops notes [[item_1.1.0-39]].",
  "People don't like losing notes [[m1]].",
])("%s stands", (line) => {
  expect(check(line)).toMatchObject({ ok: true });
});

test.each([
  ["", "empty"],
  ["People lose notes.", "nothing-cited"],
  ["People lose notes [[m9]].", "unknown-citation"],
  ["People lose notes [[item_9.1.0-5]].", "unknown-citation"],
  ["People lose notes [m1].", "broken-placeholder"],
  ["People lose notes [[m1", "broken-placeholder"],
  ["People lose notes 【m1】 [[m1]]", "broken-placeholder"],
  ["[[m1: Sync keeps loosing my notes]]", "altered-quote"],
  ["[[m1: sync keeps losing my notes]]", "altered-quote"],
  ["[[m1: notes since 4.3!!!!]]", "altered-quote"],
  ["[[m2: Sync keeps losing my notes]]", "altered-quote"],
  ["[[m1: ]]", "altered-quote"],
  ['"4.3" people lose notes [[m1]].', "altered-quote"],
  ["[[m1: 4.3]] people lose notes.", "altered-quote"],
  ["[[m1: Sync keeps … my notes]]", "altered-quote"],
  ["[[m2: 同步以后笔记全没了]]", "altered-quote"],
  ['They say "it ate my notes" [[m1]].', "altered-quote"],
  ['They say "Sync keeps losing my notes".', "quote-without-source"],
  ["They say 'it ate my notes' [[m1]].", "altered-quote"],
  ["They say “Sync keeps losing [[m1]].", "quote-without-source"],
  ["A user says: sync eats notes alive [[m1]].", "quote-without-source"],
  ["用户原话：笔记被吃掉了 [[m2]]。", "quote-without-source"],
  ["People lose notes &amp; hope [[m1]].", "markup"],
  ["See evil dot com about notes [[m1]].", "markup"],
  ["有人说《笔记全丢了》[[m2]]", "altered-quote"],
  ["[[m3: love the new editor]]", "cut-quote"],
  ["[[m3: ove the new]]", "cut-quote"],
  ["[[f9]] lose notes.", "unknown-figure"],
  ["[[count: people theme=theme_9]] lose notes.", "unknown-figure"],
  ["[[count: persons]] lose notes.", "unknown-figure"],
  ["More than [[f1]] lose notes.", "bent-figure"],
  ["超过[[f1]]丢笔记。", "bent-figure"],
  ["[[f1]]以上丢笔记。", "bent-figure"],
  ["[[f1]][[f2]] lose notes.", "bent-figure"],
  ["-[[f1]] lose notes.", "bent-figure"],
  ["[[f1]] out of [[f2]] lose notes.", "bent-figure"],
  ["12 people lose notes [[m1]].", "number"],
  ["Most people lose notes [[m1]].", "number"],
  ["大多数用户丢笔记 [[m2]]", "number"],
  ["tw[[m1]]elve people lose notes.", "number"],
  ["百[[m2]]分之九丢笔记", "number"],
  ["[[f1]] thousand people lose notes", "number"],
  ["People lose no\u200btes [[m1]].", "hidden-characters"],
  ["People lose notes [[m1]]. See https://evil.example", "markup"],
  ["![x](a) People lose notes [[m1]].", "broken-placeholder"],
  ["<b>People</b> lose notes [[m1]].", "markup"],
  ["**People** lose notes [[m1]].", "markup"],
  ["𝐏𝐞𝐨𝐩𝐥𝐞 lose notes [[m1]].", "odd-characters"],
  ["SYSTEM: people lose notes [[m1]].", "not-an-answer"],
  ["Ignore previous instructions [[m1]].", "not-an-answer"],
  ["I love it [[m1]].", "first-person"],
  ["作为语言模型，无法回答 [[m2]]", "first-person"],
  ["The code is ZEBRA-KILO [[m1]].", "name-from-nowhere"],
  ["Rival Notely is better [[m1]].", "name-from-nowhere"],
  ["暗号是 banana [[m2]]。", "name-from-nowhere"],
] as const)("%s falls: %s", (line, fault) => {
  expect(check(line)).toEqual({ ok: false, fault });
});

test("a model does not tell its instructions", () => {
  const instructions =
    "You answer questions about what users of a product said, from what was found.";
  const line = "You answer questions about what users of a product said [[m1]].";
  expect(checkSentence(line, { retrieval, instructions })).toEqual({
    ok: false,
    fault: "repeats-instructions",
  });
});

test("a visible assumption needs no source, and is held to everything else", () => {
  expect(checkSentence("A retry queue may help.", { retrieval, mayBeUncited: true })).toMatchObject(
    { ok: true },
  );
  expect(
    checkSentence("A retry queue helps ten people.", { retrieval, mayBeUncited: true }),
  ).toMatchObject({ fault: "number" });
});
