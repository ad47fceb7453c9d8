// The rules of matters that need no store: what words hold, what is another definition, and when it was fixed.
import { expect, test } from "vitest";
import {
  checkMatterWords,
  definitionKey,
  heldTerms,
  MATTER_KINDS,
  type Matter,
  type MatterWords,
  matterStanding,
  saysTheSame,
} from "./matter.ts";

const list = (...texts: string[]) => texts.map((text) => ({ text, concept: null }));
const lost: MatterWords = {
  lists: [list("lose", "went missing", "丢", "没了"), list("note", "笔记")],
  without: list("password"),
  kinds: MATTER_KINDS,
};
const isOf = (quote: string, words: MatterWords = lost) => {
  const held = heldTerms(quote, words);
  return held.lists.every((terms) => terms.length > 0) && held.without.length === 0;
};

test("[MA1] a mention is of a matter when it holds a word of each list, in any inflection", () => {
  for (const quote of [
    "It LOSES my notes.",
    "Losing a note again",
    "两篇笔记没了",
    "My notes went missing",
    "丢笔记",
  ])
    expect(isOf(quote), quote).toBe(true);
  for (const quote of [
    "It loses my time",
    "Great notes",
    "My notes are missing where I went",
    "笔记",
    "lose",
  ])
    expect(isOf(quote), quote).toBe(false);
});

test("[MA1] a word that is left out leaves the mention out", () => {
  expect(isOf("Lose the note with my password")).toBe(false);
  expect(isOf("Lose the note with my password", { ...lost, without: [] })).toBe(true);
});

test("[MA1] which words were held is told list by list", () => {
  const held = heldTerms("笔记丢了, 没了", lost);
  expect(held.lists.map((terms) => terms.map(({ text }) => text))).toEqual([
    ["丢", "没了"],
    ["笔记"],
  ]);
});

test.each([
  ["no list", { ...lost, lists: [] }],
  ["an empty list", { ...lost, lists: [list("note"), []] }],
  ["six lists", { ...lost, lists: Array.from({ length: 6 }, () => list("note")) }],
  ["signs alone", { ...lost, lists: [list("!?")] }],
  ["a word too long", { ...lost, lists: [list("x".repeat(61))] }],
  [
    "too many words",
    { ...lost, lists: [list(...Array.from({ length: 301 }, (_, at) => `w${at}`))] },
  ],
  ["no kind", { ...lost, kinds: [] }],
])("[MA1] words are refused: %s", (_, words) => {
  expect(() => checkMatterWords(words)).toThrow(expect.objectContaining({ code: "matter-words" }));
});

test("[MA3] the order of words and lists, their width and their case make no other words", () => {
  const same = {
    ...lost,
    lists: [list("笔记", "Ｎｏｔｅ"), list("没了", "丢", "LOSE", "went missing")],
  };
  expect(saysTheSame(lost, same)).toBe(true);
  for (const other of [
    { ...lost, without: [] },
    { ...lost, kinds: ["bug"] as const },
    { ...lost, lists: [lost.lists[0]!, list("note")] },
    { ...lost, lists: [lost.lists.flat()] },
  ])
    expect(saysTheSame(lost, other)).toBe(false);
});

test("[MA5] words are fixed before the release, before a verdict on it was seen, or after the fact", () => {
  const matter = (knew: readonly string[]): Matter => ({
    ...{ id: "matter_1", name: { en: "lost notes", zh: "丢笔记" } },
    definitions: [
      { ...lost, definedAt: "2026-01-01T00:00:00.000Z", knew: ["1.0"] },
      { ...lost, definedAt: "2026-02-01T00:00:00.000Z", knew },
    ],
  });
  const standing = (date: string, knew: readonly string[] = []) =>
    matterStanding(matter(knew), { version: "2.0", date }, "2026-02-01");
  expect(standing("2026-02-01")).toBe("before-release");
  expect(standing("2026-01-31")).toBe("before-verdict");
  expect(standing("2026-01-31", ["2.0"])).toBe("after-verdict");
  expect(standing("2026-01-31", ["1.0"])).toBe("before-verdict");
  expect(definitionKey(matter([]))).toBe("matter_1.2");
});
