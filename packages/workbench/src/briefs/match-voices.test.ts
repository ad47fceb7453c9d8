// Voices of a hypothesis are found by signs, by telling words, and by meaning where an embedder is given.
import type { Embedder, Hypothesis, Kind } from "@heed/core";
import { expect, test } from "vitest";
import { readHypotheses, type SpokenMention } from "./match-voices.ts";

const hypothesis = (statement: string, signs: string[] = []): Hypothesis => ({
  id: "H1",
  statement,
  signs,
  expects: "need",
});
const spoken = (texts: readonly string[], kind: Kind = "bug"): SpokenMention[] =>
  texts.map((text, index) => ({
    mentionId: `item_${index + 1}.1.0-4`,
    person: `p${index}`,
    kind,
    text,
  }));
const found = async (
  one: Hypothesis,
  mentions: SpokenMention[],
  embedder: Embedder | null = null,
) =>
  (await readHypotheses([one], mentions, embedder))[0]!.supports.mentionIds.map((id) =>
    Number(/\d+/.exec(id)![0]),
  );

test("[BR3] signs are whole words in spaced scripts and any part of Chinese, whatever their case and width", async () => {
  const mentions = spoken([
    "SYNC ate it",
    "asynchronous joy",
    "一同步就丢",
    "Ｓｙｎｃ again",
    "nothing",
  ]);
  expect((await found(hypothesis("x", ["sync", "同步"]), mentions)).sort()).toEqual([1, 3, 4]);
});

test("[BR3] without signs two telling words are needed, in any inflection", async () => {
  const mentions = spoken([
    "my notes get lost when it syncs",
    "love my notes",
    "notes, notes, notes",
    "losing to syncing is normal",
    "the weather is fine",
  ]);
  expect(await found(hypothesis("Notes are lost when syncing"), mentions)).toEqual([1]);
});

test("[BR3] Chinese statements match by pairs of characters", async () => {
  const mentions = spoken(["同步之后笔记全丢了", "界面好看", "笔记真好用"]);
  expect(await found(hypothesis("同步会弄丢笔记"), mentions)).toEqual([1]);
});

test("[BR3] an embedder brings voices that share no word", async () => {
  const embedder: Embedder = {
    model: { name: "two-axes", version: "1" },
    dimensions: 2,
    embed: async (texts) =>
      Float32Array.from(texts.flatMap((text) => (/lost|丢/.test(text) ? [1, 0] : [0, 1]))),
  };
  const mentions = spoken(["东西丢了", "好看"]);
  expect(await found(hypothesis("Work is lost"), mentions)).toEqual([]);
  expect(await found(hypothesis("Work is lost"), mentions, embedder)).toEqual([1]);
});

test("[BR3] hostile signs and statements are words, not patterns", async () => {
  const mentions = spoken(["a+b (c)", "((((", "anything"]);
  expect(await found(hypothesis("x", ["(c)", "((((", ".*"]), mentions)).toEqual([1, 2]);
});

test("[BR3] of what people like only the matter is looked for: praise comes in other words", async () => {
  const voices = [
    ...spoken(["Sync just works for me", "love how it syncs now"], "praise"),
    ...spoken(["Syncing lost my notes"], "bug"),
    ...spoken(["Trustworthy people, nice weather"], "praise"),
  ].map((mention, at) => ({
    ...mention,
    ...{ mentionId: `item_${at + 1}.1.0-4` as const, person: `p${at}` },
  }));
  const [reading] = await readHypotheses(
    [{ ...hypothesis("Syncing is trustworthy again"), expects: "praise" }],
    voices,
  );
  expect(reading!.supports.people).toBe(2);
  expect(reading!.contradicts.mentionIds).toEqual(["item_3.1.0-4"]);
});
