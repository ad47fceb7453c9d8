// The options that commands on an existing workspace share.
import type { RecordStore } from "@heed/core";
import { defaultWorkspaceFolder, openRecords } from "@heed/workbench";
import { type Command, Option } from "commander";

/** Folder that is read when none is named. */
export const DEFAULT_WORKSPACE = defaultWorkspaceFolder();

export interface WorkspaceFlags {
  readonly workspace: string;
  readonly lang?: string;
  readonly json?: boolean;
}

/** Adds `--workspace`, `--lang` and `--json`. */
export function withWorkspace(command: Command): Command {
  return command
    .addOption(
      new Option("--workspace <dir>", "folder of the workspace\n工作区文件夹")
        .env("HEED_WORKSPACE")
        .default(DEFAULT_WORKSPACE),
    )
    .addOption(
      new Option("--lang <language>", "language of the terminal\n终端语言").choices(["en", "zh"]),
    )
    .option("--json", "print JSON\n输出 JSON");
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Opens what a workspace keeps of decisions, and closes it however the work ends. */
export async function withRecords<Result>(
  folder: string,
  work: (records: RecordStore) => Promise<Result>,
): Promise<Result> {
  const records = await openRecords(folder);
  try {
    return await work(records);
  } finally {
    await records.close();
  }
}
