// Answers SQL that a person or a model wrote: it reads the events and nothing else, changes nothing, and is stopped in time.
import type { ClickHouseClient } from "@clickhouse/client";
import { InvalidInput, type QueryAnswer } from "@heed/core";
import { BoundValues } from "./bound-values.ts";
import { checkSql, checkTree } from "./check-sql.ts";
import { type EventView, visibleEvents } from "./visible-events.ts";

const MOST_ROWS = 10_000;
/** `readonly` comes last: after it no setting can be changed. */
const LIMITS = {
  max_execution_time: 30,
  max_memory_usage: "2000000000",
  max_result_bytes: "50000000",
  readonly: "1",
} as const;

/** A SELECT over `events` (name, at, person, properties) and `people` (person, events, first_at, last_at). */
export async function answerQuery(
  client: ClickHouseClient,
  view: EventView,
  sql: string,
  limit = 1_000,
): Promise<QueryAnswer> {
  const checked = checkSql(sql);
  const rows = Math.min(Math.max(1, Math.floor(limit)), MOST_ROWS);
  const values = new BoundValues();
  const columns = ["toString(name) AS name", "at", "properties"];
  const events = visibleEvents(view, columns, "1", values);
  const query = `WITH events AS (SELECT name, at, actor AS person, properties FROM ${events}),
      people AS (SELECT person, count() AS events, min(at) AS first_at, max(at) AS last_at FROM events GROUP BY person)
    SELECT * FROM (${checked.question}\n) LIMIT ${rows + 1}`;
  try {
    checkTree(await readTree(client, checked.question), checked, view.database);
    const answer = await client.query({
      query,
      query_params: values.parameters,
      format: "JSONCompact",
      clickhouse_settings: LIMITS,
    });
    const { meta = [], data } = (await answer.json()) as {
      meta?: { name: string; type: string }[];
      data: unknown[][];
    };
    return { columns: meta, rows: data.slice(0, rows), isCut: data.length > rows };
  } catch (cause) {
    if (cause instanceof InvalidInput) throw cause;
    const why = cause instanceof Error ? cause.message.split(/\n|Stack trace/)[0]!.trim() : "";
    throw new InvalidInput("sql-refused", `The query was not answered: ${why.slice(0, 400)}`, {
      cause,
      hint: "It is one SELECT over events (name, at, person, properties) or people (person, events, first_at, last_at).",
      zh: {
        message: `查询未能执行：${why.slice(0, 400)}`,
        hint: "应为一条 SELECT，查询 events（name、at、person、properties）或 people（person、events、first_at、last_at）。",
      },
    });
  }
}

/** The engine's own reading of a question, as lines; nothing is run. */
async function readTree(client: ClickHouseClient, question: string): Promise<string[]> {
  const answer = await client.query({
    query: `EXPLAIN AST ${question}`,
    format: "TabSeparated",
    clickhouse_settings: LIMITS,
  });
  return (await answer.text()).split("\n");
}
