// Search answers the same question once while its tables stay as they are, and anew after any change of them.
import { type MentionQuery, mentionAt, type ThemeId } from "@heed/core";
import { buildItem } from "@heed/core/testing";
import { expect, test } from "vitest";
import { openChdbFactStore } from "../open-fact-stores.ts";
import { KeptFinds } from "./kept-finds.ts";

test("a question is asked once while nothing changes, however many wait for it", async () => {
  let mark = 1;
  const kept = new KeptFinds(async <Row>() => [{ mark }] as Row[], "heed");
  let asked = 0;
  const ask = async () => ++asked;
  const answer = async (question: string) => (await kept.of(["t"]))(question, ask);
  expect(await Promise.all([answer("a"), answer("a"), answer("b")])).toEqual([1, 1, 2]);
  mark = 2;
  expect([await answer("a"), await answer("a")]).toEqual([3, 3]);
});

test("two readings of the whole table run at once, the rest in turn; a question that fails is asked again", async () => {
  const finds = new KeptFinds(async () => [], "heed");
  const kept = await finds.of(["t"]);
  let most = 0;
  let asking = 0;
  const order: number[] = [];
  const ask = (number: number) => () =>
    finds.inTurn(async () => {
      asking += 1;
      most = Math.max(most, asking);
      await new Promise((done) => setImmediate(done));
      asking -= 1;
      order.push(number);
      if (number === 3 && order.filter((one) => one === 3).length === 1) throw new Error("no");
      return number;
    });
  const numbers = [1, 2, 3, 4, 5, 6];
  const told = await Promise.allSettled(numbers.map((number) => kept(number, ask(number))));
  expect(told.map(({ status }) => status === "fulfilled")).toEqual(numbers.map((n) => n !== 3));
  expect([most, order]).toEqual([2, numbers]);
  expect(await kept(3, ask(3))).toBe(3);
});

test("what is decided about themes, and which imports are shown, is found at once", async () => {
  const store = await openChdbFactStore(":memory:", `kept_${process.pid}`);
  await store.setVisibleImports(["import_1", "import_2"]);
  const mentions = [1, 2, 3].map((number) => {
    const item = buildItem(number, { importId: number === 3 ? "import_2" : "import_1" });
    const mention = mentionAt(item, { start: 0, end: 4 });
    const model = { name: "m", version: "1" };
    const said = { mentionId: mention.id, sentiment: "neutral", sentimentScore: 0 } as const;
    return { item, mention, reading: { ...said, kind: "bug", model } as const };
  });
  await store.appendItems(mentions.map(({ item }) => item));
  await store.search.add(mentions);
  const found = async (filter: MentionQuery["filter"]) => {
    const query = { words: null, meaning: null, filter, after: null, limit: 10 };
    const { hits, total } = await store.search.find(query);
    expect(total).toBe(hits.length);
    return hits.map(({ item, assignment }) => [item.id, assignment?.themeId ?? null]);
  };
  const decide = (index: number, themeId: ThemeId) =>
    store.appendAssignments([
      {
        mentionId: mentions[index]!.mention.id,
        themeId,
        foundThemeId: null,
        score: 1,
        unclear: null,
      },
    ]);
  const ofTheme = { themeIds: ["theme_1"] } as const;
  expect(await found(ofTheme)).toEqual([]);
  await decide(0, "theme_1");
  await decide(1, "theme_1");
  expect(await found(ofTheme)).toEqual([
    ["item_2", "theme_1"],
    ["item_1", "theme_1"],
  ]);
  await decide(1, "theme_2");
  expect(await found(ofTheme)).toEqual([["item_1", "theme_1"]]);
  expect(await found({})).toEqual([
    ["item_3", null],
    ["item_2", "theme_2"],
    ["item_1", "theme_1"],
  ]);
  await store.setVisibleImports(["import_1"]);
  expect((await found({})).map(([id]) => id)).toEqual(["item_2", "item_1"]);
  expect(await store.search.size()).toBe(2);
  await store.setVisibleImports(["import_1", "import_2"]);
  expect((await found({})).map(([id]) => id)).toEqual(["item_3", "item_2", "item_1"]);
  await store.close();
});
