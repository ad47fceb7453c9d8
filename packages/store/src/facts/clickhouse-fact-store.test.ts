// Holds the embedded engine, and a ClickHouse server when one is named, to the fact store contract.
import { createClient } from "@clickhouse/client";
import { describe, expect, test } from "vitest";
import { describeFactStoreContract } from "../../contract/fact-store.contract.ts";
import { describeFeedbackBrowserContract } from "../../contract/feedback-browser.contract.ts";
import { describeMentionSearchContract } from "../../contract/mention-search.contract.ts";
import { openChdbFactStore, openClickHouseFactStore } from "./clickhouse-fact-store.ts";

let opened = 0;
const freshDatabase = () => `contract_${process.pid}_${++opened}`;

const openEmbedded = () => openChdbFactStore(":memory:", freshDatabase());
describeFactStoreContract("chDB", openEmbedded);
describeMentionSearchContract("chDB", openEmbedded);
describeFeedbackBrowserContract("chDB", openEmbedded);

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
