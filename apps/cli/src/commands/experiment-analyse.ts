// `heed experiment analyse FILE`: did the variant do better? From rows, days or sums, with a verdict that says its doubts.
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import {
  type ArmComparison,
  type ExperimentJudgement,
  InvalidInput,
  judgeExperiment,
  type Looking,
  type MetricAsk,
} from "@heed/core";
import {
  comparisonSentence,
  differenceText,
  type ExperimentFile,
  guardrailSentence,
  keepOutcome,
  noteWords,
  overallWords,
  pText,
  rangeText,
  readExperimentFiles,
  renderExperiment,
  signed,
  uncappedSentence,
  unitWords,
  valueText,
  verdictSentence,
} from "@heed/workbench";
import { type Command, InvalidArgumentError, Option } from "commander";
import { chooseLanguage, type Language, table } from "../output.ts";
import { printJson, withRecords, withWorkspace } from "./workspace-option.ts";

interface Flags {
  readonly arm?: string;
  readonly arms?: string;
  readonly control?: string;
  readonly unit?: string;
  readonly time?: string;
  readonly event?: string;
  readonly served?: string;
  readonly metric?: string[];
  readonly secondary?: string[];
  readonly guardrail?: string[];
  readonly lowerIsBetter?: string[];
  readonly before?: string[];
  readonly segment?: string[];
  readonly rename?: string[];
  readonly split?: readonly number[];
  readonly perRow?: boolean;
  readonly sequential?: boolean;
  readonly tuning?: number;
  readonly planned?: number;
  readonly keep?: string;
  readonly out?: string;
  readonly workspace: string;
  readonly lang?: string;
  readonly json?: boolean;
}

const SYNTAX = `
A metric is a column, an event of a log, or NAME=COLUMN/COLUMN 指标写作列名、事件名，或 名称=列/列:
  --metric converted --metric "revenue per visit=revenue/visits" --guardrail latency:5`;

export function addAnalyseOptions(command: Command): Command {
  return withWorkspace(command)
    .option("--arm <column>", "column of the arm 分组所在的列")
    .option("--arms <names>", "arms that are compared, such as control,test 参与比较的分组")
    .option("--control <name>", "the arm that was left as it was 对照组名称")
    .option(
      "--unit <column>",
      "column of who was given an arm; 'row' for each row 用户标识所在的列",
    )
    .option("--time <column>", "column of the time 时间所在的列")
    .option("--event <column>", "column of a log that names what was done 事件所在的列")
    .option(
      "--served <column>",
      "column that must fit the arm, such as the page 实际展示内容所在的列",
    )
    .option("--metric <metric...>", "what decides 主要指标")
    .option("--secondary <metric...>", "what is told beside it 次要指标")
    .option("--guardrail <metric...>", "what must not get worse; :5 accepts 5 % 护栏指标")
    .option("--lower-is-better <metric...>", "metrics of which less is better 越低越好的指标")
    .option("--before <metric=column...>", "the same people's value from before (CUPED) 实验前的值")
    .option("--segment <column...>", "tell people apart by these 细分维度")
    .option("--rename <old=new...>", "arms that changed their name 改过名的分组")
    .option(
      "--split <parts>",
      "planned split, control first: 50:50 计划比例，对照组在前",
      readSplit,
    )
    .option("--per-row", "metrics by row, with errors by unit 按行计算指标，按用户计算误差")
    .option("--sequential", "valid however often one looks 可随时查看的检验")
    .addOption(new Option("--tuning <units>").argParser(readCount).hideHelp())
    .option("--planned <units>", "units that the plan asks for 计划样本量", readCount)
    .option(
      "--keep <experiment>",
      "keep the outcome with this experiment of the workspace 把结果存入此实验",
    )
    .option("--out <file>", "write a report to share, one HTML file 输出可分享的报告")
    .addHelpText("after", SYNTAX);
}

export async function analyseFiles(files: string[], flags: Flags): Promise<void> {
  const file = await readExperimentFiles(files, {
    ...{ arm: flags.arm, control: flags.control, unit: flags.unit, time: flags.time },
    ...{ event: flags.event, served: flags.served, perRow: flags.perRow, segments: flags.segment },
    arms: flags.arms?.split(",").map((name) => name.trim()),
    metrics: readMetrics(flags),
    rename: new Map((flags.rename ?? []).map((text) => readPair(text, "--rename"))),
  });
  const looking: Looking =
    flags.sequential === true
      ? { kind: "always-valid", ...(flags.tuning === undefined ? {} : { tuning: flags.tuning }) }
      : { kind: "once" };
  const judgement = judgeExperiment(file.evidence, {
    looking,
    ...(flags.split === undefined ? {} : { split: checkSplit(flags.split, file) }),
    ...(flags.planned === undefined ? {} : { plannedUnits: flags.planned }),
  });
  const { keep } = flags;
  if (keep !== undefined)
    await withRecords(flags.workspace, (records) =>
      keepOutcome(records, keep, judgement, new Date()),
    );
  if (flags.out !== undefined) writeReport(flags.out, files, judgement, chooseLanguage(flags.lang));
  if (flags.json === true) return printJson(asJson(file, judgement));
  const language = chooseLanguage(flags.lang);
  const lines = [...takenText(file, language), "", ...judgementText(judgement, language)];
  process.stdout.write(`${lines.join("\n")}\n`);
}

