// App state in SQL: one set of queries for every engine that Kysely speaks to.
import {
  type ColumnMapping,
  type Import,
  type ImportCounts,
  type ImportStatus,
  type Job,
  type LoggedThemeEdit,
  type Need,
  NotFound,
  type PulledSource,
  type RecordStore,
  type RejectedRow,
  type Theme,
  type ThemeEdit,
  type ThemeRecords,
  Unavailable,
} from "@heed/core";
import { type Kysely, type Selectable, sql, type Transaction } from "kysely";
import { migrateRecords } from "./migrations.ts";
import { rewriteTexts } from "./rewrite-texts.ts";
import type { RecordTables } from "./schema.ts";
import { SqlKeptRecords } from "./sql-kept-records.ts";
import { SqlLabRecords } from "./sql-lab-records.ts";
import { openSqlite } from "./sqlite/open-sqlite.ts";

// SQLite binds at most 32,766 values in one statement; six columns a rejected row.
const ROWS_PER_INSERT = 1_000;

/**
 * Opens the app state of a workspace in an SQLite file (`:memory:` for none), migrated to this version; refuses a damaged one.
 * `onChanged` is called after the closing of a store that changed anything.
 */
export async function openSqliteRecordStore(
  path: string,
  onChanged?: () => void | Promise<void>,
): Promise<RecordStore> {
  const db = openSqlite<RecordTables>(path);
  await refuseDamaged(db, path);
  await migrateRecords(db);
  return new SqlRecordStore(db, onChanged);
}

/** A file that a disk or a copy damaged is told before anything is written into it. */
async function refuseDamaged(db: Kysely<RecordTables>, path: string): Promise<void> {
  const answer = await sql<{ quick_check: string }>`PRAGMA quick_check(1)`.execute(db).then(
    ({ rows }) => rows[0]?.quick_check ?? "no answer",
    (cause: Error) => cause.message,
  );
  if (answer === "ok") return;
  await db.destroy();
  throw new Unavailable(
    "records-damaged",
    `The app state in ${path} is damaged: ${answer.slice(0, 200)}.`,
    { hint: "Bring a backup back: heed restore BACKUP --workspace EMPTY_FOLDER" },
  );
}

/** Tables that hold whole records in an order. */
type RecordList = "theme" | "found_theme" | "need";

class SqlRecordStore implements RecordStore {
  readonly #db: Kysely<RecordTables>;
  readonly #onChanged: (() => void | Promise<void>) | undefined;
  readonly kept: SqlKeptRecords;
  readonly lab: SqlLabRecords;

  constructor(db: Kysely<RecordTables>, onChanged?: () => void | Promise<void>) {
    this.#db = db;
    this.#onChanged = onChanged;
    this.kept = new SqlKeptRecords(db);
    this.lab = new SqlLabRecords(db);
  }

  async setting(key: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom("setting")
      .select("value")
      .where("key", "=", key)
      .executeTakeFirst();
    return row?.value ?? null;
  }

  async saveSetting(key: string, value: string): Promise<void> {
    await this.#db
      .insertInto("setting")
      .values({ key, value })
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
      .execute();
  }

  async takeNumbers(sequence: string, count: number): Promise<number> {
    const row = await this.#db
      .insertInto("sequence")
      .values({ name: sequence, next: 1 + count })
      .onConflict((conflict) =>
        conflict.column("name").doUpdateSet((eb) => ({ next: eb("sequence.next", "+", count) })),
      )
      .returning("next")
      .executeTakeFirstOrThrow();
    return Number(row.next) - count;
  }

  async addImport(entry: Import): Promise<void> {
    const { id, source, file, status, mapping, counts, ...details } = entry;
    await this.#db
      .insertInto("import")
      .values({
        ...{ id, source, file, status },
        mapping: JSON.stringify(mapping),
        counts: JSON.stringify(counts),
        details: JSON.stringify(details),
      })
      .execute();
  }

  async commitImport(importId: string, counts: ImportCounts): Promise<void> {
    await this.#updateImport(importId, { status: "committed", counts: JSON.stringify(counts) });
  }

  async markImportUndone(importId: string): Promise<void> {
    await this.#updateImport(importId, { status: "undone" });
  }

  async imports(): Promise<Import[]> {
    const rows = await this.#db.selectFrom("import").selectAll().orderBy("position").execute();
    return rows.map(importFromRow);
  }

