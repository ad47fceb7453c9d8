// Themes keep their ids when data grows, and new ones are new.
import { expect, test } from "vitest";
import { matchThemes } from "./match-themes.ts";

test("a group that holds most of an old theme takes its id", () => {
  expect(matchThemes(["theme_4", "theme_4", "theme_2", "theme_2"], [1, 1, 0, 0], 3)).toEqual([
    "theme_2",
    "theme_4",
    null,
  ]);
});

test("an old theme that split keeps its id on the larger part only", () => {
  expect(
    matchThemes(["theme_1", "theme_1", "theme_1", "theme_1", "theme_1"], [0, 0, 0, 1, 1], 2),
  ).toEqual(["theme_1", null]);
});

test("a small overlap is no continuation", () => {
  const before = Array.from({ length: 10 }, () => "theme_1" as const);
  expect(matchThemes(before, [0, 0, 1, 2, 3, 4, 5, 6, 7, 8], 9)).toEqual(Array(9).fill(null));
});

test("mentions without an old theme or a new group count for neither", () => {
  expect(matchThemes([null, "theme_3", "theme_3"], [0, 0, null], 1)).toEqual(["theme_3"]);
});

test("lists that do not describe the same mentions are refused", () => {
  expect(() => matchThemes([null], [], 1)).toThrow(/same mentions/);
});
