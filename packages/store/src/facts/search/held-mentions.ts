// What the search table holds on the whole, so that a question need not ask the same of every row.

/** True of all rows of the search table together. */
export interface HeldMentions {
  /** Mentions that stand, visible or not. */
  readonly mentions: number;
  /** True when no row was replaced by a later one of its mention: then it is read without `FINAL`, at a fifth less. */
  readonly isPlain: boolean;
  readonly imports: readonly string[];
  /** By which models vectors are, and how long; an empty name and 0 for mentions without one. */
  readonly vectors: readonly { readonly model: string; readonly dimensions: number }[];
}

interface HeldRow {
  standing: string;
  rows: string;
  import: string;
  model: string;
  dimensions: string;
}

/** Asks the engine what a search table holds; it reads narrow columns alone. */
export async function readHeld(
  read: <Row>(query: string, parameters: Record<string, unknown>) => Promise<Row[]>,
  table: string,
): Promise<HeldMentions> {
  const rows = await read<HeldRow>(
    `SELECT toString(import_id) AS import, toString(vector_model) AS model,
            toString(length(vector)) AS dimensions, toString(count()) AS rows,
            toString((SELECT count() FROM ${table} FINAL)) AS standing
     FROM ${table} GROUP BY import_id, vector_model, length(vector)
     ORDER BY import_id, vector_model, length(vector)`,
    {},
  );
  const mentions = Number(rows[0]?.standing ?? 0);
  const written = rows.reduce((sum, row) => sum + Number(row.rows), 0);
  const vectors = new Map(
    rows.map(({ model, dimensions }) => [
      `${model} ${dimensions}`,
      { model, dimensions: Number(dimensions) },
    ]),
  );
  return {
    mentions,
    isPlain: written === mentions,
    imports: [...new Set(rows.map((row) => row.import))],
    vectors: [...vectors.values()],
  };
}
