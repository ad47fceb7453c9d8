// The opportunity tree of a workspace: the log of edits among its records, joined with needs, their quotes, specifications and experiments.
import {
  addTreeEdit,
  buildTree,
  Conflict,
  EMPTY_TREE_LOG,
  type MentionId,
  type OpportunityTree,
  type RecordStore,
  redoTreeEdit,
  type TreeEdit,
  type TreeLog,
  type TreeNeed,
  type TreeRecord,
  treeState,
  undoTreeEdit,
} from "@heed/core";
import { loadBrief } from "../briefs/brief-store.ts";
import { OPEN_PLAN, readPlans } from "../desk/need-plans.ts";
import { listExperiments } from "../experiments/keep-experiments.ts";
import { gatherQuotes } from "../needs/gather-quotes.ts";
import { type HeadedNeed, headNeeds } from "../needs/headed-needs.ts";
import { currentReleases } from "../releases/edit-releases.ts";
import { loadConcluded } from "../report/report-model.ts";
import { loadSpecs } from "../specs/spec-records.ts";
import type { Workspace } from "../workspace/open-workspace.ts";

const ID = "tree";
const QUOTES = 2;

export interface TreeInHand {
  readonly tree: OpportunityTree;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** A change as somebody asks for it; the id of a new node is given by the workspace. */
export type TreeChange =
  | (TreeEdit extends infer Edit ? (Edit extends { type: "add" } ? Omit<Edit, "id"> : Edit) : never)
  | { readonly type: "undo" }
  | { readonly type: "redo" };

/** The tree as it is today. @throws `not-analysed` when nothing was analysed yet */
export async function readTree(
  workspace: Pick<Workspace, "records" | "facts">,
): Promise<TreeInHand> {
  const { records, facts } = workspace;
  const [concluded, brief, plans, log, kept] = await Promise.all([
    loadConcluded(records),
    loadBrief(records),
    readPlans(records),
    loadLog(records),
    treeRecords(records),
  ]);
  const { needs } = await headNeeds(records, facts, concluded);
  const wanted = needs.flatMap(({ quotes }) => quotes.slice(0, QUOTES));
  const words = await gatherQuotes(facts, wanted);
  const treeNeeds = needs
    .map(
      (need): TreeNeed => ({
        ...{ themeId: need.themeId, name: need.name, rank: need.rank },
        ...{ namedBy: need.namedBy, statement: need.statement },
        status: (plans.get(need.themeId) ?? OPEN_PLAN).status,
        evidence: evidenceOf(need, words),
      }),
    )
    .sort((a, b) => a.rank - b.rank);
  const outcome = brief === null ? null : brief.outcome || brief.question;
  return {
    tree: buildTree({ outcome, needs: treeNeeds, records: kept, state: treeState(log) }),
    canUndo: log.edits.length > 0,
    canRedo: log.undone.length > 0,
  };
}

function evidenceOf(
  { people, share, mentions, quotes }: HeadedNeed,
  words: ReadonlyMap<MentionId, { readonly text: string; readonly language: string }>,
): TreeNeed["evidence"] {
  const shown = quotes.slice(0, QUOTES);
  return {
    ...{ people, share, mentions },
    quotes: shown.flatMap((mentionId) => {
      const found = words.get(mentionId);
      return found === undefined ? [] : [{ mentionId, text: found.text, language: found.language }];
    }),
    quotesGone: shown.filter((id) => !words.has(id)).length,
  };
}

/** Specifications, experiments and releases that nodes may stand for or point to. */
async function treeRecords(records: RecordStore): Promise<TreeRecord[]> {
  const [specs, experiments, { releases }] = await Promise.all([
    loadSpecs(records),
    listExperiments(records),
    currentReleases(records),
  ]);
  return [
    ...specs.map(
      ({ id, title, themeId }): TreeRecord => ({
        ...{ id, kind: "spec", title: { en: title.en, zh: title.zh }, status: null, tests: null },
        themeIds: themeId === null ? [] : [themeId],
      }),
    ),
    ...experiments.map(
      ({ id, name, status, outcome, themeIds, requirement }): TreeRecord => ({
        ...{ id, kind: "experiment", title: { en: name, zh: name }, themeIds },
        ...{ status: outcome?.verdict ?? status, tests: requirement === "" ? null : requirement },
      }),
    ),
    ...releases.map(
      ({ version, date }): TreeRecord => ({
        ...{ id: version, kind: "release", status: date, themeIds: [], tests: null },
        title: { en: version, zh: version },
      }),
    ),
  ];
}

async function loadLog(records: RecordStore): Promise<TreeLog> {
  return ((await records.kept.get("tree", ID)) as TreeLog | undefined) ?? EMPTY_TREE_LOG;
}

/** Changes of two pages at once are made one upon the other. */
async function changeLog(
  records: RecordStore,
  change: (log: TreeLog) => TreeLog | null,
): Promise<TreeLog | null> {
  return records.kept.change("tree", ID, (log) =>
    change((log as TreeLog | undefined) ?? EMPTY_TREE_LOG),
  );
}

/** Makes a change, undoes the last one or does it again; gives the id of a node that was added. */
export async function changeTree(
  records: RecordStore,
  change: TreeChange,
  at: string,
): Promise<{ readonly id: string | null }> {
  if (change.type === "undo" || change.type === "redo") {
    const next = await changeLog(records, change.type === "undo" ? undoTreeEdit : redoTreeEdit);
    if (next === null) throw nothingTo(change.type);
    return { id: null };
  }
  const holders = new Set<string>((await records.themes()).map(({ id }) => id));
  for (const { id, kind } of await treeRecords(records)) if (kind !== "release") holders.add(id);
  const canHold = (id: string) => holders.has(id);
  const edit: TreeEdit =
    change.type === "add"
      ? { ...change, id: `node_${await records.takeNumbers("tree-node", 1)}` }
      : change;
  await changeLog(records, (log) => addTreeEdit(log, edit, at, canHold));
  return { id: edit.id };
}

function nothingTo(what: "undo" | "redo"): Conflict {
  return what === "undo"
    ? new Conflict("nothing-to-undo", "The tree was not changed, so there is nothing to undo.", {
        zh: { message: "机会树没有改动，无可撤销。" },
      })
    : new Conflict("nothing-to-redo", "Nothing was undone, so there is nothing to do again.", {
        zh: { message: "没有可重做的改动。" },
      });
}
