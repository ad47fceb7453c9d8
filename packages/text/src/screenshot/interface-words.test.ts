// Times, counts and buttons are the program's; a sentence with a time in it is a person's.
import { expect, test } from "vitest";
import { dateIn, isInterface, weightOf } from "./interface-words.ts";

test.each([
  ["9:41 5G 87%", true],
  ["今天 10:24", true],
  ["10月3日", true],
  ["Oct 3, 2026", true],
  ["3 hours ago", true],
  ["5分钟前", true],
  ["Reply 3", true],
  ["回复 12", true],
  ["Was this review helpful?", true],
  ["展开全文", true],
  ["★★★☆☆ 1,204", true],
  ["It crashed at 9:41 today", false],
  ["昨天更新之后打不开了", false],
  ["Reply never comes", false],
  ["May I export it?", false],
])("%s: the program's own is %s", (line, isOwn) => {
  expect(isInterface(line)).toBe(isOwn);
});

test.each([
  ["2026/10/3", "2026-10-03"],
  ["2026 年 10 月 13 日", "2026-10-13"],
  ["October 3rd, 2026", "2026-10-03"],
  ["3 Oct 2026", "2026-10-03"],
  ["Oct 3", null],
  ["2026-13-01", null],
  ["version 4.3", null],
])("the whole date in %s is %s", (text, day) => {
  expect(dateIn(text)).toBe(day);
});

test("Chinese characters count one, other words two, marks nothing", () => {
  expect(weightOf("总是闪退")).toBe(4);
  expect(weightOf("I lost it & 3 others")).toBe(8);
  expect(weightOf("支持 iOS")).toBe(4);
  expect(weightOf("★ 12 %")).toBe(0);
});
