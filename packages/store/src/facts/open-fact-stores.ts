// Opens the facts of a workspace: in this process, on a server of ClickHouse, or in another process that holds the folder.
import { Readable } from "node:stream";
import type { ClickHouseClient } from "@clickhouse/client";
import type { FactStore } from "@heed/core";
import { type FactEngine, openChdb, openLentEngine } from "./chdb/open-chdb.ts";
import { ClickHouseFactStore } from "./clickhouse-fact-store.ts";
import { dropPurgeLeftovers } from "./erase-people.ts";
import type { EngineLender, SendCall } from "./lent-engine.ts";
import { createTables } from "./tables.ts";

/** Opens the facts of one workspace in an embedded engine's folder (`:memory:` for none). */
export async function openChdbFactStore(path: string, database = "heed"): Promise<FactStore> {
  return (await openLendableFactStore(path, database)).facts;
}

/** Like `openChdbFactStore`, with what lends the engine to another process. */
export async function openLendableFactStore(
  path: string,
  database = "heed",
): Promise<{ readonly facts: FactStore; readonly lender: EngineLender }> {
  const engine = await openChdb(path);
  return { facts: await openFactStore(engine, database), lender: engine.lender! };
}

/**
 * Facts of a workspace whose folder another process holds: that one made the tables, mends them, and brings the table that is
 * browsed level when `refresh` asks for it.
 */
export function openLentFactStore(
  send: SendCall,
  refresh: (timeZone: string) => Promise<void>,
  database = "heed",
): FactStore {
  return new ClickHouseFactStore(openLentEngine(send, refresh), database);
}

/** Facts in a database of any engine that the client reaches; `database` is an identifier of ours, never a person's. */
export async function openClickHouseFactStore(
  client: ClickHouseClient,
  database: string,
): Promise<FactStore> {
  const insertLines: FactEngine["insertLines"] = async (table, columns, lines) => {
    await client.insert({
      table,
      columns: columns as [string, ...string[]],
      values: Readable.from([lines], { objectMode: false }),
      format: "TabSeparated",
    });
  };
  return openFactStore({ client, insertLines, openReader: () => client }, database);
}

async function openFactStore(engine: FactEngine, database: string): Promise<FactStore> {
  for (const query of createTables(database)) await engine.client.command({ query });
  const store = new ClickHouseFactStore(engine, database);
  await dropPurgeLeftovers(store.tables);
  return store;
}
