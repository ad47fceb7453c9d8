// `heed lab train`, `evaluate`, `models` and `card`: a model made, judged and described.
import { readFile } from "node:fs/promises";
import type { DatasetId, LabModel, ModelComparison } from "@heed/core";
import { SPLIT_WAYS, type SplitWay } from "@heed/core";
import {
  answerQuestions,
  bytesText,
  cardPage,
  datasetOf,
  evaluateModel,
  figureText,
  findLabModel,
  listLabModels,
  modelPath,
  type OpenedLab,
  openModelByName,
  recipeText,
  renderCard,
  secondsText,
  trainDataset,
} from "@heed/workbench";
import { type Command, Option } from "commander";
import { interruptSignal } from "../interrupt.ts";
import { type Language, table } from "../output.ts";
import { type DataFlags, dataRequest, trainingLine, withData, withLab } from "./lab-options.ts";
import { type ExampleWords, evaluationLines, issueLines, percent } from "./lab-tables.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface TrainFlags extends DataFlags {
  readonly model?: string;
  readonly seed?: string;
  readonly split?: SplitWay;
  readonly recipe?: string;
}

interface EvaluateFlags extends DataFlags {
  readonly against?: string;
  readonly withSeen?: boolean;
}

export function addLabTraining(lab: Command): void {
  withWorkspace(
    withData(
      lab
        .command("train")
        .description(
          "train a model on a data set, a file or a folder\n用数据集、文件或文件夹训练模型",
        )
        .argument("<data>", "name of a data set, or path of a file or folder")
        .option("--model <name>", "name of the model (default: the data's) 模型名称")
        .option("--seed <n>", "the same seed gives the same model 随机种子", "1")
        .addOption(
          new Option("--split <way>", "how test data is parted 划分方式").choices([...SPLIT_WAYS]),
        )
        .option("--recipe <name>", "only this recipe beside the baseline 只用此配方"),
    ),
  ).action(train);
  withWorkspace(
    withData(
      lab
        .command("evaluate")
        .description("measure a model on data it has not seen\n用未见过的数据评估模型")
        .argument("<model>", "NAME, NAME@VERSION or a .heed-model file")
        .argument("<data>", "name of a data set, or path of a file or folder")
        .option("--against <model>", "compare with another model on the same data 与另一模型比较")
        .option("--with-seen", "count examples that it was trained on too 包含训练过的样本"),
    ),
  ).action(evaluate);
  withWorkspace(
    lab
      .command("models")
      .description("list models, or show one with its figures\n列出模型，或查看其中一个")
      .argument("[model]", "NAME or NAME@VERSION"),
  ).action(models);
  withWorkspace(
    lab
      .command("card")
      .description("print the model card\n输出模型卡")
      .argument("<model>", "NAME or NAME@VERSION")
      .option("--html", "as an HTML page 输出 HTML 页面"),
  ).action(card);
}

async function train(data: string, flags: TrainFlags): Promise<void> {
  const signal = interruptSignal();
  await withLab(flags, async (lab, language) => {
    const en = language === "en";
    const dataset = await datasetOf(lab, data, dataRequest(flags, signal));
    const line = trainingLine(language);
    const outcome = await trainDataset(lab, dataset, {
      name: flags.model,
      seed: Math.floor(Number(flags.seed ?? 1)) || 1,
      ...{ way: flags.split, recipe: flags.recipe, signal },
      onEstimate: ({ seconds, megabytes }, examples) => {
        const told = en
          ? `${dataset.name}: ${examples} labelled examples; about ${secondsText(seconds, language)} and ${megabytes} MB. Ctrl-C stops it; the same command goes on.`
          : `${dataset.name}：${examples} 条标注样本；预计 ${secondsText(seconds, language)}、${megabytes} MB。Ctrl-C 可停止，再次运行会继续。`;
        process.stderr.write(`${told}\n`);
      },
      onNews: line.onNews,
    }).finally(line.end);
    if (flags.json === true) return printJson(outcome.model);
    if (outcome.resumed > 0)
      process.stdout.write(
        en
          ? `Went on from a training that was stopped: ${outcome.resumed} steps were done already.\n`
          : `接续上次中断的训练：${outcome.resumed} 步已完成。\n`,
      );
    process.stdout.write(`${modelLines(outcome.model, language).join("\n")}\n`);
    process.stdout.write(`\n${outcome.file}\n${modelPath(lab.folder, outcome.model.id, "html")}\n`);
  });
}

