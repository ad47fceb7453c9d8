// `heed analyze FILE...`: exports become ranked needs, on the terminal and as files.

import { join } from "node:path";
import { headlineOf, type Need } from "@heed/core";
import {
  type AnalyseFilesOptions,
  analyseFiles,
  EMBEDDERS,
  type EmbedderWish,
  type FilesAnalysis,
  type PricedEstimate,
  readReleases,
} from "@heed/workbench";
import { type Command, InvalidArgumentError, Option } from "commander";
import { interruptSignal } from "../interrupt.ts";
import { chooseLanguage, type Language, table } from "../output.ts";
import { startProgressLine } from "../progress-line.ts";
import { agreementLines, encodingLine, estimateLine } from "./model-reading-words.ts";
import { DEFAULT_WORKSPACE } from "./workspace-option.ts";

interface Flags {
  readonly out?: string;
  readonly workspace?: string;
  readonly themes?: number;
  readonly text?: string;
  readonly releases?: string;
  readonly planWeights?: Readonly<Record<string, number>>;
  readonly reader: "built-in" | "llm";
  readonly estimate?: boolean;
  readonly names: "built-in" | "llm";
  readonly embedder: EmbedderWish;
  readonly lang?: string;
  readonly json?: boolean;
}

export function addAnalyze(program: Command): void {
  program
    .command("analyze")
    .alias("analyse")
    .description(
      "read exports of any tool and rank what their people need; without a file, analyse what the workspace holds\n读取任意工具导出的反馈，给出按证据排序的需求；不指定文件时分析工作区已有的内容",
    )
    .argument("[files...]", "exports of any tool")
    .option(
      "--out <dir>",
      "write report.html, items.jsonl, mentions.jsonl, themes.json, needs.json, rejected.jsonl, run.json",
    )
    .option(
      "--workspace <dir>",
      "keep the data in this folder (default: a fresh temporary one; without a file, the usual workspace)",
    )
    .option("--themes <k>", "number of themes (default: chosen from the data)", readCount)
    .option("--text <column>", "column that holds the words (default: found by its name)")
    .option("--releases <file>", "CSV of releases (version,date) to mark on the trends")
    .option(
      "--plan-weights <list>",
      "worth of an account by its plan where no revenue is given, such as free=0,plus=2,team=40",
      readWeights,
    )
    .addOption(
      new Option("--reader <who>", "who reads sentiment and kind: llm is the model of heed models")
        .choices(["built-in", "llm"])
        .default("built-in"),
    )
    .addOption(
      new Option("--names <who>", "who names the themes: llm rests each name on checked quotes")
        .choices(["built-in", "llm"])
        .default("built-in"),
    )
    .addOption(
      new Option(
        "--embedder <who>",
        "whose vectors themes and search go by: chosen is the model of heed models use embed, or the built-in one\n主题与检索所用的向量：chosen 为 heed models use embed 所选的模型",
      )
        .choices([...EMBEDDERS])
        .default("chosen"),
    )
    .option("--estimate", "say what models will cost, and stop 只估算花费")
    .addOption(
      new Option(
        "--lang <language>",
        "language of the terminal and of the report's first view",
      ).choices(["en", "zh"]),
    )
    .option("--json", "print the needs as JSON")
    .action(async (files: string[], flags: Flags) => {
      const language = chooseLanguage(flags.lang);
      const line = startProgressLine(language);
      const onEstimate = (estimate: PricedEstimate) => {
        line.end();
        process.stderr.write(`${estimateLine(estimate, language)}\n`);
        if (flags.estimate === true) throw new OnlyEstimated();
      };
      try {
        const result = await analyseFiles(files, {
          ...optionsFrom(files, flags, language),
          ...(flags.releases === undefined ? {} : { releases: await readReleases(flags.releases) }),
          nameWithModel: flags.names === "llm",
          embedder: flags.embedder,
          onEncodingEstimate: (estimate) => {
            line.end();
            if (estimate.mentions > 0 || flags.estimate === true)
              process.stderr.write(`${encodingLine(estimate, language)}\n`);
            // Reading tells its own cost before anything is sent, and stops then.
            if (flags.estimate === true && flags.reader !== "llm") throw new OnlyEstimated();
          },
          ...(flags.reader === "llm" ? { readWithModel: { onEstimate } } : {}),
          onProgress: line.onProgress,
          signal: interruptSignal(),
        });
        line.end();
        process.stdout.write(
          flags.json === true ? asJson(result) : asText(result, language, flags.out),
        );
      } catch (error) {
        if (!(error instanceof OnlyEstimated)) throw error;
      } finally {
        line.end();
      }
    });
}

/** Nobody asked for more than the estimate. */
class OnlyEstimated extends Error {}

function readCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 2 && count <= 1000) return count;
  throw new InvalidArgumentError("expected a whole number from 2 to 1000.");
}

