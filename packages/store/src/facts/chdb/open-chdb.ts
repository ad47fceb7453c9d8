// The only door to chDB: ClickHouse inside this process, behind ClickHouse's own client.
import { randomUUID } from "node:crypto";
import { type ClickHouseClient, createClient } from "@clickhouse/client";
import { EngineLender, lentConnection, lentLines, type SendCall } from "../lent-engine.ts";

/** An engine with its client, and its fastest way in for rows that are bytes already. */
export interface FactEngine {
  readonly client: ClickHouseClient;
  /** Inserts tab-separated lines; `table` and `columns` are identifiers of ours. */
  insertLines(table: string, columns: readonly string[], lines: Buffer): Promise<void>;
  /** Opens one more client, which answers beside the first: one client runs one query at a time. */
  openReader(): ClickHouseClient;
  /** Answers another process; absent where the engine is not this process's own. */
  readonly lender?: EngineLender;
  /** Brings the table that is browsed level where another process does it. */
  readonly refresh?: (timeZone: string) => Promise<void>;
}

/** Opens the engine on a folder (`:memory:` for none). One folder per process; a second one is refused. */
export async function openChdb(path: string): Promise<FactEngine> {
  // Loaded only here: threads that pack items know this package too, and the engine may live in one thread alone.
  const { createChdbConnection } = await import("chdb/connection");
  const connection = createChdbConnection({ path });
  // The `connection` option is an experimental hook of the client, so its type is not published.
  const options = { connection } as Parameters<typeof createClient>[0];
  const insertLines: FactEngine["insertLines"] = async (table, columns, lines) => {
    await connection.chdb.rawInsert({
      table,
      columns: [...columns],
      values: lines,
      format: "TabSeparated",
    });
  };
  const openConnection = () => createChdbConnection({ path });
  return {
    insertLines,
    lender: new EngineLender({ openConnection, insertLines }),
    client: createClient({ ...options, clickhouse_settings: { max_execution_time: 600 } }),
    openReader: () => {
      const reading = { connection: createChdbConnection({ path }) } as typeof options;
      return createClient({ ...reading, clickhouse_settings: { max_execution_time: 60 } });
    },
  };
}

/** The engine of another process, by what carries calls to it. */
export function openLentEngine(
  send: SendCall,
  refresh: (timeZone: string) => Promise<void>,
): FactEngine {
  const open = () =>
    createClient({
      connection: lentConnection(send, randomUUID()),
      clickhouse_settings: { max_execution_time: 600 },
    } as Parameters<typeof createClient>[0]);
  return { client: open(), openReader: open, insertLines: lentLines(send), refresh };
}
