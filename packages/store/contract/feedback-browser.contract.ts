// What any feedback browser must do: lists in order without gaps, counts that agree with lists, filters that combine.
import {
  type BrowseFilter,
  type BrowseOrder,
  type BrowsePlace,
  type FactStore,
  type FeedbackItem,
  itemId,
  type Kind,
  mentionAt,
  parseSearchWords,
  type Sentiment,
  type ThemeId,
} from "@heed/core";
import { buildItem } from "@heed/core/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

interface Said {
  readonly item: Partial<FeedbackItem>;
  /** Spans with their kind, sentiment and theme (null: too rare). */
  readonly mentions: readonly (readonly [number, number, Kind, Sentiment, ThemeId | null])[];
}

const SAID: readonly Said[] = [
  {
    item: {
      text: "Sync loses notes. Love it.",
      authorKey: "ann",
      writtenAt: "2026-03-02T23:30:00.000Z",
      rating: 2,
      appVersion: "4.3",
    },
    mentions: [
      [0, 17, "bug", "negative", "theme_1"],
      [18, 26, "praise", "positive", null],
    ],
  },
  {
    item: {
      text: "同步又丢了笔记 100%",
      language: "zh",
      authorKey: "bo",
      writtenAt: "2026-03-09T08:00:00.000Z",
      rating: 1,
      appVersion: "4.3",
    },
    mentions: [[0, 7, "bug", "negative", "theme_1"]],
  },
  {
    item: { text: "Please add folders", authorKey: "ann", writtenAt: "2026-03-23T08:00:00.000Z" },
    mentions: [[0, 18, "request", "neutral", "theme_2"]],
  },
  { item: { text: "", rating: 5, duplicateOf: null }, mentions: [] },
  {
    item: { text: "Please add folders", duplicateOf: itemId(3), rival: "Notewren" },
    mentions: [[0, 18, "request", "neutral", "theme_2"]],
  },
  { item: { text: "cheap pills", spam: "advert" }, mentions: [[0, 11, "other", "neutral", null]] },
];

