// People's decisions about themes hold over whatever a run finds.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { MentionId } from "../mentions/mention.ts";
import { checkThemeEdit, themeDecisions } from "./apply-theme-edits.ts";
import type { Theme, ThemeId } from "./theme.ts";
import type { LoggedThemeEdit, ThemeEdit } from "./theme-edit.ts";
import { leafThemes } from "./theme-levels.ts";

const theme = (id: ThemeId, parentId: ThemeId | null = null): Theme => ({
  id,
  parentId,
  name: { en: id, zh: id },
  keyphrases: { en: [], zh: [] },
  representatives: [],
});
const found = [
  theme("theme_1"),
  theme("theme_2", "theme_1"),
  theme("theme_3", "theme_1"),
  theme("theme_4", "theme_1"),
];
const log = (...edits: ThemeEdit[]): LoggedThemeEdit[] =>
  edits.map((edit, index) => ({ number: index + 1, at: "2026-03-01T00:00:00.000Z", edit }));
const ids = (themes: readonly Theme[]) => themes.map(({ id }) => id);

test("with no decisions, what was found stands", () => {
  const decisions = themeDecisions([]);
  expect(decisions.applyTo(found)).toEqual(found);
  expect(decisions.themeOf("item_1.1.0-4", "theme_2")).toBe("theme_2");
  expect(decisions.themeOf("item_1.1.0-4", null)).toBeNull();
  expect(decisions.kept.size).toBe(0);
});

test("a rename in one language keeps the other, and the last rename wins", () => {
  const decisions = themeDecisions(
    log(
      { type: "rename", themeId: "theme_2", name: { en: "Sync", zh: "同步" } },
      { type: "rename", themeId: "theme_2", name: { en: "Lost notes" } },
    ),
  );
  expect(decisions.applyTo(found)[1]?.name).toEqual({ en: "Lost notes", zh: "同步" });
});

test("a name that a person gave is known as theirs, in the language in which they gave it", () => {
  const named = (...edits: ThemeEdit[]) => {
    const themes = themeDecisions(log(...edits)).applyTo(found);
    return Object.fromEntries(themes.map(({ id, namedBy }) => [id, namedBy]));
  };
  const split = {
    type: "split",
    themeId: "theme_3",
    newThemeId: "theme_9",
    mentionIds: ["item_1.1.0-4"],
    name: { en: "Part", zh: "部分" },
  } as const;
  const byBoth = { en: "person", zh: "person" };
  expect(named({ type: "rename", themeId: "theme_2", name: { zh: "同步" } })).toMatchObject({
    theme_1: undefined,
    theme_2: { zh: "person" },
  });
  expect(named(split).theme_9).toEqual(byBoth);
  expect(named({ ...split, isUnnamed: true }).theme_9).toBeUndefined();
  const renamed = { type: "rename", themeId: "theme_9", name: byBoth } as const;
  expect(named({ ...split, isUnnamed: true }, renamed).theme_9).toEqual(byBoth);
});

test("merges follow one another, for themes found later too", () => {
  const decisions = themeDecisions(
    log(
      { type: "merge", from: ["theme_2"], into: "theme_3" },
      { type: "merge", from: ["theme_3"], into: "theme_4" },
    ),
  );
  expect(decisions.themeOf("item_1.1.0-4", "theme_2")).toBe("theme_4");
  expect(ids(decisions.applyTo(found))).toEqual(["theme_1", "theme_4"]);
});

test("merges that would run in a circle end at the later decision", () => {
  const decisions = themeDecisions(
    log(
      { type: "merge", from: ["theme_2"], into: "theme_3" },
      { type: "merge", from: ["theme_3"], into: "theme_2" },
    ),
  );
  expect(decisions.themeOf("item_1.1.0-4", "theme_3")).toBe("theme_2");
  expect(decisions.themeOf("item_1.1.0-4", "theme_2")).toBe("theme_2");
  expect(ids(decisions.applyTo(found))).toEqual(["theme_1", "theme_2", "theme_4"]);
});

test("a merged group hands its leaves over", () => {
  const themes = [theme("theme_1"), theme("theme_9"), theme("theme_2", "theme_1")];
  const decisions = themeDecisions(log({ type: "merge", from: ["theme_1"], into: "theme_9" }));
  expect(decisions.applyTo(themes)).toEqual([theme("theme_9"), theme("theme_2", "theme_9")]);
});

