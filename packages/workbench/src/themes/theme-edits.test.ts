// What people decide about themes survives every run, while data grows and whatever a run finds.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type FoundThemes,
  type MentionId,
  mentionCount,
  mentionText,
  type ThemeFinder,
  type ThemeId,
} from "@heed/core";
import { buildItem } from "@heed/core/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { analyse } from "../analysis/analyse.ts";
import { openWorkspace, type Workspace } from "../workspace/open-workspace.ts";
import { lastThemeChanges } from "./assign-themes.ts";
import { editThemes, nextThemeId } from "./edit-themes.ts";

const SYNC = [
  "sync loses my notes",
  "sync lost a note again",
  "sync conflict copies appear",
  "sync makes conflict copies everywhere",
];
const PRICE = ["price too high", "the price went up", "price is steep for students"];
const DARK = ["dark mode please", "needs a dark theme", "so bright, add dark"];
const FIRST = [...SYNC, ...PRICE, ...DARK];
const AT = new Date("2026-03-01T00:00:00.000Z");

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace(mkdtempSync(join(tmpdir(), "heed-edits-")));
  await workspace.records.addImport({
    id: "import_1",
    source: "x",
    file: "x",
    mapping: { text: ["text"] },
    status: "committed",
    counts: { rows: 0, added: 0, revised: 0, unchanged: 0, rejected: 0, redacted: 0 },
  });
  await workspace.facts.setVisibleImports(["import_1"]);
});
afterEach(() => workspace.close());

/** Finds one theme for each word, of the texts that begin with or hold it; the first word that fits decides. */
function finderOf(...words: string[]): ThemeFinder & { previous: (Int32Array | undefined)[] } {
  const previous: (Int32Array | undefined)[] = [];
  return {
    model: { name: "words", version: "1" },
    previous,
    find: async (texts, options): Promise<FoundThemes> => {
      previous.push(options.previous);
      const assignment = texts.itemOf.map((_, place) =>
        words.findIndex((word) => mentionText(texts, place).includes(word)),
      );
      const describe = (word: string, index: number) => ({
        name: { en: word, zh: word },
        keyphrases: { en: [word], zh: [] },
        representatives: [Math.max(0, assignment.indexOf(index))],
      });
      return {
        themes: words.map((word, index) => ({ ...describe(word, index), group: 0 })),
        groups: [describe("all", 0)],
        assignment,
        scores: new Float32Array(mentionCount(texts)).fill(0.5),
        unclear: new Map(
          [...assignment.entries()]
            .filter(([, leaf]) => leaf < 0)
            .map(([i]) => [i, "far-from-all" as const]),
        ),
      };
    },
  };
}

let arrived = 0;
async function arrive(texts: readonly string[]): Promise<void> {
  if ((await workspace.facts.countItems()) === 0) arrived = 0;
  await workspace.facts.appendItems(texts.map((text) => buildItem(++arrived, { text })));
}

async function run(finder: ThemeFinder) {
  return analyse(workspace, {
    splitter: {
      split: async (texts: readonly { text: string }[]) =>
        texts.map(({ text }) => [{ start: 0, end: text.length }]),
    },
    reader: {
      model: { name: "fixed", version: "1" },
      read: async (texts) =>
        texts.map(() => ({ sentiment: "negative", sentimentScore: -0.5, kind: "bug" })),
    },
    themeFinder: finder,
  });
}

/** What each text belongs to, by the theme's English name. */
async function places(): Promise<Record<string, string | null>> {
  const names = new Map((await workspace.records.themes()).map(({ id, name }) => [id, name.en]));
  const placed: [string, string | null][] = [];
  for await (const page of workspace.facts.itemFacts()) {
    for (const { item, mentions } of page) {
      const id = mentions[0]?.assignment?.themeId ?? null;
      placed.push([item.text, id === null ? null : (names.get(id) ?? `not listed: ${id}`)]);
    }
  }
  return Object.fromEntries(placed);
}

async function themeNamed(name: string): Promise<ThemeId> {
  return (await workspace.records.themes()).find((theme) => theme.name.en === name)!.id;
}

async function mentionsOf(texts: readonly string[]): Promise<MentionId[]> {
  const found: MentionId[] = [];
  for await (const page of workspace.facts.itemFacts()) {
    for (const { item, mentions } of page) {
      if (texts.includes(item.text)) found.push(mentions[0]!.mention.id);
    }
  }
  return found;
}

