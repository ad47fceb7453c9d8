// The tables of the lab as its first version made them.
import type { Kysely } from "kysely";

export async function createLabTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("dataset")
    .addColumn("position", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("id", "text", (column) => column.notNull().unique())
    .addColumn("record", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("example")
    .addColumn("dataset", "text", (column) => column.notNull())
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("record", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("example_key", ["dataset", "number"])
    .execute();
  await db.schema
    .createTable("example_label")
    .addColumn("position", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("dataset", "text", (column) => column.notNull())
    .addColumn("example", "integer", (column) => column.notNull())
    .addColumn("labeler", "text", (column) => column.notNull())
    .addColumn("label", "text")
    .addColumn("at", "text", (column) => column.notNull())
    .execute();
}
