// `heed lab datasets` and `heed lab label`: data sets brought in and looked at, examples labelled by key.
import { stdin, stdout } from "node:process";
import { createInterface } from "node:readline";
import {
  type Dataset,
  duplicateGroups,
  KINDS,
  type Kind,
  labelerAgreement,
  type RefusedFile,
  reportDataset,
  standingLabels,
} from "@heed/core";
import {
  datasetOf,
  feedbackDataset,
  figureText,
  findDataset,
  labelExample,
  labelProgress,
  type NextExample,
  nextToLabel,
  type OpenedLab,
  openExistingWorkspace,
  undoLabel,
} from "@heed/workbench";
import { type Command, Option } from "commander";
import { interruptSignal } from "../interrupt.ts";
import { type Language, printable, table } from "../output.ts";
import { type DataFlags, dataRequest, listed, withData, withLab } from "./lab-options.ts";
import { datasetLines, refusedLines } from "./lab-tables.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface FeedbackFlags extends WorkspaceFlags {
  readonly target: string;
  readonly classes?: string;
  readonly name?: string;
  readonly kind?: string;
  readonly language?: string;
  readonly limit?: string;
}

export function addLabData(lab: Command): void {
  const datasets = lab
    .command("datasets")
    .description("data sets: bring in, look at, remove\n数据集：导入、查看、删除");
  withWorkspace(
    datasets.command("list", { isDefault: true }).description("list data sets 列出数据集"),
  ).action(list);
  withWorkspace(
    withData(
      datasets
        .command("add")
        .description(
          "bring a CSV, JSONL or XLSX file in, or a folder (or ZIP) of pictures or sounds\n导入表格文件，或图片、声音的文件夹（或 ZIP）",
        )
        .argument("<path>"),
    ),
  ).action(add);
  withWorkspace(
    datasets
      .command("feedback")
      .description("make one of the workspace's own feedback 用工作区的反馈制作数据集")
      .requiredOption(
        "--target <name>",
        "what is told apart (kind and sentiment begin with corrections) 区分目标",
      )
      .option("--classes <a,b>", "classes to label with 可选类别")
      .option("--name <name>", "name to keep it under 名称")
      .addOption(
        new Option("--kind <kind>", "only mentions of a kind 仅某类型").choices([...KINDS]),
      )
      .option("--language <code>", "only mentions in a language 仅某语言")
      .option("--limit <n>", "mentions at most, the newest first 最多条数", "2000"),
  ).action(fromFeedback);
  withWorkspace(
    datasets
      .command("show")
      .description("balance, repeats, contradictions, agreement 类别均衡、重复、矛盾与一致性")
      .argument("<name>"),
  ).action(show);
  withWorkspace(
    datasets.command("remove").description("forget a data set 删除数据集").argument("<name>"),
  ).action((name: string, flags: WorkspaceFlags) =>
    withLab(flags, async (opened, language) => {
      const { id } = await findDataset(opened, name);
      await opened.records.lab.deleteDataset(id);
      stdout.write(language === "en" ? `${name}: removed\n` : `${name}：已删除\n`);
    }),
  );
  withWorkspace(
    lab
      .command("label")
      .description("label examples by key: numbers choose, u undoes\n按键标注：数字选择，u 撤销")
      .argument("<dataset>")
      .option("--labeler <name>", "who labels 标注者", "me")
      .option("--classes <a,b>", "classes to choose among 可选类别"),
  ).action(label);
}

async function list(flags: WorkspaceFlags): Promise<void> {
  await withLab(flags, async ({ records }, language) => {
    const all = await records.lab.datasets();
    if (flags.json === true) return printJson(all);
    const titles =
      language === "en"
        ? ["name", "task", "examples", "classes", "from"]
        : ["名称", "任务", "样本", "类别", "来源"];
    const lines = table(
      titles.map((title) => ({ title, most: 48 })),
      all.map(({ name, task, examples, classes, origin }) => [
        ...[name, task, String(examples), classes.slice(0, 6).join(", ")],
        origin.name,
      ]),
    );
    stdout.write(`${lines.join("\n")}\n`);
  });
}

async function add(path: string, flags: DataFlags): Promise<void> {
  await withLab(flags, async (lab, language) => {
    const refused: RefusedFile[] = [];
    const dataset = await datasetOf(lab, path, {
      ...dataRequest(flags, interruptSignal()),
      onRefused: (file) => file.reason !== "system-file" && refused.push(file),
    });
    await describe(lab, dataset, flags, language, refused);
  });
}

async function fromFeedback(flags: FeedbackFlags): Promise<void> {
  const workspace = await openExistingWorkspace(flags.workspace);
  try {
    await withLab(flags, async (_, language) => {
      const lab = { records: workspace.records, folder: workspace.folder, now: () => new Date() };
      await workspace.facts.browser.refresh("UTC");
      const dataset = await feedbackDataset(lab, workspace, {
        ...{ target: flags.target, name: flags.name, classes: listed(flags.classes) },
        limit: Math.max(1, Number(flags.limit) || 2000),
        filter: {
          ...(flags.kind === undefined ? {} : { kinds: [flags.kind as Kind] }),
          ...(flags.language === undefined ? {} : { languages: [flags.language] }),
        },
      });
      await describe(lab, dataset, flags, language);
    });
  } finally {
    await workspace.close();
  }
}

async function show(name: string, flags: WorkspaceFlags): Promise<void> {
  await withLab(flags, async (lab, language) =>
    describe(lab, await findDataset(lab, name), flags, language),
  );
}

