// What the terminal shows keeps its columns and cannot be repainted by feedback.

import { stripVTControlCharacters } from "node:util";
import { InvalidInput } from "@heed/core";
import { expect, test } from "vitest";
import { exitCodeOf } from "./exit-codes.ts";
import { askedLanguage, chooseLanguage, describeFailure, table, width } from "./output.ts";

test("Chinese characters and emoji count two columns, combining marks none", () => {
  expect([width("sync"), width("同步"), width("é"), width("e\u0301"), width("👍")]).toEqual([
    4, 4, 1, 1, 2,
  ]);
});

test("columns line up whatever the language of their cells", () => {
  const lines = table(
    [{ title: "need" }, { title: "people", align: "right" }],
    [
      ["同步丢笔记", "70"],
      ["price", "9"],
    ],
  );
  expect(lines.map(stripVTControlCharacters)).toEqual([
    "need        people",
    "同步丢笔记      70",
    "price            9",
  ]);
});

test("a long cell is cut between characters, with an ellipsis", () => {
  const [, line] = table([{ title: "q", most: 6 }], [["验证码收不到"]]);
  expect(line).toBe("验证…");
});

test("control and direction characters of feedback never reach the terminal", () => {
  const [, line] = table([{ title: "q" }], [["a\u001b[31mred\u202e\nb"]]);
  expect(line).toBe("a [31mred b");
});

test("a failure is told as a sentence with what to do, and has its own exit code", () => {
  const error = new InvalidInput("empty-file", "x.csv is empty: 0 bytes.", {
    hint: "Export it again.",
  });
  expect(describeFailure(error)).toBe("heed: x.csv is empty: 0 bytes.\n      Export it again.");
  expect(exitCodeOf(error)).toBe(3);
  expect(exitCodeOf(new Error("boom"))).toBe(1);
});

test("the language asked for wins", () => {
  expect([chooseLanguage("zh"), chooseLanguage("en")]).toEqual(["zh", "en"]);
});

test("a failure speaks the language that the command line asks for, and cannot repaint the terminal", () => {
  const failure = new InvalidInput("empty-file", "a\u001b[31m.csv is empty.", {
    hint: "Export it again.",
    zh: { message: "a.csv 是空文件。", hint: "请重新导出。" },
  });
  expect(askedLanguage(["import", "a.csv", "--lang", "zh"])).toBe("zh");
  expect(askedLanguage(["import", "--lang=en"])).toBe("en");
  expect(describeFailure(failure, "zh")).toBe("heed: a.csv 是空文件。\n      请重新导出。");
  expect(describeFailure(failure, "en")).toBe("heed: a [31m.csv is empty.\n      Export it again.");
});
