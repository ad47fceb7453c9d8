// Takes an import back: its items, their mentions and readings, and its rejected rows are deleted.
import { Conflict, type Import, NotFound } from "@heed/core";
import { pruneVectors } from "../../encoder/encode-mentions.ts";
import { showCommittedImports, type Workspace } from "../../workspace/open-workspace.ts";

/** Undoes an import by id, or the latest committed one. Items that it edited go back to their earlier revision. */
export async function undoImport(workspace: Workspace, importId?: string): Promise<Import> {
  const { records, facts } = workspace;
  await workspace.turn?.();
  const imports = await records.imports();
  const entry =
    importId === undefined
      ? imports.findLast(({ status }) => status === "committed")
      : imports.find(({ id }) => id === importId);
  if (entry === undefined) {
    throw new NotFound(
      "import-not-found",
      importId === undefined ? "There is no import to undo." : `There is no import ${importId}.`,
      {
        hint: "List the imports with: heed imports",
        zh: {
          message: importId === undefined ? "没有可撤销的导入。" : `没有导入 ${importId}。`,
          hint: "列出导入：heed imports",
        },
      },
    );
  }
  if (entry.status !== "committed") {
    throw new Conflict(
      "import-not-committed",
      `${entry.id} is ${entry.status}, expected a committed import.`,
      {
        hint: "List the imports with: heed imports",
        zh: {
          message: `${entry.id} ${entry.status === "undone" ? "已经撤销" : "尚未完成"}，只能撤销已完成的导入。`,
          hint: "列出导入：heed imports",
        },
      },
    );
  }
  // What arrives meanwhile would be stored under an import that goes.
  await workspace.gate.alone(async () => {
    // Invisible first: a kill from here on leaves facts that the next start sweeps.
    await records.markImportUndone(entry.id);
    await showCommittedImports(workspace);
    await facts.deleteImport(entry.id);
    await records.deleteRejectedRows(entry.id);
    await facts.repairRepeats();
  });
  await pruneVectors(workspace);
  return { ...entry, status: "undone" };
}
