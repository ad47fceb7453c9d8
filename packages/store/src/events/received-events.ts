// Takes in events that programs send one after another: what is here already is left out before anything is written.
import type { PersonLink, ProductEvent } from "@heed/core";
import { eventToRow, linkToRow } from "./event-rows.ts";
import type { EventTables } from "./joined-people.ts";

/** Ids asked for in one query: they travel in its text, which the engine bounds. */
const ASKED_AT_ONCE = 2_000;

/** Stores events that are not here yet, each id once, and all links; returns the events' ids. */
export async function storeReceived(
  tables: EventTables,
  events: readonly ProductEvent[],
  links: readonly PersonLink[],
): Promise<string[]> {
  const firsts = new Map<string, ProductEvent>();
  for (const event of events) if (!firsts.has(event.id)) firsts.set(event.id, event);
  for (const id of await knownIds(tables, [...firsts.keys()])) firsts.delete(id);
  const fresh = [...firsts.values()];
  await storeEvents(tables, fresh);
  await tables.insert("person_link", links.map(linkToRow));
  return [...firsts.keys()];
}

/** Events first: a kill between leaves an event without its id, which the next start notices by counting. */
export async function storeEvents(
  tables: EventTables,
  events: readonly ProductEvent[],
): Promise<void> {
  await tables.insert("event", events.map(eventToRow));
  await tables.insert(
    "event_id",
    events.map(({ id }) => ({ id })),
  );
}

async function knownIds(tables: EventTables, ids: readonly string[]): Promise<string[]> {
  const known: string[] = [];
  for (let at = 0; at < ids.length; at += ASKED_AT_ONCE) {
    const rows = await tables.select<{ id: string }>(
      `SELECT id FROM ${tables.database}.event_id WHERE id IN {ids: Array(String)}`,
      { ids: ids.slice(at, at + ASKED_AT_ONCE) },
    );
    known.push(...rows.map(({ id }) => id));
  }
  return known;
}

/** Writes the ids down anew where events have come in without theirs: from a copy, or before ids were kept apart. */
export async function completeIds({ database, select, command }: EventTables): Promise<void> {
  const [row] = await select<{ events: string; ids: string }>(
    `SELECT (SELECT count() FROM ${database}.event) AS events, (SELECT count() FROM ${database}.event_id) AS ids`,
    {},
  );
  if (Number(row!.ids) >= Number(row!.events)) return;
  await command(`TRUNCATE TABLE ${database}.event_id`);
  await command(`INSERT INTO ${database}.event_id SELECT id FROM ${database}.event`);
}

/** Each id once, after an import's repeats were taken away. */
export async function dropRepeatedIds({ database, command }: EventTables): Promise<void> {
  await command(`TRUNCATE TABLE ${database}.event_id`);
  await command(`INSERT INTO ${database}.event_id SELECT id FROM ${database}.event`);
}

/** Takes an import away; nothing may be received meanwhile. An id that another import holds too stays known. */
export async function dropImport(
  { database, select, command }: EventTables,
  importId: string,
): Promise<void> {
  const { event, id } = { event: `${database}.event`, id: `${database}.event_id` };
  const own = `SELECT id FROM ${event} WHERE import_id = {importId: String}`;
  const [row] = await select<{ n: string }>(
    `SELECT count() AS n FROM ${event} WHERE import_id != {importId: String} AND id IN (${own})`,
    { importId },
  );
  const isShared = Number(row!.n) > 0;
  // Fewer ids than events are noticed and mended at the next start; more would not be.
  if (isShared) await command(`TRUNCATE TABLE ${id}`);
  else await command(`DELETE FROM ${id} WHERE id IN (${own})`, { importId });
  for (const table of ["event", "person_link"])
    await command(`DELETE FROM ${database}.${table} WHERE import_id = {importId: String}`, {
      importId,
    });
  if (isShared) await command(`INSERT INTO ${id} SELECT id FROM ${event}`);
}
