// The finder keeps its promises: complete, repeatable, bilingual, and calm on odd input.
import { wholeTexts } from "@heed/core";
import { expect, test } from "vitest";
import { createThemeFinder } from "./create-theme-finder.ts";

const LOGIN = [
  "I cannot log in since the update",
  "Login fails every time with my password",
  "The login page rejects my password",
  "Unable to log in, password not accepted",
  "Log in keeps failing after the update",
  "My password is right but login says no",
];
const PRICE = [
  "The subscription is too expensive",
  "Monthly subscription price went up again",
  "Way too expensive for a subscription",
  "I would pay once but not a monthly price",
  "The price of the yearly subscription is a joke",
  "Too expensive, cancelling my subscription",
];
const BATTERY = [
  "Drains my battery in two hours",
  "Battery drain is terrible in the background",
  "My phone gets hot and the battery dies",
  "The battery is empty by noon because of background sync",
  "Battery usage in the background is insane",
  "Uses more battery than any other app",
];
const WORDS = [...LOGIN, ...PRICE, ...BATTERY];
const VOICES = wholeTexts(WORDS);

test("texts on three matters fall into three themes", async () => {
  const found = await createThemeFinder().find(VOICES, { themeCount: 3, seed: 7 });
  expect(found.themes).toHaveLength(3);
  const groups = [0, 6, 12].map((from) => [...found.assignment.slice(from, from + 6)]);
  for (const group of groups) expect(new Set(group).size).toBe(1);
  expect(new Set(groups.map((group) => group[0])).size).toBe(3);
});

test("each theme has a distinct name, quotes of its own and a broader group", async () => {
  const found = await createThemeFinder().find(VOICES, { themeCount: 3, seed: 7 });
  expect(new Set(found.themes.map((theme) => theme.name.en)).size).toBe(3);
  expect(new Set(found.themes.map((theme) => theme.name.zh)).size).toBe(3);
  for (const [index, theme] of found.themes.entries()) {
    expect(theme.representatives.length).toBeGreaterThan(2);
    for (const quote of theme.representatives) expect(found.assignment[quote]).toBe(index);
    expect(found.groups[theme.group]).toBeDefined();
  }
});

test("the same input and seed give the same answer", async () => {
  const first = await createThemeFinder().find(VOICES, { seed: 3 });
  const second = await createThemeFinder().find(VOICES, { seed: 3 });
  expect(second).toEqual(first);
});

test("every text has a theme or a reason, also emptiness, symbols and single letters", async () => {
  const odd = ["", "!!!", "👍👍", "12345", "k", "好"];
  const found = await createThemeFinder().find(wholeTexts([...WORDS, ...odd]), {
    themeCount: 3,
    seed: 7,
  });
  for (let i = 0; i < found.assignment.length; i++)
    expect(found.assignment[i]! >= 0).toBe(!found.unclear.has(i));
  expect(found.unclear.get(WORDS.length)).toBe("no-words");
  expect(found.unclear.get(WORDS.length + 2)).toBe("no-words");
  expect(found.unclear.get(WORDS.length + 4)).toBe("too-short");
});

test("Chinese without spaces is grouped and named in both languages", async () => {
  const texts = [
    "验证码一直收不到",
    "收不到短信验证码",
    "登录时验证码收不到怎么办",
    "验证码半天都收不到",
    "广告太多了看着烦",
    "到处都是广告",
    "打开就是广告太多",
    "广告弹窗太多了",
  ];
  const found = await createThemeFinder().find(wholeTexts(texts), { themeCount: 2, seed: 1 });
  expect(new Set(found.assignment.slice(0, 4)).size).toBe(1);
  expect(new Set(found.assignment.slice(4)).size).toBe(1);
  expect(found.themes.map((theme) => theme.name.zh).join()).toMatch(/广告/);
  for (const theme of found.themes) expect(theme.name.en).not.toBe("");
});

test("no texts, one text and equal texts are no trouble", async () => {
  const finder = createThemeFinder();
  expect((await finder.find(wholeTexts([]), { seed: 1 })).themes).toEqual([]);
  const one = await finder.find(wholeTexts(["It crashes on opening"]), { seed: 1 });
  expect(one.assignment.length).toBe(1);
  const same = Array.from({ length: 30 }, () => "It crashes");
  const found = await finder.find(wholeTexts(same), { seed: 1 });
  expect(new Set(found.assignment).size).toBe(1);
});

test("an abort ends the work and a bad count is refused", async () => {
  const finder = createThemeFinder();
  const stop = AbortSignal.abort();
  await expect(finder.find(VOICES, { seed: 1, signal: stop })).rejects.toThrow(/abort/i);
  await expect(finder.find(VOICES, { seed: 1, themeCount: 0 })).rejects.toThrow(/number of themes/);
});

test("progress runs from 0 to 100 and never falls", async () => {
  const seen: number[] = [];
  await createThemeFinder().find(VOICES, { seed: 1, onProgress: (done) => seen.push(done) });
  expect(seen[0]).toBe(0);
  expect(seen.at(-1)).toBe(100);
  expect([...seen].sort((a, b) => a - b)).toEqual(seen);
});
