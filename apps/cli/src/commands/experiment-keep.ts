// `heed experiment create`, `list`, `show`, `start`, `stop`, `delete` and `report`: experiments that are kept in the workspace.
import { writeFileSync } from "node:fs";
import {
  type EventMetric,
  type Experiment,
  hypothesisOf,
  InvalidInput,
  type MetricRole,
  type RecordStore,
  type SpecId,
} from "@heed/core";
import {
  changeExperiment,
  createExperiment,
  deleteExperiment,
  describeJudgement,
  describeLooks,
  listExperiments,
  loadSpec,
  measureKeptExperiment,
  overallWords,
  renderExperiment,
  testedTitle,
} from "@heed/workbench";
import { type Command, Option } from "commander";
import { chooseLanguage, type Language, table } from "../output.ts";
import { EVENT_SYNTAX, readEvent, readSpan, withEvents } from "./event-options.ts";
import { judgementText } from "./experiment-analyse.ts";
import { type LookFlags, lookingOf, looksText } from "./experiment-looks.ts";
import { printJson, type WorkspaceFlags, withRecords, withWorkspace } from "./workspace-option.ts";

interface CreateFlags extends WorkspaceFlags, LookFlags {
  readonly key?: string;
  readonly hypothesis?: string;
  readonly arms: string;
  readonly metric?: string[];
  readonly secondary?: string[];
  readonly guardrail?: string[];
  readonly lowerIsBetter?: string[];
  readonly before?: boolean;
  readonly window?: string;
  readonly cap?: string;
  readonly segment?: string[];
  readonly helps?: string[];
  readonly requirement?: string;
  readonly spec?: string;
  readonly planned?: string;
  readonly exposure?: string;
}

const METRIC_SYNTAX = `
A metric is an event: did people do it? 'sum:price:buy' adds a property, 'count:buy' counts, 'buy/visit' is a ratio;
a name may come before: 'paid=buy'. A guardrail may end in its margin: 'crash:5' accepts 5 %.
指标写作事件名（是否发生）；'sum:price:buy' 求和，'count:buy' 计次，'buy/visit' 为比率；前面可加名称：'付费=buy'。${EVENT_SYNTAX}`;

export function addKeptExperiments(experiment: Command): void {
  withWorkspace(
    experiment
      .command("list", { isDefault: true })
      .description("experiments that are kept\n列出实验"),
  ).action((flags: WorkspaceFlags) =>
    withRecords(flags.workspace, (records) => show(records, flags)),
  );
  withWorkspace(
    experiment
      .command("create")
      .description("keep an experiment that is measured on events\n创建以事件度量的实验")
      .argument("<name>", "what it is called")
      .option("--key <key>", "its name in flags and exposures 标识")
      .option("--hypothesis <text>", "what is believed, and why 假设")
      .option(
        "--arms <list>",
        "arms with weights, control first 分组及权重",
        "control:1,treatment:1",
      )
      .option("--metric <metric...>", "what decides 主要指标")
      .option("--secondary <metric...>", "what is told beside it 次要指标")
      .option("--guardrail <metric...>", "what must not get worse 护栏指标")
      .option("--lower-is-better <name...>", "metrics of which less is better 越低越好的指标")
      .option("--before", "take off what people did in the 14 days before (CUPED) 扣除实验前的行为")
      .option(
        "--cap <percent>",
        "cap counts and sums at this quantile of all arms, such as 99 按全体分位数截断计数与求和",
      )
      .option("--window <span>", "time after the exposure that counts 曝光后计入的时间")
      .option(
        "--segment <property...>",
        "properties of the exposure that tell people apart 细分属性",
      )
      .option("--helps <ids...>", "needs or themes it is for 要解决的需求或主题")
      .option("--requirement <text>", "requirement it tests, in words 对应的需求")
      .option(
        "--spec <id>",
        "specification it tests; its hypothesis and need are taken unless named 对应的规格文档",
      )
      .option("--planned <n>", "people that the plan asks for 计划人数")
      .addOption(
        new Option("--sequential", "valid however often one looks 可随时查看").conflicts("looks"),
      )
      .option(
        "--looks <plan>",
        "planned looks: 4 at equal steps, or per cents of the planned people: 30,60,100 计划查看",
      )
      .addOption(
        new Option("--spending <how>", "how the level is spent over the looks 显著性水平的分配")
          .choices(["obrien-fleming", "pocock"])
          .default("obrien-fleming"),
      )
      .option(
        "--exposure <event>",
        "event, property of the experiment (may be empty), property of the arm: experiment_viewed,experiment,variation 曝光事件及属性",
      )
      .addHelpText("after", METRIC_SYNTAX),
  ).action((name: string, flags: CreateFlags) =>
    withRecords(flags.workspace, async (records) => {
      const metrics = metricsOf(flags);
      const [event, experimentProperty, armProperty] = (flags.exposure ?? "").split(",");
      await createExperiment(
        records,
        {
          ...{ name, key: flags.key, metrics, helps: flags.helps, segments: flags.segment },
          hypothesis: flags.hypothesis ?? (await hypothesisFrom(records, flags)),
          requirement: flags.spec ?? flags.requirement,
          arms: flags.arms.split(",").map(readArm),
          ...lookingOf(flags),
          plannedUnits: flags.planned === undefined ? null : readCount(flags.planned),
          ...(flags.exposure === undefined
            ? {}
            : {
                exposure: {
                  event: event!.trim(),
                  experimentProperty: experimentProperty?.trim() ?? "experiment",
                  armProperty: armProperty?.trim() || "variation",
                },
              }),
        },
        new Date(),
      );
      await show(records, flags);
    }),
  );
  for (const [name, status, words] of [
    ["start", "running", "the days from today on count\n开始"],
    ["stop", "stopped", "no further days count\n停止"],
  ] as const)
    withWorkspace(
      experiment.command(name).description(words).argument("<experiment>", "its key or id"),
    ).action((named: string, flags: WorkspaceFlags) =>
      withRecords(flags.workspace, async (records) => {
        await changeExperiment(records, named, { status }, new Date());
        await show(records, flags);
      }),
    );
  withWorkspace(
    experiment
      .command("delete")
      .description("forget an experiment\n删除实验")
      .argument("<experiment>", "its key or id"),
  ).action((named: string, flags: WorkspaceFlags) =>
    withRecords(flags.workspace, async (records) => {
      await deleteExperiment(records, named);
      await show(records, flags);
    }),
  );
  addMeasuring(experiment);
}

