// Opens an analysed workspace to read what was concluded: the records at once, the feedback only when its words are asked for.
import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import {
  type Figure,
  type FigureRows,
  figureRows,
  type ItemFacts,
  type ItemId,
  type MentionId,
  NotFound,
  type RecordStore,
} from "@heed/core";
import { openSqliteRecordStore } from "@heed/store";
import { findServer } from "../desk/running-server.ts";
import { measureReleases } from "../impact/measure-impact.ts";
import {
  type Concluded,
  loadConcluded,
  loadReport,
  type ReportModel,
} from "../report/report-model.ts";
import { Borrowed } from "../workspace/borrow-workspace.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { type GatheredQuote, gatherQuotes } from "./gather-quotes.ts";
import { type HeadedNeed, headNeeds } from "./headed-needs.ts";
import { loadPlanWeights } from "./plan-weights.ts";
import { readVoices } from "./read-voices.ts";

/** Opens the records of a workspace that exists; refuses a folder that holds none. */
export async function openRecords(folder: string): Promise<RecordStore> {
  const path = join(resolve(folder), "heed.sqlite");
  try {
    await access(path);
  } catch (cause) {
    throw new NotFound("workspace-not-found", `There is no workspace in ${folder}.`, {
      cause,
      hint: "Name one with --workspace DIR, or make one: heed analyze FILE --workspace DIR",
    });
  }
  const server = await findServer(folder);
  return server === null
    ? openSqliteRecordStore(path)
    : openSqliteRecordStore(path, () => new Borrowed(server).close(true));
}

/** What the last analysis of a workspace concluded, without opening its feedback. */
export async function readConcluded(folder: string): Promise<Concluded> {
  const records = await openRecords(folder);
  try {
    return await loadConcluded(records);
  } finally {
    await records.close();
  }
}

/** The same with the words that head each need. */
export async function readHeadedNeeds(
  folder: string,
): Promise<Omit<Concluded, "needs"> & { readonly needs: readonly HeadedNeed[] }> {
  const concluded = await readConcluded(folder);
  const workspace = await openWorkspace(folder);
  try {
    return { ...concluded, ...(await headNeeds(workspace.records, workspace.facts, concluded)) };
  } finally {
    await workspace.close();
  }
}

/** The model of a report over a workspace as it was last analysed. */
export async function readReport(folder: string): Promise<ReportModel> {
  await readConcluded(folder);
  const workspace = await openWorkspace(folder);
  try {
    const impacts = await measureReleases(workspace);
    return await loadReport(workspace.records, workspace.facts, impacts);
  } finally {
    await workspace.close();
  }
}

/** The words behind mention ids; an erased or edited item's are missing. */
export async function readQuotes(
  folder: string,
  mentionIds: Iterable<MentionId>,
): Promise<Map<MentionId, GatheredQuote>> {
  const workspace = await openWorkspace(folder);
  try {
    return await gatherQuotes(workspace.facts, mentionIds);
  } finally {
    await workspace.close();
  }
}

export interface FigureQuotes extends FigureRows {
  readonly quotes: ReadonlyMap<MentionId, GatheredQuote>;
}

/** The rows that a figure counts, with their words: only the theme's own items are read. */
export async function readFigureRows(
  folder: string,
  figure: Figure,
  timeZone = "UTC",
): Promise<FigureQuotes> {
  const workspace = await openWorkspace(folder);
  try {
    const assigned = await workspace.facts.assignments({ themeIds: [figure.themeId] });
    const ids = [...new Set(assigned.map(({ mentionId }) => itemOf(mentionId)))];
    const facts: ItemFacts[] = [];
    for await (const page of workspace.facts.itemFacts({ ids })) facts.push(...page);
    const planWeights = await loadPlanWeights(workspace.records);
    const rows = figureRows(readVoices(facts, { timeZone, planWeights }), figure);
    return { ...rows, quotes: await gatherQuotes(workspace.facts, rows.mentionIds) };
  } finally {
    await workspace.close();
  }
}

function itemOf(id: MentionId): ItemId {
  return id.slice(0, id.indexOf(".")) as ItemId;
}
