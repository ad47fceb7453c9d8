// What a person types is read as words, runs and phrases, and what it finds can be quoted.
import fc from "fast-check";
import { expect, test } from "vitest";
import { toStoredText } from "../feedback/stored-text.ts";
import { englishStem } from "./english-stem.ts";
import { findMatches, holdsWords } from "./find-matches.ts";
import { partWeight, wordScore } from "./score-words.ts";
import { indexedWords } from "./search-tokens.ts";
import { parseSearchWords } from "./search-words.ts";

const found = (text: string, typed: string, span = { start: 0, end: text.length }) =>
  findMatches(text, span, parseSearchWords(typed)).map(({ start, end }) => text.slice(start, end));
const holds = (text: string, typed: string) => holdsWords(text, parseSearchWords(typed));

test.each([
  ["crashes", "crash"],
  ["crashed", "crash"],
  ["crashing", "crash"],
  ["losing", "lose"],
  ["loses", "lose"],
  ["notes", "note"],
  ["not", "not"],
  ["stopped", "stop"],
  ["updates", "updat"],
  ["updating", "updat"],
  ["batteries", "batteri"],
  ["battery", "batteri"],
  ["sync", "sync"],
  ["syncing", "sync"],
  ["agreed", "agre"],
  ["agree", "agre"],
  ["bus", "bus"],
  ["sing", "sing"],
  ["4g", "4g"],
])("%s has the stem %s", (word, stem) => {
  expect(englishStem(word)).toBe(stem);
});

test("inflected forms, other widths and other cases are found and quoted as written", () => {
  expect(found("ＡＰＰ Crashed, then crashes again", "app crash")).toEqual([
    "ＡＰＰ",
    "Crashed",
    "crashes",
  ]);
});

test("a word is not found inside another word, a run of Chinese is", () => {
  expect(holds("restart it", "art")).toBe(false);
  expect(found("一打开就闪退了", "闪退")).toEqual(["闪退"]);
  expect(found("用app闪退", "app闪退")).toEqual(["app闪退"]);
  expect(found("卡得要死，太卡了", "卡")).toEqual(["卡", "卡"]);
});

test("longer runs of Chinese must stand in a row", () => {
  expect(holds("导出的文件是空的", "导出文件")).toBe(false);
  expect(holds("导出文件是空的", "导出文件")).toBe(true);
});

test("all words must be there, in any order; quoted ones in a row; unwanted ones not", () => {
  expect(holds("The sync keeps losing my notes", "notes sync")).toBe(true);
  expect(holds("The sync keeps losing my notes", '"losing my notes"')).toBe(true);
  expect(holds("The sync keeps losing my notes", "“notes losing”")).toBe(false);
  expect(holds("The sync keeps losing my notes", "sync -notes")).toBe(false);
  expect(holds("同步后笔记丢了", "「笔记丢」 同步")).toBe(true);
});

test("matches are offsets into the whole stored text", () => {
  const text = "Love it. Sync fails 😀 when syncing.";
  expect(findMatches(text, { start: 9, end: text.length }, parseSearchWords("sync"))).toEqual([
    { start: 9, end: 13 },
    { start: 28, end: 35 },
  ]);
});

test.each([
  ["signs alone", "?!", /no word/],
  ["only what is unwanted", "-ads", /unwanted/],
  ["a whole essay", "a".repeat(401), /too long/],
  ["too many words", "a b c d e f g h i j k l m n o p q r s t u v w x y", /too many words/],
])("%s cannot be searched for", (_name, typed, words) => {
  expect(() => parseSearchWords(typed)).toThrow(words);
});

test("no words at all is no fault", () => {
  expect(parseSearchWords("  ")).toEqual({ wanted: [], unwanted: [] });
});

const pieces = ["sync", "notes ", "闪退", "卡", "App", "，", " ", "😀", "导出", "the ", "É", "ﬁ"];
const text = fc
  .array(fc.constantFrom(...pieces), { maxLength: 12 })
  .map((all) => toStoredText(all.join("")));

test("every text holds each of its own runs, and the match is quoted where it stands", () => {
  fc.assert(
    fc.property(text, fc.nat(), (stored, at) => {
      const words = stored.match(/[\p{L}\p{N}]+/gu) ?? [];
      if (words.length === 0) return;
      const word = words[at % words.length]!;
      const sought = parseSearchWords(word);
      expect(holdsWords(stored, sought)).toBe(true);
      const spans = findMatches(stored, { start: 0, end: stored.length }, sought);
      expect(spans.length).toBeGreaterThan(0);
      let end = 0;
      for (const span of spans) {
        expect(span.start).toBeGreaterThanOrEqual(end);
        expect(stored.slice(span.start, span.end).trim().length).toBe(span.end - span.start);
        end = span.end;
      }
    }),
  );
});

test("indexed words hold their tokens between single spaces", () => {
  expect(indexedWords("同步太慢 Sync is slow").words).toBe(
    " 同步 步太 太慢 sync is slow | 同 步 太 慢 同步太 步太慢 ",
  );
  fc.assert(
    fc.property(text, (stored) => {
      const { words, length } = indexedWords(stored);
      expect(words.split(" | ")[0]!.trim().split(" ").filter(Boolean).length).toBe(length);
      expect(/^ (?:.* )?$/u.test(words) && !words.trim().includes("  ")).toBe(true);
    }),
  );
});

test("rarer words weigh more, shorter mentions score higher, and a score stays below one", () => {
  expect(partWeight(1, 1000)).toBeGreaterThan(partWeight(500, 1000));
  expect(partWeight(1000, 1000)).toBeGreaterThan(0);
  expect(wordScore(2, 2, 4)).toBeGreaterThan(wordScore(2, 2, 12));
  expect(wordScore(1, 2, 4)).toBeLessThan(wordScore(2, 2, 4));
  expect(wordScore(2, 2, 1)).toBeLessThan(1);
  expect(wordScore(0, 0, 1)).toBe(0);
});
