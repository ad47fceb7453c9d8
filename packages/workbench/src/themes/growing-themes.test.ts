// With the real finder: themes keep ids and people's edits while data grows, and needs follow every decision.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Theme, ThemeId } from "@heed/core";
import { buildItem } from "@heed/core/testing";
import { createThemeFinder } from "@heed/text";
import { afterEach, beforeEach, expect, test } from "vitest";
import { analyse } from "../analysis/analyse.ts";
import { concludeAgain } from "../analysis/conclude.ts";
import { loadSummary } from "../needs/summary.ts";
import { openWorkspace, type Workspace } from "../workspace/open-workspace.ts";
import { lastThemeChanges } from "./assign-themes.ts";
import { editThemes } from "./edit-themes.ts";

const combine = (starts: readonly string[], ends: readonly string[]) =>
  starts.flatMap((start) => ends.map((end) => `${start} ${end}`));
const LOGIN = combine(
  ["I cannot log in", "Login fails", "The login page hangs", "My password is refused"],
  ["since the update", "every single time", "on my new phone", "after the reset"],
);
const PRICE = combine(
  ["The subscription is too expensive", "The monthly price went up", "Far too much money"],
  ["for a simple list", "compared with others", "again this year", "for students"],
);
const BATTERY = combine(
  ["It drains my battery", "The battery dies", "My phone gets hot", "Battery use is insane"],
  ["in the background", "within two hours", "while it is idle", "all day long"],
);
const WIDGET = combine(
  ["Please add a home screen widget", "A widget would be great", "I miss a widget"],
  ["for the lock screen", "showing my next task", "on Android", "like the old app had"],
);
const LATER = [
  "Login fails again with my password",
  "The price of the subscription doubled",
  "My battery is empty by noon",
  ...WIDGET,
];

let workspace: Workspace;
let arrived: number;
beforeEach(async () => {
  workspace = await openWorkspace(mkdtempSync(join(tmpdir(), "heed-growing-")));
  arrived = 0;
  await workspace.records.addImport({
    id: "import_1",
    source: "x",
    file: "x",
    mapping: { text: ["text"] },
    status: "committed",
    counts: { rows: 0, added: 0, revised: 0, unchanged: 0, rejected: 0, redacted: 0 },
  });
  await workspace.facts.setVisibleImports(["import_1"]);
  await arrive([...LOGIN, ...PRICE, ...BATTERY]);
  await run(3);
});
afterEach(() => workspace.close());

async function arrive(texts: readonly string[]): Promise<void> {
  await workspace.facts.appendItems(texts.map((text) => buildItem(++arrived, { text })));
}

const run = (themeCount?: number) =>
  analyse(workspace, {
    splitter: {
      split: async (texts: readonly { text: string }[]) =>
        texts.map(({ text }) => [{ start: 0, end: text.length }]),
    },
    reader: {
      model: { name: "fixed", version: "1" },
      read: async (texts) =>
        texts.map(() => ({ sentiment: "negative", sentimentScore: -0.5, kind: "bug" })),
    },
    themeFinder: createThemeFinder(),
    ...(themeCount === undefined ? {} : { themeCount }),
  });

/** The theme of each text. */
async function placed(): Promise<Map<string, ThemeId | null>> {
  const places = new Map<string, ThemeId | null>();
  for await (const page of workspace.facts.itemFacts())
    for (const { item, mentions } of page)
      places.set(item.text, mentions[0]?.assignment?.themeId ?? null);
  return places;
}

const themeOf = async (text: string) => (await placed()).get(text)!;
const themeById = async (id: ThemeId): Promise<Theme> =>
  (await workspace.records.themes()).find((theme) => theme.id === id)!;
const neededThemes = async () => (await workspace.records.needs()).map(({ themeId }) => themeId);

test("ids stay, new voices join known themes, a new matter opens one, and the run says so", async () => {
  const before = await placed();
  await arrive(LATER);
  await run();
  const after = await placed();
  for (const [text, theme] of before) expect(after.get(text), text).toBe(theme);
  expect(after.get(LATER[0]!)).toBe(before.get(LOGIN[0]!));
  expect(after.get(LATER[1]!)).toBe(before.get(PRICE[0]!));
  expect(after.get(LATER[2]!)).toBe(before.get(BATTERY[0]!));
  const widget = after.get(WIDGET[0]!)!;
  expect([...before.values()]).not.toContain(widget);
  const changes = (await lastThemeChanges(workspace))!;
  expect(changes.opened).toContain(widget);
  expect(changes.newMentions).toBe(LATER.length);
  expect(changes.grown.map(({ themeId }) => themeId)).toContain(before.get(LOGIN[0]!));
});

test("a rename, a merge and a hiding hold when data grows", async () => {
  const [login, price, battery] = [
    await themeOf(LOGIN[0]!),
    await themeOf(PRICE[0]!),
    await themeOf(BATTERY[0]!),
  ];
  await editThemes(workspace, { type: "rename", themeId: login, name: { en: "Locked out" } });
  await editThemes(workspace, { type: "merge", from: [battery], into: login });
  await editThemes(workspace, { type: "hide", themeId: price });
  await arrive(LATER);
  await run();
  expect((await themeById(login)).name.en).toBe("Locked out");
  expect(await themeOf(LATER[2]!)).toBe(login);
  expect(await themeOf(BATTERY[0]!)).toBe(login);
  expect((await themeById(price)).hidden).toBe(true);
  expect(await neededThemes()).not.toContain(price);
});

test("needs follow a decision at once, and what changed since the last run stays what it was", async () => {
  const [login, battery] = [await themeOf(LOGIN[0]!), await themeOf(BATTERY[0]!)];
  await arrive(LATER);
  await run();
  const earlier = (await loadSummary(workspace.records))!.earlier;
  expect(await neededThemes()).toContain(battery);
  await editThemes(workspace, { type: "merge", from: [battery], into: login });
  const concluded = (await concludeAgain(workspace))!;
  expect(await neededThemes()).not.toContain(battery);
  const need = concluded.needs.find(({ themeId }) => themeId === login)!;
  expect(need.mentions).toBe(LOGIN.length + BATTERY.length + 2);
  expect(concluded.summary.earlier).toEqual(earlier);
});
