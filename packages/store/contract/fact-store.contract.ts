// What any fact store must do; each engine's test runs this same suite.
import {
  type FactStore,
  type ItemFacts,
  type ItemId,
  type Mention,
  mentionAt,
  type ThemeId,
} from "@heed/core";
import { buildItem } from "@heed/core/testing";
import { describe, expect, test } from "vitest";
import { packItems } from "../src/facts/pack-items.ts";

const model = { name: "lexicon", version: "1" };
const hostile = '\'; DROP TABLE item; -- \\ %_ "quoted" 你好，世界（）👩‍👩‍👧 \u202eabc\ttab\nline';

export function describeFactStoreContract(engine: string, open: () => Promise<FactStore>): void {
  describe(`fact store on ${engine}`, () => {
    const withStore = (body: (store: FactStore) => Promise<void>) => async () => {
      const store = await open();
      try {
        await store.setVisibleImports(["import_1"]);
        await body(store);
      } finally {
        await store.close();
      }
    };

    test(
      "an item comes back as it was stored, to the millisecond and the last character",
      withStore(async (store) => {
        const item = buildItem(1, {
          text: hostile,
          rating: 4.5,
          authorKey: "a1",
          writtenAt: "2026-03-01T23:59:59.999Z",
          channel: "App Store",
          appVersion: "4.2.0",
          properties: { plan: "team", "odd key'": hostile },
          redactions: [{ kind: "email", start: 0, end: 7, hash: "h" }],
          duplicateOf: "item_1",
          similarTo: "item_1",
          spam: "advert",
          rival: "Notewren",
        });
        await store.appendItems([item]);
        expect((await store.items()[Symbol.asyncIterator]().next()).value).toEqual([item]);
      }),
    );

    test(
      "items come in number order, in pages, each once",
      withStore(async (store) => {
        await store.appendItems([5, 3, 1, 4, 2].map((number) => buildItem(number)));
        const pages: string[][] = [];
        for await (const page of store.items({ pageSize: 2 })) pages.push(page.map(({ id }) => id));
        expect(pages).toEqual([["item_1", "item_2"], ["item_3", "item_4"], ["item_5"]]);
      }),
    );

    test(
      "chosen items come alone, with their mentions, whatever lies between them",
      withStore(async (store) => {
        const items = [1, 2, 3, 4].map((number) => buildItem(number));
        await store.appendItems(items);
        await store.appendMentions(items.map((item) => mentionAt(item, { start: 0, end: 20 })));
        const read = async (ids: readonly ItemId[]) => {
          const facts: ItemFacts[] = [];
          for await (const page of store.itemFacts({ pageSize: 1, ids })) facts.push(...page);
          return facts.map(({ item, mentions }) => [item.id, mentions.length]);
        };
        expect(await read(["item_4", "item_1", "item_9"])).toEqual([
          ["item_1", 1],
          ["item_4", 1],
        ]);
        expect(await read([])).toEqual([]);
      }),
    );

    test(
      "the latest revision stands, and an item stored twice counts once",
      withStore(async (store) => {
        await store.appendItems([buildItem(1), buildItem(2)]);
        await store.appendItems([buildItem(1), buildItem(1, { revision: 2, text: "Fixed now." })]);
        expect((await all(store)).map(({ item }) => [item.id, item.revision, item.text])).toEqual([
          ["item_1", 2, "Fixed now."],
          ["item_2", 1, buildItem(2).text],
        ]);
        expect(await store.countItems()).toBe(2);
      }),
    );

    test(
      "facts of an import that is not committed are invisible",
      withStore(async (store) => {
        await store.appendItems([buildItem(1), buildItem(2, { importId: "import_2" })]);
        expect((await all(store)).map(({ item }) => item.id)).toEqual(["item_1"]);
        expect(await store.importsWithItems()).toEqual(["import_1", "import_2"]);
        await store.setVisibleImports([]);
        expect(await all(store)).toEqual([]);
        expect(await store.countItems()).toBe(0);
      }),
    );

    test(
      "mentions come in text order with their latest reading and assignment",
      withStore(async (store) => {
        const item = buildItem(1);
        const [first, second] = [
          mentionAt(item, { start: 0, end: 20 }),
          mentionAt(item, { start: 21, end: 43 }),
        ];
        await store.appendItems([item]);
        await store.appendMentions([second, first]);
        const reading = {
          mentionId: first.id,
          sentiment: "negative",
          sentimentScore: -0.5,
          kind: "bug",
          model,
        } as const;
        await store.appendReadings([{ ...reading, sentiment: "neutral", sentimentScore: 0 }]);
        await store.appendReadings([reading]);
        const assignment = {
          mentionId: first.id,
          themeId: "theme_7",
          score: 0.25,
          foundThemeId: "theme_9",
          unclear: null,
        } as const;
        const unclear = {
          mentionId: second.id,
          themeId: null,
          foundThemeId: null,
          score: 0,
          unclear: "too-short",
        } as const;
        await store.appendAssignments([assignment, { ...assignment, mentionId: second.id }]);
        await store.appendAssignments([unclear]);
        expect(await all(store)).toEqual([
          {
            item,
            mentions: [
              { mention: first, reading, assignment },
              { mention: second, reading: null, assignment: unclear },
            ],
          },
        ]);
      }),
    );

    test(
      "mentions of an old revision do not show under the new one",
      withStore(async (store) => {
        const [old, edited] = [buildItem(1), buildItem(1, { revision: 2 })];
        await store.appendItems([old, edited]);
        const mentions: Mention[] = [
          mentionAt(old, { start: 0, end: 20 }),
          mentionAt(edited, { start: 21, end: 43 }),
        ];
        await store.appendMentions(mentions);
        expect((await all(store))[0]!.mentions.map(({ mention }) => mention)).toEqual([
          mentions[1],
        ]);
      }),
    );

    test(
      "known items are found by identity key with their latest revision",
      withStore(async (store) => {
        await store.appendItems([
          buildItem(1),
          buildItem(1, { revision: 2, contentKey: "edited" }),
          buildItem(2),
        ]);
        const known = await store.knownItems(["identity-1", "identity-' OR 1", "identity-9"]);
        expect([...known]).toEqual([
          ["identity-1", { id: "item_1", revision: 2, contentKey: "edited" }],
        ]);
      }),
    );

    test(
      "assignments are found by theme, decided or found, and by mention",
      withStore(async (store) => {
        const mentions = [1, 2, 3, 4].map((number) =>
          mentionAt(buildItem(number), { start: 0, end: 4 }),
        );
        const assign = (index: number, themeId: ThemeId, foundThemeId: ThemeId | null) => ({
          mentionId: mentions[index]!.id,
          themeId,
          foundThemeId,
          score: 0.5,
          unclear: null,
        });
        const written = [
          assign(0, "theme_1", "theme_1"),
          assign(1, "theme_2", "theme_1"),
          assign(2, "theme_2", null),
          assign(3, "theme_3", "theme_3"),
        ];
        await store.appendAssignments(written);
        expect(await store.assignments({ themeIds: ["theme_1"] })).toEqual(written.slice(0, 2));
        expect(await store.assignments({ mentionIds: [mentions[3]!.id] })).toEqual([written[3]]);
        expect(await store.assignments({})).toEqual([]);
      }),
    );

    test(
      "mentions of latest visible revisions are counted by theme",
      withStore(async (store) => {
        const edited = buildItem(1, { revision: 2 });
        const items = [buildItem(1), edited, buildItem(2), buildItem(3, { importId: "import_9" })];
        await store.appendItems(items);
        const assign = (item: (typeof items)[number], start: number, themeId: ThemeId | null) => ({
          mentionId: mentionAt(item, { start, end: start + 4 }).id,
          foundThemeId: null,
          score: 0.5,
          ...(themeId === null
            ? { themeId, unclear: "too-short" as const }
            : { themeId, unclear: null }),
        });
        await store.appendAssignments([
          assign(items[0]!, 0, "theme_1"),
          assign(edited, 0, "theme_2"),
          assign(edited, 5, "theme_2"),
          assign(items[2]!, 0, "theme_2"),
          assign(items[2]!, 5, null),
          assign(items[3]!, 0, "theme_2"),
        ]);
        expect(await store.themeCounts()).toEqual([
          { themeId: "theme_2", mentions: 3, items: 2 },
          { themeId: null, mentions: 1, items: 1 },
        ]);
      }),
    );

    test(
      "the earliest item with the same words is found by text key",
      withStore(async (store) => {
        await store.appendItems([5, 2, 9].map((number) => buildItem(number, { textKey: "same" })));
        expect([...(await store.firstItemsWithText(["same", "other"]))]).toEqual([
          ["same", "item_2"],
        ]);
      }),
    );

    test(
      "deleting an import takes its items, mentions and readings, and nothing else",
      withStore(async (store) => {
        await store.setVisibleImports(["import_1", "import_2"]);
        const edited = buildItem(1, { revision: 2, importId: "import_2", text: "Edited." });
        await store.appendItems([buildItem(1), edited, buildItem(2, { importId: "import_2" })]);
        await store.appendMentions([
          mentionAt(edited, { start: 0, end: 7 }),
          mentionAt(buildItem(1), { start: 0, end: 20 }),
        ]);
        await store.deleteImport("import_2");
        const facts = await all(store);
        expect(facts.map(({ item }) => [item.id, item.revision])).toEqual([["item_1", 1]]);
        expect(facts[0]!.mentions.map(({ mention }) => mention.end)).toEqual([20]);
      }),
    );

    test(
      "packed items are stored under the numbers the import gives them, and only those",
      withStore(async (store) => {
        const items = [buildItem(7, { text: hostile }), buildItem(8), buildItem(9)];
        const packed = packItems(
          items.map((item) => ({ item, signature: `s${item.row}`, personKeys: [] })),
        );
        await store.appendPackedItems(packed, [
          { index: 2, item: 31, revision: 2, duplicateOf: 5, similarTo: 0 },
          {
            index: 0,
            item: 30,
            revision: 1,
            duplicateOf: 0,
            similarTo: 4,
            identityKey: "IDENTITY-7",
          },
        ]);
        expect((await all(store)).map(({ item }) => item)).toEqual([
          { ...items[0], id: "item_30", identityKey: "IDENTITY-7", similarTo: "item_4" },
          { ...items[2], id: "item_31", revision: 2, duplicateOf: "item_5" },
        ]);
        expect(await allOf(store.wordsSignatures(10))).toEqual([
          { item: 30, signature: "s7" },
          { item: 31, signature: "s9" },
        ]);
        expect(await allOf(store.wordsSignatures(1))).toEqual([{ item: 31, signature: "s9" }]);
      }),
    );

    test(
      "when the earliest of a group is gone, the next one takes its place",
      withStore(async (store) => {
        await store.setVisibleImports(["import_1", "import_2"]);
        const repeat = { textKey: "same", duplicateOf: "item_1" } as const;
        const near = { similarTo: "item_1" } as const;
        await store.appendItems([
          buildItem(1, { importId: "import_2", textKey: "same" }),
          buildItem(2, repeat),
          buildItem(3, repeat),
          buildItem(4, near),
          buildItem(5, near),
          buildItem(6, { textKey: "other", duplicateOf: null }),
        ]);
        await store.deleteImport("import_2");
        await store.setVisibleImports(["import_1"]);
        expect(await store.repairRepeats()).toBe(4);
        expect(
          (await all(store)).map(({ item }) => [item.id, item.duplicateOf, item.similarTo]),
        ).toEqual([
          ["item_2", null, null],
          ["item_3", "item_2", null],
          ["item_4", null, null],
          ["item_5", null, "item_4"],
          ["item_6", null, null],
        ]);
        expect(await store.repairRepeats()).toBe(0);
      }),
    );

    test(
      "erasing a person deletes what they wrote and masks them in the words of others, offsets kept",
      withStore(async (store) => {
        const redaction = { kind: "email", start: 0, end: 7, hash: "hash-of-bob" };
        const theirs = buildItem(1, { authorKey: "bob" });
        await store.appendItems([
          theirs,
          buildItem(1, { authorKey: "bob", revision: 2 }),
          buildItem(2, { text: "Bob Ash helped me. bob ash!", properties: { agent: "Bob Ash" } }),
          buildItem(3, { redactions: [redaction] }),
          buildItem(4),
        ]);
        await store.appendMentions([mentionAt(theirs, { start: 0, end: 20 })]);
        const other = buildItem(5, { authorKey: "bob elsewhere" });
        const packed = packItems([
          { item: other, signature: "", personKeys: ["person-bob", "x'"] },
        ]);
        await store.appendPackedItems(packed, [
          { index: 0, item: 5, revision: 1, duplicateOf: 0, similarTo: 0 },
        ]);
        const request = {
          authorKeys: ["bob"],
          personKeys: ["person-bob"],
          redactionHashes: ["hash-of-bob"],
          values: ["Bob Ash"],
        };
        expect(await store.erasePeople(request)).toEqual({ items: 2, masked: 2 });
        const items = (await all(store)).map(({ item }) => item);
        expect(items).toEqual([
          buildItem(2, { text: "███████ helped me. ███████!", properties: { agent: "███████" } }),
          buildItem(3, { redactions: [{ ...redaction, hash: "" }] }),
          buildItem(4),
        ]);
        expect(await store.erasePeople(request)).toEqual({ items: 0, masked: 0 });
      }),
    );

    test(
      "an empty store answers with nothing",
      withStore(async (store) => {
        expect(await all(store)).toEqual([]);
        expect(await store.knownItems(["x"])).toEqual(new Map());
        expect(await store.countItems()).toBe(0);
      }),
    );
  });
}

async function allOf<Value>(pages: AsyncIterable<readonly Value[]>): Promise<Value[]> {
  const values: Value[] = [];
  for await (const page of pages) values.push(...page);
  return values;
}

async function all(store: FactStore): Promise<ItemFacts[]> {
  const facts: ItemFacts[] = [];
  for await (const page of store.itemFacts({ pageSize: 2 })) facts.push(...page);
  return facts;
}
