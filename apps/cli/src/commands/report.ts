// `heed report`: the last analysis as one page to forward.
import { writeFile } from "node:fs/promises";
import { readReleases, readReport, renderReport, saveReleases } from "@heed/workbench";
import type { Command } from "commander";
import { chooseLanguage } from "../output.ts";
import { printJson, type WorkspaceFlags, withRecords, withWorkspace } from "./workspace-option.ts";

interface Flags extends WorkspaceFlags {
  readonly out: string;
  readonly releases?: string;
  readonly title?: string;
}

export function addReport(program: Command): void {
  const command = program
    .command("report")
    .description("write the last analysis as one HTML page\n把上次分析写成一个 HTML 页面")
    .option("--out <file>", "where to write it", "report.html")
    .option(
      "--releases <file>",
      "CSV of releases (version,date) to mark on the trends; kept for later",
    )
    .option("--title <words>", "title of the page (default: the sources' names)");
  withWorkspace(command).action(async (flags: Flags) => {
    const language = chooseLanguage(flags.lang);
    if (flags.releases !== undefined) await keepReleases(flags.workspace, flags.releases);
    const model = await readReport(flags.workspace);
    const title = flags.title === undefined ? {} : { title: flags.title };
    const page = renderReport(model, { language, ...title });
    await writeFile(flags.out, page);
    if (flags.json === true) printJson({ file: flags.out, bytes: Buffer.byteLength(page) });
    else process.stdout.write(`${language === "en" ? "Report" : "报告"}: ${flags.out}\n`);
  });
}

async function keepReleases(workspace: string, file: string): Promise<void> {
  const releases = await readReleases(file);
  await withRecords(workspace, (records) => saveReleases(records, releases));
}
