// Two pages that change the same thing at once: both changes are kept, or one of the two is told.
import { MATTER_KINDS, type RecordStore, type Spec, type Theme, type ThemeId } from "@heed/core";
import { openSqliteRecordStore } from "@heed/store";
import { afterEach, beforeEach, expect, test } from "vitest";
import { planIntent } from "../intents/read-intents.ts";
import { changeMatter, defineMatter, findMatter } from "../matters/keep-matters.ts";
import { changeTree } from "../opportunities/keep-tree.ts";
import { changeGuesses } from "../priorities/keep-priorities.ts";
import { linkRelease, saveOutcomes } from "../releases/release-aims.ts";
import { addSpec, addVersion, loadVersions } from "../specs/spec-records.ts";
import { changePlan, readPlans } from "./need-plans.ts";

let records: RecordStore;
beforeEach(async () => {
  records = await openSqliteRecordStore(":memory:");
  const theme: Theme = {
    ...{ id: "theme_1" as ThemeId, parentId: null, name: { en: "sync", zh: "同步" } },
    ...{ keyphrases: { en: [], zh: [] }, representatives: [] },
  };
  await records.replaceThemes({ found: [theme], current: [theme] });
});
afterEach(() => records.close());

test("two people who plan a need at once both have their way", async () => {
  const at = new Date(0);
  await Promise.all([
    changePlan(records, "theme_1", { lane: "now" }, at),
    changePlan(records, "theme_1", { note: "Ask Ann" }, at),
  ]);
  expect((await readPlans(records)).get("theme_1")).toMatchObject({
    lane: "now",
    note: "Ask Ann",
  });
});

test("two guesses at one need are both kept", async () => {
  await Promise.all([
    changeGuesses(records, "theme_1", { effort: 3 }),
    changeGuesses(records, "theme_1", { ease: 4 }),
  ]);
  expect(await records.kept.get("priority", "theme_1")).toEqual({ effort: 3, ease: 4 });
});

test("a name and an answer of one intent are both kept", async () => {
  const [name, answer] = [
    { en: "Sync", zh: "同步" },
    { en: "Restart it", zh: "重启" },
  ];
  await Promise.all([
    planIntent(records, "theme_1", { name }),
    planIntent(records, "theme_1", { answer }),
  ]);
  expect(await records.kept.get("intent", "theme_1")).toEqual({ name, answer });
});

test("two nodes that are added to the tree at once both stand in it", async () => {
  const at = "2026-03-01T00:00:00.000Z";
  const add = (title: string) =>
    changeTree(records, { type: "add", parent: "theme_1", kind: "solution", title }, at);
  await Promise.all([add("Merge by line"), add("Ask before overwriting")]);
  expect(await records.kept.get("tree", "tree")).toMatchObject({ edits: { length: 2 } });
});

test("of two next versions of a specification one is refused, and the other stands whole", async () => {
  const first = await addSpec(records, { title: { en: "Sync", zh: "同步" } } as unknown as Spec);
  const next = (title: string) =>
    addVersion(records, first, { title: { en: title, zh: title } } as unknown as Spec);
  const told = await Promise.allSettled([next("One"), next("Other")]);
  expect(told.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  const versions = await loadVersions(records, first.id);
  expect(versions.map(({ title }) => title.en)).toEqual(["One", "Sync"]);
});

test("words that two people give one matter at once are both kept as its definitions", async () => {
  const term = (text: string) => ({ text, concept: null });
  const words = (text: string) => ({ lists: [[term(text)]], without: [], kinds: MATTER_KINDS });
  const name = { en: "lost", zh: "丢" };
  const at = new Date(0);
  const { id } = await defineMatter(records, { name, words: words("lost") }, at);
  await Promise.all(
    ["gone", "vanished"].map((text) => changeMatter(records, id, { words: words(text) }, at)),
  );
  const { definitions } = await findMatter(records, id);
  expect(definitions.map(({ lists }) => lists[0]![0]!.text)).toEqual(["lost", "gone", "vanished"]);
});

test("a link and an outcome of one release are both kept when they come at once", async () => {
  const told = { outcomes: [], tried: ["matter_1.1"], hasUnplanned: true };
  await Promise.all([
    linkRelease(records, "4.3.1", ["theme_1"]),
    saveOutcomes(records, "4.3.1", [], told),
  ]);
  expect(await records.kept.get("release", "4.3.1")).toMatchObject({
    ...{ themeIds: ["theme_1"], tried: ["matter_1.1"], isSeen: true },
  });
});
