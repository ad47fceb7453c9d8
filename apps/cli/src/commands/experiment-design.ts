// `heed experiment design`: how many people and weeks an experiment needs, before anybody waits for it.
import {
  designExperiment,
  type ExperimentDesign,
  hypothesisOf,
  InvalidInput,
  type SpecId,
} from "@heed/core";
import {
  designSentences,
  effectText,
  loadSpec,
  openExistingWorkspace,
  readTraffic,
} from "@heed/workbench";
import { type Command, InvalidArgumentError, Option } from "commander";
import { chooseLanguage, type Language, table } from "../output.ts";
import { readEvent, withEvents } from "./event-options.ts";
import { shapeOf } from "./experiment-keep.ts";
import { printJson, withWorkspace } from "./workspace-option.ts";

export interface DesignFlags {
  readonly hypothesis?: string;
  readonly metric?: string;
  readonly spec?: string;
  readonly base?: number;
  readonly mean?: number;
  readonly sd?: number;
  readonly effect?: { readonly value: number; readonly isShare: boolean };
  readonly absolute?: boolean;
  readonly lowerIsBetter?: boolean;
  readonly split?: readonly number[];
  readonly power?: number;
  readonly level?: number;
  readonly metrics?: number;
  readonly others?: boolean;
  readonly sequential?: boolean;
  readonly looks?: number;
  readonly traffic?: number;
  readonly part?: number;
  readonly entry?: string;
  readonly goal?: string;
  readonly workspace: string;
  readonly lang?: string;
  readonly json?: boolean;
}

export function addDesignOptions(command: Command): Command {
  return withWorkspace(command)
    .option("--hypothesis <text>", "what is believed, and why 假设")
    .option("--metric <name>", "what decides 主要指标")
    .option(
      "--spec <id>",
      "take hypothesis, metric and today's rate from a specification 从规格文档读取假设、指标和基线",
    )
    .option("--base <share>", "today's rate: 12% or 0.12 目前的比例", readShare)
    .option("--mean <value>", "today's mean, for a number 目前的均值", readNumber)
    .option("--sd <value>", "its standard deviation 标准差", readNumber)
    .option(
      "--effect <share>",
      "least difference worth finding: 10% of the base 要发现的最小差异",
      readEffect,
    )
    .option("--absolute", "the effect is in the metric's own units: 2% means points 效果按绝对值")
    .option("--lower-is-better", "less of it is better 越低越好")
    .option("--split <parts>", "share of each arm, control first: 50:50 各组比例", readParts)
    .option("--power <share>", "chance to find it 检验功效", readShare, 0.8)
    .option("--level <share>", "chance of any false word 显著性水平", readShare, 0.05)
    .option("--metrics <n>", "primary metrics that share the level 主要指标个数", readNumber)
    .option(
      "--others",
      "secondary metrics, guardrails or segments are read too 还要看次要指标、护栏或细分",
    )
    .addOption(
      new Option("--sequential", "look as often as one likes 可随时查看").conflicts("looks"),
    )
    .option("--looks <n>", "planned looks, 2 to 10 计划查看次数", readNumber)
    .option(
      "--entry <event>",
      "take the traffic from the events: who does this 从事件读取流量：进入事件",
    )
    .option(
      "--goal <metric>",
      "and today's rate: who then does this; 'count:buy', 'sum:price:buy' or 'buy/visit' give a mean 目标事件或指标",
    )
    .option("--traffic <n>", "new people a day 每天新用户数", readNumber)
    .option("--part <share>", "share of them that takes part 参与实验的比例", readShare);
}

/** The plan that the flags ask for. */
export function designOf(flags: DesignFlags): ExperimentDesign {
  const better = flags.lowerIsBetter === true ? "lower" : "higher";
  if (flags.metric === undefined) {
    throw new InvalidInput("no-metric", "The plan has no metric: nothing says what decides.", {
      hint: "Name it with --metric, or a specification that counts one with --spec.",
      zh: {
        message: "计划缺少指标：没有说明由什么来判断。",
        hint: "用 --metric 指定，或用 --spec 指定一份含有计数指标的规格文档。",
      },
    });
  }
  const named = { name: flags.metric, better } as const;
  const metric =
    flags.mean !== undefined || flags.sd !== undefined
      ? ({
          ...named,
          kind: "mean",
          mean: flags.mean ?? Number.NaN,
          standardDeviation: flags.sd ?? Number.NaN,
        } as const)
      : ({ ...named, kind: "proportion", baseRate: flags.base ?? Number.NaN } as const);
  return designExperiment({
    metric,
    ...{ hypothesis: flags.hypothesis, effect: flags.effect?.value, split: flags.split },
    ...{ power: flags.power, level: flags.level, primaryMetrics: flags.metrics },
    ...{ hasOthers: flags.others, unitsPerDay: flags.traffic, partOfTraffic: flags.part },
    difference: flags.absolute === true ? "absolute" : "relative",
    looking:
      flags.sequential === true
        ? "always-valid"
        : flags.looks === undefined
          ? "once"
          : "planned-looks",
    looks: flags.looks,
  });
}

