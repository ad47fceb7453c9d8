// What people add to the opportunity tree, as a log of edits: undoing takes the last one away, so nothing is ever lost by a slip.
import { InvalidInput, NotFound } from "../errors.ts";

export const OWN_NODE_KINDS = ["solution", "requirement", "experiment"] as const;
export type OwnNodeKind = (typeof OWN_NODE_KINDS)[number];
export const NODE_STATUSES = ["idea", "testing", "building", "shipped", "dropped"] as const;
export type NodeStatus = (typeof NODE_STATUSES)[number];

export type TreeEdit =
  | {
      readonly type: "add";
      readonly id: string;
      readonly parent: string;
      readonly kind: OwnNodeKind;
      readonly title: string;
    }
  | { readonly type: "rename"; readonly id: string; readonly title: string }
  | { readonly type: "status"; readonly id: string; readonly status: NodeStatus }
  /** `ref` is the id of a specification, an experiment or a release's version. */
  | { readonly type: "link"; readonly id: string; readonly ref: string }
  | { readonly type: "unlink"; readonly id: string; readonly ref: string }
  /** Puts a node under a parent before one of its children, or last with null; needs move among themselves. */
  | {
      readonly type: "move";
      readonly id: string;
      readonly parent: string;
      readonly before: string | null;
    }
  | { readonly type: "remove"; readonly id: string }
  /** Shows a need of any rank, or hides it from the tree. */
  | { readonly type: "show"; readonly id: string; readonly isShown: boolean };

export interface LoggedTreeEdit {
  /** UTC instant (ISO 8601). */
  readonly at: string;
  readonly edit: TreeEdit;
}

/** The log with what was undone and can be done again, the next one last. */
export interface TreeLog {
  readonly edits: readonly LoggedTreeEdit[];
  readonly undone: readonly LoggedTreeEdit[];
}

/** A node that people added. */
export interface OwnNode {
  readonly id: string;
  readonly parent: string;
  readonly kind: OwnNodeKind;
  readonly title: string;
  readonly status: NodeStatus;
  readonly refs: readonly string[];
}

/** A child put before a sibling, or last with null. */
export interface SiblingMove {
  readonly id: string;
  readonly before: string | null;
}

export interface TreeState {
  readonly nodes: ReadonlyMap<string, OwnNode>;
  /** Children that somebody put elsewhere among their siblings, by parent, the first move first. */
  readonly moves: ReadonlyMap<string, readonly SiblingMove[]>;
  readonly shown: ReadonlyMap<string, boolean>;
}

export const EMPTY_TREE_LOG: TreeLog = { edits: [], undone: [] };
/** Id of the outcome, over all needs. */
export const ROOT_ID = "outcome";
export const MOST_TITLE = 300;
const MOST_NODES = 2_000;

/** What a log of edits comes to; edits of nodes that are gone change nothing. */
export function treeState({ edits }: Pick<TreeLog, "edits">): TreeState {
  const nodes = new Map<string, OwnNode>();
  const moves = new Map<string, SiblingMove[]>();
  const shown = new Map<string, boolean>();
  for (const { edit } of edits) {
    const node = nodes.get(edit.id);
    switch (edit.type) {
      case "add": {
        const { id, parent, kind, title } = edit;
        nodes.set(id, { id, parent, kind, title, status: "idea", refs: [] });
        break;
      }
      case "show":
        shown.set(edit.id, edit.isShown);
        break;
      case "move":
        moves.set(edit.parent, [
          ...(moves.get(edit.parent) ?? []),
          { id: edit.id, before: edit.before },
        ]);
        if (node !== undefined) nodes.set(edit.id, { ...node, parent: edit.parent });
        break;
      case "remove":
        for (const id of below(nodes, edit.id)) nodes.delete(id);
        break;
      default:
        if (node !== undefined) nodes.set(edit.id, changed(node, edit));
    }
  }
  return { nodes, moves, shown };
}

function changed(
  node: OwnNode,
  edit: Extract<TreeEdit, { type: "rename" | "status" | "link" | "unlink" }>,
): OwnNode {
  switch (edit.type) {
    case "rename":
      return { ...node, title: edit.title };
    case "status":
      return { ...node, status: edit.status };
    case "link":
      return { ...node, refs: [...node.refs.filter((ref) => ref !== edit.ref), edit.ref] };
    case "unlink":
      return { ...node, refs: node.refs.filter((ref) => ref !== edit.ref) };
  }
}

