// Counts what stands in each theme, in the engine, so that a list of themes costs no reading of feedback.
import type { ThemeCount, ThemeId } from "@heed/core";
import type { FactTables } from "../erase-people.ts";

/** Mentions of latest visible revisions by theme; `null` counts those without one. Themes in the order of their numbers. */
export async function countThemes(
  { database, select }: Pick<FactTables, "database" | "select">,
  visible: readonly string[],
): Promise<ThemeCount[]> {
  const rows = await select<{ theme: number | null; mentions: string; items: string }>(
    `SELECT theme, count() AS mentions, uniqExact(item) AS items FROM ${database}.assignment FINAL
     WHERE (item, revision) IN
       (SELECT item, max(revision) FROM ${database}.item WHERE import_id IN {visible: Array(String)} GROUP BY item)
     GROUP BY theme ORDER BY theme`,
    { visible },
  );
  return rows.map(({ theme, mentions, items }) => ({
    themeId: theme === null ? null : (`theme_${theme}` satisfies ThemeId),
    mentions: Number(mentions),
    items: Number(items),
  }));
}
