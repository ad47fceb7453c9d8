// What an analysis concluded besides needs: the digest, the brief's findings, releases and the report.
import {
  type Brief,
  collectionPlan,
  InvalidInput,
  type MentionId,
  makeDigest,
  NotFound,
  parseHypothesis,
} from "@heed/core";
import type { BriefFindings, BriefRequest, BriefView, DigestView, Release } from "@heed/core/api";
import { concludeAgain } from "../analysis/conclude.ts";
import { loadBrief, saveBrief } from "../briefs/brief-store.ts";
import { measureReleases } from "../impact/measure-impact.ts";
import { loadSummary } from "../needs/summary.ts";
import { loadReleases, saveReleases } from "../report/releases.ts";
import { renderReport } from "../report/render-report.ts";
import { loadReport } from "../report/report-model.ts";
import { describeMentions } from "./describe-feedback.ts";
import { type DeskContext, timeZoneOf } from "./desk-context.ts";
import { listNeeds } from "./read-needs.ts";

export function getDigest(context: DeskContext): Promise<DigestView> {
  return context.changes.remember("digest", async () => {
    const { records } = context.workspace;
    const shown = (await listNeeds(context, {})).rows;
    const names = new Map(shown.map((need) => [need.id, need] as const));
    const needs = (await records.needs()).filter(({ id }) => names.has(id));
    const digest = makeDigest(needs, (await loadSummary(records))?.earlier ?? null);
    const quotes = new Map<MentionId, string>();
    const first = digest.entries.flatMap(({ needId }) => names.get(needId)?.quotes[0] ?? []);
    for (const row of await describeMentions(context, first)) quotes.set(row.id, row.quote);
    return {
      asOfDate: digest.asOfDate,
      weeks: digest.weeks,
      heard: digest.heard,
      rows: digest.entries.map((entry) => {
        const need = names.get(entry.needId)!;
        const quote = need.quotes[0] === undefined ? undefined : quotes.get(need.quotes[0]);
        return {
          ...entry,
          state: entry.state as DigestView["rows"][number]["state"],
          themeId: need.themeId,
          name: need.name,
          statement: need.statement,
          namedBy: need.namedBy,
          ratio: entry.ratio === null ? null : { ...entry.ratio },
          lastWeek: { ...entry.lastWeek },
          firstQuote: quote === undefined ? null : { id: need.quotes[0]!, quote },
        };
      }),
    };
  });
}

const EMPTY_BRIEF: Brief = { question: "", users: [], outcome: "", hypotheses: [], rivals: [] };

export async function getBrief({ workspace }: DeskContext): Promise<BriefView> {
  return plain((await loadBrief(workspace.records)) ?? EMPTY_BRIEF);
}

/** Keeps a brief; its hypotheses are numbered in order, and read against what is here at once. */
export async function putBrief(context: DeskContext, brief: BriefRequest): Promise<BriefView> {
  const numbered = {
    ...brief,
    hypotheses: brief.hypotheses.map(({ expects, ...one }, index) => {
      const read = parseHypothesis(one.statement, index);
      return expects === undefined
        ? { ...read, signs: [...one.signs, ...read.signs] }
        : { ...one, id: `H${index + 1}`, expects };
    }),
  };
  await saveBrief(context.workspace.records, numbered);
  context.changes.note();
  return plain(numbered);
}

export async function getCollectionPlan(context: DeskContext) {
  return collectionPlan(await getBrief(context));
}

/** What the voices say to the brief's hypotheses; they are read again when the brief changed since the analysis. */
export function getBriefFindings(context: DeskContext): Promise<BriefFindings> {
  return context.changes.remember("brief findings", async () => {
    const { records } = context.workspace;
    const { hypotheses } = await getBrief(context);
    let summary = await loadSummary(records);
    if (summary === null || hypotheses.length === 0) return { rows: [] };
    if (
      JSON.stringify(summary.hypotheses.map((one) => one.hypothesis)) !== JSON.stringify(hypotheses)
    ) {
      const timeZone = await timeZoneOf(context);
      summary =
        (await concludeAgain(context.workspace, { timeZone, embedder: context.workers.embedder }))
          ?.summary ?? summary;
    }
    return { rows: plain(summary.hypotheses).map((row) => ({ ...row })) } as BriefFindings;
  });
}

export async function listReleases({ workspace: { records } }: DeskContext): Promise<{
  rows: Release[];
  areListed: boolean;
}> {
  const listed = await loadReleases(records);
  const rows = listed ?? (await loadSummary(records))?.versions ?? [];
  return {
    rows: rows.map(({ version, date, notes }) => ({ version, date, notes: notes ?? null })),
    areListed: listed !== null,
  };
}

export async function putReleases(context: DeskContext, rows: readonly Release[]) {
  const twice = rows.find(({ version }, at) => rows.findIndex((r) => r.version === version) < at);
  if (twice !== undefined) {
    throw new InvalidInput("release-twice", `Version ${twice.version} is listed twice.`, {
      hint: "Keep one line for each version.",
    });
  }
  const sorted = rows.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  await saveReleases(
    context.workspace.records,
    sorted.map(({ version, date, notes }) => ({
      ...{ version, date },
      ...(notes === null ? {} : { notes }),
    })),
  );
  context.changes.note();
  return listReleases(context);
}

/** The report as one HTML file. */
export async function getReport(context: DeskContext, language: "en" | "zh"): Promise<string> {
  const { records, facts } = context.workspace;
  if ((await loadSummary(records)) === null) {
    throw new NotFound("not-analysed", "There is no analysis to report on yet.", {
      hint: "Import feedback, and analyse it, first.",
    });
  }
  const impacts = await measureReleases(context.workspace, { isLevel: true });
  return renderReport(await loadReport(records, facts, impacts), { language });
}

/** The same value with lists that may be written to, as schemas give them. */
function plain<Value>(value: Value): Plain<Value> {
  return structuredClone(value) as Plain<Value>;
}
type Plain<Value> = Value extends readonly (infer Item)[]
  ? Plain<Item>[]
  : Value extends object
    ? { -readonly [Key in keyof Value]: Plain<Value[Key]> }
    : Value;
