// Makes a large workspace of a small one that was really analysed: every fact again under new numbers, in the engine alone.
import { openWorkspace } from "@heed/workbench";

const TABLES = ["item", "mention", "reading", "assignment", "mention_search"] as const;
/** Columns that tell one copy from another. */
const CHANGED: Readonly<Record<string, string>> = {
  item: "item + COPY * STEP AS item",
  identity_key: "concat(identity_key, ' COPY') AS identity_key",
  content_key: "concat(content_key, ' COPY') AS content_key",
  author_key: "concat(author_key, ' COPY') AS author_key",
  duplicate_of: "if(duplicate_of = 0, 0, duplicate_of + COPY * STEP) AS duplicate_of",
  similar_to: "if(similar_to = 0, 0, similar_to + COPY * STEP) AS similar_to",
};

/**
 * Copies the facts of a workspace until it holds `times` as many; texts, dates, themes and vectors stay as they are, people and
 * items are new. No server may run on it. What was concluded (needs, their figures) is that of the small one.
 */
export async function multiply(folder: string, times: number): Promise<void> {
  const workspace = await openWorkspace(folder);
  const ask = async (kind: "command" | "query", query: string) =>
    (
      await workspace.lender!.answer(Buffer.from(`${JSON.stringify({ kind, query })}\n`))
    ).toString();
  try {
    const step = Number(await ask("query", "SELECT max(item) + 1 FROM heed.item FORMAT TSV"));
    for (const table of TABLES) {
      const columns = (
        await ask(
          "query",
          `SELECT name FROM system.columns WHERE database = 'heed' AND table = '${table}' ORDER BY position FORMAT TSV`,
        )
      )
        .trim()
        .split("\n");
      // Every round doubles what is there; the marks of the rounds add up to a mark of their own for each copy.
      for (let have = 1; have < times; have *= 2) {
        const chosen = columns.map((name) =>
          (CHANGED[name] ?? `\`${name}\``)
            .replaceAll("COPY", String(have))
            .replaceAll("STEP", String(step)),
        );
        await ask(
          "command",
          `INSERT INTO heed.${table} (${columns.map((name) => `\`${name}\``).join(", ")})
           SELECT ${chosen.join(", ")}
           FROM (SELECT * FROM heed.${table} WHERE item < ${Math.min(have, times - have) * step})`,
        );
      }
    }
    const last = Number(await ask("query", "SELECT max(item) FROM heed.item FORMAT TSV"));
    await workspace.records.takeNumbers("item", last);
  } finally {
    await workspace.close();
  }
}
