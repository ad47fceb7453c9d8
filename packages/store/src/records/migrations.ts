// Brings the tables of app state from any released version to this one.

import { HeedError } from "@heed/core";
import type { Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { createLabTables } from "./create-lab-tables.ts";
import type { RecordTables } from "./schema.ts";

const migrations: Record<string, Migration> = {
  "001-first-records": { up: createFirstRecords },
  "002-theme-edits": { up: createThemeEdits },
  "003-jobs": { up: createJobs },
  "003-sources-and-import-details": { up: createSources },
  "004-kept-records": { up: createKeptRecords },
  "005-lab": { up: createLabTables },
};

/** Runs the migrations that this database has not had yet; fails as a whole or not at all. */
export async function migrateRecords(records: Kysely<RecordTables>): Promise<void> {
  // Migrations speak of tables as they were, so they see no types of today's.
  const db = records as unknown as Kysely<unknown>;
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw new HeedError(
      "migration-failed",
      "The workspace's records could not be brought to this version.",
      {
        cause: error,
        hint: "Open it with the version of Heed that wrote it, or restore a backup.",
      },
    );
  }
}

async function createFirstRecords(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("setting")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("sequence")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("next", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("import")
    .addColumn("position", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("id", "text", (column) => column.notNull().unique())
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("file", "text", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("mapping", "text", (column) => column.notNull())
    .addColumn("counts", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("rejected_row")
    .addColumn("import_id", "text", (column) => column.notNull())
    .addColumn("row", "bigint", (column) => column.notNull())
    .addColumn("line", "bigint", (column) => column.notNull())
    .addColumn("reason", "text", (column) => column.notNull())
    .addColumn("message", "text", (column) => column.notNull())
    .addColumn("excerpt", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("rejected_row_key", ["import_id", "row"])
    .execute();
  for (const table of ["theme", "need"]) {
    await db.schema
      .createTable(table)
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("position", "integer", (column) => column.notNull())
      .addColumn("record", "text", (column) => column.notNull())
      .execute();
  }
}

async function createThemeEdits(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("theme_edit")
    .addColumn("number", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("edit", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("found_theme")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("position", "integer", (column) => column.notNull())
    .addColumn("record", "text", (column) => column.notNull())
    .execute();
}

async function createSources(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("import")
    .addColumn("details", "text", (column) => column.notNull().defaultTo("{}"))
    .execute();
  await db.schema
    .createTable("source")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("record", "text", (column) => column.notNull())
    .execute();
}

async function createJobs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("job")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("position", "integer", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("record", "text", (column) => column.notNull())
    .execute();
}

async function createKeptRecords(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("kept")
    .addColumn("position", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("record", "text", (column) => column.notNull())
    .addUniqueConstraint("kept_key", ["kind", "id"])
    .execute();
}
