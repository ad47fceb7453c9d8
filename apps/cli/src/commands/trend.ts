// `heed trend SERIES`: what events measure by day, week or month.
import {
  type EventMeasure,
  type EventTrend,
  InvalidInput,
  PERIODS,
  type Period,
  type TrendLine,
  type TrendResult,
} from "@heed/core";
import { checkEventNames, eventRange } from "@heed/workbench";
import { type Command, Option } from "commander";
import { chooseLanguage, type Language, table } from "../output.ts";
import {
  EVENT_SYNTAX,
  type RangeFlags,
  readCount,
  readEvent,
  withEvents,
  withRange,
} from "./event-options.ts";
import { printJson } from "./workspace-option.ts";

interface Flags extends RangeFlags {
  readonly measure?: string[];
  readonly formula?: string;
  readonly breakdown?: string;
  readonly period: Period;
  readonly previous?: boolean;
}

const MOST_COLUMNS = 8;

export function addTrend(program: Command): void {
  withRange(
    program
      .command("trend")
      .description("what events measure over time\n趋势：事件随时间的数量")
      .argument("<series...>", "events: series A, B, C, …")
      .option(
        "--measure <measure...>",
        "one for all series or one for each: count, people, sum:price, average:price, p90:price 度量",
      )
      .option("--formula <formula>", "combines the series, such as 'A / B * 100' 公式")
      .option("--breakdown <property>", "tell events apart by a property 按属性拆分")
      .addOption(new Option("--period <period>", "周期").choices([...PERIODS]).default("day"))
      .option("--previous", "beside it the same number of days just before 同时给出前一段时间")
      .addHelpText("after", EVENT_SYNTAX),
  ).action(run);
}

async function run(series: string[], flags: Flags): Promise<void> {
  const limit = readCount(flags.limit, "--limit", 1, 1_000);
  const measures = (flags.measure ?? ["count"]).map(readMeasure);
  if (measures.length !== 1 && measures.length !== series.length)
    throw new InvalidInput(
      "trend-measure",
      `There are ${series.length} series and ${measures.length} measures, expected one for all or one for each.`,
      {
        zh: {
          message: `有 ${series.length} 个序列和 ${measures.length} 个度量：应给一个，或每个序列一个。`,
        },
      },
    );
  await withEvents(flags, async (events, workspace) => {
    const asked = { firstDate: flags.from, lastDate: flags.to, timeZone: flags.timeZone };
    const trend: EventTrend = {
      series: series.map((event, at) => ({
        match: readEvent(event),
        measure: measures[at] ?? measures[0]!,
      })),
      period: flags.period,
      range: await eventRange(workspace, events, asked),
      mostGroups: limit,
      withPrevious: flags.previous === true,
      ...(flags.formula === undefined ? {} : { formula: flags.formula }),
      ...(flags.breakdown === undefined ? {} : { breakdown: flags.breakdown }),
    };
    await checkEventNames(
      events,
      trend.series.map(({ match }) => match),
    );
    const result = await events.trend(trend);
    if (flags.json === true) return printJson({ trend, ...result });
    const lines = trendLines(result, flags, chooseLanguage(flags.lang));
    process.stdout.write(`${lines.join("\n")}\n`);
  });
}

function readMeasure(text: string): EventMeasure {
  if (text === "count" || text === "people") return { kind: text };
  const [, kind = "", level = "", property = ""] =
    /^(sum|average|p(\d+(?:\.\d+)?)):(.+)$/s.exec(text) ?? [];
  if (kind === "sum" || kind === "average") return { kind, property };
  if (kind !== "") return { kind: "percentile", property, level: Number(level) / 100 };
  throw new InvalidInput("trend-measure", `There is no measure "${text}".`, {
    hint: "Expected count, people, sum:PROPERTY, average:PROPERTY or p90:PROPERTY.",
    zh: {
      message: `没有度量“${text}”。`,
      hint: "应为 count、people、sum:属性、average:属性 或 p90:属性。",
    },
  });
}

function trendLines(result: TrendResult, flags: Flags, language: Language): string[] {
  const en = language === "en";
  const shown = result.lines.slice(0, MOST_COLUMNS);
  const before = result.previous?.lines.slice(0, MOST_COLUMNS) ?? [];
  const name = ({ series, value }: TrendLine) =>
    flags.breakdown === undefined ? series : `${series} ${value ?? "–"}`;
  const titles = [
    en ? flags.period : { day: "日", week: "周", month: "月" }[flags.period],
    ...shown.map(name),
    ...before.map((line) => `${name(line)} ${en ? "(before)" : "（之前）"}`),
  ];
  const columns = titles.map((title, at) => ({
    title,
    most: 30,
    align: at === 0 ? ("left" as const) : ("right" as const),
  }));
  const rows = result.startDates.map((date, at) => [
    date,
    ...[...shown, ...before].map(({ values }) => figure(values[at] ?? null)),
  ]);
  const totals = [...shown, ...before].map(({ total }) => figure(total));
  const hidden = result.lines.length - shown.length + result.leftOut;
  return [
    ...table(columns, [...rows, [en ? "whole range" : "整个范围", ...totals]]),
    ...(hidden === 0
      ? []
      : [
          en
            ? `${hidden} more lines: --json gives those within --limit`
            : `还有 ${hidden} 条线：用 --json 查看 --limit 之内的`,
        ]),
  ];
}

function figure(value: number | null): string {
  return value === null ? "–" : value.toLocaleString("en", { maximumFractionDigits: 2 });
}
