// A mention's id says where it stands, and faulty spans are named.
import { expect, test } from "vitest";
import { compareMentions, mentionAt, quote, spanFault } from "./mention.ts";

const item = { id: "item_7", revision: 2 } as const;

test("a mention's id holds its item, revision and span", () => {
  expect(mentionAt(item, { start: 3, end: 9 }).id).toBe("item_7.2.3-9");
});

test("a quote is the exact slice of the text", () => {
  expect(quote("登录后闪退😡", { start: 3, end: 7 })).toBe("闪退😡");
});

test("spans in order, apart and trimmed have no fault", () => {
  expect(
    spanFault("One. Two.", [
      { start: 0, end: 4 },
      { start: 5, end: 9 },
    ]),
  ).toBeNull();
  expect(spanFault("", [])).toBeNull();
});

test.each([
  [
    "overlapping",
    [
      { start: 0, end: 4 },
      { start: 3, end: 9 },
    ],
    /overlaps/,
  ],
  [
    "out of order",
    [
      { start: 5, end: 9 },
      { start: 0, end: 4 },
    ],
    /overlaps/,
  ],
  ["empty", [{ start: 2, end: 2 }], /empty/],
  ["past the end", [{ start: 0, end: 12 }], /leaves the text/],
  ["edged with white space", [{ start: 0, end: 5 }], /white space/],
])("%s spans are named as a fault", (_name, spans, fault) => {
  expect(spanFault("One. Two.😀", spans)).toMatch(fault);
});

test("a span that cuts an emoji in half is a fault", () => {
  expect(spanFault("ok 😀", [{ start: 0, end: 4 }])).toMatch(/cuts a character/);
});

test("mentions sort by item number, not by the letters of the id", () => {
  const second = mentionAt({ id: "item_2", revision: 1 }, { start: 4, end: 9 });
  const tenth = mentionAt({ id: "item_10", revision: 1 }, { start: 0, end: 3 });
  expect([tenth, second].toSorted(compareMentions)).toEqual([second, tenth]);
});
