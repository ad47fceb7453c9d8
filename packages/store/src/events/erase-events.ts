// Erases what people did, under every id that is known to be theirs, also from the engine's files.

import { createEventTables } from "./event-tables.ts";

/** What erasing needs of an engine. */
interface ErasableTables {
  readonly database: string;
  select<Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]>;
  command(query: string, parameters?: Record<string, unknown>): Promise<void>;
}

/** Deletes the events and links of these person keys and of all ids joined to them. */
export async function eraseEvents(
  tables: ErasableTables,
  personKeys: readonly string[],
): Promise<void> {
  const { database } = tables;
  const [there] = await tables.select<{ n: string }>(
    "SELECT count() AS n FROM system.tables WHERE database = {database: String} AND name = 'event'",
    { database },
  );
  if (Number(there!.n) === 0 || personKeys.length === 0) return;
  // A workspace of an earlier version lacks some of the tables until its events are opened.
  for (const statement of createEventTables(database)) await tables.command(statement);
  const joined = await tables.select<{ id: string }>(
    `WITH persons AS (SELECT person FROM ${database}.person_of
         WHERE has({keys: Array(String)}, id) OR has({keys: Array(String)}, person))
     SELECT id FROM ${database}.person_of WHERE person IN persons UNION DISTINCT SELECT person AS id FROM persons`,
    { keys: personKeys },
  );
  const ids = [...new Set([...personKeys, ...joined.map(({ id }) => id)])];
  await rewrite(tables, "event", "NOT has({ids: Array(String)}, person)", ids);
  await rewrite(tables, "event_id", `id IN (SELECT id FROM ${database}.event)`, ids);
  const apart = "NOT has({ids: Array(String)}, from_id) AND NOT has({ids: Array(String)}, to_id)";
  await rewrite(tables, "person_link", apart, ids);
  await rewrite(tables, "person_of", "NOT has({ids: Array(String)}, id)", ids);
  // Whose the other ids are is worked out anew from the links that are left.
  await tables.command(`TRUNCATE TABLE ${database}.person_of_state`);
}

/** Old parts outlive a deletion on disk; a table that is written anew and put in the old one's place does not. */
async function rewrite(
  { database, command }: ErasableTables,
  table: string,
  kept: string,
  ids: readonly string[],
): Promise<void> {
  const [old, fresh] = [`${database}.${table}`, `${database}.${table}_purged`];
  await command(`CREATE TABLE ${fresh} AS ${old}`);
  await command(`INSERT INTO ${fresh} SELECT * FROM ${old} WHERE ${kept}`, { ids });
  await command(`EXCHANGE TABLES ${fresh} AND ${old}`);
  await command(`DROP TABLE ${fresh} SYNC`);
}
