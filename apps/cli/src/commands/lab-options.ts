// What the commands of the lab share: an open lab, options that name data, and progress on one line.
import { LAB_TASKS, type LabTask } from "@heed/core";
import { type DataRequest, type OpenedLab, openLab, type TrainingNews } from "@heed/workbench";
import { type Command, Option } from "commander";
import { chooseLanguage, type Language } from "../output.ts";
import type { WorkspaceFlags } from "./workspace-option.ts";

export interface DataFlags extends WorkspaceFlags {
  readonly task?: LabTask;
  readonly target?: string;
  readonly name?: string;
  readonly text?: string;
  readonly columns?: string;
  readonly group?: string;
  readonly time?: string;
  readonly slice?: string;
  readonly labelers?: string;
  readonly classes?: string;
  readonly least?: string;
  readonly pattern?: string;
}

/** Options that say how a file or folder becomes a data set. */
export function withData(command: Command): Command {
  return command
    .addOption(new Option("--task <task>", "what an example is 任务").choices([...LAB_TASKS]))
    .option("--target <column>", "column of the class 类别列")
    .option("--name <name>", "name to keep it under 名称")
    .option("--text <column>", "column of the words, or of files' names 内容列")
    .option("--columns <a,b>", "columns of a table to learn from (default: all) 特征列")
    .option("--group <column>", "what must not be divided, such as a person 分组列")
    .option("--time <column>", "when it was written 时间列")
    .option("--slice <a,b>", "columns to look at results by 分析维度列")
    .option("--labelers <a,b>", "columns in which further people gave the class 其他标注者的列")
    .option("--classes <a,b>", "classes to label with 可选类别")
    .option("--least <n>", "leave classes with fewer examples out 略去样本过少的类别")
    .option("--pattern <regex>", "how a file's path tells (?<label>) and (?<group>) 由路径取类别");
}

export function dataRequest(flags: DataFlags, signal?: AbortSignal): DataRequest {
  return {
    ...{ task: flags.task, target: flags.target, name: flags.name, content: flags.text },
    columns: listed(flags.columns),
    ...{ group: flags.group, time: flags.time, pattern: flags.pattern },
    slices: listed(flags.slice),
    labelers: listed(flags.labelers),
    classes: listed(flags.classes),
    least: flags.least === undefined ? undefined : Math.max(1, Number(flags.least) || 1),
    signal,
  };
}

export function listed(words: string | undefined): string[] | undefined {
  const list = words?.split(/[,，]/).map((word) => word.trim());
  return list?.filter((word) => word !== "");
}

export async function withLab<Result>(
  flags: WorkspaceFlags,
  work: (lab: OpenedLab, language: Language) => Promise<Result>,
): Promise<Result> {
  const lab = await openLab(flags.workspace);
  try {
    return await work(lab, chooseLanguage(flags.lang));
  } finally {
    await lab.close();
  }
}

const STAGES: Readonly<Record<TrainingNews["stage"], Readonly<Record<Language, string>>>> = {
  prepare: { en: "Making examples ready", zh: "准备样本" },
  baseline: { en: "Baseline", zh: "基线" },
  train: { en: "Training", zh: "训练" },
  curve: { en: "Learning curve", zh: "学习曲线" },
  final: { en: "Model on all data", zh: "用全部数据训练" },
};
const MARKS = "▁▂▃▄▅▆▇█";
const SHOWN_STEPS = 24;

/** One line that renews itself in a terminal, with the losses so far as a curve; a line a stage in a log. */
export function trainingLine(language: Language, stream: NodeJS.WriteStream = process.stderr) {
  let stage = "";
  let of = "";
  let losses: number[] = [];
  return {
    onNews: ({ stage: next, done, total, step }: TrainingNews) => {
      const words = STAGES[next][language];
      if (!stream.isTTY) {
        if (next !== stage) stream.write(`${words}\n`);
        stage = next;
        return;
      }
      if (step !== undefined) {
        if (step.of !== of) losses = [];
        of = step.of;
        losses.push(step.validation ?? step.loss);
      }
      stage = next;
      const curve =
        step === undefined ? "" : ` ${of} ${drawn(losses)} ${losses.at(-1)?.toFixed(3)}`;
      stream.write(`\r\u001b[K${words} ${Math.floor((100 * done) / Math.max(1, total))} %${curve}`);
    },
    end: () => {
      if (stream.isTTY) stream.write("\r\u001b[K");
    },
  };
}

function drawn(losses: readonly number[]): string {
  const shown = losses.slice(-SHOWN_STEPS);
  const [least, most] = [Math.min(...shown), Math.max(...shown)];
  const place = (loss: number) =>
    Math.round(((loss - least) / Math.max(1e-9, most - least)) * (MARKS.length - 1));
  return shown.map((loss) => MARKS[place(loss)]).join("");
}
