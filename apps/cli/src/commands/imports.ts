// `heed imports [IMPORT]`: what was brought in, and every row that was rejected.
import { NotFound } from "@heed/core";
import { formatName, openWorkspace } from "@heed/workbench";
import type { Command } from "commander";
import { chooseLanguage, table } from "../output.ts";
import { countsLine, rejectedLine } from "./import-words.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

export function addImports(program: Command): void {
  withWorkspace(
    program
      .command("imports")
      .description(
        "list what was imported, or one import with its rejected rows\n列出导入记录，或查看某次导入被拒收的行",
      )
      .argument("[import]", "id of an import"),
  ).action(async (id: string | undefined, flags: WorkspaceFlags) => {
    const workspace = await openWorkspace(flags.workspace);
    try {
      if (id === undefined) await listImports(workspace, flags);
      else await showImport(workspace, id, flags);
    } finally {
      await workspace.close();
    }
  });
}

type Opened = Awaited<ReturnType<typeof openWorkspace>>;
const STATUS = { pending: "进行中", committed: "已完成", undone: "已撤销" } as const;

async function listImports({ records }: Opened, flags: WorkspaceFlags): Promise<void> {
  const imports = await records.imports();
  if (flags.json === true) return printJson(imports);
  const en = chooseLanguage(flags.lang) === "en";
  const titles = en
    ? ["import", "file", "source", "as", "rows", "new", "rejected", "status", "at"]
    : ["导入", "文件", "来源", "识别为", "行", "新增", "拒收", "状态", "时间"];
  const lines = table(
    titles.map((title, index) => ({
      title,
      most: 32,
      align: index >= 4 && index <= 6 ? "right" : "left",
    })),
    imports.map((entry) => [
      entry.id,
      entry.file,
      entry.rival === undefined ? entry.source : `${entry.source} (${en ? "rival" : "竞品"})`,
      formatName(entry.format ?? "")?.[en ? "en" : "zh"] ?? (en ? "a table" : "表格"),
      String(entry.counts.rows),
      String(entry.counts.added),
      String(entry.counts.rejected),
      en ? entry.status : STATUS[entry.status],
      entry.startedAt?.slice(0, 16).replace("T", " ") ?? "",
    ]),
  );
  process.stdout.write(`${lines.join("\n")}\n`);
}

async function showImport({ records }: Opened, id: string, flags: WorkspaceFlags): Promise<void> {
  const entry = (await records.imports()).find((candidate) => candidate.id === id);
  if (entry === undefined)
    throw new NotFound("import-not-found", `There is no import ${id}.`, {
      hint: "List the imports with: heed imports",
      zh: { message: `没有导入 ${id}。`, hint: "列出导入：heed imports" },
    });
  const rejected = await records.rejectedRows(id);
  if (flags.json === true) return printJson({ ...entry, rejectedRows: rejected });
  const language = chooseLanguage(flags.lang);
  const lines = [
    `${entry.id}  ${entry.file}  ${language === "en" ? entry.status : STATUS[entry.status]}`,
    countsLine(entry.counts, language),
    ...rejected.map((row) => rejectedLine(row, language)),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
