// Keeps the table of joined ids in step with the visible links.
import { type PersonLink, resolvePeople } from "@heed/core";
import { type LinkRow, linkFromRow } from "./event-rows.ts";

/** How the tables are reached. */
export interface EventTables {
  readonly database: string;
  select<Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]>;
  command(query: string, parameters?: Record<string, unknown>): Promise<void>;
  insert(table: string, rows: readonly object[]): Promise<void>;
}

const PAGE = 100_000;

/** Works out anew whose each id is, when the visible links are others than last time; returns whether any ids are joined. */
export async function joinPeople(
  tables: EventTables,
  visible: readonly string[],
): Promise<boolean> {
  const { database } = tables;
  const among = "has({visible: Array(String)}, toString(import_id))";
  const [state] = await tables.select<{ links: string; digest: string; known: string }>(
    `SELECT count() AS links, toString(sum(cityHash64(kind, from_id, to_id, at, seq))) AS digest,
       (SELECT any(signature) FROM ${database}.person_of_state) AS known
     FROM ${database}.person_link WHERE ${among}`,
    { visible },
  );
  const signature = `${state!.links}:${state!.digest}`;
  if (state!.known !== signature) {
    // The signature goes first and comes last: a kill between leaves none, and the next start does it again.
    await tables.command(`TRUNCATE TABLE ${database}.person_of_state`);
    // Readers see the people of before until those of now stand whole in their place.
    const fresh = `${database}.person_of_next`;
    await tables.command(`DROP TABLE IF EXISTS ${fresh} SYNC`);
    await tables.command(`CREATE TABLE ${fresh} AS ${database}.person_of`);
    const rows = await tables.select<LinkRow>(
      `SELECT kind, from_id, to_id, toUnixTimestamp64Micro(at) AS us, seq
       FROM ${database}.person_link WHERE ${among}`,
      { visible },
    );
    await writePeople(tables, rows.map(linkFromRow));
    await tables.command(`EXCHANGE TABLES ${fresh} AND ${database}.person_of`);
    await tables.command(`DROP TABLE ${fresh} SYNC`);
    await tables.insert("person_of_state", [{ signature }]);
  }
  return Number(state!.links) > 0;
}

async function writePeople(tables: EventTables, links: readonly PersonLink[]): Promise<void> {
  const people = Array.from(resolvePeople(links), ([id, person]) => ({ id, person }));
  for (let at = 0; at < people.length; at += PAGE)
    await tables.insert("person_of_next", people.slice(at, at + PAGE));
}
