// `heed undo [IMPORT]`: takes an import back as if it had never been.
import { openWorkspace, undoImport } from "@heed/workbench";
import type { Command } from "commander";
import { chooseLanguage } from "../output.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

export function addUndo(program: Command): void {
  withWorkspace(
    program
      .command("undo")
      .description(
        "take an import back: the one named, or the latest\n撤销一次导入：指定的，或最近的一次",
      )
      .argument("[import]", "id of an import"),
  ).action(async (id: string | undefined, flags: WorkspaceFlags) => {
    const workspace = await openWorkspace(flags.workspace);
    try {
      const entry = await undoImport(workspace, id);
      const { added, revised } = entry.counts;
      if (flags.json === true) printJson(entry);
      else
        process.stdout.write(
          chooseLanguage(flags.lang) === "en"
            ? `${entry.id} (${entry.file}) is undone: ${added} items and ${revised} revisions are gone. Analyse again to renew the needs.\n`
            : `已撤销 ${entry.id}（${entry.file}）：移除 ${added} 条反馈、${revised} 个修订。请重新分析以更新需求。\n`,
        );
    } finally {
      await workspace.close();
    }
  });
}
