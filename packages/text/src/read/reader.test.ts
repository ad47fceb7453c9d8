// Holds the shipped reader to plain cases of the annotation guide, in both languages.
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { createReader } from "./reader.ts";

const reader = createReader();
const read = async (text: string, rating: number | null = null) =>
  (await reader.read([{ text, language: "und", rating }]))[0]!;

test.each([
  ["It crashes every time I open the settings.", "bug", "negative"],
  ["Please add an option to sort notes by date.", "request", "neutral"],
  ["Far too expensive for what it offers.", "complaint", "negative"],
  ["I love how simple and fast this app is.", "praise", "positive"],
  ["How do I change my password?", "question", "neutral"],
  ["一打开设置就闪退", "bug", "negative"],
  ["希望增加按日期排序的功能", "request", "neutral"],
  ["太贵了，不值这个价", "complaint", "negative"],
  ["界面简洁，非常好用", "praise", "positive"],
  ["请问怎么修改密码？", "question", "neutral"],
])("%s", async (text, kind, sentiment) => {
  expect(await read(text)).toMatchObject({ kind, sentiment });
});

test("the score has the sign of the sentiment and stays within [-1, 1]", async () => {
  const bad = await read("Terrible, it lost all my photos");
  const good = await read("Wonderful, works perfectly");
  expect(bad.sentimentScore).toBeLessThan(-0.5);
  expect(bad.sentimentScore).toBeGreaterThanOrEqual(-1);
  expect(good.sentimentScore).toBeGreaterThan(0.5);
  expect(good.sentimentScore).toBeLessThanOrEqual(1);
});

test("stars do not overrule words", async () => {
  expect((await read("It crashes all the time", 5)).sentiment).toBe("negative");
  expect((await read("非常好用，很喜欢", 1)).sentiment).toBe("positive");
});

test("a text's answer is the same to the last bit, whatever it is read with", async () => {
  const words = [
    "app",
    "crashes",
    "love",
    "slow",
    "闪退",
    "好用",
    "please",
    "希望",
    "?",
    "!",
    "not",
  ];
  const texts = ["", "!!!", "x".repeat(5000), "加微信兼职"];
  for (let length = 1; length < 60; length += 1) {
    const chosen = Array.from({ length }, (_, at) => words[(at * at + length) % words.length]);
    texts.push(chosen.join(" "));
  }
  const asked = texts.map((text) => ({ text, language: "und", rating: null }));
  const together = await reader.read(asked);
  const halves = [await reader.read(asked.slice(0, 31)), await reader.read(asked.slice(31))];
  expect(halves.flat()).toEqual(together);
  for (const [index, text] of asked.entries()) {
    expect(await reader.read([text])).toEqual([together[index]]);
  }
  expect(await reader.read([])).toEqual([]);
});

test.each(["sentiment", "kind"])("the %s model is under 8 MB", async (name) => {
  const bytes = await readFile(new URL(`../../models/${name}.onnx`, import.meta.url));
  expect(bytes.length).toBeLessThan(8_000_000);
});
