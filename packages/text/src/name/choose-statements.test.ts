// A statement is the words of a theme's own voices, exactly; none where none is good enough; the same ones every time.
import type { Kind, MentionId, ThemeId, ThemeStatements } from "@heed/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { StatementChooser, type ThemeVoice } from "./choose-statements.ts";

const SYNC = [
  "Since June I have lost 40 notes",
  "The new sync deletes notes",
  "sync ate my thesis notes",
  "it deletes things whenever I sync notes",
  "Sync deletes notes.",
  "notes gone after the sync",
];
const SYNC_ZH = [
  "同步后笔记丢失",
  "我的笔记又没了",
  "同步丢笔记，三年的日记啊",
  "一同步笔记就丢",
  "笔记丢失，无法同步",
  "同步之后，笔记不见了",
];
const ICON = [
  "The new icon is ugly",
  "icon hurts my eyes",
  "bring back the old icon",
  "this icon is ugly",
  "ugly orange icon everywhere",
  "the icon looks wrong",
];
const PRAISE = ["The boards are lovely", "lovely boards", "boards are great", "love the boards"];

function voices(
  theme: number,
  texts: readonly string[],
  language: string,
  kind: Kind,
  from: number,
): ThemeVoice[] {
  return texts.map((text, at) => ({
    mentionId: `item_${from + at}.1.0-${text.length}` as MentionId,
    themeId: `theme_${theme}` as ThemeId,
    text,
    start: 0,
    end: text.length,
    language,
    kind,
  }));
}

const ALL = [
  ...voices(1, SYNC, "en", "bug", 1),
  ...voices(1, SYNC_ZH, "zh", "bug", 20),
  ...voices(2, ICON, "en", "complaint", 40),
  ...voices(3, PRAISE, "en", "praise", 60),
];

function choose(heard: readonly ThemeVoice[], earlier: readonly ThemeStatements[] = []) {
  const chooser = new StatementChooser(earlier);
  for (const voice of heard) chooser.add(voice);
  return chooser.choose();
}

function wordsOf(statement: ThemeStatements["need"]["en"], heard: readonly ThemeVoice[] = ALL) {
  if (statement === null) return null;
  const voice = heard.find(({ mentionId }) => mentionId === statement.mentionId)!;
  return voice.text.slice(statement.start, statement.end);
}

test("ND19 a theme states its matter in the words of one of its voices, in each language that voices it", () => {
  const [sync, icon, boards] = choose(ALL);
  expect(wordsOf(sync!.need.en)).toMatch(
    /^(?:(?:The new sync|Sync) deletes notes|notes gone after the sync)$/,
  );
  expect(wordsOf(sync!.need.zh)).toMatch(/笔记/);
  expect(wordsOf(icon!.need.en)).toBe("The new icon is ugly");
  expect(icon!.need.zh).toBeNull();
  expect(wordsOf(boards!.praise.en)).toMatch(/boards are/i);
  expect([sync!.leading, boards!.leading]).toEqual(["need", "praise"]);
});

test("ND19 offsets count from the start of the item's text, wherever the mention stands in it", () => {
  const moved = ALL.map((voice) => ({
    ...voice,
    text: `Hello. ${voice.text} Bye.`,
    start: 7,
    end: 7 + voice.text.length,
  }));
  const [sync] = choose(moved);
  expect(wordsOf(sync!.need.en, moved)).toBe(wordsOf(choose(ALL)[0]!.need.en));
});

test("ND21 the order in which voices are heard changes nothing", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(ALL, { minLength: ALL.length }), (shuffled) => {
      expect(choose(shuffled)).toEqual(choose(ALL));
    }),
    { seed: 7, numRuns: 30 },
  );
});

test("ND20 where no voice holds a clause, nothing is stated", () => {
  const fragments = ["so slow!!!", "why???", "ugh, this again", "4.2", "because of the sync", "it"];
  expect(choose(voices(9, fragments, "en", "bug", 1))).toEqual([
    {
      themeId: "theme_9",
      need: { en: null, zh: null },
      praise: { en: null, zh: null },
      leading: "need",
    },
  ]);
});

test("ND20 the story of three people is no statement of a theme", () => {
  const [few] = choose(voices(9, SYNC.slice(0, 3), "en", "bug", 1));
  expect(few!.need.en).toBeNull();
});

test("ND21 an earlier statement stays while its mention is in the theme and among the good ones", () => {
  const before = choose(ALL);
  const chosen = before[0]!.need.en!;
  const other = ALL.find(({ text }) => text === "The new sync deletes notes")!;
  expect(chosen.mentionId).not.toBe(other.mentionId);
  const earlier = before.map((one) =>
    one.themeId === "theme_1"
      ? {
          ...one,
          need: { ...one.need, en: { mentionId: other.mentionId, start: 0, end: other.end } },
        }
      : one,
  );
  expect(choose(ALL, earlier)[0]!.need.en!.mentionId).toBe(other.mentionId);
  const without = ALL.filter(({ mentionId }) => mentionId !== other.mentionId);
  expect(choose(without, earlier)[0]!.need.en!.mentionId).toBe(chosen.mentionId);
});

test("no two themes state the same", () => {
  const twice = [...voices(1, ICON, "en", "bug", 1), ...voices(2, ICON, "en", "bug", 40)];
  const stated = choose([...twice, ...voices(3, SYNC, "en", "bug", 80)]).map(({ need }) => need.en);
  const words = stated.slice(0, 2).map((one) => wordsOf(one, twice)?.toLowerCase());
  expect(words[0]).toBeDefined();
  expect(words[0]).not.toBe(words[1]);
});

test("any words at all give a part of them, or nothing", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom(...SYNC, ...SYNC_ZH, ...ICON),
  );
  fc.assert(
    fc.property(fc.array(text, { minLength: 4, maxLength: 20 }), (texts) => {
      const heard = texts.flatMap((words, at) =>
        voices(1, [words], at % 2 === 0 ? "en" : "zh", "bug", at + 1),
      );
      for (const { need } of choose(heard)) {
        for (const one of [need.en, need.zh]) {
          const words = wordsOf(one, heard);
          if (words !== null) expect(words.trim()).toBe(words);
          if (words !== null) expect(words).not.toBe("");
        }
      }
    }),
    { seed: 7, numRuns: 100 },
  );
});