export function describeFeedbackBrowserContract(
  engine: string,
  open: () => Promise<FactStore>,
): void {
  describe(`feedback browser on ${engine}`, () => {
    let store: FactStore;
    beforeAll(async () => {
      store = await open();
      await store.setVisibleImports(["import_1"]);
      await tell(store);
      await store.appendItems([buildItem(7, { importId: "import_2" })]);
      await store.browser.refresh("UTC");
    });
    afterAll(() => store.close());

    const all = async (
      list: (after: BrowsePlace | null) => Promise<{
        ids: readonly string[];
        next: BrowsePlace | null;
      }>,
    ) => {
      const ids: string[] = [];
      let after: BrowsePlace | null = null;
      do {
        const page = await list(after);
        ids.push(...page.ids);
        after = page.next;
      } while (after !== null);
      return ids;
    };
    const mentions = (filter: BrowseFilter, order: BrowseOrder = "newest", limit = 2) =>
      all((after) => store.browser.mentions(filter, { order, after, limit }));
    const items = (filter: BrowseFilter, order: BrowseOrder = "newest", limit = 2) =>
      all((after) => store.browser.items(filter, { order, after, limit }));

    test("pages of any size hold every mention once, in each order, undated ones last", async () => {
      const newest = [
        "item_3.1.0-18",
        "item_2.1.0-7",
        "item_1.1.0-17",
        "item_1.1.18-26",
        "item_5.1.0-18",
      ];
      for (const limit of [1, 2, 3, 50])
        expect(await mentions({}, "newest", limit)).toEqual(newest);
      expect(await mentions({}, "oldest", 1)).toEqual([
        "item_1.1.0-17",
        "item_1.1.18-26",
        "item_2.1.0-7",
        "item_3.1.0-18",
        "item_5.1.0-18",
      ]);
      expect(await mentions({}, "arrival", 2)).toEqual([
        "item_1.1.0-17",
        "item_1.1.18-26",
        "item_2.1.0-7",
        "item_3.1.0-18",
        "item_5.1.0-18",
      ]);
    });

    test("mentions are found by words of their own, one of each list, in any inflection", async () => {
      const parts = (words: string) => parseSearchWords(words).wanted;
      const said = (lists: readonly string[], without = "") =>
        mentions({ said: { lists: lists.map(parts), without: parts(without) } }, "arrival");
      const [english, chinese] = ["item_1.1.0-17", "item_2.1.0-7"];
      expect(await said(["lose 丢了", "note 笔记"])).toEqual([english, chinese]);
      expect(await said(["lose vanish", 'folder "loses notes"'])).toEqual([english]);
      expect(await said(["lose 丢", "note 笔记"], "sync")).toEqual([chinese]);
      // The other mention of the same item, and what stands in no mention, hold nothing.
      expect(await said(["lose", "love"])).toEqual([]);
      expect(await said(["100"])).toEqual([]);
      expect(await said([])).toEqual(await mentions({}, "arrival"));
    });

    test("what must not be true leaves out what is true as a whole, and nothing else", async () => {
      const words = { lists: [parseSearchWords("lose folder").wanted], without: [] };
      const except: BrowseFilter = { kinds: ["bug"], said: words, languages: ["en"] };
      expect(await mentions({ kinds: ["bug", "request"], except }, "arrival")).toEqual([
        "item_2.1.0-7",
        "item_3.1.0-18",
        "item_5.1.0-18",
      ]);
      const { series } = await store.browser.weekly({ rivals: [""], except }, "theme", 9);
      expect(series.map(({ value, people }) => [value, people.reduce((a, b) => a + b)])).toEqual([
        ["theme_1", 1],
        ["theme_2", 1],
      ]);
    });

    test("items are listed with those that have no words, and each once whatever its mentions", async () => {
      expect(await items({}, "arrival")).toEqual([
        "item_1",
        "item_2",
        "item_3",
        "item_4",
        "item_5",
      ]);
      expect(await items({ kinds: ["bug", "praise"] }, "arrival", 1)).toEqual(["item_1", "item_2"]);
      expect(await items({ words: ["sync", "love"] })).toEqual(["item_1"]);
      expect(await store.browser.countItems({ words: ["sync", "love"] })).toBe(1);
      expect(await items({ kinds: ["praise"] })).toEqual(["item_1"]);
      expect(await store.browser.countItems({})).toBe(5);
      expect(await store.browser.countItems({ kinds: ["bug", "praise"] })).toBe(2);
    });

    test.each<[BrowseFilter, string[]]>([
      [{ sentiments: ["positive"] }, ["item_1.1.18-26"]],
      [{ themeIds: ["theme_2"], rivals: [""] }, ["item_3.1.0-18"]],
      [{ rivals: ["Notewren"] }, ["item_5.1.0-18"]],
      [{ unclear: true }, ["item_1.1.18-26"]],
      [{ unclear: true, spam: true }, ["item_1.1.18-26", "item_6.1.0-11"]],
      [{ unclearReasons: ["too-rare"] }, ["item_1.1.18-26"]],
      [{ languages: ["zh"], versions: ["4.3"] }, ["item_2.1.0-7"]],
      [{ ratings: [1, 2], kinds: ["bug"] }, ["item_1.1.0-17", "item_2.1.0-7"]],
      [{ fromDate: "2026-03-03", toDate: "2026-03-09" }, ["item_2.1.0-7"]],
      [{ fromDate: "2026-03-23" }, ["item_3.1.0-18"]],
      [{ words: ["NOTES", "sync"] }, ["item_1.1.0-17"]],
      [{ words: ["100%"] }, ["item_2.1.0-7"]],
      [{ words: ["丢了"] }, ["item_2.1.0-7"]],
      [{ sources: ["'; DROP TABLE x"] }, []],
      [{ importIds: ["import_2"] }, []],
      [{ kinds: [] }, []],
    ])("%j finds its mentions, and the count agrees", async (filter, expected) => {
      expect(await mentions(filter, "arrival")).toEqual(expected);
      expect(await store.browser.countMentions(filter)).toBe(expected.length);
    });

    test("facets count what a value would leave, and totals count people once", async () => {
      expect(await store.browser.facet("kind", {})).toEqual({ bug: 2, request: 2, praise: 1 });
      expect(await store.browser.facet("rival", {})).toEqual({ own: 4, Notewren: 1 });
      expect(await store.browser.facet("theme", { languages: ["en"] })).toEqual({
        theme_2: 2,
        theme_1: 1,
      });
      expect(await store.browser.itemLanguages()).toEqual({ en: 4, zh: 1 });
      expect(await store.browser.totals({})).toEqual({
        items: 5,
        mentions: 5,
        people: 4,
        unclear: 1,
        firstWrittenAt: "2026-03-02T23:30:00.000Z",
        lastWrittenAt: "2026-03-23T08:00:00.000Z",
      });
      expect(await store.browser.totals({ unclear: true })).toMatchObject({ items: 1, unclear: 1 });
      expect((await store.browser.totals({ kinds: ["question"] })).firstWrittenAt).toBeNull();
    });

    test("themes are tallied by people, and needs leave out rivals", async () => {
      expect(await store.browser.themes({})).toEqual([
        {
          themeId: "theme_1",
          mentions: 2,
          people: 2,
          needPeople: 2,
          needMentions: 2,
          kinds: { bug: 2 },
          sentiments: { negative: 2 },
        },
        {
          themeId: "theme_2",
          mentions: 2,
          people: 2,
          needPeople: 1,
          needMentions: 1,
          kinds: { request: 2 },
          sentiments: { neutral: 2 },
        },
      ]);
    });

    test("weeks run on through silence, and are cut in the workspace's zone", async () => {
      const table = await store.browser.weekly({}, "kind", 1);
      expect(table).toEqual({
        weeks: ["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"],
        heard: [1, 1, 0, 1],
        series: [{ value: "bug", people: [1, 1, 0, 0], mentions: [1, 1, 0, 0] }],
      });
      await store.browser.refresh("America/Anchorage");
      expect(await mentions({ fromDate: "2026-03-03" }, "arrival")).toHaveLength(2);
      await store.browser.refresh("Asia/Shanghai");
      expect(await mentions({ fromDate: "2026-03-03" }, "arrival")).toHaveLength(4);
      await store.browser.refresh("UTC");
    });

    test("people come with their most negative words, in pages", async () => {
      const first = await store.browser.people({ rivals: [""] }, { after: null, limit: 1 });
      expect(first).toMatchObject({
        total: 2,
        people: [{ mentions: 3, anonymous: false, mentionId: "item_1.1.0-17" }],
      });
      const rest = await store.browser.people({ rivals: [""] }, { after: first.next, limit: 5 });
      expect(rest).toMatchObject({ next: null, people: [{ mentions: 1 }] });
    });

    test("repeats are found from either side", async () => {
      expect(await store.browser.similarItems("item_3", 20)).toEqual([
        { id: "item_5", relation: "same-words" },
      ]);
      expect(await store.browser.similarItems("item_5", 20)).toEqual([
        { id: "item_3", relation: "same-words" },
      ]);
      expect(await store.browser.similarItems("item_1", 20)).toEqual([]);
    });

    test("an item's revisions come the latest first", async () => {
      const revised = await open();
      await revised.setVisibleImports(["import_1"]);
      await revised.appendItems([buildItem(1), buildItem(1, { revision: 2, text: "Better now" })]);
      const texts = (await revised.browser.revisions("item_1")).map(({ text }) => text);
      expect(texts).toEqual(["Better now", "Sync loses my notes. Love the design though."]);
      await revised.close();
    });

    test("whatever changes is seen after a refresh: rows, readings, themes, imports shown, an erasure", async () => {
      const changing = await open();
      const seen = async () => {
        await changing.browser.refresh("UTC");
        const { items, mentions: said } = await changing.browser.totals({});
        const kinds = await changing.browser.facet("kind", {});
        const grouped = await changing.browser.facet("theme", {});
        return { items, mentions: said, kinds, themes: grouped };
      };
      await changing.setVisibleImports(["import_1"]);
      expect((await seen()).items).toBe(0);
      const item = buildItem(1, { authorKey: "gone" });
      const mention = mentionAt(item, { start: 0, end: 17 });
      const { id: mentionId } = mention;
      await changing.appendItems([item, buildItem(2, { importId: "import_2" })]);
      expect(await seen()).toMatchObject({ items: 1, mentions: 0 });
      await changing.appendMentions([mention]);
      expect(await seen()).toMatchObject({ mentions: 1, kinds: {} });
      const model = { name: "test", version: "1" };
      const reading = { mentionId, sentiment: "negative", sentimentScore: -0.5, model } as const;
      await changing.appendReadings([{ ...reading, kind: "bug" }]);
      expect((await seen()).kinds).toEqual({ bug: 1 });
      await changing.appendReadings([{ ...reading, kind: "request" }]);
      expect((await seen()).kinds).toEqual({ request: 1 });
      const assignment = { mentionId, foundThemeId: null, score: 0.5, unclear: null };
      await changing.appendAssignments([{ ...assignment, themeId: "theme_1" }]);
      await changing.appendAssignments([{ ...assignment, themeId: "theme_2" }]);
      expect((await seen()).themes).toEqual({ theme_2: 1 });
      expect((await seen()).themes).toEqual({ theme_2: 1 });
      await changing.setVisibleImports(["import_1", "import_2"]);
      expect((await seen()).items).toBe(2);
      await changing.deleteImport("import_1");
      expect(await seen()).toMatchObject({ items: 1, mentions: 0, themes: {} });
      await changing.close();
    });

    test("an empty store has nothing to list", async () => {
      const empty = await open();
      await empty.browser.refresh("UTC");
      expect(await empty.browser.weekly({}, null, 8)).toEqual({ weeks: [], heard: [], series: [] });
      expect((await empty.browser.totals({})).people).toBe(0);
      expect(await empty.browser.items({}, { order: "newest", after: null, limit: 5 })).toEqual({
        ids: [],
        next: null,
      });
      await empty.close();
    });
  });
}