function writeReport(
  path: string,
  files: readonly string[],
  judgement: ExperimentJudgement,
  language: Language,
): void {
  const name = files.map((file) => basename(file)).join(" + ");
  const told = { name, hypothesis: "", requirement: "", themes: [] };
  writeFileSync(path, renderExperiment(told, judgement, language));
}

/** Everything that was found, with the words in which it is told. */
function asJson(file: ExperimentFile, judgement: ExperimentJudgement) {
  return {
    ...{ rows: file.rows, faults: file.faults, taken: file.plan },
    judgement: {
      ...judgement,
      sentence: verdictSentence(judgement),
      notes: judgement.notes.map((note) => ({ ...note, sentence: noteWords(note) })),
      comparisons: judgement.comparisons.map((comparison) => ({
        ...comparison,
        sentence: comparisonSentence(comparison, judgement),
        guardrailSentence: guardrailSentence(comparison),
        uncappedSentence: uncappedSentence(comparison),
      })),
    },
  };
}

/** What each column was taken for. */
function takenText({ plan, evidence, rows, faults }: ExperimentFile, language: Language): string[] {
  const say = (en: string, zh: string) => (language === "en" ? en : zh);
  const form = {
    units: say("rows", "明细"),
    counts: say("sums of counts", "计数汇总"),
    moments: say("size, mean and deviation", "样本量、均值与标准差"),
  }[plan.form];
  const metric = ({ name, column, event, per, before }: (typeof plan.metrics)[number]) => {
    const from =
      event !== null ? `${column} = ${name}` : per === null ? column : `${column}/${per}`;
    const own = from === name || name === `${column} / ${per}` ? name : `${name} (${from})`;
    return before === null ? own : `${own} − ${before}`;
  };
  const hasServed = evidence.notes?.some(({ note }) => note === "contradictions-left-out") ?? false;
  const parts: [string, string | null][] = [
    [say("arm", "分组"), plan.arm ?? say("the files", "各文件")],
    [
      say("unit", "单位"),
      plan.form === "units" ? (plan.unitColumn ?? say("each row", "每行")) : plan.trials,
    ],
    [say("time", "时间"), plan.time],
    [say("event", "事件"), plan.event],
    [say("metrics", "指标"), plan.metrics.map(metric).join(", ")],
    [say("segments", "细分"), plan.segments.join(", ") || null],
    [say("held against the arm", "与分组核对"), (hasServed ? plan.served.join(", ") : "") || null],
    [say("not used", "未使用"), plan.leftOut.join(", ") || null],
  ];
  const head = `${rows.toLocaleString("en")} ${say("rows, read as", "行，识别为")} ${form}`;
  const bad = faults.map(
    ({ line, message }) => `  ${say("line", "第")} ${line}${say("", " 行")}: ${message}`,
  );
  const told = parts.flatMap(([name, value]) => (value === null ? [] : [`  ${name}: ${value}`]));
  return [head, ...told, ...bad];
}

export function judgementText(judgement: ExperimentJudgement, language: Language): string[] {
  const say = (en: string, zh: string) => (language === "en" ? en : zh);
  const { arms, split, comparisons, spreads, segments, unit, notes, period } = judgement;
  const sizes = arms.map(({ name, units }) => `${name} ${units.toLocaleString("en")}`).join(" · ");
  const when = period == null ? "" : ` · ${period.firstDay} – ${period.lastDay}`;
  const shares = split.shares.map((share) => `${Math.round(1000 * share) / 10} %`).join(" : ");
  const lines = [
    `${sizes} ${unitWords(unit)[language]}${when}`,
    ...(split.pValue === null
      ? []
      : [`${say("split against", "分流对照")} ${shares}: p ${pText(split.pValue)}`]),
    "",
    verdictSentence(judgement)[language],
  ];
  if (comparisons.length > 0) lines.push("", ...comparisonTable(comparisons, language));
  for (const comparison of comparisons) {
    if (judgement.doubt === comparison.doubt && comparison.doubt !== null) continue;
    const arm = arms.length > 2 ? ` · ${comparison.arm}` : "";
    const guardrail = guardrailSentence(comparison);
    lines.push(
      "",
      `${comparison.metric}${arm}`,
      `  ${comparisonSentence(comparison, judgement)[language]}`,
    );
    for (const more of [uncappedSentence(comparison), guardrail])
      if (more !== null) lines.push(`  ${more[language]}`);
  }
  for (const { dimension, metric, arm, differs, adjustedPValue } of spreads) {
    const rows = segments.filter(
      (row) => row.dimension === dimension && row.metric === metric && row.arm === arm,
    );
    const said = differs
      ? say("the effect differs between them", "效果因此而异")
      : say("no difference between them was found", "未发现效果有别");
    lines.push(
      "",
      `${metric} ${say("by", "按")} ${dimension}: ${said} (p ${pText(adjustedPValue)})`,
    );
    lines.push(
      ...segmentTable(
        rows,
        comparisons.find((row) => row.metric === metric)?.kind ?? "mean",
        language,
      ),
    );
  }
  if (notes.length > 0) lines.push("", ...notes.map((note) => `· ${noteWords(note)[language]}`));
  return lines;
}

