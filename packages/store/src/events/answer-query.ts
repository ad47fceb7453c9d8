// Answers SQL that a person or a model wrote: it reads the events and nothing else, changes nothing, and is stopped in time.
import type { ClickHouseClient } from "@clickhouse/client";
import { InvalidInput, type QueryAnswer } from "@heed/core";
import { BoundValues } from "./bound-values.ts";
import { type EventView, visibleEvents } from "./visible-events.ts";

const MOST_ROWS = 10_000;
/** `readonly` comes last: after it no setting can be changed. */
const LIMITS = {
  max_execution_time: 30,
  max_memory_usage: "2000000000",
  max_result_bytes: "50000000",
  readonly: "1",
} as const;
/** Functions that read what is not the workspace's events, and databases that are not for people. */
const ELSEWHERE =
  /\b(?:file|files|url|urlcluster|s3\w*|gcs|azureblobstorage\w*|hdfs\w*|remote\w*|cluster\w*|mysql|postgresql|mongodb|redis|sqlite|jdbc|odbc|executable|python|input|merge\w*|dictionary|dictget\w*|iceberg\w*|deltalake\w*|hudi|system|information_schema|sleep\w*)\b\s*(?:\(|\.|`|")/i;

/** A SELECT over `events` (name, at, person, properties) and `people` (person, events, first_at, last_at). */
export async function answerQuery(
  client: ClickHouseClient,
  view: EventView,
  sql: string,
  limit = 1_000,
): Promise<QueryAnswer> {
  const question = checkSql(sql, view.database);
  const rows = Math.min(Math.max(1, Math.floor(limit)), MOST_ROWS);
  const values = new BoundValues();
  const columns = ["toString(name) AS name", "at", "properties"];
  const events = visibleEvents(view, columns, "1", values);
  const query = `WITH events AS (SELECT name, at, actor AS person, properties FROM ${events}),
      people AS (SELECT person, count() AS events, min(at) AS first_at, max(at) AS last_at FROM events GROUP BY person)
    SELECT * FROM (${question}\n) LIMIT ${rows + 1}`;
  try {
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

/** The question without comments and its closing semicolon; refused when it is no single SELECT or looks elsewhere. */
function checkSql(sql: string, database: string): string {
  const bare = sql.replace(/'(?:[^'\\]|\\.|'')*'/gs, "''");
  const question = sql.trim().replace(/;\s*$/, "");
  const refuse = (why: string, zh: string) =>
    new InvalidInput("sql-refused", `The query was not run: ${why}.`, {
      hint: "Write one SELECT, such as: SELECT name, count() FROM events GROUP BY name",
      zh: {
        message: `查询未执行：${zh}。`,
        hint: "请写一条 SELECT，例如：SELECT name, count() FROM events GROUP BY name",
      },
    });
  if (!/^\s*(?:SELECT|WITH)\b/i.test(bare)) throw refuse("it is no SELECT", "不是 SELECT 语句");
  if (/;\s*\S/.test(bare)) throw refuse("it holds more than one statement", "含有多条语句");
  if (/--|\/\*|#/.test(bare)) throw refuse("it holds a comment", "含有注释");
  const elsewhere =
    ELSEWHERE.exec(bare) ?? new RegExp(`\\b${database}[\`"]?\\s*\\.`, "i").exec(bare);
  if (elsewhere !== null)
    throw refuse(
      `"${elsewhere[0].replace(/\W+$/, "")}" reads more than events`,
      `“${elsewhere[0].replace(/\W+$/, "")}”读取事件以外的内容`,
    );
  if (/\b(?:SETTINGS|FORMAT|INTO)\b/i.test(bare))
    throw refuse("SETTINGS, FORMAT and INTO are set for it", "不可使用 SETTINGS、FORMAT 和 INTO");
  return question;
}
