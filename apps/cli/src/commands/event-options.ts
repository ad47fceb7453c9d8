// What the commands about events share: how events, times and ranges are written, and opening the events.
import { type EventMatch, type EventStore, InvalidInput, type PropertyFilter } from "@heed/core";
import { openEvents, openExistingWorkspace } from "@heed/workbench";
import type { Command } from "commander";
import type { Language } from "../output.ts";
import { type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

export interface RangeFlags extends WorkspaceFlags {
  readonly from?: string;
  readonly to?: string;
  readonly timeZone?: string;
  readonly limit: string;
}

/** How an event is written, for the help of commands. */
export const EVENT_SYNTAX =
  "\nAn event is its name, * for any, with conditions in brackets 事件写作名称（* 为任意），条件写在方括号内：\n  'buy[plan=team|solo][price>10][note~late][coupon][!refund]'   also != and <";

/** Adds `--from`, `--to` and `--time-zone` to those of a workspace. */
export function withRange(command: Command): Command {
  return withWorkspace(
    command
      .option(
        "--from <day>",
        "first day, such as 2026-03-01; that of the first event by default 起始日",
      )
      .option("--to <day>", "last day, included 截止日（含）")
      .option("--time-zone <zone>", "zone in which days are cut; the workspace's by default 时区")
      .option(
        "--limit <n>",
        "largest number of groups or people that are listed 最多列出的数目",
        "25",
      ),
  );
}

/** Opens the events of the workspace that the flags name, and closes them when the work is done. */
export async function withEvents(
  flags: WorkspaceFlags,
  work: (
    events: EventStore,
    workspace: Awaited<ReturnType<typeof openExistingWorkspace>>,
  ) => Promise<void>,
): Promise<void> {
  const workspace = await openExistingWorkspace(flags.workspace);
  try {
    const events = await openEvents(workspace);
    try {
      await work(events, workspace);
    } finally {
      await events.close();
    }
  } finally {
    await workspace.close();
  }
}

/** Reads an event as it is written in the terminal. */
export function readEvent(text: string): EventMatch {
  const [, name = "", conditions = ""] = /^(.*?)((?:\[[^\]]*\])*)$/s.exec(text) ?? [];
  const filters = [...conditions.matchAll(/\[([^\]]*)\]/g)].map(([, condition = ""]) =>
    readCondition(condition.trim(), text),
  );
  return { name: name === "*" ? null : name.trim(), filters };
}

/** An event as it is written in the terminal. */
export function eventText({ name, filters = [] }: Partial<EventMatch>): string {
  const conditions = filters.map((filter) => {
    const { property, test } = filter;
    if (test === "is" || test === "is-not")
      return `[${property}${test === "is" ? "=" : "!="}${filter.values.join("|")}]`;
    if (test === "contains") return `[${property}~${filter.value}]`;
    if (test === "above" || test === "below")
      return `[${property}${test === "above" ? ">" : "<"}${filter.value}]`;
    return test === "set" ? `[${property}]` : `[!${property}]`;
  });
  return `${name ?? "*"}${conditions.join("")}`;
}

function readCondition(condition: string, text: string): PropertyFilter {
  const parts = /^([^=<>~!]+?)\s*(!=|=|>|<|~)\s*(.*)$/s.exec(condition);
  if (parts !== null) {
    const [, property = "", sign = "", value = ""] = parts;
    if (sign === "=") return { property, test: "is", values: value.split("|") };
    if (sign === "!=") return { property, test: "is-not", values: value.split("|") };
    if (sign === "~") return { property, test: "contains", value };
    const number = value === "" ? Number.NaN : Number(value);
    return { property, test: sign === ">" ? "above" : "below", value: number };
  }
  const presence = /^(!?)\s*([^=<>~!]+)$/s.exec(condition);
  if (presence !== null)
    return { property: presence[2]!, test: presence[1] === "!" ? "not-set" : "set" };
  throw new InvalidInput(
    "event-condition",
    `The condition [${condition}] of "${text}" cannot be read.`,
    {
      hint: "Write it like [plan=team|solo], [plan!=team], [price>10], [note~late], [coupon] or [!coupon].",
      zh: {
        message: `“${text}”中的条件 [${condition}] 无法读取。`,
        hint: "写法如 [plan=team|solo]、[plan!=team]、[price>10]、[note~late]、[coupon] 或 [!coupon]。",
      },
    },
  );
}

const UNITS: Readonly<Record<string, number>> = {
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Reads a span of time such as 30min, 2h or 14d as milliseconds. */
export function readSpan(text: string): number {
  const match = /^([+-]?\d+(?:\.\d+)?)(s|min|h|d|w)$/.exec(text.trim());
  if (match !== null) return Math.round(Number(match[1]) * UNITS[match[2]!]!);
  throw new InvalidInput(
    "time-span",
    `"${text}" is no span of time, expected one such as 30min, 2h or 14d.`,
    {
      zh: { message: `“${text}”不是时长，应写成 30min、2h 或 14d。` },
    },
  );
}

/** Reads a whole number within bounds. */
export function readCount(text: string, option: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new InvalidInput(
    "count",
    `${option} is a whole number from ${least} to ${most}: received "${text}".`,
    { zh: { message: `${option} 应为 ${least} 到 ${most} 的整数，收到“${text}”。` } },
  );
}

/** A length of time in its largest sensible unit: 3.5 h, 12 min. */
export function spanText(ms: number | null, language: Language): string {
  if (ms === null) return "";
  const zh = { d: "天", h: "小时", min: "分钟", s: "秒" } as const;
  for (const unit of ["d", "h", "min", "s"] as const) {
    const size = ms / UNITS[unit]!;
    if (size >= 1 || unit === "s")
      return `${size >= 10 ? Math.round(size) : Number(size.toFixed(1))} ${language === "en" ? unit : zh[unit]}`;
  }
  return "";
}

/** A share as percent; a dash where there is nothing to divide by. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;
}
