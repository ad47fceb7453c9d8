// What a release's notes speak of is suggested as its aims, in either language; what they do not name is not.
import type { Theme, ThemeId } from "@heed/core";
import { openSqliteRecordStore } from "@heed/store";
import { createEmbedder } from "@heed/text";
import { expect, test } from "vitest";
import { addRelease } from "./edit-releases.ts";
import { linkedThemes } from "./release-aims.ts";
import { linkSuggested, suggestAims } from "./suggest-aims.ts";

const theme = (
  id: ThemeId,
  en: string,
  zh: string,
  more: Partial<Theme> = { parentId: "theme_9" },
): Theme => ({
  ...{ id, parentId: "theme_9", name: { en, zh } },
  ...{ keyphrases: { en: en.split(", "), zh: zh.split("、") }, representatives: [] },
  ...more,
});
const THEMES = [
  theme("theme_9", "everything", "一切", { parentId: null }),
  theme("theme_1", "sync, lost notes", "同步、丢笔记"),
  theme("theme_2", "price, subscription", "价格、会员"),
  theme("theme_3", "handwriting, pen", "手写、手写笔"),
  theme("theme_4", "sync, offline", "同步、离线", { parentId: "theme_9", hidden: true }),
];
const embedder = createEmbedder();
const suggest = async (en: string, zh = en) =>
  (
    await suggestAims(embedder, [{ version: "1", date: "2026-01-01", notes: { en, zh } }], THEMES)
  ).get("1") ?? [];

test("[RE8] the theme that the notes speak of is suggested, from either language", async () => {
  expect(await suggest("Repairs sync, which could lose notes. Smaller app.")).toEqual(["theme_1"]);
  expect(await suggest("安装包更小；会员价格下调")).toEqual(["theme_2"]);
  expect(await suggest("Write by pen on the tablet", "支持手写笔")).toEqual(["theme_3"]);
});

test("[RE8] notes that name no theme, hidden themes and releases without notes suggest nothing", async () => {
  expect(await suggest("Various improvements")).toEqual([]);
  expect(await suggest("Works offline now")).toEqual([]);
  const bare = await suggestAims(embedder, [{ version: "1", date: "2026-01-01" }], THEMES);
  expect(bare.size).toBe(0);
  expect((await suggestAims(embedder, [], [])).size).toBe(0);
});

test("[RE8] a release is linked to what its notes suggest, and to nothing where they name nothing", async () => {
  const records = await openSqliteRecordStore(":memory:");
  await records.replaceThemes({ found: THEMES, current: THEMES });
  const notes = (text: string) => ({ en: text, zh: text });
  await addRelease(records, { version: "4.3.1", date: "2026-07-28", notes: notes("Repairs sync") });
  await addRelease(records, { version: "4.3.2", date: "2026-07-29", notes: notes("Fixes") });
  expect(await linkSuggested(records, embedder, "4.3.1")).toEqual(["theme_1"]);
  expect(await linkSuggested(records, embedder, "4.3.2")).toEqual([]);
  const linked = await linkedThemes(records, "4.3.1");
  expect(linked.map(({ themeId }) => themeId)).toEqual(["theme_1"]);
  await records.close();
});
