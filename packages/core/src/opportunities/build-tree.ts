// The opportunity tree: the wanted outcome, the needs under it, what may meet them, and what tests that, with evidence carried along.
import type { Estimate } from "../needs/need.ts";
import type { Headed } from "../themes/statement.ts";
import {
  type OwnNode,
  type OwnNodeKind,
  ROOT_ID,
  type SiblingMove,
  type TreeState,
} from "./tree-edit.ts";

interface BothNames {
  readonly en: string;
  readonly zh: string;
}

export interface TreeQuote {
  readonly mentionId: string;
  readonly text: string;
  readonly language: string;
}

/** What people said that a node rests on; a solution carries that of its need. */
export interface TreeEvidence {
  readonly people: number;
  readonly share: Estimate;
  readonly mentions: number;
  readonly quotes: readonly TreeQuote[];
  /** Quotes whose words are gone or changed since. */
  readonly quotesGone: number;
}

/** Something that a node points to, and whether it is there. */
export interface TreeLink {
  readonly ref: string;
  readonly kind: "spec" | "experiment" | "release";
  readonly title: BothNames | null;
  readonly status: string | null;
  readonly isBroken: boolean;
}

export interface TreeNode {
  readonly id: string;
  readonly kind: "outcome" | "need" | OwnNodeKind;
  readonly title: BothNames;
  /** What goes before its title where it is a need; null for other nodes. */
  readonly heading: Pick<Headed, "namedBy" | "statement"> | null;
  readonly status: string | null;
  /** Its place in the ranking, for needs. */
  readonly rank: number | null;
  /** Whether people added it to the tree, so that it can be renamed, moved and removed. */
  readonly isOwn: boolean;
  readonly evidence: TreeEvidence | null;
  readonly links: readonly TreeLink[];
  readonly children: readonly TreeNode[];
}

/** What does not hold any more. */
export interface BrokenLink {
  readonly node: string;
  readonly title: string;
  readonly reason: "need-gone" | "link-gone" | "quotes-gone";
  /** What is gone: the theme, the reference, or how many quotes. */
  readonly what: string;
}

export interface OtherNeed extends Headed {
  readonly id: string;
  readonly rank: number;
  readonly people: number;
}

export interface OpportunityTree {
  readonly root: TreeNode;
  readonly broken: readonly BrokenLink[];
  /** Needs that are not shown, by rank. */
  readonly others: readonly OtherNeed[];
}

export interface TreeNeed extends Headed {
  readonly themeId: string;
  readonly rank: number;
  readonly status: string;
  readonly evidence: TreeEvidence;
}

/** Something kept elsewhere that stands in the tree, or is pointed to. */
export interface TreeRecord {
  readonly id: string;
  readonly kind: TreeLink["kind"];
  readonly title: BothNames;
  readonly status: string | null;
  readonly themeIds: readonly string[];
  /** Id of the specification that an experiment tests; null for none. */
  readonly tests: string | null;
}

export interface TreeInputs {
  /** The outcome that the brief wants, else its question; null without a brief. */
  readonly outcome: string | null;
  /** By rank. */
  readonly needs: readonly TreeNeed[];
  readonly records: readonly TreeRecord[];
  readonly state: TreeState;
}

/** Needs that are shown though nobody did anything about them. */
const SHOWN = 8;

export function buildTree(inputs: TreeInputs): OpportunityTree {
  const { needs, state, outcome, records } = inputs;
  const busy = new Set([
    ...[...state.nodes.values()].map(({ parent }) => parent),
    ...records.flatMap(({ themeIds }) => themeIds),
  ]);
  const isShown = ({ themeId, rank }: TreeNeed) =>
    state.shown.get(themeId) ?? (busy.has(themeId) || rank <= SHOWN);
  const shown = needs.filter(isShown);
  const root: TreeNode = {
    ...{ id: ROOT_ID, kind: "outcome", status: null, rank: null, isOwn: false, evidence: null },
    title: outcome === null || outcome === "" ? NO_OUTCOME : { en: outcome, zh: outcome },
    heading: null,
    links: [],
    children: ordered(
      shown.map((need) => needNode(need, inputs)),
      state.moves.get(ROOT_ID),
    ),
  };
  return {
    root,
    broken: brokenIn(inputs, root),
    others: needs
      .filter((need) => !isShown(need))
      .map(({ themeId: id, name, namedBy, statement, rank, evidence: { people } }) => ({
        ...{ id, name, namedBy, statement, rank, people },
      })),
  };
}

const NO_OUTCOME: BothNames = {
  en: "What people need (write a brief to name the outcome)",
  zh: "用户的需求（在简报中写明期望结果）",
};