export async function runDesign(given: DesignFlags): Promise<void> {
  const specified = given.spec === undefined ? given : await fromSpec(given, given.spec);
  const flags =
    specified.entry === undefined ? specified : await fromEvents(specified, specified.entry);
  const design = designOf(flags);
  if (flags.json === true) {
    printJson({ ...design, sentences: designSentences(design) });
    return;
  }
  process.stdout.write(`${designText(design, chooseLanguage(flags.lang)).join("\n")}\n`);
}

/** Hypothesis, metric and rate from a specification, whose metric is to fall; what was given by hand stands. */
async function fromSpec(flags: DesignFlags, id: string): Promise<DesignFlags> {
  const workspace = await openExistingWorkspace(flags.workspace);
  try {
    const { spec } = await loadSpec(workspace.records, id as SpecId);
    const { hypothesis, metric, baseRate } = hypothesisOf(spec);
    const language = chooseLanguage(flags.lang);
    return {
      ...(hypothesis === null ? {} : { hypothesis: hypothesis[language] }),
      ...(metric === null ? {} : { metric: metric[language] }),
      ...(baseRate === null ? {} : { base: baseRate, lowerIsBetter: true }),
      ...flags,
    };
  } finally {
    await workspace.close();
  }
}

/** Traffic and rate from the events; what was given by hand stands. */
async function fromEvents(flags: DesignFlags, entry: string): Promise<DesignFlags> {
  let told = flags;
  await withEvents(flags, async (events, workspace) => {
    const shape = flags.goal === undefined ? null : shapeOf(flags.goal);
    const isRate = shape === null || shape.kind === "conversion";
    const traffic = await readTraffic(workspace, events, {
      entry: readEvent(entry),
      goal: isRate ? (shape?.match ?? null) : null,
      ...(isRate
        ? {}
        : { metric: { ...shape, name: flags.goal!, role: "primary", better: "higher" } }),
    });
    const { baseRate, mean, standardDeviation } = traffic;
    const known = {
      ...(baseRate === null ? {} : { base: baseRate }),
      ...(mean === null || standardDeviation === null ? {} : { mean, sd: standardDeviation }),
    };
    told = { traffic: traffic.unitsPerDay, ...known, ...flags };
  });
  return told;
}

export function designText(design: ExperimentDesign, language: Language): string[] {
  const en = language === "en";
  const lines = designSentences(design).map((sentence) => sentence[language]);
  if (design.looks.length > 0) {
    const titles = en
      ? ["look", "people", "day", "ends with p under", "ended by then"]
      : ["查看", "人数", "第几天", "p 低于则结束", "届时已结束"];
    const rows = design.looks.map(({ units, day, nominalPValue, endsBy }, at) => [
      String(at + 1),
      units.toLocaleString("en"),
      day === null ? "–" : String(day),
      nominalPValue.toPrecision(2),
      `${Math.round(100 * endsBy)} %`,
    ]);
    lines.push(
      "",
      ...table(
        titles.map((title) => ({ title, align: "right" })),
        rows,
      ),
    );
  }
  if (design.detectable.length > 0) {
    const titles = en
      ? ["weeks", "people", "rise that is found", "fall that is found"]
      : ["周数", "人数", "能发现的上升", "能发现的下降"];
    const told = (value: number | null) =>
      value === null ? "–" : effectText(value, design.difference, design.metric.kind);
    const rows = design.detectable.map(({ weeks, units, increase, decrease }) => [
      String(weeks),
      units.toLocaleString("en"),
      told(increase),
      told(decrease),
    ]);
    lines.push(
      "",
      ...table(
        titles.map((title) => ({ title, align: "right" })),
        rows,
      ),
    );
  }
  return lines;
}

function readNumber(text: string): number {
  const value = Number(text.replaceAll(",", ""));
  if (Number.isFinite(value)) return value;
  throw new InvalidArgumentError("expected a number.");
}

function readShare(text: string): number {
  return readEffect(text).value;
}

function readEffect(text: string): { value: number; isShare: boolean } {
  const [, number = "", sign] = /^\s*([+-]?[\d.]+)\s*(%|pp|pt)?\s*$/.exec(text) ?? [];
  const value = Number(number);
  if (number === "" || !Number.isFinite(value))
    throw new InvalidArgumentError("expected a share such as 10% or 0.1.");
  return { value: sign === undefined ? value : value / 100, isShare: sign !== undefined };
}

function readParts(text: string): number[] {
  const parts = text.split(/[:,/]/).map(Number);
  if (parts.length > 1 && parts.every((part) => part > 0)) return parts;
  throw new InvalidArgumentError("expected parts such as 50:50 or 90:10, control first.");
}
