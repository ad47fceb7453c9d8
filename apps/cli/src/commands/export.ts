// `heed export`: needs, themes, mentions or items as a file that spreadsheets, programs or people read.
import { extname } from "node:path";
import { InvalidInput } from "@heed/core";
import {
  EXPORT_FORMATS,
  EXPORTS,
  type ExportFormat,
  type ExportName,
  exportFile,
  openExistingWorkspace,
} from "@heed/workbench";
import { Argument, type Command, Option } from "commander";
import { interruptSignal } from "../interrupt.ts";
import { chooseLanguage } from "../output.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface Flags extends WorkspaceFlags {
  readonly out: string;
  readonly format?: ExportFormat;
  readonly bom?: boolean;
}

export function addExport(program: Command): void {
  const command = program
    .command("export")
    .description("write needs, themes, mentions or items to a file\n导出需求、主题、提及或反馈")
    .addArgument(new Argument("<what>", "what to write").choices([...EXPORTS]))
    .requiredOption("--out <file>", "the file to write")
    .addOption(
      new Option("--format <format>", "default: by the file's name").choices([...EXPORT_FORMATS]),
    )
    .option("--bom", "begin a CSV file with a byte order mark, which Excel needs to see UTF-8");
  withWorkspace(command).action(async (what: ExportName, flags: Flags) => {
    const format = flags.format ?? formatByName(flags.out);
    const workspace = await openExistingWorkspace(flags.workspace);
    try {
      const { out, rows } = await exportFile(workspace, {
        what,
        format,
        out: flags.out,
        byteOrderMark: flags.bom === true,
        signal: interruptSignal(),
      });
      if (flags.json === true) printJson({ what, format, out, rows });
      else {
        const isEnglish = chooseLanguage(flags.lang) === "en";
        process.stdout.write(isEnglish ? `${rows} rows: ${out}\n` : `${rows} 行：${out}\n`);
      }
    } finally {
      await workspace.close();
    }
  });
}

function formatByName(file: string): ExportFormat {
  const ending = extname(file).slice(1).toLowerCase();
  const format = EXPORT_FORMATS.find((known) => known === ending);
  if (format !== undefined) return format;
  throw new InvalidInput(
    "unknown-format",
    `The format cannot be told from the name ${file}: expected it to end in ${EXPORT_FORMATS.map((known) => `.${known}`).join(", ")}.`,
    { hint: "Name the format with --format." },
  );
}
