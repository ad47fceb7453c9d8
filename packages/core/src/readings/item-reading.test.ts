// The annotation guide's rules for what an item says, case by case.
import { expect, test } from "vitest";
import { readItem } from "./item-reading.ts";
import type { Kind, Sentiment } from "./reading.ts";

const part = (sentiment: Sentiment, kind: Kind, sentimentScore = 0) => ({
  sentiment,
  kind,
  sentimentScore,
});
const praise = part("positive", "praise", 0.8);
const bug = part("negative", "bug", -0.6);
const wish = part("neutral", "request", 0);

test("an item without mentions has no reading", () => {
  expect(readItem([], 5)).toBeNull();
});

test("with one sign only, the item has that sign", () => {
  expect(readItem([wish, bug], 5)).toMatchObject({ sentiment: "negative", sentimentScore: -0.6 });
  expect(readItem([wish, praise], 1)).toMatchObject({ sentiment: "positive", sentimentScore: 0.8 });
  expect(readItem([wish], 1)).toMatchObject({ sentiment: "neutral", kind: "request" });
});

test.each([
  [1, "negative"],
  [2, "negative"],
  [3, "neutral"],
  [4, "positive"],
  [5, "positive"],
])("with both signs, %i stars make it %s", (rating, sentiment) => {
  expect(readItem([praise, bug], rating)).toMatchObject({ sentiment });
});

test("with both signs and no stars the majority decides, and a tie is neutral", () => {
  expect(readItem([praise, bug, bug], null)?.sentiment).toBe("negative");
  expect(readItem([praise, bug], null)?.sentiment).toBe("neutral");
});

test("a negative item takes the kind of its first mention that is not praise", () => {
  expect(readItem([praise, wish, bug], 1)).toMatchObject({ kind: "request", decidingMention: 1 });
});

test("a positive item is praise when there is any, else its first mention's kind", () => {
  expect(readItem([bug, praise], 5)).toMatchObject({ kind: "praise", decidingMention: 1 });
  expect(readItem([part("positive", "question", 0.3)], 5)).toMatchObject({ kind: "question" });
});

test("a negative item of praise alone keeps its first mention", () => {
  expect(readItem([part("negative", "praise", -0.2)], 1)).toMatchObject({
    kind: "praise",
    decidingMention: 0,
  });
});