function comparisonTable(rows: readonly ArmComparison[], language: Language): string[] {
  const en = language === "en";
  const titles = en
    ? ["metric", "arm", "control", "arm's", "difference", "95 % interval", "p", "verdict"]
    : ["指标", "分组", "对照", "该组", "差异", "95% 区间", "p", "结论"];
  return table(
    titles.map((title, at) => ({ title, most: 32, align: at > 1 && at < 7 ? "right" : "left" })),
    rows.map(
      ({
        metric,
        arm,
        kind,
        control,
        treatment,
        difference,
        relative,
        adjustedPValue,
        verdict,
      }) => [
        metric,
        arm,
        control === null ? "–" : valueText(control.mean, kind),
        treatment === null ? "–" : valueText(treatment.mean, kind),
        relative === null ? "–" : signed(relative.estimate),
        difference === null ? "–" : rangeText(difference, kind, control?.mean ?? 0)[language],
        adjustedPValue === null ? "–" : pText(adjustedPValue).replace("= ", ""),
        overallWords(verdict)[language],
      ],
    ),
  );
}

function segmentTable(
  rows: ExperimentJudgement["segments"],
  kind: ArmComparison["kind"],
  language: Language,
): string[] {
  const en = language === "en";
  const titles = en
    ? ["value", "units", "difference", "drawn to the common one", "95 % interval"]
    : ["取值", "单位数", "差异", "收缩后", "95% 区间"];
  return table(
    titles.map((title, at) => ({ title, most: 30, align: at === 0 ? "left" : "right" })),
    rows.map(({ value, units, difference, shrunk }) => [
      value,
      units.toLocaleString("en"),
      differenceText(difference.estimate, kind, 1)[language],
      differenceText(shrunk.estimate, kind, 1)[language],
      rangeText(shrunk, kind, 1)[language],
    ]),
  );
}

function readMetrics(flags: Flags): MetricAsk[] | undefined {
  const lower = new Set(flags.lowerIsBetter ?? []);
  const befores = new Map((flags.before ?? []).map((text) => readPair(text, "--before")));
  const read = (text: string, role: MetricAsk["role"]): MetricAsk => {
    const [, named = "", margin] = /^(.*?)(?::(\d+(?:\.\d+)?))?$/s.exec(text) ?? [];
    const [, name, column = "", per] = /^(?:(.+?)=)?([^/]+?)(?:\/(.+))?$/s.exec(named) ?? [];
    const own = name?.trim() ?? (per === undefined ? column.trim() : named.trim());
    return {
      ...{ name: own, column: column.trim(), per: per?.trim(), before: befores.get(own), role },
      ...(lower.has(own) || lower.has(column.trim()) ? { better: "lower" as const } : {}),
      ...(role === "guardrail" && margin !== undefined ? { margin: Number(margin) / 100 } : {}),
    };
  };
  const metrics = [
    ...(flags.metric ?? []).map((text) => read(text, "primary")),
    ...(flags.secondary ?? []).map((text) => read(text, "secondary")),
    ...(flags.guardrail ?? []).map((text) => read(text, "guardrail")),
  ];
  return metrics.length === 0 ? undefined : metrics;
}

function readPair(text: string, option: string): [string, string] {
  const at = text.indexOf("=");
  if (at > 0 && at < text.length - 1) return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  throw new InvalidInput("experiment-option", `${option} cannot be read: received "${text}".`, {
    hint: `Write two names: ${option} one=other`,
    zh: { message: `无法读取 ${option}：收到“${text}”。`, hint: `请写成：${option} 甲=乙` },
  });
}

function readSplit(text: string): number[] {
  const parts = text.split(/[:,/]/).map(Number);
  if (parts.length > 1 && parts.every((part) => part > 0)) return parts;
  throw new InvalidArgumentError("expected parts such as 50:50 or 90:10, control first.");
}

function checkSplit(split: readonly number[], { evidence }: ExperimentFile): readonly number[] {
  if (split.length === evidence.arms.length) return split;
  const names = evidence.arms.map(({ name }) => name).join(", ");
  throw new InvalidInput(
    "experiment-split",
    `The split has ${split.length} parts and the experiment ${evidence.arms.length} arms: ${names}.`,
    {
      hint: "Give one part for each arm, in this order.",
      zh: {
        message: `比例有 ${split.length} 份，实验有 ${evidence.arms.length} 个分组：${names}。`,
        hint: "请按此顺序为每个分组给出一份。",
      },
    },
  );
}

function readCount(text: string): number {
  const value = Number(text.replaceAll(",", ""));
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("expected a whole number over 0.");
}
