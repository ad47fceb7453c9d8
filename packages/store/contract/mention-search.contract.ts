// What search over mentions must do in any engine: the same hits as the slow rule in core, in the same order.
import {
  type FactStore,
  type FeedbackItem,
  holdsWords,
  type MentionFilter,
  type MentionHit,
  type MentionQuery,
  mentionAt,
  parseSearchWords,
  type SearchableMention,
  wordScore,
} from "@heed/core";
import { buildItem } from "@heed/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { findByRule, type ToldMention } from "./mention-search-rule.ts";

const model = { name: "lexicon", version: "1" };
const embedder = { name: "toy", version: "1" };

/** A mention over the whole text of an item. */
function whole(item: FeedbackItem, given: Partial<SearchableMention["reading"]> = {}) {
  const mention = mentionAt(item, { start: 0, end: item.text.length });
  const reading = {
    mentionId: mention.id,
    sentiment: "negative",
    sentimentScore: -0.5,
    kind: "bug",
    model,
    ...given,
  } as const;
  return { item, mention, reading };
}

/** A query for words, weighed as if all parts were equally rare. */
function query(typed: string, given: Partial<MentionQuery> & { match?: "any" } = {}): MentionQuery {
  const words = parseSearchWords(typed);
  const { match = "all", ...rest } = given;
  return {
    words: typed === "" ? null : { ...words, weights: words.wanted.map(() => 1), match },
    meaning: null,
    filter: {},
    after: null,
    limit: 20,
    ...rest,
  };
}

