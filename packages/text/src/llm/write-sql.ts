// A question in words, as SQL that a person reads before it runs: the model writes, the engine counts.
import type { LanguageModel } from "@heed/core";
import { z } from "zod";
import { loadPrompt } from "./load-prompt.ts";

const schema = z.strictObject({ sql: z.string().max(10_000), note: z.string().max(1_000) });

/** What a query may name. */
export interface KnownEvents {
  readonly names: readonly string[];
  readonly properties: readonly string[];
  /** Calendar days `YYYY-MM-DD`. */
  readonly firstDate: string;
  readonly lastDate: string;
}

export interface DraftedSql {
  /** Empty when the question cannot be answered from the tables. */
  readonly sql: string;
  /** What the query counts, or what is missing. */
  readonly note: string;
  readonly model: { readonly name: string; readonly version: string };
}

const SHOWN = 300;

/** Drafts a query; one that is no single SELECT, or names events that do not exist, is asked for again and then refused. */
export async function writeSql(
  model: LanguageModel,
  question: string,
  known: KnownEvents,
  signal?: AbortSignal,
): Promise<DraftedSql> {
  const prompt = loadPrompt("write-sql", 1);
  const shown = {
    events: known.names.slice(0, SHOWN),
    properties: known.properties.slice(0, SHOWN),
    firstDay: known.firstDate,
    lastDay: known.lastDate,
    question,
  };
  const { value } = await model.answer({
    purpose: "write-sql",
    name: "query",
    instructions: prompt.words,
    content: [{ type: "text", text: JSON.stringify(shown) }],
    maxOutputTokens: 2_000,
    schema,
    check: ({ sql }) => sqlFaults(sql, known),
    ...(signal === undefined ? {} : { signal }),
  });
  return {
    sql: value.sql.trim(),
    note: value.note.trim(),
    model: { name: model.name, version: `${prompt.name}.${prompt.version}` },
  };
}

/** What can be seen to be wrong with a query without running it; empty when nothing is. */
export function sqlFaults(sql: string, { names, properties }: KnownEvents): string[] {
  const query = sql.trim();
  if (query === "") return [];
  const faults: string[] = [];
  const bare = query.replace(/'(?:[^'\\]|\\.|'')*'/gs, "''");
  if (!/^(?:SELECT|WITH)\b/i.test(bare)) faults.push("The query is no SELECT.");
  if (/;/.test(bare)) faults.push("The query holds a semicolon.");
  if (/--|\/\*|#/.test(bare)) faults.push("The query holds a comment.");
  if (/\b(?:SETTINGS|FORMAT|INTO)\b/i.test(bare))
    faults.push("The query sets SETTINGS, FORMAT or INTO.");
  for (const [, name = ""] of query.matchAll(/\bname\s*=\s*'((?:[^'\\]|\\.)*)'/g))
    if (!names.includes(unquoted(name))) faults.push(`No event is called "${name.slice(0, 80)}".`);
  for (const [, name = ""] of query.matchAll(/properties\[\s*'((?:[^'\\]|\\.)*)'\s*\]/g))
    if (!properties.includes(unquoted(name)))
      faults.push(`No property is called "${name.slice(0, 80)}".`);
  return faults;
}

function unquoted(text: string): string {
  return text.replace(/\\(.)/g, "$1");
}
