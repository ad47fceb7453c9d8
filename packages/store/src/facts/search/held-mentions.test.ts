// What the search table holds decides how it is read, so a row that stands twice is told once, however it came to that.
import { type MentionQuery, mentionAt } from "@heed/core";
import { buildItem } from "@heed/core/testing";
import { expect, test } from "vitest";
import { openLendableFactStore } from "../open-fact-stores.ts";
import { readHeld } from "./held-mentions.ts";

const model = { name: "toy", version: "1" };

async function open() {
  const database = `held_${process.pid}`;
  const { facts, lender } = await openLendableFactStore(":memory:", database);
  await facts.setVisibleImports(["import_1"]);
  const ask = async (kind: "command" | "query", query: string) =>
    (await lender.answer(Buffer.from(`${JSON.stringify({ kind, query })}\n`))).toString();
  const held = () =>
    readHeld(async <Row>(query: string) => {
      const lines = (await ask("query", `${query} FORMAT JSONEachRow`)).trim().split("\n");
      return lines.filter(Boolean).map((line) => JSON.parse(line) as Row);
    }, `${database}.mention_search`);
  const close = async () => {
    await lender.close();
    await facts.close();
  };
  return { table: `${database}.mention_search`, facts, ask, held, close };
}

const everything: MentionQuery = {
  words: null,
  meaning: { model, vector: Float32Array.of(1, 0), least: 0.5 },
  filter: {},
  after: null,
  limit: 10,
};

test("replaced rows go when others come for them, and those that a kill left are passed over", async () => {
  const { table, facts, ask, held, close } = await open();
  expect(await held()).toEqual({ mentions: 0, isPlain: true, imports: [], vectors: [] });
  const mentions = [1, 2, 3].map((number) => {
    const item = buildItem(number);
    const mention = mentionAt(item, { start: 0, end: 4 });
    const said = { mentionId: mention.id, sentiment: "neutral", sentimentScore: 0 } as const;
    const reading = { ...said, kind: "bug", model } as const;
    return { item, mention, reading, vector: Float32Array.of(1, 0) };
  });
  await facts.appendItems(mentions.map(({ item }) => item));
  await facts.search.add(mentions, model);
  const plain = {
    mentions: 3,
    isPlain: true,
    imports: ["import_1"],
    vectors: [{ model: "toy 1", dimensions: 2 }],
  };
  expect(await held()).toEqual(plain);
  const praised = mentions.slice(1).map((one) => ({
    ...one,
    reading: { ...one.reading, kind: "praise" as const },
  }));
  await facts.search.add(praised, model);
  expect(await held()).toEqual(plain);
  const kinds = async () => {
    const { hits, total } = await facts.search.find(everything);
    expect(total).toBe(hits.length);
    return hits.map(({ reading }) => reading.kind);
  };
  expect(await kinds()).toEqual(["praise", "praise", "bug"]);
  await ask("command", `SYSTEM STOP MERGES ${table}`);
  await ask(
    "command",
    `INSERT INTO ${table} SELECT * REPLACE ('request' AS kind, generation + 9 AS generation) FROM ${table} WHERE item = 2`,
  );
  expect(await held()).toEqual({ ...plain, isPlain: false });
  expect(await kinds()).toEqual(["praise", "request", "bug"]);
  expect(await facts.search.size()).toBe(3);
  await ask("command", `SYSTEM START MERGES ${table}`);
  await facts.search.add(praised, model);
  expect(await held()).toEqual(plain);
  await close();
});
