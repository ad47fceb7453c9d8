// Which Chinese clauses can be read out alone, and which are fragments, stories or asides.
import { expect, test } from "vitest";
import { chineseClauses } from "./chinese-clause.ts";
import type { ClaimSort } from "./clause.ts";

const clausesOf = (text: string, sort: ClaimSort = "trouble") =>
  chineseClauses(text, sort).map(({ start, end }) => text.slice(start, end));

test("ND20 a clause of its own stands without marks and cries", () => {
  expect(clausesOf("同步后笔记丢失！！！😭")).toEqual(["同步后笔记丢失"]);
  expect(clausesOf("验证码一直收不到啊")).toEqual(["验证码一直收不到"]);
  expect(clausesOf("我收不到验证码")).toEqual(["收不到验证码"]);
});

test("of a long sentence the clause is taken that says the matter", () => {
  expect(clausesOf("昨天升级以后，同步后内容丢失，气死了")).toContain("同步后内容丢失");
});

test.each([
  ["但是同步后内容丢失", "hangs on what stood before it"],
  ["更新之后", "was cut off"],
  ["我老婆的笔记全丢了", "is one person's story"],
  ["闪退了14次", "names figures"],
  ["请回邮件 [email]", "holds a redaction mark"],
  ["这破软件又闪退", "is profane"],
  ["为什么一直闪退", "asks"],
  ["买的终身会员", "is a noun"],
  ["半夜看也不刺眼", "denies the trouble"],
  ["涨价可以理解", "takes it back"],
])("no clause: %s (%s)", (text) => {
  expect(clausesOf(text)).toEqual([]);
});

test("what stands under a condition is no claim", () => {
  expect(clausesOf("如果断网，笔记就丢失")).toEqual([]);
  expect(clausesOf("要是不付费，导出功能无法使用")).toEqual([]);
});

test("a wish, a question and praise are each told by their own words", () => {
  expect(clausesOf("希望支持手写", "request")).toEqual(["希望支持手写"]);
  expect(clausesOf("怎么导出笔记？", "question")).toEqual(["怎么导出笔记"]);
  expect(clausesOf("界面干净清爽", "praise")).toEqual(["界面干净清爽"]);
  expect(clausesOf("希望越来越好", "praise")).toEqual([]);
});