function readWeights(text: string): Record<string, number> {
  const pairs = text.split(",").map((pair) => /^\s*([^=]+?)\s*=\s*(\d+(?:\.\d+)?)\s*$/.exec(pair));
  if (pairs.every((pair) => pair !== null)) {
    return Object.fromEntries(pairs.map(([, plan, worth]) => [plan!.toLowerCase(), Number(worth)]));
  }
  throw new InvalidArgumentError("expected PLAN=WORTH pairs, such as free=0,plus=2,team=40.");
}

function optionsFrom(
  files: readonly string[],
  flags: Flags,
  language: Language,
): AnalyseFilesOptions {
  return {
    language,
    ...(flags.out === undefined ? {} : { out: flags.out }),
    ...workspaceFrom(files, flags),
    ...(flags.themes === undefined ? {} : { themeCount: flags.themes }),
    ...(flags.planWeights === undefined ? {} : { planWeights: flags.planWeights }),
    ...(flags.text === undefined ? {} : { textColumn: flags.text }),
  };
}

/** A file alone is looked at apart from everything else; without a file, the usual workspace is meant. */
function workspaceFrom(files: readonly string[], { workspace }: Flags) {
  if (workspace !== undefined) return { workspace };
  return files.length === 0 ? { workspace: DEFAULT_WORKSPACE } : {};
}

const TITLES = {
  en: {
    rank: "#",
    need: "Need",
    people: "People",
    share: "Share (95 %)",
    severity: "Severity",
    growth: "Growth",
    quote: "In their words",
  },
  zh: {
    rank: "#",
    need: "需求",
    people: "人数",
    share: "占比 (95%)",
    severity: "严重",
    growth: "增长",
    quote: "用户原话",
  },
} as const;
const SHOWN = 12;

/** The ranked needs as a table, then what stands behind it. */
function asText(result: FilesAnalysis, language: Language, out: string | undefined): string {
  const { analysis, headed, run } = result;
  const titles = TITLES[language];
  const rows = headed
    .slice(0, SHOWN)
    .map((need) => [
      String(need.rank),
      headlineOf(need, language).text,
      String(need.people),
      share(need),
      need.parts.severity.toFixed(2),
      `${need.parts.growth.toFixed(2)}×`,
      firstQuote(result, need),
    ]);
  const lines = table(
    [
      { title: titles.rank, align: "right" },
      { title: titles.need, most: 44 },
      { title: titles.people, align: "right" },
      { title: titles.share, align: "right" },
      { title: titles.severity, align: "right" },
      { title: titles.growth, align: "right" },
      { title: titles.quote, most: 52 },
    ],
    rows,
  );
  const more = analysis.needs.length - rows.length;
  return `${[...lines, ...(more > 0 ? [moreNeeds(more, language)] : []), "", summary(run.counts, language), ...agreementLines(result.modelReadings, language), ...places(result, language, out)].join("\n")}\n`;
}

function share({ share: { value, low, high } }: Need): string {
  const percent = (part: number) => (part * 100).toFixed(part < 0.1 ? 1 : 0);
  return `${percent(value)} (${percent(low)}–${percent(high)})`;
}

function firstQuote({ quotes }: FilesAnalysis, need: Need): string {
  const [first] = need.quotes;
  return (first && quotes.get(first)?.text) ?? "";
}

function moreNeeds(count: number, language: Language): string {
  return language === "en" ? `… and ${count} more` : `… 还有 ${count} 条`;
}

function summary(counts: FilesAnalysis["run"]["counts"], language: Language): string {
  const { items, mentions, themes, unclear, rejected, duplicates, redacted } = counts;
  return language === "en"
    ? `${items} items, ${mentions} mentions in ${themes} themes; ${unclear} unclear, ${rejected} rows rejected, ${duplicates} repeats, ${redacted} private values removed.`
    : `${items} 条反馈，${mentions} 条提及，${themes} 个主题；${unclear} 条未能归类，${rejected} 行被拒收，${duplicates} 条重复，去除 ${redacted} 处隐私信息。`;
}

function places(
  { workspaceFolder, run }: FilesAnalysis,
  language: Language,
  out: string | undefined,
): string[] {
  const seconds = (run.timings.totalMs / 1000).toFixed(1);
  const took =
    language === "en"
      ? `${seconds} s, ${run.timings.peakMemoryMib} MiB at most.`
      : `用时 ${seconds} 秒，内存峰值 ${run.timings.peakMemoryMib} MiB。`;
  const report =
    out === undefined
      ? []
      : [`${language === "en" ? "Report" : "报告"}: ${join(out, "report.html")}`];
  return [took, ...report, `${language === "en" ? "Workspace" : "工作区"}: ${workspaceFolder}`];
}

function asJson({ analysis, modelReadings, run, workspaceFolder }: FilesAnalysis): string {
  const told = { needs: analysis.needs, counts: run.counts, workspace: workspaceFolder };
  return `${JSON.stringify(modelReadings === null ? told : { ...told, modelReadings }, null, 2)}\n`;
}
