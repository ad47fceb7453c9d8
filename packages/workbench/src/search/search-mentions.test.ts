// Search through a workspace: what an analysis understood is found, quoted exactly, and paged safely.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Embedder, type FeedbackItem, mentionAt, spanFault } from "@heed/core";
import { buildItem } from "@heed/core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorkspace, type Workspace } from "../workspace/open-workspace.ts";
import { indexMentions } from "./index-mentions.ts";
import { searchMentions } from "./search-mentions.ts";

const TEXTS = [
  "Love the look. Sync loses my notes every single day. Fix it please.",
  "同步之后笔记全没了，气死人",
  "Syncing is slow 😀 but the notes survive",
  "The export is broken since the update",
  "一导出就闪退",
  "Battery dies fast",
];
let workspace: Workspace;

/** Two directions: one for crashes in any language, one for everything else. */
const embedder: Embedder = {
  model: { name: "toy", version: "1" },
  dimensions: 2,
  embed: async (texts) =>
    Float32Array.from(
      texts.flatMap((text) => (/crash|闪退|force close/.test(text) ? [1, 0] : [0, 1])),
    ),
};

beforeAll(async () => {
  workspace = await openWorkspace(mkdtempSync(join(tmpdir(), "heed-search-")));
  const items = TEXTS.map((text, index) =>
    buildItem(index + 1, {
      text,
      rating: (index % 5) + 1,
      language: /[一-龥]/.test(text) ? "zh" : "en",
    }),
  );
  await store(workspace, items);
});
afterAll(() => workspace.close());

test("a mention is found with its words marked in the item's own text", async () => {
  const { hits, total, match } = await searchMentions(workspace, { words: "notes sync" });
  expect([total, match]).toEqual([2, "all"]);
  for (const hit of hits) {
    expect(hit.quote).toBe(hit.item.text.slice(hit.mention.start, hit.mention.end));
    expect(spanFault(hit.item.text, hit.matches)).toBeNull();
    expect(
      hit.matches.map(({ start, end }) => hit.item.text.slice(start, end).toLowerCase()).sort(),
    ).toEqual(["notes", hit.item.id === "item_1" ? "sync" : "syncing"]);
  }
});

test("Chinese is found inside a sentence", async () => {
  const { hits } = await searchMentions(workspace, { words: "笔记" });
  expect(hits.map(({ item }) => item.id)).toEqual(["item_2"]);
});

test("when no mention holds all the words, any that tells them apart is enough, and that is said", async () => {
  const page = await searchMentions(workspace, { words: "battery export" });
  expect(page.match).toBe("any");
  expect(page.hits.map(({ item }) => item.id).sort()).toEqual(["item_4", "item_6"]);
  expect((await searchMentions(workspace, { words: "zebra quagga" })).total).toBe(0);
});

test("with an embedder, what means the same is found in the other language", async () => {
  await indexMentions(workspace, { embedder });
  const page = await searchMentions(workspace, { words: "force close", embedder });
  expect(page.hits.map(({ item, matches }) => [item.id, matches.length])).toEqual([["item_5", 0]]);
  expect((await searchMentions(workspace, { words: "force close" })).total).toBe(0);
});

test("pages go on where the last one ended, and the last has no cursor", async () => {
  const all = await searchMentions(workspace, { words: "", limit: 100 });
  expect(all.cursor).toBeNull();
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await searchMentions(workspace, {
      words: "",
      limit: 2,
      ...(cursor ? { cursor } : {}),
    });
    expect(page.total).toBe(all.total);
    seen.push(...page.hits.map(({ mention }) => mention.id));
    cursor = page.cursor;
  }
  expect(seen).toEqual(all.hits.map(({ mention }) => mention.id));
});

test("a cursor that was changed, or belongs to another search, is refused", async () => {
  const { cursor } = await searchMentions(workspace, { words: "", limit: 2 });
  const refused = { code: "cursor-of-another-search" };
  for (const [words, other] of [
    ["sync", cursor!],
    ["", `${cursor}x`],
    ["", "nonsense"],
    ["", `e30.${cursor!.split(".")[1]}`],
  ] as const) {
    await expect(searchMentions(workspace, { words, cursor: other })).rejects.toMatchObject(
      refused,
    );
  }
});

test.each([[0], [201], [1.5], [Number.NaN]])("a page of %d mentions is refused", async (limit) => {
  await expect(searchMentions(workspace, { words: "x", limit })).rejects.toMatchObject({
    code: "limit-out-of-range",
  });
});

test("a theme that is not there is refused by name", async () => {
  await expect(
    searchMentions(workspace, { words: "", filter: { themeIds: ["theme_99"] } }),
  ).rejects.toMatchObject({ code: "theme-not-found" });
});

async function store({ facts, records }: Workspace, items: readonly FeedbackItem[]): Promise<void> {
  await records.addImport({
    id: "import_1",
    source: "x",
    file: "x",
    mapping: { text: ["text"] },
    status: "committed",
    counts: { rows: 0, added: 0, revised: 0, unchanged: 0, rejected: 0, redacted: 0 },
  });
  await facts.setVisibleImports(["import_1"]);
  await facts.appendItems(items);
  const mentions = items.flatMap((item) => {
    const end = item.text.length;
    return item.id === "item_1"
      ? [mentionAt(item, { start: 15, end: 52 })]
      : [mentionAt(item, { start: 0, end })];
  });
  await facts.appendMentions(mentions);
  await facts.appendReadings(
    mentions.map(({ id }) => ({
      mentionId: id,
      sentiment: "negative",
      sentimentScore: -1,
      kind: "bug",
      model: { name: "m", version: "1" },
    })),
  );
  await indexMentions(workspace);
}
