// `heed sql QUERY`: a question in SQL over the events, read-only and within limits.
import type { Command } from "commander";
import { chooseLanguage, table } from "../output.ts";
import { readCount, withEvents } from "./event-options.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

const EXAMPLE = `
Tables 表: events (name, at, person, properties), people (person, events, first_at, last_at)
  heed sql "SELECT properties['plan'] AS plan, uniq(person) FROM events WHERE name = 'buy' GROUP BY plan"`;

export function addSql(program: Command): void {
  withWorkspace(
    program
      .command("sql")
      .description("answer one SELECT over the events (ClickHouse SQL)\n用 SQL 查询事件（只读）")
      .argument("<query>", "one SELECT")
      .option("--limit <n>", "largest number of rows, at most 10,000 最多行数", "100")
      .addHelpText("after", EXAMPLE),
  ).action(async (query: string, flags: WorkspaceFlags & { readonly limit: string }) => {
    const limit = readCount(flags.limit, "--limit", 1, 10_000);
    await withEvents(flags, async (events) => {
      const answer = await events.query(query, limit);
      if (flags.json === true) return printJson(answer);
      const lines = table(
        answer.columns.map(({ name, type }) => ({
          title: name,
          most: 40,
          align: /Int|Float|Decimal/.test(type) ? "right" : "left",
        })),
        answer.rows.map((row) =>
          row.map((cell) => (typeof cell === "string" ? cell : (JSON.stringify(cell) ?? ""))),
        ),
      );
      const en = chooseLanguage(flags.lang) === "en";
      if (answer.isCut)
        lines.push(
          en ? `… more than ${limit} rows: add --limit` : `… 超过 ${limit} 行：加上 --limit`,
        );
      process.stdout.write(`${lines.join("\n")}\n`);
    });
  });
}
