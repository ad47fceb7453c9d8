// `heed eval`: readers side by side on what people labelled, and the winner put to work.
import { writeFile } from "node:fs/promises";
import { GOLD_TASKS, type GoldTask, tableAsCsv } from "@heed/core";
import {
  createBuiltInReader,
  drawForLabelling,
  evaluateReaders,
  type GoldEvaluation,
  goBackToReader,
  importGold,
  lastEvaluation,
  listPromoted,
  openExistingWorkspace,
  openModels,
  promoteReader,
} from "@heed/workbench";
import { type Command, InvalidArgumentError, Option } from "commander";
import { interruptSignal } from "../interrupt.ts";
import { chooseLanguage } from "../output.ts";
import { startProgressLine } from "../progress-line.ts";
import { EVAL_WORDS, evaluationLines } from "./eval-words.ts";
import { printJson, type WorkspaceFlags, withRecords, withWorkspace } from "./workspace-option.ts";

interface RunFlags extends WorkspaceFlags {
  readonly llm?: boolean;
}
interface SampleFlags extends WorkspaceFlags {
  readonly out: string;
  readonly count: number;
  readonly seed: number;
}
interface PromoteFlags extends WorkspaceFlags {
  readonly task?: GoldTask;
  readonly back?: boolean;
}

export function addEval(program: Command): void {
  const command = program
    .command("eval")
    .description(
      "compare readers (built in, rules, your own models, prompts) on what people labelled\n在人工标注上比较各阅读器（内置、规则、自训模型、提示词）",
    )
    .option("--llm", "ask the model of heed models too, with every version of the prompt");
  withWorkspace(command).action((flags: RunFlags) => run(flags));
  const sample = command
    .command("sample")
    .description("draw mentions to label blind, as CSV\n随机抽取提及供盲标，输出 CSV")
    .requiredOption("--out <file>", "file to write")
    .option("--count <n>", "how many mentions", readCount, 100)
    .option("--seed <n>", "seed of the draw", readCount, 1);
  withWorkspace(sample).action((flags: SampleFlags) => drawSample(merged(flags, command)));
  const bring = command
    .command("import")
    .description(
      "bring labels in: a CSV with text (or id), kind and sentiment\n导入标注：含 text（或 id）、kind、sentiment 列的 CSV",
    )
    .argument("<file>", "the labels");
  withWorkspace(bring).action((file: string, flags: WorkspaceFlags) =>
    bringIn(file, merged(flags, command)),
  );
  const promote = command
    .command("promote")
    .description(
      "put a reader to work from the next analysis on; nothing read before is rewritten\n自下次分析起启用某个阅读器；已有结果不改写",
    )
    .argument("[reader]", "built-in, rules, lab:NAME@VERSION or llm:read-mentions.vN")
    .addOption(new Option("--task <task>", "for one task alone").choices([...GOLD_TASKS]))
    .option("--back", "put back what was at work before");
  withWorkspace(promote).action((name: string | undefined, flags: PromoteFlags) =>
    putToWork(name, merged(flags, command)),
  );
}

/** Options that parent and command share are read by the parent when they stand before the command's name. */
function merged<Flags extends WorkspaceFlags>(flags: Flags, parent: Command): Flags {
  const above = parent.opts<WorkspaceFlags>();
  const isGiven = (name: string) => parent.getOptionValueSource(name) === "cli";
  return {
    ...flags,
    ...(isGiven("workspace") ? { workspace: above.workspace } : {}),
    ...(isGiven("lang") ? { lang: above.lang } : {}),
    ...(isGiven("json") ? { json: above.json } : {}),
  };
}

async function run(flags: RunFlags): Promise<void> {
  const language = chooseLanguage(flags.lang);
  const workspace = await openExistingWorkspace(flags.workspace);
  // Without a workspace no answer is kept, so every call is really sent and timed.
  const models = flags.llm === true ? await openModels() : undefined;
  const line = startProgressLine(language);
  try {
    const evaluation: GoldEvaluation = await evaluateReaders(workspace, {
      ...{ lab: workspace, builtIn: createBuiltInReader(), now: () => new Date() },
      ...{ models, signal: interruptSignal() },
      onProgress: (_name, done, total) => line.onProgress("understand", done, total),
    });
    line.end();
    if (flags.json === true) printJson(evaluation);
    else process.stdout.write(`${evaluationLines(evaluation, language).join("\n")}\n`);
  } finally {
    line.end();
    await models?.close();
    await workspace.close();
  }
}

async function drawSample({ workspace: folder, out, count, seed, lang, json }: SampleFlags) {
  const workspace = await openExistingWorkspace(folder);
  try {
    const drawn = await drawForLabelling(workspace, count, seed);
    const rows = drawn.map(({ id, text, rating }) => [id, text, rating ?? "", "", ""]);
    const header = ["id", "text", "rating", "kind", "sentiment"];
    await writeFile(out, `\ufeff${tableAsCsv([header, ...rows])}`);
    if (json === true) printJson({ drawn: drawn.length, out });
    else process.stdout.write(`${EVAL_WORDS[chooseLanguage(lang)].drawn(drawn.length, out)}\n`);
  } finally {
    await workspace.close();
  }
}

async function bringIn(file: string, { workspace, lang, json }: WorkspaceFlags): Promise<void> {
  const found = await withRecords(workspace, (records) =>
    importGold(records, file, new Date().toISOString()),
  );
  if (json === true) printJson(found);
  else process.stdout.write(`${EVAL_WORDS[chooseLanguage(lang)].imported(found)}\n`);
}

async function putToWork(name: string | undefined, flags: PromoteFlags): Promise<void> {
  const words = EVAL_WORDS[chooseLanguage(flags.lang)];
  await withRecords(flags.workspace, async (records) => {
    const at = new Date().toISOString();
    if (flags.back === true) await goBackToReader(records, at);
    else if (name !== undefined) {
      const grounds = (await lastEvaluation(records)) === null ? null : "compared";
      const tasks = flags.task === undefined ? undefined : [flags.task];
      await promoteReader({ records, folder: flags.workspace }, name, { tasks, at, grounds });
    }
    const log = await listPromoted(records);
    if (flags.json === true) printJson({ log });
    else process.stdout.write(`${words.log(log).join("\n")}\n`);
  });
}

function readCount(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw new InvalidArgumentError("expected a whole number of at least 1.");
}