async function splitConflicts(): Promise<ThemeId> {
  const newThemeId = await nextThemeId(workspace);
  await editThemes(
    workspace,
    {
      type: "split",
      themeId: await themeNamed("sync"),
      newThemeId,
      mentionIds: await mentionsOf(SYNC.slice(2)),
      name: { en: "conflicts", zh: "冲突" },
    },
    AT,
  );
  return newThemeId;
}

test("ids stay when data grows, and the run says what was opened, has grown and is gone", async () => {
  await arrive(FIRST);
  await run(finderOf("sync", "price", "dark"));
  const before = await themeNamed("price");
  await arrive(["price doubled", "login code never comes", "login is broken"]);
  const second = finderOf("login", "sync", "price");
  await run(second);
  expect(await themeNamed("price")).toBe(before);
  expect(await lastThemeChanges(workspace)).toEqual({
    opened: [await themeNamed("login")],
    gone: ["theme_4"],
    grown: [{ themeId: before, before: 3, now: 4 }],
    newMentions: 3,
  });
  expect(second.previous[0]).toEqual(Int32Array.from([0, 0, 0, 0, 1, 1, 1, 2, 2, 2, -1, -1, -1]));
});

test("a renamed theme keeps its name and id when data grows", async () => {
  await arrive(FIRST);
  await run(finderOf("sync", "price", "dark"));
  const id = await themeNamed("price");
  await editThemes(workspace, { type: "rename", themeId: id, name: { en: "Too expensive" } }, AT);
  await arrive(["price doubled"]);
  await run(finderOf("dark", "price", "sync"));
  expect(await themeNamed("Too expensive")).toBe(id);
  expect((await places())["price doubled"]).toBe("Too expensive");
});

test("merged themes stay merged, also for what arrives later", async () => {
  await arrive(FIRST);
  await run(finderOf("sync", "price", "dark"));
  await editThemes(
    workspace,
    { type: "merge", from: [await themeNamed("dark")], into: await themeNamed("price") },
    AT,
  );
  expect((await places())["dark mode please"]).toBe("price");
  await arrive(["dark would be nice"]);
  await run(finderOf("sync", "price", "dark"));
  const after = await places();
  expect([after["dark would be nice"], after["dark mode please"]]).toEqual(["price", "price"]);
});

test("after a split, new mentions go to the part that they resemble", async () => {
  await arrive(FIRST);
  await run(finderOf("sync", "price", "dark"));
  await splitConflicts();
  expect((await places())["sync conflict copies appear"]).toBe("conflicts");
  await arrive(["sync leaves conflict copies", "sync lost every note", "sync"]);
  for (let runs = 0; runs < 2; runs += 1) {
    await run(finderOf("sync", "price", "dark"));
    expect(await places()).toMatchObject({
      "sync leaves conflict copies": "conflicts",
      "sync conflict copies appear": "conflicts",
      "sync lost every note": "sync",
      "sync loses my notes": "sync",
    });
  }
});

test("undoing a split brings all of it back, also what later runs gave to the part", async () => {
  await arrive(FIRST);
  await run(finderOf("sync", "price", "dark"));
  await splitConflicts();
  await arrive(["sync leaves conflict copies"]);
  await run(finderOf("sync", "price", "dark"));
  await editThemes(workspace, { type: "undo", edit: 1 }, AT);
  const after = await places();
  expect(new Set([...SYNC, "sync leaves conflict copies"].map((text) => after[text]))).toEqual(
    new Set(["sync"]),
  );
});

test("a finder that goes on from the last run learns of the split, and its answer is taken", async () => {
  await arrive(FIRST);
  await run(finderOf("sync", "price", "dark"));
  const part = await splitConflicts();
  await arrive(["sync: two copies of one page"]);
  const onward = finderOf("sync", "price", "dark");
  const goesOn: ThemeFinder = {
    ...onward,
    find: async (texts, options) => {
      const found = await onward.find(texts, options);
      const leaves = Math.max(...options.previous!) + 1;
      const theme = found.themes[0]!;
      const assignment = options.previous!.map((leaf) => (leaf < 0 ? leaves - 1 : leaf));
      return {
        ...found,
        assignment,
        themes: Array.from({ length: leaves }, (_, previous) => ({ ...theme, previous })),
      };
    },
  };
  await run(goesOn);
  const placed = await places();
  expect([placed["sync: two copies of one page"], placed["sync conflict copies appear"]]).toEqual([
    "conflicts",
    "conflicts",
  ]);
  expect(await themeNamed("conflicts")).toBe(part);
});

