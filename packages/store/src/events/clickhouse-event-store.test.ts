// Holds the embedded engine, and a ClickHouse server when one is named, to the event store contract.
import { createClient } from "@clickhouse/client";
import { describe, expect, test } from "vitest";
import { describeEventAgreement } from "../../contract/event-agreement.contract.ts";
import { describeEventStoreContract } from "../../contract/event-store.contract.ts";
import type { ClickHouseFactStore } from "../facts/clickhouse-fact-store.ts";
import { openLendableFactStore } from "../facts/open-fact-stores.ts";
import {
  openChdbEventStore,
  openClickHouseEventStore,
  openLentEventStore,
} from "./clickhouse-event-store.ts";

let opened = 0;
const freshDatabase = () => `events_${process.pid}_${++opened}`;

const openEmbedded = () => openChdbEventStore(":memory:", freshDatabase());
describeEventStoreContract("chDB", openEmbedded);
describeEventAgreement("chDB", openEmbedded);

/** The same engine, held by one and asked by another through bytes alone. */
const openLent = async () => {
  const database = freshDatabase();
  const { facts, lender } = await openLendableFactStore(":memory:", database);
  const lent = await openLentEventStore((body) => lender.answer(body), database);
  const close = lent.close.bind(lent);
  lent.close = async () => {
    await close();
    await lender.close();
    await facts.close();
  };
  return lent;
};
describeEventStoreContract("chDB lent by another process", openLent);

test("a process that borrows the events leaves ids to the one that stores them", async () => {
  const database = freshDatabase();
  const { facts, lender } = await openLendableFactStore(":memory:", database);
  const first = await openLentEventStore((body) => lender.answer(body), database);
  // An event whose id is not written down yet: the holder is in the midst of storing it.
  const { tables } = facts as ClickHouseFactStore;
  await tables.command(
    `INSERT INTO ${database}.event (id, name, person) VALUES ('a', 'open', 'ann')`,
  );
  const second = await openLentEventStore((body) => lender.answer(body), database);
  expect(await tables.select(`SELECT id FROM ${database}.event_id`, {})).toEqual([]);
  for (const store of [first, second, lender, facts]) await store.close();
});

const url = process.env.CLICKHOUSE_URL;
if (url !== undefined) {
  const openServer = () => openClickHouseEventStore(createClient({ url }), freshDatabase());
  describeEventStoreContract("ClickHouse", openServer);
  describeEventAgreement("ClickHouse", openServer);
} else {
  describe("event store on ClickHouse", () => {
    test.skip("not run: CLICKHOUSE_URL names no server", () => expect(url).toBeDefined());
  });
}
