// Queries that are kept under a name, and questions in words that become queries to read first.
import { dateIn, NotFound } from "@heed/core";
import type { KeptQuery, SqlDraft } from "@heed/core/api";
import { writeSql } from "@heed/text";
import { timeZoneOf } from "../desk/desk-context.ts";
import { openModels } from "../models/open-models.ts";
import type { EventDesk } from "./event-desk.ts";

const KNOWN = 300;

/** Asks the model of the settings for a query; it is not run. */
export async function draftSql(desk: EventDesk, question: string): Promise<SqlDraft> {
  const store = await desk.store();
  const { workspace } = desk.context;
  const span = await store.span();
  const dateOf = dateIn(await timeZoneOf(desk.context));
  const known = {
    names: (await store.names(KNOWN)).map(({ name }) => name),
    properties: await store.properties(KNOWN),
    firstDate: span === null ? "" : dateOf(span.from),
    lastDate: span === null ? "" : dateOf(span.to),
  };
  const models = await openModels({ workspace });
  try {
    const { sql, note, model } = await writeSql(models.languageModel("generate"), question, known);
    return { sql, note, model: { ...model } };
  } finally {
    await models.close();
  }
}

export async function listQueries(desk: EventDesk): Promise<{ rows: KeptQuery[] }> {
  const kept = await desk.context.workspace.records.kept.list("notebook");
  return { rows: kept.map(({ record }) => record as KeptQuery) };
}

export async function keepQuery(
  desk: EventDesk,
  query: { readonly name: string; readonly sql: string },
): Promise<KeptQuery> {
  const { records } = desk.context.workspace;
  const kept: KeptQuery = { id: `query_${await records.takeNumbers("notebook", 1)}`, ...query };
  await records.kept.put("notebook", kept.id, kept);
  desk.context.changes.note();
  return kept;
}

export async function deleteQuery(desk: EventDesk, id: string): Promise<void> {
  const wasThere = await desk.context.workspace.records.kept.delete("notebook", id);
  if (!wasThere)
    throw new NotFound("query-not-found", `There is no query ${id}.`, {
      zh: { message: `没有查询 ${id}。` },
    });
  desk.context.changes.note();
}