/** A node and all under it. */
function below(nodes: ReadonlyMap<string, OwnNode>, id: string): string[] {
  const children = [...nodes.values()].filter(({ parent }) => parent === id);
  return [id, ...children.flatMap((child) => below(nodes, child.id))];
}

/**
 * The log with one edit more.
 *
 * @param canHold ids under which a node may stand
 * @throws `node-not-found`, `parent-not-found`, `title-missing`, `tree-loop`, `tree-full`
 */
export function addTreeEdit(
  log: TreeLog,
  edit: TreeEdit,
  at: string,
  canHold: (id: string) => boolean,
): TreeLog {
  const { nodes } = treeState(log);
  const mayHold = (id: string) => nodes.has(id) || canHold(id);
  if (edit.type === "add" || edit.type === "rename") requireTitle(edit.title);
  if (edit.type === "add") {
    if (nodes.size >= MOST_NODES) throw fullTree();
    if (!mayHold(edit.parent) || edit.parent === ROOT_ID) throw noParent(edit.parent);
  } else if (edit.type === "move") {
    if (!mayHold(edit.id)) throw noNode(edit.id);
    const isNeed = !nodes.has(edit.id);
    if (!mayHold(edit.parent) && edit.parent !== ROOT_ID) throw noParent(edit.parent);
    if (!isNeed && (edit.parent === ROOT_ID || below(nodes, edit.id).includes(edit.parent)))
      throw loop(edit.id, edit.parent);
  } else if (edit.type === "show") {
    if (!canHold(edit.id)) throw noNode(edit.id);
  } else if (!nodes.has(edit.id)) throw noNode(edit.id);
  return { edits: [...log.edits, { at, edit }], undone: [] };
}

/** The log without its last edit; null when there is none. */
export function undoTreeEdit({ edits, undone }: TreeLog): TreeLog | null {
  const last = edits.at(-1);
  return last === undefined ? null : { edits: edits.slice(0, -1), undone: [...undone, last] };
}

/** The log with what was undone last; null when nothing was. */
export function redoTreeEdit({ edits, undone }: TreeLog): TreeLog | null {
  const next = undone.at(-1);
  return next === undefined ? null : { edits: [...edits, next], undone: undone.slice(0, -1) };
}

function requireTitle(title: string): void {
  if (title.trim() !== "" && title.length <= MOST_TITLE) return;
  throw new InvalidInput(
    "title-missing",
    `A title of ${title.trim().length} characters cannot be used: expected 1 to ${MOST_TITLE}.`,
    {
      hint: "Say in a line what it is.",
      zh: {
        message: `标题长度为 ${title.trim().length}，应为 1 到 ${MOST_TITLE} 个字符。`,
        hint: "请用一句话说明。",
      },
    },
  );
}

function noNode(id: string): NotFound {
  return new NotFound("node-not-found", `There is no ${id} in the tree that can be changed.`, {
    hint: "List the nodes: heed tree",
    zh: { message: `树中没有可修改的 ${id}。`, hint: "查看节点：heed tree" },
  });
}

function noParent(id: string): NotFound {
  return new NotFound("parent-not-found", `Nothing can stand under ${id}.`, {
    hint: "Name a need (theme_N) or a node of the tree: heed tree",
    zh: { message: `${id} 之下不能放节点。`, hint: "请指定需求（theme_N）或树中的节点：heed tree" },
  });
}

function loop(id: string, parent: string): InvalidInput {
  return new InvalidInput("tree-loop", `${id} cannot stand under ${parent}.`, {
    hint: "Name a need, or a node that is not below it.",
    zh: { message: `${id} 不能放在 ${parent} 之下。`, hint: "请指定需求，或不在其下方的节点。" },
  });
}

function fullTree(): InvalidInput {
  return new InvalidInput("tree-full", `A tree holds up to ${MOST_NODES} nodes of its own.`, {
    hint: "Remove what was dropped.",
    zh: { message: `机会树最多 ${MOST_NODES} 个自建节点。`, hint: "请移除已放弃的节点。" },
  });
}
