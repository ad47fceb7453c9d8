// Sentences are cut where they end, and a citation stays with what it is for.
import { expect, test } from "vitest";
import { splitSentences } from "./split-sentences.ts";

test.each([
  ["Notes vanish [[m1]]. Sync is slow [[m2]].", ["Notes vanish [[m1]].", "Sync is slow [[m2]]."]],
  ["Notes vanish. [[m1]] [[m2]]", ["Notes vanish. [[m1]] [[m2]]"]],
  ["Notes vanish. [[m1]]\nSync is slow.", ["Notes vanish. [[m1]]", "Sync is slow."]],
  ["[[f1]] lose notes. [[f2]] wait.", ["[[f1]] lose notes.", "[[f2]] wait."]],
  ['They write "Gone. All gone." [[m1]]. Bad.', ['They write "Gone. All gone." [[m1]].', "Bad."]],
  ["笔记丢了[[m1]]。同步慢[[m2: 慢。真慢]]！", ["笔记丢了[[m1]]。", "同步慢[[m2: 慢。真慢]]！"]],
  ["", []],
])("%s", (words, sentences) => {
  expect(splitSentences(words)).toEqual(sentences);
});
