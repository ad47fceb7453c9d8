// The tables that keep account of calls to models, and how they come to this version.
import { HeedError } from "@heed/core";
import type { Generated, Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";

export interface LedgerTables {
  model_call: {
    id: Generated<number>;
    at: string;
    purpose: string;
    capability: string;
    provider: string;
    model: string;
    host: string;
    workspace: string;
    currency: string | null;
    bytes_sent: number;
    redacted: number;
    status: string;
    /** What was set aside, until the call ends: tokens, and money in 10^-12 as a decimal text. */
    held_tokens: number;
    held_cost: string;
    input_tokens: number;
    cached_input_tokens: number;
    output_tokens: number;
    seconds: number;
    is_estimate: number;
    /** Money in 10^-12, as a decimal text since it may pass 2^53. */
    cost: string;
    bytes_received: number;
    attempts: number;
    duration_ms: number;
    error: string | null;
  };
  /** Spent and set aside by month and unit, so that no call has to sum up the others. */
  model_spending: { month: string; unit: string; amount: string };
}

const migrations: Record<string, Migration> = { "001-calls": { up: createCalls } };

/** Brings the tables to this version; fails as a whole or not at all. */
export async function migrateLedger(tables: Kysely<LedgerTables>): Promise<void> {
  const db = tables as unknown as Kysely<unknown>;
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw new HeedError(
      "migration-failed",
      "The accounts of model calls could not be brought to this version.",
      { cause: error, hint: "Open them with the version of Heed that wrote them." },
    );
  }
}

async function createCalls(db: Kysely<unknown>): Promise<void> {
  const text = ["at", "purpose", "capability", "provider", "model", "host", "workspace", "status"];
  const whole = [
    "bytes_sent",
    "redacted",
    "held_tokens",
    "input_tokens",
    "cached_input_tokens",
    "output_tokens",
    "is_estimate",
    "bytes_received",
    "attempts",
    "duration_ms",
  ];
  let table = db.schema
    .createTable("model_call")
    .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement());
  for (const name of text) table = table.addColumn(name, "text", (column) => column.notNull());
  for (const name of whole) table = table.addColumn(name, "bigint", (column) => column.notNull());
  await table
    .addColumn("held_cost", "text", (column) => column.notNull())
    .addColumn("cost", "text", (column) => column.notNull())
    .addColumn("seconds", "double precision", (column) => column.notNull())
    .addColumn("currency", "text")
    .addColumn("error", "text")
    .execute();
  await db.schema
    .createTable("model_spending")
    .addColumn("month", "text", (column) => column.notNull())
    .addColumn("unit", "text", (column) => column.notNull())
    .addColumn("amount", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("model_spending_key", ["month", "unit"])
    .execute();
}