function needNode(
  { themeId, name, namedBy, statement, rank, status, evidence }: TreeNeed,
  inputs: TreeInputs,
): TreeNode {
  const { records, state } = inputs;
  const specs = records.filter(
    ({ kind, themeIds }) => kind === "spec" && themeIds.includes(themeId),
  );
  const ofSpec = new Set(specs.map(({ id }) => id));
  const experiments = records.filter(
    ({ kind, themeIds, tests }) =>
      kind === "experiment" && themeIds.includes(themeId) && !(tests !== null && ofSpec.has(tests)),
  );
  const linked = new Set([...state.nodes.values()].flatMap(({ refs }) => refs));
  const children = [
    ...specs.map((spec) => recordNode(spec, evidence, inputs)),
    ...experiments
      .filter(({ id }) => !linked.has(id))
      .map((one) => recordNode(one, evidence, inputs)),
    ...ownChildren(themeId, evidence, inputs),
  ];
  return {
    ...{ id: themeId, kind: "need", title: name, status, rank, isOwn: false, evidence, links: [] },
    heading: { namedBy, statement },
    children: ordered(children, state.moves.get(themeId)),
  };
}

/** A specification or an experiment that names the need itself. */
function recordNode(record: TreeRecord, evidence: TreeEvidence, inputs: TreeInputs): TreeNode {
  const { id, title, status, kind } = record;
  const tests = inputs.records.filter((one) => one.kind === "experiment" && one.tests === id);
  return {
    ...{ id, title, status, rank: null, isOwn: false, evidence },
    heading: null,
    kind: kind === "spec" ? "requirement" : "experiment",
    links: [linkTo(id, inputs)],
    children: ordered(
      [
        ...tests.map((one) => recordNode(one, evidence, inputs)),
        ...ownChildren(id, evidence, inputs),
      ],
      inputs.state.moves.get(id),
    ),
  };
}

function ownChildren(parent: string, evidence: TreeEvidence, inputs: TreeInputs): TreeNode[] {
  return [...inputs.state.nodes.values()]
    .filter((node) => node.parent === parent)
    .map((node) => ownNode(node, evidence, inputs));
}

function ownNode(node: OwnNode, evidence: TreeEvidence, inputs: TreeInputs): TreeNode {
  const { id, kind, title, status, refs } = node;
  return {
    ...{ id, kind, title: { en: title, zh: title }, status, rank: null, isOwn: true, evidence },
    heading: null,
    links: refs.map((ref) => linkTo(ref, inputs)),
    children: ordered(ownChildren(id, evidence, inputs), inputs.state.moves.get(id)),
  };
}

function linkTo(ref: string, { records }: TreeInputs): TreeLink {
  const found = records.find(({ id }) => id === ref);
  return {
    ref,
    kind: found?.kind ?? kindOf(ref),
    title: found?.title ?? null,
    status: found?.status ?? null,
    isBroken: found === undefined,
  };
}

function kindOf(ref: string): TreeLink["kind"] {
  return ref.startsWith("spec_")
    ? "spec"
    : ref.startsWith("experiment_")
      ? "experiment"
      : "release";
}

/** Children as they came, with the moves that somebody made among them. */
function ordered(children: readonly TreeNode[], moves: readonly SiblingMove[] = []): TreeNode[] {
  const list = [...children];
  for (const { id, before } of moves) {
    const from = list.findIndex((child) => child.id === id);
    if (from < 0) continue;
    const [moved] = list.splice(from, 1);
    const to = before === null ? -1 : list.findIndex((child) => child.id === before);
    list.splice(to < 0 ? list.length : to, 0, moved!);
  }
  return list;
}

function brokenIn({ state }: TreeInputs, root: TreeNode): BrokenLink[] {
  const inTree = new Map<string, TreeNode>();
  const walk = (node: TreeNode) => {
    inTree.set(node.id, node);
    for (const child of node.children) walk(child);
  };
  walk(root);
  const lost = [...state.nodes.values()]
    .filter(({ id, parent }) => !inTree.has(id) && !state.nodes.has(parent))
    .filter(({ parent }) => state.shown.get(parent) !== false)
    .map(({ id, title, parent }) => ({
      node: id,
      title,
      reason: "need-gone" as const,
      what: parent,
    }));
  const nodes = [...inTree.values()];
  const links = nodes.flatMap(({ id, title, links: own }) =>
    own
      .filter(({ isBroken }) => isBroken)
      .map(({ ref }) => ({ node: id, title: title.en, reason: "link-gone" as const, what: ref })),
  );
  const quotes = nodes
    .filter(({ kind, evidence }) => kind === "need" && (evidence?.quotesGone ?? 0) > 0)
    .map(({ id, title, evidence }) => ({
      ...{ node: id, title: title.en, reason: "quotes-gone" as const },
      what: String(evidence!.quotesGone),
    }));
  return [...lost, ...links, ...quotes];
}
