// Erases people from the facts so that neither a query nor the engine's files know of them any more.
import {
  type ErasedFacts,
  type ErasureRequest,
  type FeedbackItem,
  itemNumber,
  maskItem,
} from "@heed/core";
import { eraseEvents } from "../events/erase-events.ts";
import type { PackableItem } from "./pack-items.ts";
import { itemFromRow, type WholeItemRow } from "./rows.ts";

/** What erasing needs of an engine. */
export interface FactTables {
  readonly database: string;
  select<Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]>;
  command(query: string, parameters?: Record<string, unknown>): Promise<void>;
  append(items: readonly (PackableItem & { readonly item: FeedbackItem })[]): Promise<void>;
}

const SUFFIX = "_purged";
const BATCH = 5_000;

/** Deletes what the people wrote, masks their names elsewhere, then rewrites every table without what is gone. */
export async function erasePeople(
  tables: FactTables,
  request: ErasureRequest,
): Promise<ErasedFacts> {
  const items = await deleteAuthored(tables, request);
  const masked = await maskMentioned(tables, request);
  await purge(tables);
  await eraseEvents(tables, request.personKeys ?? []);
  return { items, masked };
}

/** Finishes a rewriting that a kill cut short: whichever of the two tables is the old one, its rows are not kept. */
export async function dropPurgeLeftovers(
  tables: Pick<FactTables, "database" | "select" | "command">,
): Promise<void> {
  for (const name of await tableNames(tables)) {
    if (name.endsWith(SUFFIX)) await tables.command(`DROP TABLE ${tables.database}.${name} SYNC`);
  }
}

async function deleteAuthored(
  tables: FactTables,
  { authorKeys, personKeys = [] }: ErasureRequest,
): Promise<number> {
  const { database } = tables;
  const rows = await tables.select<{ item: string }>(
    `SELECT DISTINCT item FROM ${database}.item
     WHERE author_key IN {authorKeys: Array(String)} OR hasAny(person_keys, {personKeys: Array(String)})`,
    { authorKeys, personKeys },
  );
  const items = rows.map(({ item }) => Number(item));
  if (items.length === 0) return 0;
  for (const table of await tablesWithItems(tables)) {
    for (let at = 0; at < items.length; at += BATCH) {
      await tables.command(
        `DELETE FROM ${database}.${table} WHERE item IN {items: Array(UInt64)}`,
        { items: items.slice(at, at + BATCH) },
      );
    }
  }
  return items.length;
}

async function maskMentioned(tables: FactTables, request: ErasureRequest): Promise<number> {
  const { values, redactionHashes } = request;
  if (values.length === 0 && redactionHashes.length === 0) return 0;
  const rows = await tables.select<WholeItemRow>(
    `SELECT * FROM ${tables.database}.item FINAL
     WHERE multiSearchAnyCaseInsensitiveUTF8(
             concat(text, '\\n', toString(properties), '\\n', ifNull(source_id, ''), '\\n', ifNull(channel, '')),
             {values: Array(String)})
        OR (redactions != '' AND multiSearchAny(redactions, {hashes: Array(String)}))`,
    { values: oneAtLeast(values), hashes: oneAtLeast(redactionHashes) },
  );
  const changed = rows.flatMap((row) => {
    const item = itemFromRow(row);
    const masked = maskItem(item, request);
    if (JSON.stringify(item) === JSON.stringify(masked)) return [];
    return [{ item: masked, signature: row.signature, personKeys: row.person_keys }];
  });
  await tables.append(changed);
  if (changed.length > 0) {
    // Search keeps words; it learns the masked ones when they are added again.
    await tables.command(
      `DELETE FROM ${tables.database}.mention_search WHERE item IN {items: Array(UInt64)}`,
      { items: changed.map(({ item }) => itemNumber(item.id)) },
    );
  }
  return changed.length;
}

/** An empty list of needles is refused by the engine; a unit that no stored text holds finds nothing. */
function oneAtLeast(needles: readonly string[]): readonly string[] {
  return needles.length === 0 ? ["\u0001"] : needles;
}

/** Old parts outlive a deletion on disk; a table that is written anew and put in the old one's place does not. */
async function purge(tables: FactTables): Promise<void> {
  const { database } = tables;
  for (const name of await tablesWithItems(tables)) {
    const [kept, fresh] = [`${database}.${name}`, `${database}.${name}${SUFFIX}`];
    await tables.command(`CREATE TABLE ${fresh} AS ${kept}`);
    await tables.command(`INSERT INTO ${fresh} SELECT * FROM ${kept} FINAL`);
    await tables.command(`EXCHANGE TABLES ${fresh} AND ${kept}`);
    await tables.command(`DROP TABLE ${fresh} SYNC`);
  }
}

async function tablesWithItems(tables: FactTables): Promise<string[]> {
  const rows = await tables.select<{ table: string }>(
    `SELECT DISTINCT table FROM system.columns WHERE database = {database: String} AND name = 'item' ORDER BY table`,
    { database: tables.database },
  );
  return rows.map(({ table }) => table).filter((table) => !table.endsWith(SUFFIX));
}

async function tableNames(tables: Pick<FactTables, "database" | "select">): Promise<string[]> {
  const rows = await tables.select<{ name: string }>(
    "SELECT name FROM system.tables WHERE database = {database: String} ORDER BY name",
    { database: tables.database },
  );
  return rows.map(({ name }) => name);
}
