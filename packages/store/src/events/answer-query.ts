// Answers SQL that a person or a model wrote: it reads the events and nothing else, changes nothing, and is stopped in time.
import type { ClickHouseClient } from "@clickhouse/client";
import { InvalidInput, type QueryAnswer, Unavailable } from "@heed/core";
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

/** Queries that are answered at once: each may take every core for as long as it may take. */
const MOST_AT_ONCE = 4;
let running = 0;

/** Runs `work` unless as many run already. @throws Unavailable `sql-busy` */
export async function fewAtOnce<Done>(work: () => Promise<Done>): Promise<Done> {
  if (running >= MOST_AT_ONCE)
    throw new Unavailable("sql-busy", `${MOST_AT_ONCE} queries are being answered already.`, {
      retryable: true,
      hint: "Wait until one of them has ended, and ask again.",
      zh: { message: `已有 ${MOST_AT_ONCE} 条查询正在执行。`, hint: "请等其中一条结束后再试。" },
    });
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
  }
}

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