const SCORES = { negative: -0.6, neutral: 0, positive: 0.6 } as const;

async function tell(store: FactStore): Promise<void> {
  const items = SAID.map(({ item }, index) => buildItem(index + 1, item));
  await store.appendItems(items);
  const told = SAID.flatMap(({ mentions }, index) =>
    mentions.map(([start, end, kind, sentiment, themeId]) => ({
      mention: mentionAt(items[index]!, { start, end }),
      kind,
      sentiment,
      themeId,
    })),
  );
  await store.appendMentions(told.map(({ mention }) => mention));
  const readings = told.map(({ mention, kind, sentiment }) => ({
    mentionId: mention.id,
    kind,
    sentiment,
    sentimentScore: SCORES[sentiment],
    model: { name: "lexicon", version: "1" },
  }));
  await store.appendReadings(readings);
  await store.search.add(
    told.map(({ mention }, at) => ({
      mention,
      item: items.find(({ id }) => id === mention.itemId)!,
      reading: readings[at]!,
    })),
  );
  await store.appendAssignments(
    told.map(({ mention, themeId }) => {
      const base = { mentionId: mention.id, score: 0.5, foundThemeId: themeId };
      return themeId === null
        ? { ...base, themeId, unclear: "too-rare" as const }
        : { ...base, themeId, unclear: null };
    }),
  );
}