test("a split takes its mentions along and stands beside the theme it came from", () => {
  const decisions = themeDecisions(
    log({
      type: "split",
      themeId: "theme_2",
      newThemeId: "theme_7",
      mentionIds: ["item_1.1.0-4"],
      name: { en: "Conflicts", zh: "冲突" },
    }),
  );
  expect(ids(decisions.applyTo(found))).toEqual([
    "theme_1",
    "theme_2",
    "theme_7",
    "theme_3",
    "theme_4",
  ]);
  expect(decisions.applyTo(found)[2]).toMatchObject({
    parentId: "theme_1",
    name: { en: "Conflicts" },
  });
  expect(decisions.themeOf("item_1.1.0-4", "theme_2")).toBe("theme_7");
  expect(decisions.themeOf("item_2.1.0-4", "theme_2")).toBe("theme_2");
});

test("a moved mention stays where it was put, also in no theme at all", () => {
  const decisions = themeDecisions(
    log(
      { type: "move", mentionIds: ["item_1.1.0-4", "item_2.1.0-4"], themeId: "theme_3" },
      { type: "move", mentionIds: ["item_2.1.0-4"], themeId: null },
    ),
  );
  expect(decisions.themeOf("item_1.1.0-4", null)).toBe("theme_3");
  expect(decisions.themeOf("item_2.1.0-4", "theme_2")).toBeNull();
  expect(decisions.isPlaced("item_3.1.0-4")).toBe(false);
});

test("hiding marks a theme and showing it again unmarks it", () => {
  const hidden = themeDecisions(log({ type: "hide", themeId: "theme_3" }));
  expect(hidden.applyTo(found)[2]?.hidden).toBe(true);
  const shown = themeDecisions(
    log({ type: "hide", themeId: "theme_3" }, { type: "show", themeId: "theme_3" }),
  );
  expect(shown.applyTo(found)[2]?.hidden).toBe(false);
});

test("an undone decision was never made, and undoing the undo brings it back", () => {
  const rename: ThemeEdit = { type: "rename", themeId: "theme_2", name: { en: "Sync" } };
  expect(themeDecisions(log(rename, { type: "undo", edit: 1 })).applyTo(found)).toEqual(found);
  const back = themeDecisions(log(rename, { type: "undo", edit: 1 }, { type: "undo", edit: 2 }));
  expect(back.applyTo(found)[1]?.name.en).toBe("Sync");
});

test("themes that a person touched are kept when a run does not find them", () => {
  const decisions = themeDecisions(
    log(
      { type: "rename", themeId: "theme_2", name: { en: "Sync" } },
      { type: "merge", from: ["theme_3"], into: "theme_4" },
    ),
  );
  expect([...decisions.kept].sort()).toEqual(["theme_2", "theme_3", "theme_4"]);
});

test.each<[string, ThemeEdit, string]>([
  ["a theme that is not there", { type: "hide", themeId: "theme_99" }, "theme-not-found"],
  [
    "a merge into itself",
    { type: "merge", from: ["theme_2"], into: "theme_2" },
    "merge-into-itself",
  ],
  [
    "a parent that is a leaf",
    { type: "regroup", themeId: "theme_2", parentId: "theme_3" },
    "not-a-group",
  ],
  ["an edit that was never made", { type: "undo", edit: 4 }, "edit-not-found"],
])("%s is refused by name", (_name, edit, code) => {
  expect(() => checkThemeEdit(edit, found, [])).toThrow(expect.objectContaining({ code }));
});

test("a decision that can be carried out is not refused", () => {
  expect(() =>
    checkThemeEdit({ type: "regroup", themeId: "theme_2", parentId: null }, found, []),
  ).not.toThrow();
});

const split: ThemeEdit = {
  type: "split",
  themeId: "theme_2",
  newThemeId: "theme_7",
  mentionIds: ["item_1.1.0-4"],
  name: { en: "Conflicts", zh: "冲突" },
};

test("a part that a run finds itself keeps the name that a person gave it", () => {
  const themes = [...found, theme("theme_7", "theme_1")];
  const applied = themeDecisions(log(split)).applyTo(themes);
  expect(applied.find(({ id }) => id === "theme_7")?.name).toEqual(split.name);
  expect(ids(applied).filter((id) => id === "theme_7").length).toBe(1);
});