  async addRejectedRows(importId: string, rows: readonly RejectedRow[]): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
        const values = rows
          .slice(at, at + ROWS_PER_INSERT)
          .map((row) => ({ import_id: importId, ...row }));
        await transaction.insertInto("rejected_row").values(values).execute();
      }
    });
  }

  async rejectedRows(importId: string): Promise<RejectedRow[]> {
    return this.#db
      .selectFrom("rejected_row")
      .select(["row", "line", "reason", "message", "excerpt"])
      .where("import_id", "=", importId)
      .orderBy("row")
      .execute();
  }

  async deleteRejectedRows(importId: string): Promise<void> {
    await this.#db.deleteFrom("rejected_row").where("import_id", "=", importId).execute();
  }

  async rewriteTexts(mask: (text: string) => string): Promise<number> {
    return rewriteTexts(this.#db, mask);
  }

  async saveSource(source: PulledSource): Promise<void> {
    const record = JSON.stringify(source);
    await this.#db
      .insertInto("source")
      .values({ id: source.id, record })
      .onConflict((conflict) => conflict.column("id").doUpdateSet({ record }))
      .execute();
  }

  async sources(): Promise<PulledSource[]> {
    const rows = await this.#db.selectFrom("source").select("record").orderBy("id").execute();
    return rows.map(({ record }) => JSON.parse(record) as PulledSource);
  }

  async deleteSource(id: string): Promise<void> {
    await this.#db.deleteFrom("source").where("id", "=", id).execute();
  }

  async replaceThemes({ found, current }: ThemeRecords): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await replaceAll(transaction, "found_theme", found);
      await replaceAll(transaction, "theme", current);
    });
  }

  async themes(): Promise<Theme[]> {
    return this.#all<Theme>("theme");
  }

  async foundThemes(): Promise<Theme[]> {
    return this.#all<Theme>("found_theme");
  }

  async addThemeEdit(at: string, edit: ThemeEdit): Promise<LoggedThemeEdit> {
    const { number } = await this.#db
      .insertInto("theme_edit")
      .values({ at, edit: JSON.stringify(edit) })
      .returning("number")
      .executeTakeFirstOrThrow();
    return { number, at, edit };
  }

  async themeEdits(): Promise<LoggedThemeEdit[]> {
    const rows = await this.#db.selectFrom("theme_edit").selectAll().orderBy("number").execute();
    return rows.map((row) => ({ ...row, edit: JSON.parse(row.edit) as ThemeEdit }));
  }

  async replaceNeeds(needs: readonly Need[]): Promise<void> {
    await this.#db.transaction().execute((transaction) => replaceAll(transaction, "need", needs));
  }

  async needs(): Promise<Need[]> {
    return this.#all<Need>("need");
  }

  async saveJob(job: Job): Promise<void> {
    const columns = { status: job.status, record: JSON.stringify(job) };
    await this.#db
      .insertInto("job")
      .values({ id: job.id, position: Number(job.id.slice("job_".length)), ...columns })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(columns))
      .execute();
  }

  async jobs(limit: number): Promise<Job[]> {
    const rows = await this.#db
      .selectFrom("job")
      .select("record")
      .orderBy("position", "desc")
      .limit(limit)
      .execute();
    return rows.map(({ record }) => JSON.parse(record) as Job);
  }

  async saveCopy(path: string): Promise<void> {
    await sql`VACUUM INTO ${path}`.execute(this.#db);
  }

  async close(): Promise<void> {
    const onChanged = this.#onChanged;
    const changes =
      onChanged === undefined
        ? []
        : (await sql<{ rows: number }>`SELECT total_changes() AS rows`.execute(this.#db)).rows;
    await this.#db.destroy();
    if (changes.some(({ rows }) => rows > 0)) await onChanged?.();
  }

  async #updateImport(
    importId: string,
    values: { status: ImportStatus; counts?: string },
  ): Promise<void> {
    const { numUpdatedRows } = await this.#db
      .updateTable("import")
      .set(values)
      .where("id", "=", importId)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) {
      throw new NotFound("import-not-found", `There is no import ${importId}.`, {
        hint: "List the imports and choose one of their ids.",
      });
    }
  }

  async #all<Row>(table: RecordList): Promise<Row[]> {
    const rows = await this.#db.selectFrom(table).select("record").orderBy("position").execute();
    return rows.map(({ record }) => JSON.parse(record) as Row);
  }
}

async function replaceAll(
  transaction: Transaction<RecordTables>,
  table: RecordList,
  records: readonly { readonly id: string }[],
): Promise<void> {
  await transaction.deleteFrom(table).execute();
  for (let at = 0; at < records.length; at += ROWS_PER_INSERT) {
    const values = records.slice(at, at + ROWS_PER_INSERT).map((record, index) => ({
      id: record.id,
      position: at + index,
      record: JSON.stringify(record),
    }));
    await transaction.insertInto(table).values(values).execute();
  }
}

function importFromRow(row: Selectable<RecordTables["import"]>): Import {
  return {
    id: row.id,
    source: row.source,
    file: row.file,
    status: row.status as ImportStatus,
    mapping: JSON.parse(row.mapping) as ColumnMapping,
    counts: JSON.parse(row.counts) as ImportCounts,
    ...(JSON.parse(row.details) as Partial<Import>),
  };
}
