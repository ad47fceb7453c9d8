// Tells whether tables are as they were, without reading them.

/** Asks the engine. */
export type Read = <Row>(query: string, parameters: Record<string, unknown>) => Promise<Row[]>;

/**
 * Changes with every row that is added to the tables or deleted from them, also in a later process. Merges leave it as it is: a
 * merged part has the last block and the last deletion (the fifth place of its name) of its parts. A table that was written anew is
 * another one, in another folder.
 */
export async function markTables(
  read: Read,
  database: string,
  tables: readonly string[],
): Promise<string> {
  const rows = await read(
    `SELECT parts.table AS name, extract(any(path), '([0-9a-f-]{36})/[^/]+/$') AS uuid,
            max(max_block_number) AS block,
            max(toUInt64OrZero(splitByChar('_', parts.name)[5])) AS version
     FROM system.parts
     WHERE active AND database = {database: String} AND parts.table IN {tables: Array(String)}
     GROUP BY parts.table ORDER BY name`,
    { database, tables },
  );
  return JSON.stringify(rows);
}
