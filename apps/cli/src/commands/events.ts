// `heed events import FILE`: what people did, from the export of an event tool or any table; `heed events names` lists it.
import {
  EVENT_ROLES,
  type EventImportOutcome,
  importEvents,
  openEvents,
  openWorkspace,
} from "@heed/workbench";
import { type Command, Option } from "commander";
import { interruptSignal } from "../interrupt.ts";
import { chooseLanguage, type Language, printable, table } from "../output.ts";
import { readCount, withEvents } from "./event-options.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface ImportFlags extends WorkspaceFlags {
  readonly name?: string;
  readonly person?: string;
  readonly time?: string;
  readonly id?: string;
  readonly source?: string;
}

export function addEvents(program: Command): void {
  const group = program
    .command("events")
    .description("bring in and list what people do\n导入并列出用户行为事件");
  withWorkspace(
    group
      .command("import")
      .description(
        "bring in files of events: PostHog, Amplitude, Mixpanel, Segment, or any table\n导入事件文件：PostHog、Amplitude、Mixpanel、Segment 或任意表格",
      )
      .argument("<files...>", "files to read")
      .option("--name <column>", "column of the event's name 事件名称列")
      .option("--person <column>", "column of the person 用户列")
      .option("--time <column>", "column of the time 时间列")
      .option("--id <column>", "column of the event's own id 事件编号列")
      .option("--source <name>", "name of the source 来源名称"),
  ).action(importFiles);
  withWorkspace(
    group
      .command("names")
      .description("list the names of events\n列出事件名称")
      .addOption(new Option("--limit <n>", "names that are listed").default("100")),
  ).action(listNames);
}

async function importFiles(files: string[], flags: ImportFlags): Promise<void> {
  const language = chooseLanguage(flags.lang);
  const named = EVENT_ROLES.map((role) => [role, flags[role]] as const);
  const columns = Object.fromEntries(named.filter(([, column]) => column !== undefined));
  const signal = interruptSignal();
  const workspace = await openWorkspace(flags.workspace);
  const outcomes: EventImportOutcome[] = [];
  try {
    const events = await openEvents(workspace);
    try {
      for (const file of files) {
        const now = new Date().toISOString();
        const source = flags.source === undefined ? {} : { source: flags.source };
        const outcome = await importEvents(workspace, events, file, {
          now,
          columns,
          signal,
          ...source,
        });
        outcomes.push(outcome);
        if (flags.json !== true)
          process.stdout.write(`${describe(outcome, language).join("\n")}\n`);
      }
    } finally {
      await events.close();
    }
  } finally {
    await workspace.close();
  }
  if (flags.json === true) printJson(outcomes);
}

const SHAPES: Readonly<Record<EventImportOutcome["shape"], string>> = {
  posthog: "PostHog",
  amplitude: "Amplitude",
  mixpanel: "Mixpanel",
  "segment-calls": "Segment",
  "segment-table": "Segment",
  columns: "",
};
const ROLES = { name: "事件", person: "用户", time: "时间", id: "编号" } as const;
const REASONS: Readonly<Record<string, string>> = {
  "no-name": "事件没有 1 到 200 个字符的名称",
  "no-person": "该行没有用户",
  "no-time": "时间缺失或无法读取，应为 ISO 8601",
  "time-out-of-range": "时间早于 2000 年，或在未来一天之后",
  forgotten: "该用户已要求被遗忘",
  "broken-row": "该行无法读取：引号没有闭合",
  "broken-json": "该记录不是有效的 JSON，或文件被截断",
};
const SHOWN_REJECTED = 5;

function describe(outcome: EventImportOutcome, language: Language): string[] {
  const { import: entry, shape, columns, links, rejected } = outcome;
  const { rows, added, unchanged, rejected: refused, redacted } = entry.counts;
  const en = language === "en";
  const roles = EVENT_ROLES.filter((role) => columns?.[role] !== undefined)
    .map((role) => `${en ? role : ROLES[role]}=${printable(columns![role]!)}`)
    .join(en ? ", " : "，");
  const known = columns === null ? SHAPES[shape] : roles;
  const number = (count: number) => count.toLocaleString("en");
  const more = refused - Math.min(rejected.length, SHOWN_REJECTED);
  return [
    en ? `${entry.file}: ${known}; ${entry.id}` : `${entry.file}：${known}；${entry.id}`,
    en
      ? `  ${number(rows)} rows: ${number(added)} new events, ${number(unchanged)} here already, ${number(refused)} rejected; ${number(links)} links between ids, ${number(redacted)} private values removed.`
      : `  ${number(rows)} 行：新增事件 ${number(added)} 个，已存在 ${number(unchanged)} 个，拒收 ${number(refused)} 行；身份关联 ${number(links)} 条，去除隐私 ${number(redacted)} 处。`,
    ...rejected.slice(0, SHOWN_REJECTED).map(({ row, line, reason, message, excerpt }) => {
      const found = printable(excerpt).slice(0, 60);
      return en
        ? `  row ${row}, line ${line} (${reason}): ${message} ${found}`
        : `  第 ${row} 条，第 ${line} 行（${reason}）：${REASONS[reason] ?? message}。${found}`;
    }),
    ...(more > 0
      ? [
          en
            ? `  … and ${more} more: heed imports ${entry.id}`
            : `  … 还有 ${more} 行：heed imports ${entry.id}`,
        ]
      : []),
  ];
}

async function listNames(flags: WorkspaceFlags & { readonly limit: string }): Promise<void> {
  const limit = readCount(flags.limit, "--limit", 1, 100_000);
  await withEvents(flags, async (events) => {
    const names = await events.names(limit);
    const summary = await events.summary();
    if (flags.json === true) return printJson({ ...summary, names });
    const en = chooseLanguage(flags.lang) === "en";
    const lines = table(
      [{ title: en ? "event" : "事件" }, { title: en ? "times" : "次数", align: "right" }],
      names.map((one) => [one.name, one.events.toLocaleString("en")]),
    );
    const [count, people] = [summary.events, summary.people].map((one) => one.toLocaleString("en"));
    const told = en ? `${count} events of ${people} people.` : `${people} 人的 ${count} 个事件。`;
    process.stdout.write(`${[...lines, told].join("\n")}\n`);
  });
}
