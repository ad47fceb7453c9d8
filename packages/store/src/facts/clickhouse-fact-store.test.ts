// Holds the embedded engine, and a ClickHouse server when one is named, to the fact store contract.
import { createClient } from "@clickhouse/client";
import { type FactStore, type Kind, mentionAt } from "@heed/core";
import { buildItem } from "@heed/core/testing";
import { describe, expect, test } from "vitest";
import { describeFactStoreContract } from "../../contract/fact-store.contract.ts";
import { describeFeedbackBrowserContract } from "../../contract/feedback-browser.contract.ts";
import { describeMentionSearchContract } from "../../contract/mention-search.contract.ts";
import {
  openChdbFactStore,
  openClickHouseFactStore,
  openLendableFactStore,
  openLentFactStore,
} from "./open-fact-stores.ts";

let opened = 0;
const freshDatabase = () => `contract_${process.pid}_${++opened}`;

const openEmbedded = () => openChdbFactStore(":memory:", freshDatabase());
describeFactStoreContract("chDB", openEmbedded);
describeMentionSearchContract("chDB", openEmbedded);
describeFeedbackBrowserContract("chDB", openEmbedded);

/** The same engine, held by one and asked by another through bytes alone. */
const openLent = async () => {
  const database = freshDatabase();
  const { facts, lender } = await openLendableFactStore(":memory:", database);
  const send = (body: Uint8Array) => lender.answer(body);
  const lent = openLentFactStore(send, (zone) => facts.browser.refresh(zone), database);
  const show = lent.setVisibleImports.bind(lent);
  const close = lent.close.bind(lent);
  // What is visible is told by the records, which both read; here there are none.
  lent.setVisibleImports = async (ids) => {
    await facts.setVisibleImports(ids);
    await show(ids);
  };
  lent.close = async () => {
    await close();
    await lender.close();
    await facts.close();
  };
  return lent;
};
describeFactStoreContract("chDB lent by another process", openLent);
describeMentionSearchContract("chDB lent by another process", openLent);
describeFeedbackBrowserContract("chDB lent by another process", openLent);

test("what one of two processes writes later stands, whoever wrote before", async () => {
  const database = freshDatabase();
  const { facts: held, lender } = await openLendableFactStore(":memory:", database);
  const lent = openLentFactStore(
    (body) => lender.answer(body),
    async () => {},
    database,
  );
  const item = buildItem(1);
  const mention = mentionAt(item, { start: 0, end: 5 });
  const say = (store: FactStore, kind: Kind) =>
    store.appendReadings([
      {
        ...{ mentionId: mention.id, kind, sentiment: "neutral", sentimentScore: 0 },
        model: { name: "reader", version: "1" },
      },
    ]);
  await held.setVisibleImports([item.importId]);
  await held.appendItems([item]);
  await held.appendMentions([mention]);
  await say(held, "bug");
  await say(lent, "praise");
  await say(lent, "question");
  await say(held, "request");
  for await (const [facts] of held.itemFacts())
    expect(facts?.mentions[0]?.reading?.kind).toBe("request");
  await lent.close();
  await lender.close();
  await held.close();
});

const url = process.env.CLICKHOUSE_URL;
if (url !== undefined) {
  const openServer = () => openClickHouseFactStore(createClient({ url }), freshDatabase());
  describeFactStoreContract("ClickHouse", openServer);
  describeMentionSearchContract("ClickHouse", openServer);
  describeFeedbackBrowserContract("ClickHouse", openServer);
} else {
  describe("fact store on ClickHouse", () => {
    test.skip("not run: CLICKHOUSE_URL names no server", () => expect(url).toBeDefined());
  });
}
