// `heed tree`: the outcome, the needs under it, what may meet them and what tests that.
import { writeFile } from "node:fs/promises";
import {
  brokenHeadline,
  NODE_STATUSES,
  type NodeStatus,
  nodeHeadline,
  OWN_NODE_KINDS,
  type OwnNodeKind,
  type TreeNode,
  treeAsMarkdown,
  treeAsSvg,
  treeStatusText,
} from "@heed/core";
import { changeTree, openExistingWorkspace, readTree, type TreeChange } from "@heed/workbench";
import { type Command, Option } from "commander";
import { chooseLanguage, type Language, printable } from "../output.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface Flags extends WorkspaceFlags {
  readonly out?: string;
  readonly add?: string;
  readonly under?: string;
  readonly kind: OwnNodeKind;
  readonly remove?: string;
  readonly move?: string;
  readonly before?: string;
  readonly rename?: string;
  readonly to?: string;
  readonly link?: string;
  readonly unlink?: string;
  readonly status?: string;
  readonly show?: string;
  readonly hide?: string;
  readonly undo?: boolean;
  readonly redo?: boolean;
}

export function addTree(program: Command): void {
  const command = program
    .command("tree")
    .description(
      "show and edit the opportunity tree: outcome, needs, solutions, experiments\n查看与编辑机会树：结果、需求、方案与实验",
    )
    .option("--add <title>", "add a node, with --under theme_N or node_N")
    .option("--under <node>", "where a node is added or moved to")
    .addOption(
      new Option("--kind <kind>", "what is added").choices([...OWN_NODE_KINDS]).default("solution"),
    )
    .option("--rename <node>", "rename a node, with --to TITLE")
    .option("--move <node>", "move a node, with --under NODE and perhaps --before NODE")
    .option("--before <node>", "the node that it is put before (default: last)")
    .option("--link <node>", "link a node, with --to spec_N, experiment_N or a release")
    .option("--unlink <node>", "take a link away, with --to REF")
    .option("--status <node>", `set a node's status, with --to ${NODE_STATUSES.join("|")}`)
    .option("--to <value>", "the title, reference or status")
    .option("--remove <node>", "remove a node and what stands under it")
    .option("--show <theme>", "show a need of any rank")
    .option("--hide <theme>", "leave a need out of the tree")
    .option("--undo", "take the last change back")
    .option("--redo", "do what was undone again")
    .option("--out <file>", "write it as .md or .svg");
  withWorkspace(command).action(async (flags: Flags) => {
    const change = changeOf(flags, command);
    const language = chooseLanguage(flags.lang);
    const workspace = await openExistingWorkspace(flags.workspace);
    try {
      if (change !== null) await changeTree(workspace.records, change, new Date().toISOString());
      const { tree } = await readTree(workspace);
      if (flags.out !== undefined) {
        const render = flags.out.endsWith(".svg") ? treeAsSvg : treeAsMarkdown;
        await writeFile(flags.out, render(tree, language));
      }
      if (flags.json === true) printJson(tree);
      else process.stdout.write(`${outline(tree.root, language).join("\n")}\n`);
      if (flags.json !== true)
        for (const one of tree.broken)
          process.stdout.write(
            `! ${one.node} ${printable(brokenHeadline(tree.root, one, language))}: ${REASONS[language][one.reason]} (${one.what})\n`,
          );
    } finally {
      await workspace.close();
    }
  });
}

const REASONS = {
  en: {
    "need-gone": "its need is gone",
    "link-gone": "points to what is gone",
    "quotes-gone": "quotes whose words are gone",
  },
  zh: {
    "need-gone": "所属需求已不存在",
    "link-gone": "指向的对象已不存在",
    "quotes-gone": "引语原文已不存在",
  },
} as const;
const KINDS = {
  en: {
    ...{ outcome: "", need: "need", solution: "solution", requirement: "requirement" },
    experiment: "experiment",
  },
  zh: {
    ...{ outcome: "", need: "需求", solution: "方案", requirement: "需求项", experiment: "实验" },
  },
} as const;

function outline(node: TreeNode, language: Language, before = "", mark = ""): string[] {
  const { kind, evidence, status, links, children, id } = node;
  const people =
    kind === "need" && evidence !== null
      ? language === "en"
        ? `${evidence.people} people`
        : `${evidence.people} 人`
      : null;
  const told = [
    ...(kind === "outcome" ? [] : [`${id}, ${KINDS[language][kind]}`]),
    ...(people === null ? [] : [people]),
    ...(status === null ? [] : [treeStatusText(status, language)]),
    ...links.map(({ ref, isBroken }) => (isBroken ? `${ref} ✗` : ref)),
  ].join(", ");
  const line = `${before}${mark}${printable(nodeHeadline(node, language).text)}${told === "" ? "" : `  (${told})`}`;
  const under = before + (mark === "" ? "" : mark === "└─ " ? "   " : "│  ");
  return [
    line,
    ...children.flatMap((child, at) =>
      outline(child, language, under, at === children.length - 1 ? "└─ " : "├─ "),
    ),
  ];
}

function changeOf(flags: Flags, command: Command): TreeChange | null {
  const { add, under, kind, rename, move, before, link, unlink, status, to, remove } = flags;
  const need = (value: string | undefined, option: string) =>
    value ?? command.error(`error: this change needs ${option}`, { exitCode: 2 });
  if (flags.undo === true) return { type: "undo" };
  if (flags.redo === true) return { type: "redo" };
  if (add !== undefined)
    return { type: "add", parent: need(under, "--under NODE"), kind, title: add };
  if (rename !== undefined) return { type: "rename", id: rename, title: need(to, "--to TITLE") };
  if (move !== undefined)
    return { type: "move", id: move, parent: need(under, "--under NODE"), before: before ?? null };
  if (link !== undefined) return { type: "link", id: link, ref: need(to, "--to REF") };
  if (unlink !== undefined) return { type: "unlink", id: unlink, ref: need(to, "--to REF") };
  if (status !== undefined) {
    const wanted = NODE_STATUSES.find((one) => one === to);
    return {
      type: "status",
      id: status,
      status: need(wanted, `--to ${NODE_STATUSES.join("|")}`) as NodeStatus,
    };
  }
  if (remove !== undefined) return { type: "remove", id: remove };
  if (flags.show !== undefined) return { type: "show", id: flags.show, isShown: true };
  return flags.hide === undefined ? null : { type: "show", id: flags.hide, isShown: false };
}
