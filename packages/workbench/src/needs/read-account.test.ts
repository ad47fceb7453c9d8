// What an account is worth is read from the columns that exports keep it in, and from nothing else.
import { buildItem } from "@heed/core/testing";
import { expect, test } from "vitest";
import { readAccount, readMoney } from "./read-account.ts";
import { readVoices } from "./read-voices.ts";

const account = (properties: Record<string, string>, weights: Record<string, number> = {}) =>
  readAccount({ properties }, "ann", weights);

test.each([
  ["1,299.00", 1299],
  ["$99 / mo", 99],
  ["US$ 1.2k", 1200],
  ["¥3万", 30_000],
  ["０", 0],
  ["99mo", 99],
])("%s is money", (cell, value) => expect(readMoney(cell)).toBe(value));

test.each(["", "n/a", "-5", "1 to 2", "about 30 dollars a seat", "12.5.2026"])(
  "%j is no money",
  (cell) => expect(readMoney(cell)).toBeNull(),
);

test("monthly revenue wins over yearly, and that over the weight of a plan", () => {
  expect(account({ MRR: "50", ARR: "1200", Plan: "team" }, { team: 7 })).toEqual({
    key: "ann",
    value: 50,
  });
  expect(account({ ARR: "1200", Plan: "team" }, { team: 7 })).toEqual({ key: "ann", value: 100 });
  expect(account({ Plan: "Team" }, { team: 7 })).toEqual({ key: "ann", value: 7 });
  expect(account({ Plan: "team" })).toBeNull();
  expect(account({ 月收入: "80" })).toEqual({ key: "ann", value: 80 });
});

test("people of one account share its value", () => {
  expect(account({ MRR: "50", Company: "Acme" })?.key).toBe("account:Acme");
});

test("voices carry the item's dimensions under shared names, without money, accounts and claimed languages", () => {
  const item = buildItem(1, {
    language: "zh",
    channel: "ios",
    appVersion: "4.2.0",
    writtenAt: "2026-03-01T20:00:00.000Z",
    properties: { country: "CN", Tier: "plus", MRR: "9", language: "en", comment: "x".repeat(90) },
  });
  const facts = { item, mentions: [read(item.id)] };
  const [voice] = readVoices([facts], { timeZone: "Asia/Shanghai" });
  expect(voice).toMatchObject({
    person: "item_1",
    anonymous: true,
    language: "zh",
    weekDate: "2026-03-02",
    account: { key: "item_1", value: 9 },
    rival: null,
  });
  expect(voice?.segments).toEqual({
    language: "zh",
    source: "reviews.csv",
    country: "CN",
    plan: "plus",
    platform: "ios",
    version: "4.2.0",
  });
});

test("spam and mentions that were never read have no voice", () => {
  const spam = buildItem(1, { spam: "advert" });
  const unread = buildItem(2);
  expect(
    readVoices([
      { item: spam, mentions: [read(spam.id)] },
      { item: unread, mentions: [{ ...read(unread.id), reading: null }] },
    ]),
  ).toEqual([]);
});

function read(itemId: `item_${number}`) {
  const id = `${itemId}.1.0-4` as const;
  const model = { name: "rules", version: "1" };
  return {
    mention: { id, itemId, revision: 1, start: 0, end: 4 },
    reading: { mentionId: id, sentiment: "negative", sentimentScore: -0.5, kind: "bug", model },
    assignment: {
      mentionId: id,
      themeId: "theme_1",
      foundThemeId: "theme_1",
      score: 1,
      unclear: null,
    },
  } as const;
}
