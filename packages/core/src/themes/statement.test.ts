// What heads a theme: a name that somebody gave, else its statement, else its key words.
import { expect, test } from "vitest";
import { headlineOf, namedByOf, statementsByTheme, type ThemeStatements } from "./statement.ts";

const NAME = { en: "sync, notes", zh: "同步、笔记" };
const NOBODY = { en: null, zh: null };
const SAID = { en: { text: "Sync loses notes" }, zh: null };

test("ND22 a statement stands before the key words, which follow it", () => {
  expect(headlineOf({ name: NAME, namedBy: NOBODY, statement: SAID }, "en")).toEqual({
    text: "Sync loses notes",
    isStatement: true,
    name: "sync, notes",
    other: null,
  });
});

test("ND22 where a language has no statement its key words stand first, and the other's words are shown as they are", () => {
  expect(headlineOf({ name: NAME, namedBy: NOBODY, statement: SAID }, "zh")).toEqual({
    text: "同步、笔记",
    isStatement: false,
    name: null,
    other: { language: "en", text: "Sync loses notes" },
  });
});

test("ND22 a name that a person or a model gave stands alone in its language", () => {
  for (const giver of ["person", "model"] as const) {
    const headed = { name: NAME, namedBy: { en: giver, zh: null }, statement: SAID };
    expect(headlineOf(headed, "en")).toEqual({
      text: "sync, notes",
      isStatement: false,
      name: null,
      other: null,
    });
    expect(headlineOf(headed, "zh").other?.text).toBe("Sync loses notes");
  }
});

test("ND22 without any statement the name stands alone", () => {
  const headed = { name: NAME, namedBy: namedByOf({}), statement: { en: null, zh: null } };
  expect(headlineOf(headed, "zh")).toMatchObject({ text: "同步、笔记", name: null, other: null });
});

test("ND19 a theme speaks with the side of which more speak, its need always with those who lack something", () => {
  const statement = { mentionId: "item_1.1.0-5", start: 0, end: 5 } as const;
  const praise = { mentionId: "item_2.1.0-5", start: 0, end: 5 } as const;
  const all: ThemeStatements[] = [
    {
      themeId: "theme_1",
      need: { en: statement, zh: null },
      praise: { en: praise, zh: null },
      leading: "praise",
    },
  ];
  const of = statementsByTheme(all);
  expect(of("theme_1").theme.en).toBe(praise);
  expect(of("theme_1").need.en).toBe(statement);
  expect(of("theme_2").theme).toEqual({ en: null, zh: null });
});
