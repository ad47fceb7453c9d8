// A theme's two names say the same thing, and no two themes share one.
import { expect, test } from "vitest";
import { shippedLexicon } from "../embed/concept-lexicon.ts";
import { keyphrases } from "./keyphrases.ts";
import { nameGroups } from "./name-groups.ts";
import { nameThemes } from "./name-themes.ts";
import { tellingConcepts } from "./telling-concepts.ts";

const texts = [
  "The verification code never arrives",
  "验证码一直收不到",
  "no verification code on my new phone",
  "等了十分钟验证码还是没来",
  "Please add a dark mode",
  "希望有深色模式",
  "dark mode please, my eyes hurt",
  "晚上太亮了，求深色模式",
  "zorbling quux",
  "zorbling quux again",
];
const groups = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2];
const lexicon = shippedLexicon();
const concepts = tellingConcepts(texts, groups, 3, lexicon);

test("the concepts that most of a theme's texts speak of, and others do not, tell what it is", () => {
  expect(concepts[0]![0]!.zh).toBe("验证码");
  expect(concepts[1]![0]!.en).toBe("dark mode");
});

test("a concept that one text alone names tells nothing", () => {
  expect(tellingConcepts(["dark mode", "hello there"], [0, 0], 1, lexicon)).toEqual([[]]);
});

test("both names of a theme come from the same concepts, and words no lexicon knows still name a theme", () => {
  const names = nameThemes(keyphrases(texts, groups, 3), concepts, lexicon);
  expect(names[0]!.en).toContain(concepts[0]![0]!.en);
  expect(names[0]!.zh).toContain(concepts[0]![0]!.zh);
  expect(names[2]!.en).toContain("zorbling");
  expect(names[2]!.zh).toContain("zorbling");
});

test("themes with the same concepts get different names", () => {
  const same = [concepts[1]!, concepts[1]!, concepts[1]!];
  const phrases = [1, 2, 3].map(() => ({ en: ["night"], zh: ["夜里"] }));
  const names = nameThemes(phrases, same, lexicon);
  expect(new Set(names.map(({ en }) => en)).size).toBe(3);
  expect(new Set(names.map(({ zh }) => zh)).size).toBe(3);
});

test("texts that share nothing are named by how their example begins", () => {
  const [apart, name, long] = nameThemes(
    [0, 1, 2].map(() => ({ en: [], zh: [] })),
    [[], [], []],
    lexicon,
    [
      "Reliable, pleasant, and getting better",
      "Does this have anything like Notewren's daily page?",
      "从昨天晚上开始就一直这样反复出现不知道是怎么回事真的很着急啊",
    ],
  );
  expect(apart!.en).toBe("“Reliable, pleasant, and…”");
  expect(name!.en).toBe("“Does this have anything like…”");
  expect([...long!.zh].length).toBeLessThan(32);
});

test("a broader group is named by its largest themes, and a group of one theme as that theme", () => {
  const names = [
    { en: "code, email", zh: "验证码、邮箱" },
    { en: "sync, update", zh: "同步、更新" },
    { en: "sync, tablet", zh: "同步、平板" },
    { en: "offline", zh: "离线" },
  ];
  expect(nameGroups(names, [5, 9, 7, 3], [0, 1, 1, 1], 2)).toEqual([
    { en: "code, email", zh: "验证码、邮箱" },
    { en: "sync, offline", zh: "同步、离线" },
  ]);
});

test("a concept that one language never speaks of gives no word to that language's name", () => {
  const voices = [
    "the new icon is too orange",
    "orange icon hurts",
    "why an orange icon",
    "图标换成橙色真难看",
    "橙色的图标不好看",
    "图标太亮了",
    "sync fails",
    "price is high",
  ];
  const themes = [0, 0, 0, 0, 0, 0, 1, 1];
  const told = tellingConcepts(voices, themes, 2, lexicon);
  const [name] = nameThemes(keyphrases(voices, themes, 2), told, lexicon);
  expect(name!.en).toMatch(/icon/);
  expect(name!.zh).toMatch(/图标/);
  expect(name!.zh).not.toMatch(/水果|橙子/);
});