test("what is decided while a run is under way stands when it has ended", async () => {
  await arrive(FIRST);
  await run(finderOf("sync", "price", "dark"));
  const finder = finderOf("sync", "price", "dark");
  const [steep] = await mentionsOf([PRICE[2]!]);
  const [sync, price, dark] = await Promise.all(["sync", "price", "dark"].map(themeNamed));
  const decide = async () => {
    const name = { en: "Gloom", zh: "昏暗" };
    await editThemes(workspace, { type: "move", mentionIds: [steep!], themeId: dark! }, AT);
    await editThemes(workspace, { type: "merge", from: [price!], into: sync! }, AT);
    await editThemes(workspace, { type: "rename", themeId: dark!, name }, AT);
  };
  const { themes } = await run({
    ...finder,
    find: async (texts, options) => {
      const found = await finder.find(texts, options);
      await decide();
      return found;
    },
  });
  expect(themes.map(({ name }) => name.en).sort()).toEqual(["Gloom", "all", "sync"]);
  expect(await places()).toMatchObject({
    [PRICE[0]!]: "sync",
    [PRICE[2]!]: "Gloom",
    [DARK[0]!]: "Gloom",
  });
});

test("moved mentions stay where they were put, also in no theme", async () => {
  await arrive(FIRST);
  await run(finderOf("sync", "price", "dark"));
  const [steep, bright] = await mentionsOf([PRICE[2]!, DARK[2]!]);
  await editThemes(
    workspace,
    { type: "move", mentionIds: [steep!], themeId: await themeNamed("sync") },
    AT,
  );
  await editThemes(workspace, { type: "move", mentionIds: [bright!], themeId: null }, AT);
  await arrive(["price again"]);
  await run(finderOf("price", "dark", "sync"));
  expect(await places()).toMatchObject({ [PRICE[2]!]: "sync", [DARK[2]!]: null });
});

test("a hidden theme stays hidden and out of the needs until it is shown again", async () => {
  await arrive(FIRST);
  await run(finderOf("sync", "price", "dark"));
  const id = await themeNamed("price");
  await editThemes(workspace, { type: "hide", themeId: id }, AT);
  await arrive(["price up again"]);
  const { needs } = await run(finderOf("sync", "price", "dark"));
  expect(needs.map(({ themeId }) => themeId)).not.toContain(id);
  await editThemes(workspace, { type: "show", themeId: id }, AT);
  expect(
    (await run(finderOf("sync", "price", "dark"))).needs.map(({ themeId }) => themeId),
  ).toContain(id);
});

test("an edited theme that a run no longer finds is kept with its mentions", async () => {
  await arrive(FIRST);
  await run(finderOf("sync", "price", "dark"));
  const id = await themeNamed("dark");
  await editThemes(workspace, { type: "rename", themeId: id, name: { en: "Night" } }, AT);
  await splitConflicts();
  await arrive(["price, price, price"]);
  await run(finderOf("price"));
  const placed = await places();
  expect(DARK.map((text) => placed[text])).toEqual(["Night", "Night", "Night"]);
  expect(SYNC.map((text) => placed[text])).toEqual(["sync", "sync", "conflicts", "conflicts"]);
  expect(await themeNamed("Night")).toBe(id);
});

test("a mention that is not there, or not in the theme, cannot be moved or split off", async () => {
  await arrive(FIRST);
  await run(finderOf("sync", "price", "dark"));
  const sync = await themeNamed("sync");
  await expect(
    editThemes(workspace, { type: "move", mentionIds: ["item_99.1.0-3"], themeId: sync }, AT),
  ).rejects.toMatchObject({ code: "mention-not-found" });
  const [price] = await mentionsOf([PRICE[0]!]);
  const split = {
    type: "split",
    themeId: sync,
    newThemeId: "theme_99",
    name: { en: "a", zh: "b" },
  } as const;
  await expect(editThemes(workspace, { ...split, mentionIds: [price!] }, AT)).rejects.toMatchObject(
    { code: "mention-not-in-theme" },
  );
  await expect(
    editThemes(workspace, { ...split, mentionIds: await mentionsOf(SYNC) }, AT),
  ).rejects.toMatchObject({ code: "nothing-left" });
  expect(await workspace.records.themeEdits()).toEqual([]);
});