function addMeasuring(experiment: Command): void {
  withWorkspace(
    experiment
      .command("show")
      .alias("measure")
      .description(
        "judge an experiment on the events, and keep the outcome\n按事件判断实验并保存结果",
      )
      .argument("<experiment>", "its key or id"),
  ).action((named: string, flags: WorkspaceFlags) =>
    withEvents(flags, async (events, workspace) => {
      const told = await measureKeptExperiment(workspace, events, named, new Date());
      if (flags.json === true) {
        const { experiment: own, judgement } = told;
        const looks = describeLooks(own);
        printJson({ experiment: own, judgement: describeJudgement(judgement), looks });
        return;
      }
      const language = chooseLanguage(flags.lang);
      const head = [told.experiment.name, told.experiment.hypothesis].filter((line) => line !== "");
      const looks = looksText(told.experiment, language);
      const lines = [...head, ...judgementText(told.judgement, language), ...looks];
      process.stdout.write(`${lines.join("\n")}\n`);
    }),
  );
  withWorkspace(
    experiment
      .command("report")
      .description("one HTML file to share, in both languages\n可分享的双语 HTML 报告")
      .argument("<experiment>", "its key or id")
      .option("--out <file>", "where it is written 输出文件", "experiment.html"),
  ).action((named: string, flags: WorkspaceFlags & { out: string }) =>
    withEvents(flags, async (events, workspace) => {
      const { experiment: own, judgement } = await measureKeptExperiment(
        workspace,
        events,
        named,
        new Date(),
      );
      const themes = (await workspace.records.themes())
        .filter(({ id }) => own.themeIds.includes(id))
        .map(({ name }) => ({ ...name }));
      const language = chooseLanguage(flags.lang);
      const specTitle = await testedTitle(workspace.records, own);
      const told = { ...own, themes, specTitle, looks: describeLooks(own) };
      writeFileSync(flags.out, renderExperiment(told, judgement, language));
      if (flags.json === true) printJson({ file: flags.out });
      else process.stdout.write(`${flags.out}\n`);
    }),
  );
}

