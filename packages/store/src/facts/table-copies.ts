// Copies of all facts as files that any later version can read back: one compressed file a table, in the engine's own format.
import { join } from "node:path";
import type { FactCopies } from "@heed/core";
import { createEventTables } from "../events/event-tables.ts";
import type { FactTables } from "./erase-people.ts";

/** Tables of which copies are kept; what is browsed is made of them again. */
const COPIED = [
  "item",
  "mention",
  "reading",
  "assignment",
  "mention_search",
  "lab_reading",
] as const;
/** Tables of what people do, which a workspace has once events came in; their rows are never replaced. */
const EVENTS = ["event", "person_link"] as const;

export class TableCopies implements FactCopies {
  readonly #tables: FactTables;

  constructor(tables: FactTables) {
    this.#tables = tables;
  }

  async save(folder: string): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    const events = (await this.#hasEvents()) ? EVENTS : [];
    for (const name of [...COPIED, ...events]) {
      const table = `${this.#tables.database}.${name}`;
      const path = join(folder, fileOf(name));
      // An empty file does not tell its columns, so an empty table has none.
      const [some] = await this.#tables.select<{ n: string }>(
        `SELECT count() AS n FROM (SELECT 1 FROM ${table} LIMIT 1)`,
        {},
      );
      counts[name] = 0;
      if (Number(some!.n) === 0) continue;
      await this.#tables.command(
        `INSERT INTO FUNCTION file({path: String}, 'Native') SELECT * FROM ${table} ${name === "event" || name === "person_link" ? "" : "FINAL"}`,
        { path },
      );
      const query = "SELECT count() AS n FROM file({path: String}, 'Native')";
      const [row] = await this.#tables.select<{ n: string }>(query, { path });
      counts[name] = Number(row!.n);
    }
    return counts;
  }

  async load(folder: string, counts: Readonly<Record<string, number>>): Promise<void> {
    for (const query of createEventTables(this.#tables.database)) await this.#tables.command(query);
    for (const name of [...COPIED, ...EVENTS]) {
      if ((counts[name] ?? 0) === 0) continue;
      // Columns are named, so that a table that has grown since takes the defaults of its new ones.
      const path = join(folder, fileOf(name));
      const columns = await this.#tables.select<{ name: string }>(
        "DESCRIBE TABLE file({path: String}, 'Native')",
        { path },
      );
      const list = columns.map((column) => `\`${column.name.replace(/\W/g, "")}\``).join(", ");
      await this.#tables.command(
        `INSERT INTO ${this.#tables.database}.${name} (${list})
         SELECT ${list} FROM file({path: String}, 'Native')`,
        { path },
      );
    }
  }

  async #hasEvents(): Promise<boolean> {
    const { database, select } = this.#tables;
    const [row] = await select<{ n: string }>(
      "SELECT count() AS n FROM system.tables WHERE database = {database: String} AND name = 'event'",
      { database },
    );
    return Number(row!.n) > 0;
  }
}

function fileOf(table: string): string {
  return `${table}.native.zst`;
}
