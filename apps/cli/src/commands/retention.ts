// `heed retention EVENT`: who comes back after days, weeks or months.
import {
  PERIODS,
  type Period,
  RETENTION_COHORTS,
  type Retention,
  type RetentionCohorts,
  type RetentionResult,
} from "@heed/core";
import { checkEventNames, eventRange } from "@heed/workbench";
import { type Command, Option } from "commander";
import { chooseLanguage, type Language, table } from "../output.ts";
import {
  EVENT_SYNTAX,
  percent,
  type RangeFlags,
  readCount,
  readEvent,
  withEvents,
  withRange,
} from "./event-options.ts";
import { printJson } from "./workspace-option.ts";

interface Flags extends RangeFlags {
  readonly back?: string;
  readonly cohorts: RetentionCohorts;
  readonly rolling?: boolean;
  readonly period: Period;
  readonly breakdown?: string;
  readonly cohort?: string;
  readonly after?: string;
}

const MOST_COLUMNS = 12;

export function addRetention(program: Command): void {
  withRange(
    program
      .command("retention")
      .description("who comes back after their start\n留存：开始之后有多少人回来")
      .argument("<start>", "event that begins a cohort")
      .option("--back <event>", "event that counts as coming back; the same by default 回访事件")
      .addOption(
        new Option("--cohorts <kind>", "first start ever, or every period with a start 同期群")
          .choices([...RETENTION_COHORTS])
          .default("first-time"),
      )
      .option("--rolling", "back in that period or any later one 在该期或之后回来均计入")
      .addOption(new Option("--period <period>", "周期").choices([...PERIODS]).default("week"))
      .option(
        "--breakdown <property>",
        "tell people apart by a property of their start 按开始事件的属性拆分",
      )
      .option("--cohort <day>", "list the people of this cohort who were back … 列出该同期群的人")
      .option("--after <n>", "… after this many periods 第几期", "0")
      .addHelpText("after", EVENT_SYNTAX),
  ).action(run);
}

async function run(start: string, flags: Flags): Promise<void> {
  const limit = readCount(flags.limit, "--limit", 1, 1_000_000);
  await withEvents(flags, async (events, workspace) => {
    const asked = { firstDate: flags.from, lastDate: flags.to, timeZone: flags.timeZone };
    const retention: Retention = {
      start: readEvent(start),
      back: readEvent(flags.back ?? start),
      cohorts: flags.cohorts,
      isRolling: flags.rolling === true,
      period: flags.period,
      range: await eventRange(workspace, events, asked),
      mostGroups: limit,
      ...(flags.breakdown === undefined ? {} : { breakdown: flags.breakdown }),
    };
    await checkEventNames(events, [retention.start, retention.back]);
    if (flags.cohort !== undefined) {
      const after = readCount(flags.after ?? "0", "--after", 0, 400);
      const cell = { startDate: flags.cohort, after };
      const people = await events.retentionPeople(retention, cell, { limit });
      if (flags.json === true) printJson({ retention, cell, people });
      else process.stdout.write(people.map((person) => `${person}\n`).join(""));
      return;
    }
    const result = await events.retention(retention);
    if (flags.json === true) return printJson({ retention, ...result });
    const language = chooseLanguage(flags.lang);
    const lines = [
      ...cohortLines(result.cohorts, language),
      ...result.groups.flatMap(({ value, cohorts }) => [
        "",
        `${flags.breakdown} = ${value ?? "–"}`,
        ...cohortLines(cohorts, language),
      ]),
    ];
    const note =
      language === "en"
        ? "Empty cells are not known yet: the range does not hold the whole period."
        : "空格表示尚不可知：日期范围不含完整的该期。";
    process.stdout.write(`${[...lines, note].join("\n")}\n`);
  });
}

function cohortLines(cohorts: RetentionResult["cohorts"], language: Language): string[] {
  const en = language === "en";
  const periods = Math.min(MOST_COLUMNS, (cohorts[0]?.people.length ?? 1) - 1);
  const after = Array.from({ length: periods }, (_, index) => index + 1);
  const titles = [en ? "cohort" : "同期群", en ? "people" : "人数", ...after.map((at) => `+${at}`)];
  return table(
    titles.map((title, at) => ({ title, align: at === 0 ? "left" : "right" })),
    cohorts.map(({ startDate, people }) => [
      startDate,
      (people[0] ?? 0).toLocaleString("en"),
      ...after.map((at) => {
        const back = people[at];
        return back === undefined || back === null ? "" : percent(back, people[0] ?? 0);
      }),
    ]),
  );
}