/** What the specification believes; none where it says nothing, or none is named. */
async function hypothesisFrom(
  records: RecordStore,
  { spec: id, lang }: CreateFlags,
): Promise<string | undefined> {
  if (id === undefined) return undefined;
  const { spec } = await loadSpec(records, id as SpecId);
  return hypothesisOf(spec).hypothesis?.[chooseLanguage(lang)];
}

async function show(records: RecordStore, flags: WorkspaceFlags): Promise<void> {
  const rows = await listExperiments(records);
  if (flags.json === true) return printJson({ rows });
  process.stdout.write(`${listText(rows, chooseLanguage(flags.lang)).join("\n")}\n`);
}

const STATUSES: Readonly<Record<Experiment["status"], Readonly<Record<Language, string>>>> = {
  draft: { en: "draft", zh: "草稿" },
  running: { en: "running", zh: "进行中" },
  stopped: { en: "stopped", zh: "已停止" },
};

function listText(rows: readonly Experiment[], language: Language): string[] {
  const en = language === "en";
  if (rows.length === 0)
    return [
      en
        ? "No experiments yet. Plan one with: heed experiment design; keep it with: heed experiment create"
        : "还没有实验。设计：heed experiment design；创建：heed experiment create",
    ];
  const titles = en
    ? ["key", "name", "status", "for", "metrics", "last verdict"]
    : ["标识", "名称", "状态", "为解决", "指标", "最近结论"];
  return table(
    titles.map((title) => ({ title, most: 36 })),
    rows.map(({ key, name, status, themeIds, metrics, outcome }) => [
      key,
      name,
      STATUSES[status][language],
      themeIds.join(" "),
      metrics.map((metric) => metric.name).join(", "),
      outcome === null ? "–" : overallWords(outcome.verdict)[language],
    ]),
  );
}

function metricsOf(flags: CreateFlags): EventMetric[] {
  const lower = new Set(flags.lowerIsBetter ?? []);
  const window = flags.window === undefined ? {} : { windowMs: readSpan(flags.window) };
  const cap = flags.cap === undefined ? {} : { cap: Number(flags.cap.replace("%", "")) / 100 };
  const read = (text: string, role: MetricRole): EventMetric => {
    const [, body = "", margin] =
      role === "guardrail" ? (/^(.*?)(?::(\d+(?:\.\d+)?))?$/s.exec(text) ?? []) : [text, text];
    const [, named, measure = ""] = /^(?:([^=[\]]+)=(?!\d))?(.+)$/s.exec(body) ?? [];
    const shape = shapeOf(measure);
    const name = (named ?? measure).trim();
    return {
      ...{ name, role, better: lower.has(name) ? "lower" : "higher", ...shape, ...window },
      ...(margin === undefined ? {} : { margin: Number(margin) / 100 }),
      ...(shape.kind === "count" || shape.kind === "sum" ? cap : {}),
      ...(flags.before === true && shape.kind !== "ratio" ? { usesBefore: true } : {}),
    };
  };
  return [
    ...(flags.metric ?? []).map((text) => read(text, "primary")),
    ...(flags.secondary ?? []).map((text) => read(text, "secondary")),
    ...(flags.guardrail ?? []).map((text) => read(text, "guardrail")),
  ];
}

/** What a metric written as `sum:price:buy`, `count:buy`, `buy/visit` or `buy` measures. */
export function shapeOf(text: string): Pick<EventMetric, "kind" | "match" | "property" | "per"> {
  const sum = /^sum:([^:]+):(.+)$/s.exec(text);
  if (sum !== null) return { kind: "sum", property: sum[1]!.trim(), match: readEvent(sum[2]!) };
  const times = /^count:(.+)$/s.exec(text);
  if (times !== null) return { kind: "count", match: readEvent(times[1]!) };
  const ratio = /^([^/]+)\/([^/]+)$/s.exec(text);
  if (ratio !== null)
    return { kind: "ratio", match: readEvent(ratio[1]!), per: readEvent(ratio[2]!) };
  return { kind: "conversion", match: readEvent(text) };
}

function readArm(text: string): { key: string; weight: number } {
  const [key = "", weight = "1"] = text.split(":");
  return { key: key.trim(), weight: Number(weight) };
}

function readCount(text: string): number {
  const value = Number(text.replaceAll(",", ""));
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidInput(
    "experiment-option",
    `--planned is a whole number over 0: received ${text}.`,
    {
      zh: { message: `--planned 应为大于 0 的整数：收到 ${text}。` },
    },
  );
}
