// Kept records in one SQL table: kind, id, position and JSON.
import type { KeptKind, KeptRecord, KeptRecords } from "@heed/core";
import type { Kysely } from "kysely";
import type { RecordTables } from "./schema.ts";

const DEFAULT_LIMIT = 100_000;

export class SqlKeptRecords implements KeptRecords {
  readonly #db: Kysely<RecordTables>;

  constructor(db: Kysely<RecordTables>) {
    this.#db = db;
  }

  async get(kind: KeptKind, id: string): Promise<unknown> {
    const row = await this.#db
      .selectFrom("kept")
      .select("record")
      .where("kind", "=", kind)
      .where("id", "=", id)
      .executeTakeFirst();
    return row === undefined ? undefined : JSON.parse(row.record);
  }

  async put(kind: KeptKind, id: string, record: object): Promise<void> {
    await this.change(kind, id, () => record);
  }

  async change<Next extends object>(
    kind: KeptKind,
    id: string,
    change: (before: unknown) => Next | null,
  ): Promise<Next | null> {
    return this.#db.transaction().execute(async (transaction) => {
      // A write comes first, so that two processes take turns instead of one failing.
      const before = await transaction
        .deleteFrom("kept")
        .where("kind", "=", kind)
        .where("id", "=", id)
        .returningAll()
        .executeTakeFirst();
      const next = change(before === undefined ? undefined : JSON.parse(before.record));
      if (next !== null) {
        const record = JSON.stringify(next);
        await transaction.insertInto("kept").values({ kind, id, record }).execute();
      } else if (before !== undefined)
        await transaction.insertInto("kept").values(before).execute();
      return next;
    });
  }

  async delete(kind: KeptKind, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom("kept")
      .where("kind", "=", kind)
      .where("id", "=", id)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async list(
    kind: KeptKind,
    { before, limit }: { before?: number; limit?: number } = {},
  ): Promise<KeptRecord[]> {
    let query = this.#db.selectFrom("kept").selectAll().where("kind", "=", kind);
    if (before !== undefined) query = query.where("position", "<", before);
    const rows = await query
      .orderBy("position", "desc")
      .limit(limit ?? DEFAULT_LIMIT)
      .execute();
    return rows.map(({ id, position, record }) => ({
      id,
      position: Number(position),
      record: JSON.parse(record),
    }));
  }

  async count(kind: KeptKind): Promise<number> {
    const row = await this.#db
      .selectFrom("kept")
      .select((eb) => eb.fn.countAll().as("n"))
      .where("kind", "=", kind)
      .executeTakeFirstOrThrow();
    return Number(row.n);
  }
}
