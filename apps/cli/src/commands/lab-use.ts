// `heed lab predict`, `explain`, `robustness`, `promote`, `demote`, `promotions` and `drift`: models at work.
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { DriftReport } from "@heed/core";
import {
  datasetOf,
  demoteModel,
  type Explanation,
  explainAnswer,
  type LabInput,
  labelledExamples,
  listPromotions,
  type ModelInUse,
  type OpenedLab,
  openExistingWorkspace,
  openModelByName,
  predictInputs,
  promoteModel,
  readWithPromoted,
  saliencyPicture,
  testRobustness,
  textsOf,
  watchDrift,
} from "@heed/workbench";
import type { Command } from "commander";
import { interruptSignal } from "../interrupt.ts";
import { chooseLanguage, type Language, printable, table } from "../output.ts";
import { type DataFlags, dataRequest, withData, withLab } from "./lab-options.ts";
import { percent } from "./lab-tables.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

const RECENT = 1_000;

export function addLabUse(lab: Command): void {
  withWorkspace(
    withData(
      lab
        .command("predict")
        .description(
          "ask a model about a text, a file of texts, or a data set\n让模型判断文本、文件或数据集",
        )
        .argument("<model>", "NAME, NAME@VERSION or a .heed-model file")
        .argument("<input>", "a text, a path, or the name of a data set"),
    ),
  ).action(predict);
  withWorkspace(
    withData(
      lab
        .command("explain")
        .description("show what an answer rests on\n说明判断依据")
        .argument("<model>")
        .argument("<input>", "a text, or a path of one picture or sound")
        .option(
          "--picture <file>",
          "write a PNG that shows on the picture or spectrogram what the answer rests on 写出显著图",
        )
        .option("--example <n>", "an example of the data set that <input> names 数据集中的样本"),
    ),
  ).action(explain);
  withWorkspace(
    withData(
      lab
        .command("robustness")
        .description(
          "typos, emoji, negation, noise: how steady the answers are\n错字、表情、否定、噪声下的稳定性",
        )
        .argument("<model>")
        .argument("<data>"),
    ),
  ).action(robustness);
  withWorkspace(
    lab
      .command("promote")
      .description(
        "put a model to work: its answers become a column of the feedback\n投入使用：其判断成为反馈的一列",
      )
      .argument("<model>")
      .option("--as <column>", "name of the column (default: what it tells apart) 列名"),
  ).action(promote);
  withWorkspace(
    lab
      .command("read")
      .description("let the models at work read what came since\n让在用的模型读取新到的反馈"),
  ).action(readNew);
  withWorkspace(
    lab
      .command("demote")
      .description("go back to the model before, or to none\n退回上一个模型或停用")
      .argument("<column>"),
  ).action(demote);
  withWorkspace(lab.command("promotions").description("models at work\n在用的模型")).action(
    promotions,
  );
  withWorkspace(
    withData(
      lab
        .command("drift")
        .description("is what it reads still what it was made for?\n监测漂移")
        .argument("<model>")
        .argument("[data]", "data to look at (default: the workspace's latest mentions)"),
    ),
  ).action(drift);
}

async function inputsOf(
  lab: OpenedLab,
  model: ModelInUse,
  input: string,
  flags: DataFlags,
): Promise<readonly LabInput[]> {
  const known = (await lab.records.lab.datasets()).some(({ name }) => name === input);
  const isPath = existsSync(input);
  if (!known && !isPath && model.header.task === "text") return [{ text: input }];
  const { columns, task, target } = model.header;
  const isMedia = isPath && /\.(?:jpe?g|png|webp|gif|tiff?|wav)$/i.test(input);
  if (isMedia) return [{ file: resolve(input) }];
  const dataset = await datasetOf(lab, input, {
    ...dataRequest(flags, interruptSignal()),
    task: flags.task ?? task,
    ...(flags.target === undefined ? {} : { target: flags.target ?? target }),
    ...(columns.length > 0 ? { columns: columns.map(({ name }) => name) } : {}),
  });
  return lab.records.lab.examples(dataset.id);
}