async function evaluate(model: string, data: string, flags: EvaluateFlags): Promise<void> {
  await withLab(flags, async (lab, language) => {
    const opened = await openModelByName(lab, model);
    const against =
      flags.against === undefined ? undefined : await openModelByName(lab, flags.against);
    const dataset = await datasetOf(lab, data, {
      ...dataRequest(flags, interruptSignal()),
      task: flags.task ?? opened.header.task,
      target: flags.target ?? opened.header.target,
      ...(opened.header.columns.length > 0 && flags.columns === undefined
        ? { columns: opened.header.columns.map(({ name }) => name) }
        : {}),
    });
    const outcome = await evaluateModel(lab, opened, dataset, {
      against,
      withSeen: flags.withSeen,
    });
    if (flags.json === true) return printJson(outcome);
    const { speed } = outcome;
    const lines = [
      `${outcome.model} · ${outcome.dataset}`,
      ...evaluationLines(outcome.evaluation, language, await wordsOf(lab, dataset.id)),
      "",
      language === "en"
        ? `Speed: p50 ${speed.p50Ms.toFixed(2)} ms, p95 ${speed.p95Ms.toFixed(2)} ms, ${Math.round(speed.perSecond).toLocaleString("en")} a second; ${bytesText(speed.bytes)}`
        : `速度：p50 ${speed.p50Ms.toFixed(2)} 毫秒，p95 ${speed.p95Ms.toFixed(2)} 毫秒，每秒 ${Math.round(speed.perSecond)} 条；${bytesText(speed.bytes)}`,
    ];
    if (outcome.comparison !== null) lines.push(comparisonLine(outcome.comparison, language));
    process.stdout.write(`${lines.join("\n")}\n`);
  });
}

function comparisonLine(
  { first, second, test, verdict }: ModelComparison,
  language: Language,
): string {
  const shares = `${first.model} ${percent(first.accuracy)}, ${second.model} ${percent(second.accuracy)}`;
  const p = test.ok ? `McNemar p = ${test.midPValue.toPrecision(2)}` : "McNemar –";
  const words = {
    first: { en: `${first.model} is better`, zh: `${first.model} 更好` },
    second: { en: `${second.model} is better`, zh: `${second.model} 更好` },
    "no-difference": { en: "no difference beyond chance", zh: "差异不超出偶然" },
  };
  return `${shares}; ${p}: ${words[verdict][language]}`;
}

function modelLines(model: LabModel, language: Language): string[] {
  const en = language === "en";
  const answers = answerQuestions(model, language);
  const titles = en
    ? ["recipe", "accuracy", "macro F1", "log loss", "time"]
    : ["配方", "正确率", "宏平均 F1", "对数损失", "用时"];
  return [
    `${model.id} · ${recipeText(model.recipe, language)}`,
    "",
    `${en ? "How good" : "效果如何"}  ${answers.quality}`,
    `${en ? "How much" : "数据多少"}  ${answers.data}`,
    `${en ? "How long" : "耗时多久"}  ${answers.time}`,
    `${en ? "Is it safe" : "是否安全"}  ${answers.safety}`,
    "",
    ...table(
      titles.map((title, at) => ({ title, align: at === 0 ? "left" : "right" })),
      model.contestants.map(({ name, accuracy, macroF1, logLoss, seconds }) => [
        name === model.recipe ? `${name} *` : name,
        ...[percent(accuracy), macroF1.toFixed(3), logLoss.toFixed(3)],
        secondsText(seconds, language),
      ]),
    ),
  ];
}

async function models(name: string | undefined, flags: WorkspaceFlags): Promise<void> {
  await withLab(flags, async (lab, language) => {
    if (name !== undefined) {
      const model = await findLabModel(lab, name);
      if (flags.json === true) return printJson(model);
      const words = await wordsOf(lab, model.dataset.id);
      const lines = [
        ...modelLines(model, language),
        "",
        ...evaluationLines(model.evaluation, language, words),
        ...issueLines(model.labelIssues, language, words),
      ];
      process.stdout.write(`${lines.join("\n")}\n`);
      return;
    }
    const all = await listLabModels(lab);
    if (flags.json === true) return printJson(all);
    if (all.length === 0) {
      process.stdout.write(
        language === "en"
          ? "No model yet. Make one: heed lab train DATA --target COLUMN\n"
          : "还没有模型。制作一个：heed lab train 数据 --target 类别列\n",
      );
      return;
    }
    const titles =
      language === "en"
        ? ["model", "task", "tells apart", "examples", "accuracy", "macro F1", "recipe"]
        : ["模型", "任务", "区分目标", "样本", "正确率", "宏平均 F1", "配方"];
    const lines = table(
      titles.map((title) => ({ title })),
      all.map(({ id, task, target, dataset, evaluation, recipe }) => [
        ...[id, task, target, String(dataset.examples)],
        ...[figureText(evaluation.accuracy), figureText(evaluation.macro.f1), recipe],
      ]),
    );
    process.stdout.write(`${lines.join("\n")}\n`);
  });
}

async function wordsOf({ records }: OpenedLab, dataset: DatasetId): Promise<ExampleWords> {
  const examples = await records.lab.examples(dataset);
  return new Map(
    examples.map(({ number, text, file, cells }) => [
      number,
      text ?? file ?? (cells ?? []).join(" | "),
    ]),
  );
}

async function card(
  name: string,
  flags: WorkspaceFlags & { readonly html?: boolean },
): Promise<void> {
  await withLab(flags, async (lab, language) => {
    const model = await findLabModel(lab, name);
    if (flags.json === true) return printJson(model);
    const ending = `${language === "en" ? "" : "zh."}${flags.html === true ? "html" : "md"}`;
    const kept = await readFile(modelPath(lab.folder, model.id, ending), "utf8").catch(() => null);
    const made = flags.html === true ? cardPage(model, language) : renderCard(model, language);
    process.stdout.write(kept ?? made);
  });
}