export function describeMentionSearchContract(
  engine: string,
  open: () => Promise<FactStore>,
): void {
  describe(`mention search on ${engine}`, () => {
    const withStore = (body: (store: FactStore) => Promise<void>) => async () => {
      const store = await open();
      try {
        await store.setVisibleImports(["import_1"]);
        await body(store);
      } finally {
        await store.close();
      }
    };
    const fill = async (store: FactStore, mentions: readonly SearchableMention[]) => {
      await store.appendItems(mentions.map(({ item }) => item));
      await store.appendMentions(mentions.map(({ mention }) => mention));
      await store.appendReadings(mentions.map(({ reading }) => reading));
      await store.search.add(mentions);
    };
    const texts = async (store: FactStore, sought: MentionQuery) =>
      (await store.search.find(sought)).hits.map(({ item }) => item.text);

    test(
      "words are found whatever their form, width and case, the shorter mention first",
      withStore(async (store) => {
        await fill(
          store,
          ["It crashed on my old tablet today", "ＡＰＰ CRASHES", "一打开就闪退了", "Fine"].map(
            (text, index) => whole(buildItem(index + 1, { text })),
          ),
        );
        expect(await texts(store, query("crash"))).toEqual([
          "ＡＰＰ CRASHES",
          "It crashed on my old tablet today",
        ]);
        expect(await texts(store, query("闪退"))).toEqual(["一打开就闪退了"]);
        expect(await texts(store, query("退"))).toEqual(["一打开就闪退了"]);
        expect(await texts(store, query("crash 闪退"))).toEqual([]);
        expect((await store.search.find(query("crash"))).total).toBe(2);
        expect(await store.search.size()).toBe(4);
      }),
    );

    test(
      "hostile words are words",
      withStore(async (store) => {
        const text = "'); DROP TABLE item; -- \\ %_ {p0: String}";
        await fill(store, [whole(buildItem(1, { text, source: "a'\\b\tc", appVersion: "4'2" }))]);
        expect(await texts(store, query("drop table"))).toEqual([text]);
        expect(await texts(store, query('"table item"'))).toEqual([text]);
        const filter = { sources: ["a'\\b\tc"], appVersions: ["4'2"] };
        expect(await texts(store, query("", { filter }))).toEqual([text]);
      }),
    );

    test(
      "what the index finds is what the rule in core finds",
      withStore(async (store) => {
        const word = fc.constantFrom(
          "sync ",
          "syncing ",
          "notes ",
          "闪退",
          "退款",
          "卡",
          "了",
          "App ",
          "，",
          "the ",
          "ﬁle ",
          "导出",
        );
        const text = fc
          .array(word, { minLength: 1, maxLength: 7 })
          .map((all) => all.join("").trim());
        const made = fc.sample(text, { numRuns: 300, seed: 7 }).map((text) => text || "x");
        const mentions = made.map((text, index) => whole(buildItem(index + 1, { text })));
        await fill(store, mentions);
        const sought = fc.sample(
          fc.oneof(
            text,
            text.map((words) => `"${words}"`),
            fc.tuple(word, word).map(([a, b]) => `${a} -${b.trim()}`),
          ),
          { numRuns: 60, seed: 8 },
        );
        let compared = 0;
        for (const typed of sought) {
          const words = tryParse(typed);
          if (words === null) continue;
          compared += 1;
          const expected = mentions
            .filter(({ item }) => holdsWords(item.text, words))
            .map(({ item }) => item.id);
          const { hits } = await store.search.find(query(typed, { limit: 1000 }));
          expect(hits.map(({ item }) => item.id).toSorted(), typed).toEqual(expected.toSorted());
        }
        expect(compared).toBeGreaterThan(40);
      }),
    );

    test(
      "any of the words is enough when that is asked, more and rarer ones first",
      withStore(async (store) => {
        const all = [
          "sync is broken now",
          "export is broken now",
          "sync export broken now",
          "other",
        ];
        await fill(
          store,
          all.map((text, index) => whole(buildItem(index + 1, { text }))),
        );
        const sought = query("sync export", { match: "any" });
        const weighed = { ...sought, words: { ...sought.words!, weights: [1, 3] } };
        const { hits } = await store.search.find(weighed);
        expect(hits.map(({ item, score }) => [item.text, score])).toEqual([
          [all[2], round(wordScore(4, 4, 4))],
          [all[1], round(wordScore(3, 4, 4))],
          [all[0], round(wordScore(1, 4, 4))],
        ]);
        expect(await store.search.holding(weighed.words.wanted)).toEqual([2, 2]);
      }),
    );

    test(
      "pages follow one another without gap or repeat, whatever the page size",
      withStore(async (store) => {
        await fill(
          store,
          Array.from({ length: 23 }, (_, index) =>
            whole(buildItem(index + 1, { text: `sync ${"slow ".repeat(index % 4)}`.trim() })),
          ),
        );
        const { hits: expected, total } = await store.search.find(query("sync", { limit: 100 }));
        expect([expected.length, total]).toEqual([23, 23]);
        for (const limit of [1, 4, 23]) {
          const paged: MentionHit[] = [];
          for (let after: MentionQuery["after"] = null; ; ) {
            const page = await store.search.find(query("sync", { limit, after }));
            expect(page.total).toBe(expected.length - paged.length);
            paged.push(...page.hits);
            if (page.hits.length < limit) break;
            after = page.last;
          }
          expect(paged).toEqual(expected);
        }
      }),
    );

    test.each<[string, MentionFilter, number[]]>([
      ["kind", { kinds: ["praise"] }, [2]],
      ["sentiment", { sentiments: ["neutral", "positive"] }, [2, 3]],
      ["language", { languages: ["zh"] }, [3]],
      ["source", { sources: ["play"] }, [1]],
      ["version", { appVersions: ["4.2.0"] }, [1, 2]],
      ["stars", { leastRating: 2, mostRating: 4 }, [1]],
      [
        "dates, the first included and the last not",
        { writtenFrom: "2026-03-01T00:00:00.000Z", writtenBefore: "2026-03-02T00:00:00.000Z" },
        [1],
      ],
      ["any rival", { rivals: true }, [4]],
      ["our own product", { rivals: false }, [1, 2, 3]],
      ["a named rival", { rivals: ["Fernpad"] }, [4]],
      ["theme", { themeIds: ["theme_7"] }, [1]],
      ["unclear", { unclear: true }, [2]],
      ["unclear for a reason", { unclear: ["far-from-all"] }, []],
      ["nothing at all", {}, [1, 2, 3, 4]],
      ["an empty choice", { kinds: [] }, []],
    ])("%s narrows a search, with and without words", async (_name, filter, expected) => {
      const store = await open();
      await store.setVisibleImports(["import_1"]);
      const items = [
        whole(
          buildItem(1, {
            text: "sync a",
            source: "play",
            rating: 2,
            appVersion: "4.2.0",
            writtenAt: "2026-03-01T00:00:00.000Z",
          }),
        ),
        whole(
          buildItem(2, {
            text: "sync b",
            rating: 5,
            appVersion: "4.2.0",
            writtenAt: "2026-03-02T00:00:00.000Z",
          }),
          { kind: "praise", sentiment: "positive" },
        ),
        whole(buildItem(3, { text: "sync c", language: "zh" }), { sentiment: "neutral" }),
        whole(buildItem(4, { text: "sync d", rival: "Fernpad" })),
      ];
      await fill(store, items);
      await store.appendAssignments([
        {
          mentionId: items[0]!.mention.id,
          themeId: "theme_7",
          foundThemeId: null,
          score: 1,
          unclear: null,
        },
        {
          mentionId: items[1]!.mention.id,
          themeId: null,
          foundThemeId: null,
          score: 0,
          unclear: "too-short",
        },
      ]);
      for (const typed of ["", "sync"]) {
        const { hits } = await store.search.find(query(typed, { filter }));
        expect(hits.map(({ item }) => Number(item.id.slice(5))).toSorted()).toEqual(expected);
        expect((await store.search.find(query(typed, { filter }))).total).toBe(expected.length);
      }
      await store.close();
    });

    test(
      "what is near in meaning is found without the words, and words add to it",
      withStore(async (store) => {
        const vectors = [
          [1, 0],
          [0.8, 0.6],
          [0, 1],
          [0.96, 0.28],
        ].map((row) => Float32Array.from(row));
        const mentions = ["crash one", "force close", "lovely look", "goes away crash"].map(
          (text, index) => ({ ...whole(buildItem(index + 1, { text })), vector: vectors[index]! }),
        );
        await store.appendItems(mentions.map(({ item }) => item));
        await store.search.add(mentions, embedder);
        const meaning = { model: embedder, vector: vectors[0]!, least: 0.5 };
        const { hits: near } = await store.search.find(query("", { meaning }));
        expect(near.map(({ item }) => item.text)).toEqual([
          "crash one",
          "goes away crash",
          "force close",
        ]);
        const { hits: both } = await store.search.find(query("crash", { meaning }));
        expect(both.map(({ item }) => item.text)).toEqual([
          "crash one",
          "goes away crash",
          "force close",
        ]);
        expect(both[2]!.score).toBeCloseTo(0.4, 2);
        expect((await store.search.find(query("crash", { meaning }))).total).toBe(3);
        const other = { ...meaning, model: { name: "toy", version: "2" } };
        expect((await store.search.find(query("", { meaning: other }))).hits).toEqual([]);
      }),
    );

    test(
      "vectors of two lengths stand side by side while one model takes over, and each is compared with its own",
      withStore(async (store) => {
        const short = [1, 0];
        const long = [0, 0, 0.6, 0.8];
        const mentions = ["crash one", "crash two", "lovely look"].map((text, index) =>
          whole(buildItem(index + 1, { text })),
        );
        const next = { name: "toy", version: "4" };
        await store.appendItems(mentions.map(({ item }) => item));
        const given = (row: number[]) => (one: SearchableMention) => ({
          ...one,
          vector: Float32Array.from(row),
        });
        await store.search.add(mentions.slice(0, 2).map(given(short)), embedder);
        await store.search.add(mentions.slice(1, 2).map(given(long)), next);
        await store.search.add(mentions.slice(2));
        const by = (model: typeof next, row: number[]) => ({
          meaning: { model, vector: Float32Array.from(row), least: 0.5 },
        });
        for (const words of ["", "crash", "nothing"]) {
          const { hits } = await store.search.find(query(words, by(next, long)));
          const near = hits.filter(({ score }) => score >= 0.49).map(({ item }) => item.text);
          expect(near, words).toEqual(["crash two"]);
        }
        expect(await texts(store, query("", by(embedder, short)))).toContain("crash one");
        expect(await texts(store, query("", by(next, short)))).toEqual([]);
      }),
    );

    test(
      "after any change, under any filter, what is found is what the slow rule finds",
      withStore(async (store) => {
        let state = 11;
        const next = () => {
          state = (state * 48_271) % 2_147_483_647;
          return state / 2_147_483_647;
        };
        const pick = <Value>(all: readonly Value[]) => all[Math.floor(next() * all.length)]!;
        const some = <Value>(all: readonly Value[]) => all.filter(() => next() < 0.4);
        const texts = [
          "sync of notes fails",
          "notes sync is slow",
          "同步之后笔记没了",
          "fails",
          "一导出就闪退",
        ];
        // Halves are kept exactly by any number format, and so are the cosines between them.
        const direction = (length: number) =>
          Float32Array.from({ length }, () => (next() < 0.5 ? 0.5 : -0.5));
        const other = { name: "other", version: "1" };
        const told = new Map<string, ToldMention>();
        const add = async (mentions: readonly SearchableMention[], by: typeof embedder) => {
          const length = by === embedder ? 4 : 2;
          const made = mentions.map((one) => {
            const { vector: _, ...bare } = { ...one, ...(next() < 0.5 ? read(one) : {}) };
            return next() < 0.9 ? { ...bare, vector: direction(length) } : bare;
          });
          await store.search.add(made, by);
          for (const one of made) {
            const themeId = told.get(one.mention.id)?.themeId ?? null;
            told.set(one.mention.id, { ...one, model: by.name, themeId });
          }
        };
        const read = ({ item }: SearchableMention) =>
          whole(item, {
            kind: pick(["bug", "praise", "question"]),
            sentiment: pick(["negative", "neutral", "positive"]),
          });
        const decide = async () => {
          const changed = some([...told.values()]).map((one) => ({
            ...one,
            themeId: pick(["theme_1", "theme_2", null] as const),
          }));
          await store.appendAssignments(
            changed.map(({ mention, themeId }) => {
              const base = { mentionId: mention.id, foundThemeId: null, score: 1 };
              return themeId === null
                ? { ...base, themeId, unclear: "too-short" }
                : { ...base, themeId, unclear: null };
            }),
          );
          for (const one of changed) told.set(one.mention.id, one);
        };
        const items = Array.from({ length: 60 }, (_, index) =>
          buildItem(index + 1, {
            text: pick(texts),
            language: pick(["en", "zh"]),
            rating: pick([1, 3, 5]),
            writtenAt: pick(["2026-03-01T00:00:00.000Z", "2026-03-09T00:00:00.000Z"]),
            importId: pick(["import_1", "import_2"]),
          }),
        );
        await store.appendItems(items);
        await store.setVisibleImports(["import_1", "import_2"]);
        let shown = ["import_1", "import_2"];
        const again = (by: typeof embedder) => async () => add(some([...told.values()]), by);
        const show = (ids: string[]) => async () => {
          shown = ids;
          await store.setVisibleImports(ids);
        };
        const changes = [
          () =>
            add(
              items.map((item) => whole(item)),
              embedder,
            ),
          decide,
          again(embedder),
          show(["import_1"]),
          again(other),
          decide,
          show(["import_1", "import_2"]),
          () => add([...told.values()], embedder),
          async () => {
            await store.deleteImport("import_2");
            for (const [id, { item }] of told) if (item.importId === "import_2") told.delete(id);
          },
          again(embedder),
        ];
        let most = 0;
        for (const change of changes) {
          await change();
          const visible = [...told.values()].filter(({ item }) => shown.includes(item.importId));
          for (let asked = 0; asked < 8; asked += 1) {
            const filter: MentionFilter = {
              ...(next() < 0.3 ? { kinds: some(["bug", "praise", "question"] as const) } : {}),
              ...(next() < 0.3 ? { sentiments: some(["negative", "neutral"] as const) } : {}),
              ...(next() < 0.3 ? { languages: [pick(["en", "zh"])] } : {}),
              ...(next() < 0.3 ? { themeIds: [pick(["theme_1", "theme_2"] as const)] } : {}),
              ...(next() < 0.3 ? { leastRating: 3 } : {}),
              ...(next() < 0.3 ? { writtenFrom: "2026-03-05T00:00:00.000Z" } : {}),
            };
            const words = pick([
              "",
              "sync",
              '"notes sync"',
              "同步之后笔记",
              "notes -slow",
              "fails",
            ]);
            const by = pick([embedder, embedder, other]);
            const vector = direction(by === embedder ? 4 : 2);
            const meaning = next() < 0.8 ? { model: by, vector, least: 0.4 } : null;
            const sought = query(words, { filter, meaning, limit: 100 });
            const expected = findByRule(visible, sought);
            const { hits, total } = await store.search.find(sought);
            const label = JSON.stringify([words, by.name, filter]);
            expect(
              hits.map(({ item, score }) => [item.id, score]),
              label,
            ).toEqual(expected);
            expect(total, label).toBe(expected.length);
            const readings = hits.map(({ mention, reading }) => [mention.id, reading.kind]);
            expect(readings).toEqual(readings.map(([id]) => [id, told.get(id!)!.reading.kind]));
            most = Math.max(most, total);
          }
        }
        expect(most).toBeGreaterThan(20);
        expect(await store.search.size()).toBe(told.size);
      }),
    );

    test(
      "items are outdated until search knows their latest revision, reading and vector",
      withStore(async (store) => {
        const first = whole(buildItem(1, { text: "old words" }));
        await store.appendItems([first.item]);
        await store.appendReadings([first.reading]);
        expect(await store.search.outdatedItems()).toEqual(["item_1"]);
        await store.search.add([first]);
        expect(await store.search.outdatedItems()).toEqual([]);
        expect(await store.search.outdatedItems(embedder)).toEqual(["item_1"]);
        await store.appendReadings([{ ...first.reading, kind: "praise" }]);
        expect(await store.search.outdatedItems()).toEqual(["item_1"]);
        const edited = whole(buildItem(1, { revision: 2, text: "new words" }));
        await store.appendItems([edited.item]);
        await store.appendReadings([edited.reading]);
        await store.search.add([edited]);
        expect(await texts(store, query("words"))).toEqual(["new words"]);
        await store.search.forgetSuperseded();
        expect((await store.search.find(query("words"))).total).toBe(1);
        expect(await store.search.outdatedItems()).toEqual([]);
      }),
    );

    test(
      "an import that is undone, deleted or erased leaves nothing to be found",
      withStore(async (store) => {
        await store.setVisibleImports(["import_1", "import_2"]);
        await fill(store, [
          whole(buildItem(1, { text: "sync of mine" })),
          whole(buildItem(2, { text: "sync of others", importId: "import_2" })),
          whole(buildItem(3, { text: "sync says Bobrowski", authorKey: "key" })),
          whole(buildItem(4, { text: "Bobrowski sync helped" })),
        ]);
        await store.setVisibleImports(["import_1"]);
        expect((await store.search.find(query("sync"))).total).toBe(3);
        await store.deleteImport("import_2");
        await store.setVisibleImports(["import_1", "import_2"]);
        expect((await store.search.find(query("sync"))).total).toBe(3);
        await store.erasePeople({
          authorKeys: ["key"],
          personKeys: [],
          redactionHashes: [],
          values: ["Bobrowski"],
        });
        expect(await texts(store, query("bobrowski"))).toEqual([]);
        expect((await store.search.find(query("bobrowski"))).total).toBe(0);
        expect(await store.search.outdatedItems()).toEqual(["item_4"]);
      }),
    );
  });
}

function tryParse(typed: string) {
  try {
    const words = parseSearchWords(typed);
    return words.wanted.length === 0 ? null : words;
  } catch {
    return null;
  }
}

function round(score: number): number {
  return Math.round(score * 1e6) / 1e6;
}