async function predict(name: string, input: string, flags: DataFlags): Promise<void> {
  await withLab(flags, async (lab) => {
    const model = await openModelByName(lab, name);
    const inputs = await inputsOf(lab, model, input, flags);
    const answers = await predictInputs(model, inputs);
    if (flags.json === true)
      return printJson(
        inputs.length === 1
          ? answers[0]
          : answers.map(({ label, probability }) => ({ label, probability })),
      );
    const contentOf = (at: number) => {
      const { text, file, cells } = inputs[at];
      return printable(text ?? file ?? (cells ?? []).join(" | "));
    };
    const lines = table(
      [{ title: "" }, { title: "p", align: "right" }, { title: "", most: 70 }],
      answers.map(({ label, probability }, at) => [label, percent(probability), contentOf(at)]),
    );
    process.stdout.write(`${lines.slice(1).join("\n")}\n`);
  });
}

async function explain(
  name: string,
  input: string,
  flags: DataFlags & { readonly example?: string; readonly picture?: string },
): Promise<void> {
  await withLab(flags, async (lab, language) => {
    const model = await openModelByName(lab, name);
    const inputs = await inputsOf(lab, model, input, flags);
    const chosen =
      inputs[Math.max(0, Math.min(inputs.length - 1, Number(flags.example ?? 0) || 0))];
    const explanation = await explainAnswer(lab, model, chosen);
    if (flags.picture !== undefined && chosen.file !== undefined) {
      const source = resolve(lab.folder, "lab", "media", chosen.file);
      await writeFile(flags.picture, await saliencyPicture(source, explanation));
    }
    if (flags.json === true) return printJson(explanation);
    process.stdout.write(`${explanationLines(explanation, language).join("\n")}\n`);
  });
}

function explanationLines(
  { answer, parts, faithfulness, similar }: Explanation,
  language: Language,
) {
  const en = language === "en";
  const order = [...parts].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, 12);
  const lines = [
    `${answer.label} ${percent(answer.probability)}`,
    "",
    en
      ? "What it rests on (change of its probability when covered):"
      : "依据（遮住后概率的变化）：",
    ...table(
      [{ title: "" }, { title: "", align: "right" }, { title: "" }],
      order.map(({ part, weight }) => [
        part,
        `${weight >= 0 ? "-" : "+"}${(Math.abs(weight) * 100).toFixed(1)}`,
        (weight >= 0 ? "█" : "░").repeat(Math.round(20 * Math.min(1, Math.abs(weight)))),
      ]),
    ).slice(1),
  ];
  if (faithfulness !== null) {
    const { withoutTop, withoutRandom, isFaithful } = faithfulness;
    const [top, random] = [percent(withoutTop), percent(withoutRandom)];
    lines.push(
      "",
      en
        ? `Check: without its top parts the answer loses ${top}, without random ones ${random}: ${isFaithful ? "the explanation holds" : "the explanation does not hold"}.`
        : `检验：去掉主要依据后下降 ${top}，随机去掉下降 ${random}：${isFaithful ? "解释成立" : "解释不成立"}。`,
    );
  }
  if (similar.length > 0)
    lines.push(
      "",
      en ? "Most alike among its examples:" : "最相似的训练样本：",
      ...similar.map(
        ({ label, likeness, text, example }) =>
          `  ${label}  ${likeness.toFixed(2)}  ${printable(text ?? `#${example}`).slice(0, 80)}`,
      ),
    );
  return lines;
}

async function robustness(name: string, data: string, flags: DataFlags): Promise<void> {
  await withLab(flags, async (lab, language) => {
    const model = await openModelByName(lab, name);
    const dataset = await datasetOf(lab, data, {
      ...dataRequest(flags, interruptSignal()),
      task: flags.task ?? model.header.task,
      target: flags.target ?? model.header.target,
    });
    const { labelled } = await labelledExamples(lab, dataset);
    const report = await testRobustness(lab, model, labelled);
    if (flags.json === true) return printJson(report);
    const titles =
      language === "en"
        ? ["change", "answers that stay", "accuracy before", "after", ""]
        : ["变化", "答案不变", "之前正确率", "之后", ""];
    const lines = table(
      titles.map((title, at) => ({ title, align: at === 0 || at === 4 ? "left" : "right" })),
      report.trials.map(({ change, same, accuracyBefore, accuracyAfter, shouldStay }) => [
        change,
        `${percent(same.value)} (${(same.low * 100).toFixed(0)}–${(same.high * 100).toFixed(0)})`,
        percent(accuracyBefore),
        percent(accuracyAfter),
        shouldStay ? "" : language === "en" ? "may well change" : "本应变化",
      ]),
    );
    process.stdout.write(`${lines.join("\n")}\n`);
  });
}

