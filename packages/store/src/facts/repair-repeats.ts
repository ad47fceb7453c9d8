// Keeps repeats pointing at something: when the earliest item of a group is gone, the next one takes its place.
import type { FactTables } from "./erase-people.ts";

/** Rewrites the items whose earlier item is no longer visible; returns how many there were. */
export async function repairRepeats(
  { database, select, command }: FactTables,
  visible: readonly string[],
): Promise<number> {
  const seen = `import_id IN {visible: Array(String)}`;
  const isGone = (column: string) =>
    `${column} != 0 AND ${column} NOT IN (SELECT item FROM ${database}.item WHERE ${seen})`;
  const broken = `${seen} AND ((${isGone("duplicate_of")}) OR (${isGone("similar_to")}))`;
  const [row] = await select<{ count: string }>(
    `SELECT count() AS count FROM ${database}.item FINAL WHERE ${broken}`,
    { visible },
  );
  const count = Number(row?.count ?? 0);
  if (count === 0) return 0;
  // The earliest of a group becomes its head: it points at itself below, which stands for none.
  const heads = (column: string, group: string) =>
    `(SELECT ${group} AS ${column}_group, min(item) AS ${column}_head FROM ${database}.item FINAL
      WHERE ${seen} AND ${group === "text_key" ? "text_key != ''" : `${group} != 0`} GROUP BY ${group})`;
  await command(
    `INSERT INTO ${database}.item
     SELECT i.* REPLACE (
       if(i.duplicate_of != 0 AND d.duplicate_of_head != i.item, d.duplicate_of_head, 0) AS duplicate_of,
       multiIf(i.similar_to = 0, 0,
               i.similar_to IN (SELECT item FROM ${database}.item WHERE ${seen}), i.similar_to,
               s.similar_to_head != i.item, s.similar_to_head, 0) AS similar_to)
     FROM (SELECT * FROM ${database}.item FINAL WHERE ${broken}) AS i
     LEFT JOIN ${heads("duplicate_of", "text_key")} AS d ON i.text_key = d.duplicate_of_group
     LEFT JOIN ${heads("similar_to", "similar_to")} AS s ON i.similar_to = s.similar_to_group`,
    { visible },
  );
  return count;
}
