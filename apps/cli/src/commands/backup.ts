// `heed backup` and `heed restore`: a copy of a workspace, taken while it is worked on, and brought back into an empty folder.
import { cp } from "node:fs/promises";
import { resolve } from "node:path";
import { HeedError } from "@heed/core";
import { createApiClient, type JobView, readJobEvents } from "@heed/core/api";
import { findServer, openDesk, restoreBackup } from "@heed/workbench";
import type { Command } from "commander";
import { chooseLanguage } from "../output.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

const WORDS = {
  en: { written: "Backup written:", restored: "Workspace restored:", items: "rows of feedback" },
  zh: { written: "备份已写入：", restored: "工作区已恢复：", items: "条反馈" },
} as const;

export function addBackup(program: Command): void {
  withWorkspace(
    program
      .command("backup")
      .description("copy the workspace, also while Heed runs on it\n备份工作区，Heed 运行时也可以")
      .option("--out <dir>", "copy it to this folder too (default: inside the workspace alone)"),
  ).action(backup);
}

export function addRestore(program: Command): void {
  withWorkspace(
    program
      .command("restore")
      .description(
        "bring a backup back into an empty workspace folder\n把备份恢复到空的工作区文件夹",
      )
      .argument("<backup>", "folder of the backup"),
  ).action(async (from: string, { workspace, lang, json }: WorkspaceFlags) => {
    const { at, counts } = await restoreBackup(from, workspace);
    const folder = resolve(workspace);
    if (json === true) return printJson({ folder, at, counts });
    const words = WORDS[chooseLanguage(lang)];
    process.stdout.write(`${words.restored} ${folder} (${counts.item ?? 0} ${words.items})\n`);
  });
}

async function backup({ workspace, out, lang, json }: WorkspaceFlags & { out?: string }) {
  const job = await runBackup(workspace);
  if (job.status !== "done") {
    const { code, message, hint } = job.error ?? {
      code: job.status,
      message: "No backup.",
      hint: undefined,
    };
    throw new HeedError(code, message, hint === undefined ? {} : { hint });
  }
  const { folder: made, ...rest } = job.result as { folder: string; bytes: number };
  if (out !== undefined) await cp(made, out, { recursive: true, errorOnExist: true, force: false });
  const folder = out === undefined ? made : resolve(out);
  if (json === true) return printJson({ folder, ...rest });
  process.stdout.write(`${WORDS[chooseLanguage(lang)].written} ${folder}\n`);
}

/** Asks the server that runs on the workspace, or does it itself where none runs. */
async function runBackup(workspace: string): Promise<JobView> {
  const server = await findServer(workspace);
  if (server !== null) {
    const api = createApiClient({ baseUrl: server.url, headers: server.headers, fetch });
    const events = readJobEvents(api, new AbortController().signal);
    await events.next();
    const { id } = await api.startBackup();
    for await (const event of events)
      if (event.event === "job" && event.job.id === id && event.job.endedAt !== null)
        return event.job;
    return api.getJob({ params: { jobId: id } });
  }
  const desk = await openDesk(workspace);
  try {
    const { promise, resolve: found } = Promise.withResolvers<JobView>();
    desk.listen(
      (job) => {
        if (job.kind === "backup" && job.endedAt !== null) found(job);
      },
      () => undefined,
    );
    await desk.startBackup();
    return await promise;
  } finally {
    await desk.close();
  }
}
