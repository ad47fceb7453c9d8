// `heed import FILE...`: files go through the door into a workspace, and the terminal says what became of every row.
import { readFile } from "node:fs/promises";
import { InvalidInput } from "@heed/core";
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
import { interruptSignal } from "../interrupt.ts";
import { chooseLanguage, type Language } from "../output.ts";
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
      .option("--source <name>", "name of the source (default: recognised, or the file's name)")
      .option("--text <columns...>", "columns of the words; of two the first is the title")
      .option("--date <column>", "column of the date")
      .option("--rating <column>", "column of the rating, 1 to 5")
      .option("--author <column>", "column of the author")
      .option("--id <column>", "column of the row's own id")
      .option(
        "--map <file>",
        'JSON file naming columns: {"text": ["title", "body"], "date": "when"}',
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
  for (const file of files) previews.push({ file, ...(await previewFile(file, mapping)) });
  if (flags.json === true) printJson(previews);
  else
    process.stdout.write(
      previews.map(({ file, ...shown }) => describePreview(file, shown, language)).join("\n"),
    );
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
    for (const path of files) {
      const outcome = { path, ...(await importFile(workspace, path, options)) };
      outcomes.push(outcome);
      line.end();
      if (flags.json !== true)
        process.stdout.write(describeImported(outcome, flags.dryRun === true, language));
    }
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
  const refuse = (why: string, cause?: unknown) =>
    new InvalidInput("broken-mapping", `The mapping file ${path} ${why}.`, { hint, cause });
  let given: unknown;
  try {
    given = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw refuse("cannot be read as JSON", cause);
  }
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw refuse("holds no object");
  const mapping: Record<string, string | string[]> = {};
  for (const [role, column] of Object.entries(given)) {
    if (!ROLES.includes(role))
      throw refuse(`names the role "${role}", expected ${ROLES.join(", ")}`);
    const columns = (Array.isArray(column) ? column : [column]) as unknown[];
    if (!columns.every((name) => typeof name === "string"))
      throw refuse(`gives "${role}" no column name`);
    mapping[role] = role === "text" ? (columns as string[]) : (columns[0] as string);
  }
  return mapping as MappingOverride;
}