async function describe(
  { records }: Pick<OpenedLab, "records">,
  dataset: Dataset,
  flags: WorkspaceFlags,
  language: Language,
  refused: readonly RefusedFile[] = [],
): Promise<void> {
  const examples = await records.lab.examples(dataset.id);
  const labels = await records.lab.labels(dataset.id);
  const report = reportDataset(
    examples,
    standingLabels(examples, labels),
    duplicateGroups(examples),
  );
  const agreement = labelerAgreement(labels, examples);
  if (flags.json === true)
    return printJson({ dataset, report, agreement, ...(refused.length > 0 && { refused }) });
  const lines = [...datasetLines(dataset, report, language), ...refusedLines(refused, language)];
  if (agreement !== null) {
    const { same, beyondChance, examples: both } = agreement;
    const chance =
      beyondChance === null ? "" : `, ${beyondChance.measure} ${beyondChance.value.toFixed(2)}`;
    lines.push(
      language === "en"
        ? `People agree in ${figureText(same)} of ${both} examples${chance}.`
        : `${both} 条样本上人与人一致率 ${figureText(same)}${chance}。`,
    );
  }
  stdout.write(`${lines.join("\n")}\n`);
}

interface LabelFlags extends WorkspaceFlags {
  readonly labeler: string;
  readonly classes?: string;
}

const AHEAD = 5;

/** In a terminal a key answers at once; from a pipe each line is an answer. */
async function label(name: string, flags: LabelFlags): Promise<void> {
  await withLab(flags, async (lab, language) => {
    let dataset = await findDataset(lab, name);
    const more = (listed(flags.classes) ?? []).filter((one) => !dataset.classes.includes(one));
    if (more.length > 0) {
      dataset = { ...dataset, classes: [...dataset.classes, ...more].sort() };
      await lab.records.lab.saveDataset(dataset);
    }
    const en = language === "en";
    const { labeler } = flags;
    const skipped: number[] = [];
    let queue: NextExample[] = [];
    const refill = async () => {
      queue = await nextToLabel(lab, dataset, { labeler, count: AHEAD, shown: skipped });
    };
    await refill();
    showExample(queue[0], dataset, language);
    for await (const answer of answers()) {
      const current = queue[0];
      const place = Number(answer);
      if (answer === "q") break;
      if (answer === "u") {
        const undone = await undoLabel(lab, dataset, labeler);
        stdout.write(
          undone === null
            ? `${en ? "Nothing to undo." : "没有可撤销的标注。"}\n`
            : `${en ? "Took back" : "已撤销"}: ${undone.label ?? "–"}\n`,
        );
        await refill();
      } else if (current !== undefined) {
        const chosen =
          Number.isInteger(place) && place >= 1 && place <= dataset.classes.length
            ? dataset.classes[place - 1]
            : answer.length > 1
              ? answer
              : null;
        if (answer !== "s" && chosen === null) continue;
        skipped.push(current.example.number);
        if (answer !== "s" && chosen !== null)
          dataset = await labelExample(lab, dataset, {
            ...{ example: current.example.number, label: chosen, labeler },
          });
        queue.shift();
        if (queue.length === 0) await refill();
      }
      if (queue[0] === undefined) {
        stdout.write(en ? "Nothing is left to label.\n" : "没有待标注的样本。\n");
        break;
      }
      showExample(queue[0], dataset, language);
    }
    const progress = await labelProgress(lab, dataset, labeler);
    if (flags.json === true) return printJson(progress);
    stdout.write(
      en
        ? `${progress.own} labels by ${labeler}; ${progress.labelled} of ${progress.examples} examples have one.\n`
        : `${labeler} 标注 ${progress.own} 条；${progress.examples} 条中已有 ${progress.labelled} 条标签。\n`,
    );
  });
}

const WHY: Readonly<Record<NextExample["why"], Readonly<Record<Language, string>>>> = {
  unsure: { en: "the model hesitates", zh: "模型拿不准" },
  different: { en: "unlike the others", zh: "与其他不同" },
  "rare-class": { en: "near the name of a rare class", zh: "接近稀少类别的名称" },
  "second-opinion": { en: "a second opinion", zh: "第二人意见" },
};

function showExample(next: NextExample | undefined, dataset: Dataset, language: Language): void {
  if (next === undefined) return;
  const { example, why, guess } = next;
  const content = example.text ?? example.file ?? (example.cells ?? []).join(" | ");
  const keys = dataset.classes.map((one, at) => `${at + 1} ${one}`).join("  ");
  const guessed =
    guess === null ? "" : ` · ${guess.label} ${(guess.probability * 100).toFixed(0)} %?`;
  stdout.write(
    `\n${printable(content).slice(0, 600)}\n  [${WHY[why][language]}${guessed}]\n  ${keys}  ${language === "en" ? "s skip  u undo  q quit" : "s 跳过  u 撤销  q 退出"}\n`,
  );
}

/** Single keys where there is a terminal and at most nine classes' numbers suffice; lines otherwise. */
async function* answers(): AsyncGenerator<string> {
  if (!stdin.isTTY) {
    for await (const line of createInterface({ input: stdin })) {
      const answer = line.trim();
      if (answer !== "") yield answer;
    }
    return;
  }
  stdin.setRawMode(true);
  try {
    for await (const data of stdin) {
      for (const key of String(data)) {
        if (key === "\u0003" || key === "\u0004") return;
        yield key;
      }
    }
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
  }
}