async function withFacts<Result>(
  flags: WorkspaceFlags,
  work: (context: Parameters<typeof promoteModel>[0]) => Promise<Result>,
): Promise<Result> {
  const workspace = await openExistingWorkspace(flags.workspace);
  try {
    const { records, facts, folder } = workspace;
    await facts.browser.refresh((await records.setting("time-zone")) ?? "UTC");
    return await work({ records, facts, folder, now: () => new Date() });
  } finally {
    await workspace.close();
  }
}

async function promote(
  name: string,
  flags: WorkspaceFlags & { readonly as?: string },
): Promise<void> {
  const { promotion, read } = await withFacts(flags, (context) =>
    promoteModel(context, name, flags.as, { signal: interruptSignal() }),
  );
  if (flags.json === true) return printJson({ promotion, read });
  await withLab(flags, async (_, language) => {
    process.stdout.write(
      language === "en"
        ? `${promotion.model} is at work as “${promotion.column}”: ${read} mentions read. Back: heed lab demote ${promotion.column}\n`
        : `${promotion.model} 已作为“${promotion.column}”投入使用：读取 ${read} 条语句。撤回：heed lab demote ${promotion.column}\n`,
    );
  });
}

async function readNew(flags: WorkspaceFlags): Promise<void> {
  const read = await withFacts(flags, (context) =>
    readWithPromoted(context, { signal: interruptSignal() }),
  );
  if (flags.json === true) return printJson({ read });
  const en = chooseLanguage(flags.lang) === "en";
  process.stdout.write(en ? `${read} mentions read\n` : `已读取 ${read} 条语句\n`);
}

async function demote(column: string, flags: WorkspaceFlags): Promise<void> {
  await withLab(flags, async (lab, language) => {
    const promotion = await demoteModel(lab, column);
    if (flags.json === true) return printJson({ promotion });
    const now = promotion?.model ?? (language === "en" ? "no model" : "无");
    process.stdout.write(
      language === "en" ? `${column}: ${now} is at work now\n` : `${column}：现用 ${now}\n`,
    );
  });
}

async function promotions(flags: WorkspaceFlags): Promise<void> {
  await withLab(flags, async ({ records }, language) => {
    const all = await listPromotions(records);
    if (flags.json === true) return printJson(all);
    const titles =
      language === "en" ? ["column", "model", "before", "since"] : ["列", "模型", "之前", "起始"];
    const lines = table(
      titles.map((title) => ({ title })),
      all.map(({ column, model, before, at }) => [column, model, before.join(", "), at]),
    );
    process.stdout.write(`${lines.join("\n")}\n`);
  });
}

async function drift(name: string, data: string | undefined, flags: DataFlags): Promise<void> {
  await withLab(flags, async (lab, language) => {
    const model = await openModelByName(lab, name);
    const inputs =
      data === undefined ? await recentTexts(flags) : await inputsOf(lab, model, data, flags);
    const report = await watchDrift(lab, model, inputs);
    if (flags.json === true) return printJson(report);
    process.stdout.write(`${driftLines(report, language).join("\n")}\n`);
  });
}

async function recentTexts(flags: WorkspaceFlags): Promise<{ text: string }[]> {
  return withFacts(flags, async ({ facts }) => {
    const { ids } = await facts.browser.mentions(
      {},
      { order: "newest", after: null, limit: RECENT },
    );
    return [...(await textsOf(facts, ids)).values()].map((text) => ({ text }));
  });
}

const VERDICTS: Readonly<Record<DriftReport["verdict"], Readonly<Record<Language, string>>>> = {
  steady: { en: "steady", zh: "稳定" },
  watch: { en: "watch it", zh: "需留意" },
  drifted: {
    en: "drifted: label some of the new examples and train again",
    zh: "已漂移：请标注部分新样本并重新训练",
  },
  "cannot-tell": { en: "cannot tell: fewer than 30 examples", zh: "无法判断：不足 30 条" },
};

function driftLines({ examples, measures, shares, verdict }: DriftReport, language: Language) {
  return [
    `${VERDICTS[verdict][language]} (${examples})`,
    ...measures.map(
      ({ name, value, verdict: own }) => `  ${name} ${value.toFixed(3)} ${VERDICTS[own][language]}`,
    ),
    ...table(
      [
        { title: "" },
        { title: language === "en" ? "then" : "当时", align: "right" },
        { title: language === "en" ? "now" : "现在", align: "right" },
      ],
      shares.slice(0, 20).map(({ name, before, now }) => [name, percent(before), percent(now)]),
    ),
  ];
}