test("undoing a split gives the part back to the whole, also what a run has put into it since", () => {
  const undone = themeDecisions(log(split, { type: "undo", edit: 1 }));
  expect(undone.themeOf("item_1.1.0-4", "theme_7")).toBe("theme_2");
  expect(undone.themeOf("item_9.1.0-4", "theme_7")).toBe("theme_2");
  expect(ids(undone.applyTo([...found, theme("theme_7", "theme_1")]))).toEqual(ids(found));
  expect(undone.partsOf("theme_2")).toEqual([]);
});

test("a whole that was merged into its part stands again when the split is undone", () => {
  const merge: ThemeEdit = { type: "merge", from: ["theme_2"], into: "theme_7" };
  const undone = themeDecisions(log(split, merge, { type: "undo", edit: 1 }));
  expect(undone.themeOf("item_1.1.0-4", "theme_2")).toBe("theme_2");
  expect(ids(undone.applyTo(found))).toEqual(ids(found));
});

test.each<[string, ThemeEdit, string]>([
  [
    "a leaf and a group into one",
    { type: "merge", from: ["theme_2"], into: "theme_1" },
    "levels-differ",
  ],
  ["mentions into a group", { type: "move", mentionIds: [], themeId: "theme_1" }, "not-a-leaf"],
  ["a group apart", { ...split, themeId: "theme_1" }, "not-a-leaf"],
  [
    "a group under a group",
    { type: "regroup", themeId: "theme_1", parentId: "theme_8" },
    "group-under-group",
  ],
])("no decision puts %s", (_name, edit, code) => {
  const themes = [...found, theme("theme_8"), theme("theme_9", "theme_8")];
  expect(() => checkThemeEdit(edit, themes, [])).toThrow(expect.objectContaining({ code }));
});

test("leaves are all themes that no other stands under, at whatever level", () => {
  expect(ids(leafThemes([...found, theme("theme_9")]))).toEqual([
    "theme_2",
    "theme_3",
    "theme_4",
    "theme_9",
  ]);
});

test("whatever is decided, in whatever order, a mention ends in a theme that is listed", () => {
  const id = fc.constantFrom<ThemeId>("theme_2", "theme_3", "theme_4", "theme_7", "theme_8");
  const mention = fc.constantFrom<MentionId>("item_1.1.0-4", "item_2.1.0-4", "item_3.1.0-4");
  const edit = fc.oneof(
    fc.record({
      type: fc.constant("rename" as const),
      themeId: id,
      name: fc.constant({ en: "N" }),
    }),
    fc.record({ type: fc.constant("merge" as const), from: fc.tuple(id), into: id }),
    fc.record({
      type: fc.constant("split" as const),
      themeId: id,
      newThemeId: fc.constantFrom<ThemeId>("theme_7", "theme_8"),
      mentionIds: fc.tuple(mention),
      name: fc.constant({ en: "P", zh: "P" }),
    }),
    fc.record({ type: fc.constant("move" as const), mentionIds: fc.tuple(mention), themeId: id }),
    fc.record({ type: fc.constantFrom("hide" as const, "show" as const), themeId: id }),
    fc.record({ type: fc.constant("undo" as const), edit: fc.integer({ min: 1, max: 8 }) }),
  );
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 8 }), mention, (wishes, asked) => {
      const edits: LoggedThemeEdit[] = [];
      for (const wish of wishes) {
        if (
          wish.type === "split" &&
          edits.some(
            (made) => made.edit.type === "split" && made.edit.newThemeId === wish.newThemeId,
          )
        )
          continue;
        try {
          checkThemeEdit(wish, themeDecisions(edits).applyTo(found), edits);
        } catch {
          continue;
        }
        edits.push({ number: edits.length + 1, at: "2026-03-01T00:00:00.000Z", edit: wish });
      }
      const decisions = themeDecisions(edits);
      const listed = new Set(ids(decisions.applyTo(found)));
      for (const theme of found.slice(1)) {
        const decided = decisions.themeOf(asked, theme.id);
        expect(decided === null || listed.has(decided), JSON.stringify(edits)).toBe(true);
      }
    }),
  );
});
