// Rewrites every text of the app state in place, so that a forgotten name is found in no table and no page of the file.
import { type Kysely, sql } from "kysely";

/** Applies `mask` to every text of every table and returns how many values changed; then the file is written anew. */
export async function rewriteTexts<Tables>(
  db: Kysely<Tables>,
  mask: (text: string) => string,
): Promise<number> {
  const changed = await db.transaction().execute(async (transaction) => {
    // A write comes first: were another process to write between our reading and our writing, ours would be refused.
    await sql`DELETE FROM setting WHERE false`.execute(transaction);
    let count = 0;
    for (const { name, columns } of await transaction.introspection.getTables()) {
      for (const column of columns) {
        if (/text/i.test(column.dataType))
          count += await rewriteColumn(transaction, name, column.name, mask);
      }
    }
    return count;
  });
  // A deleted row's bytes stay in free pages and in the log until both are written anew.
  await sql`VACUUM`.execute(db);
  await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db);
  return changed;
}

async function rewriteColumn<Tables>(
  db: Kysely<Tables>,
  table: string,
  column: string,
  mask: (text: string) => string,
): Promise<number> {
  const [from, at] = [sql.table(table), sql.ref(column)];
  const { rows } = await sql<{ value: string }>`
    SELECT DISTINCT ${at} AS value FROM ${from} WHERE ${at} IS NOT NULL`.execute(db);
  let count = 0;
  for (const { value } of rows) {
    const masked = mask(value);
    if (masked === value) continue;
    await sql`UPDATE ${from} SET ${at} = ${masked} WHERE ${at} = ${value}`.execute(db);
    count += 1;
  }
  return count;
}
