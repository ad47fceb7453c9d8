// The opportunity tree's use cases as the desk offers them.
import { treeAsMarkdown, treeAsSvg } from "@heed/core";
import type { TreeView } from "@heed/core/api";
import { changeTree, readTree, type TreeChange } from "../opportunities/keep-tree.ts";
import type { DeskContext } from "./desk-context.ts";

export function treeDesk(context: DeskContext) {
  const { workspace, now } = context;
  const view = async () => {
    const { tree, canUndo, canRedo } = await readTree(workspace);
    return { ...tree, canUndo, canRedo } as unknown as TreeView;
  };
  return {
    getTree: () => context.changes.remember("tree", view),
    changeTree: async (change: TreeChange) => {
      await changeTree(workspace.records, change, now().toISOString());
      context.changes.note();
      return view();
    },
    exportTree: async (format: "md" | "svg", language: "en" | "zh") => {
      const { tree } = await readTree(workspace);
      return format === "svg" ? treeAsSvg(tree, language) : treeAsMarkdown(tree, language);
    },
  };
}
