// `heed import FILE...`: files go through the door into a workspace, and the terminal says what became of every row.
import { readFile } from "node:fs/promises";
import { HeedError, InvalidInput } from "@heed/core";
import {
  type FilePreview,
  type ImportOptions,
  type ImportOutcome,
  importFile,
  type MappingOverride,
  openWorkspace,
  previewFile,
} from "@heed/workbench";
import type { Command } from "commander";
import { exitCodeOf } from "../exit-codes.ts";
import { interruptSignal } from "../interrupt.ts";
import { chooseLanguage, describeFailure, type Language } from "../output.ts";
import { startProgressLine } from "../progress-line.ts";
import { describeImported, describePreview } from "./import-words.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface Flags extends WorkspaceFlags {
  readonly dryRun?: boolean;
  readonly preview?: boolean;
  readonly rival?: string;
  readonly source?: string;
  readonly text?: string[];
  readonly date?: string;
  readonly rating?: string;
  readonly author?: string;
  readonly id?: string;
  readonly map?: string;
  readonly redactNames?: boolean;
}

export function addImport(program: Command): void {
  withWorkspace(
    program
      .command("import")
      .description(
        "bring exports into a workspace (CSV, TSV, XLSX, JSON, JSONL, Parquet, text, Markdown, VTT, SRT, transcripts, zip, gz)\n把导出的反馈导入工作区",
      )
      .argument("<files...>", "exports of any tool")
      .option("--dry-run", "read and count everything, keep nothing 只试读，不保存")
      .option(
        "--preview",
        "show what was recognised and the first items, keep nothing 预览识别结果",
      )
      .option("--rival <name>", "the feedback is about this rival product 竞品的反馈")
      .option(
        "--source <name>",
        "name of the source (default: recognised, or the file's name) 来源名称",
      )
      .option(
        "--text <column>",
        "column of the words; given twice, the first is the title 文字所在的列",
        (column: string, before: string[] | undefined) => [...(before ?? []), column],
      )
      .option("--date <column>", "column of the date 日期列")
      .option("--rating <column>", "column of the rating, 1 to 5 评分列")
      .option("--author <column>", "column of the author 作者列")
      .option("--id <column>", "column of the row's own id 编号列")
      .option(
        "--map <file>",
        'JSON file naming columns 指定各列的 JSON 文件: {"text": ["title", "body"], "date": "when"}',
      )
      .option(
        "--redact-names",
        "also replace people's names where they stand with a cue 同时隐去人名",
      ),
  ).action(async (files: string[], flags: Flags) => {
    const language = chooseLanguage(flags.lang);
    const mapping = await readMapping(flags);
    if (flags.preview === true) await preview(files, mapping, flags, language);
    else await importAll(files, mapping, flags, language);
  });
}

async function preview(
  files: readonly string[],
  mapping: MappingOverride,
  flags: Flags,
  language: Language,
): Promise<void> {
  const previews: (FilePreview & { file: string })[] = [];
  await eachFile(files, language, async (file) => {
    const shown = await previewFile(file, mapping);
    previews.push({ file, ...shown });
    if (flags.json !== true) process.stdout.write(`${describePreview(file, shown, language)}\n`);
  });
  if (flags.json === true) printJson(previews);
}

/** Does one file after another; a file that is refused does not keep the others back, and is told by the exit code. */
async function eachFile(
  files: readonly string[],
  language: Language,
  work: (file: string) => Promise<void>,
): Promise<void> {
  for (const file of files) {
    try {
      await work(file);
    } catch (error) {
      if (!HeedError.is(error) || files.length === 1) throw error;
      process.stderr.write(`${describeFailure(error, language)}\n`);
      process.exitCode ??= exitCodeOf(error);
    }
  }
}

async function importAll(
  files: readonly string[],
  mapping: MappingOverride,
  flags: Flags,
  language: Language,
): Promise<void> {
  const workspace = await openWorkspace(flags.workspace);
  const line = startProgressLine(language);
  const outcomes: (ImportOutcome & { readonly path: string })[] = [];
  const options: ImportOptions = {
    mapping,
    now: new Date().toISOString(),
    onProgress: line.onProgress,
    signal: interruptSignal(),
    isDryRun: flags.dryRun === true,
    redactNames: flags.redactNames === true,
    ...(flags.rival === undefined ? {} : { rival: flags.rival }),
    ...(flags.source === undefined ? {} : { source: flags.source }),
  };
  try {
    await eachFile(files, language, async (path) => {
      const outcome = { path, ...(await importFile(workspace, path, options)) };
      outcomes.push(outcome);
      line.end();
      if (flags.json !== true)
        process.stdout.write(describeImported(outcome, flags.dryRun === true, language));
    });
    if (flags.json === true) printJson(outcomes.map(asJson));
  } finally {
    line.end();
    await workspace.close();
  }
}

function asJson({ import: entry, plan, rejected, path }: ImportOutcome & { path: string }) {
  const { format, confidence, mapping, shape, notes } = plan;
  return {
    path,
    import: entry,
    recognised: { format, confidence, mapping, shape },
    notes,
    rejected,
  };
}

async function readMapping(flags: Flags): Promise<MappingOverride> {
  const named = {
    ...(flags.text === undefined ? {} : { text: flags.text }),
    ...(flags.date === undefined ? {} : { date: flags.date }),
    ...(flags.rating === undefined ? {} : { rating: flags.rating }),
    ...(flags.author === undefined ? {} : { author: flags.author }),
    ...(flags.id === undefined ? {} : { id: flags.id }),
  };
  return flags.map === undefined ? named : { ...(await readMappingFile(flags.map)), ...named };
}

const ROLES = ["text", "id", "date", "rating", "author", "email", "version", "channel"];

async function readMappingFile(path: string): Promise<MappingOverride> {
  const hint = 'Write it like {"text": ["title", "body"], "date": "when", "rating": "stars"}.';
  const zhHint = '写法如 {"text": ["title", "body"], "date": "when", "rating": "stars"}。';
  const refuse = (why: string, zh: string, cause?: unknown) =>
    new InvalidInput("broken-mapping", `The mapping file ${path} ${why}.`, {
      hint,
      cause,
      zh: { message: `映射文件 ${path} ${zh}。`, hint: zhHint },
    });
  let given: unknown;
  try {
    given = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw refuse("cannot be read as JSON", "无法作为 JSON 读取", cause);
  }
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw refuse("holds no object", "不是一个对象");
  const mapping: Record<string, string | string[]> = {};
  for (const [role, column] of Object.entries(given)) {
    if (!ROLES.includes(role))
      throw refuse(
        `names the role "${role}", expected ${ROLES.join(", ")}`,
        `中有未知的角色“${role}”，应为 ${ROLES.join("、")}`,
      );
    const columns = (Array.isArray(column) ? column : [column]) as unknown[];
    if (!columns.every((name) => typeof name === "string"))
      throw refuse(`gives "${role}" no column name`, `没有为“${role}”给出列名`);
    mapping[role] = role === "text" ? (columns as string[]) : (columns[0] as string);
  }
  return mapping as MappingOverride;
}
