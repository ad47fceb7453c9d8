// The only door to SQLite: Node's own database behind Kysely's dialect.
import { chmodSync, closeSync, fstatSync, openSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { Kysely, type SqliteDatabase, SqliteDialect } from "kysely";

/** Opens (and creates) a database file in WAL mode; `:memory:` for one that lives with the process. */
export function openSqlite<Tables>(path: string): Kysely<Tables> {
  if (path !== ":memory:") keepPrivate(path);
  const database = new DatabaseSync(path);
  database.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;",
  );
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapt(database) }) });
}

/** Keys, sessions and what customers said: for the owner's eyes. The files that SQLite lays beside a database take its mode. */
function keepPrivate(path: string): void {
  try {
    const file = openSync(path, "a", 0o600);
    const isOpen = (fstatSync(file).mode & 0o077) !== 0;
    closeSync(file);
    if (isOpen) chmodSync(path, 0o600);
  } catch {
    // Somebody else's file, or one that cannot be written: SQLite says what is wrong where it matters.
  }
}

function adapt(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare: (sql) => adaptStatement(database.prepare(sql)),
  };
}

function adaptStatement(statement: StatementSync) {
  const bound = (parameters: ReadonlyArray<unknown>) => parameters as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters: ReadonlyArray<unknown>) => statement.all(...bound(parameters)),
    run: (parameters: ReadonlyArray<unknown>) => statement.run(...bound(parameters)),
    iterate: (parameters: ReadonlyArray<unknown>) => statement.iterate(...bound(parameters)),
  };
}
