// Draws the conclusions of an analysis: ranked needs, praise, rivals and hypotheses, kept so that nothing need be read again.
import {
  compareRivals,
  type Embedder,
  type HypothesisReading,
  type ItemFacts,
  leafThemes,
  type ModelName,
  type Need,
  quote,
  rankNeeds,
  rankPraise,
  rememberRun,
  type Theme,
  type Voice,
} from "@heed/core";
import { loadBrief } from "../briefs/brief-store.ts";
import { readHypotheses } from "../briefs/match-voices.ts";
import { loadPlanWeights } from "../needs/plan-weights.ts";
import { readVoices, type VoiceOptions } from "../needs/read-voices.ts";
import { type AnalysisSummary, loadSummary, saveSummary } from "../needs/summary.ts";
import { versionsHeard } from "../report/releases.ts";
import type { Workspace } from "../workspace/open-workspace.ts";

type ReadItem = Pick<ItemFacts, "item" | "mentions">;

export interface ConcludeOptions extends Pick<VoiceOptions, "timeZone"> {
  readonly models: Readonly<Record<string, ModelName>>;
  /** Finds voices of hypotheses by meaning too; by words alone when absent. */
  readonly embedder?: Embedder;
}

export interface Conclusions {
  readonly needs: readonly Need[];
  readonly summary: AnalysisSummary;
}

/** Ranks needs over items whose mentions are read and assigned, and replaces what the last run concluded. */
export async function conclude(
  workspace: Pick<Workspace, "records">,
  items: readonly ReadItem[],
  themes: readonly Theme[],
  options: ConcludeOptions,
): Promise<Conclusions> {
  const { records } = workspace;
  const isFirst = (await loadSummary(records)) === null;
  const earlier = isFirst ? null : rememberRun(await records.needs());
  return draw(workspace, items, themes, options, { earlier, hypotheses: [] });
}

/** What an earlier conclusion found and this one takes over. */
type Kept = Pick<AnalysisSummary, "earlier" | "hypotheses">;

async function draw(
  workspace: Pick<Workspace, "records">,
  items: readonly ReadItem[],
  themes: readonly Theme[],
  options: ConcludeOptions,
  { earlier, hypotheses }: Kept,
): Promise<Conclusions> {
  const { records } = workspace;
  const planWeights = await loadPlanWeights(records);
  const timeZone = options.timeZone ?? (await records.setting("time-zone")) ?? "UTC";
  const voices = readVoices(items, { timeZone, planWeights });
  const leaves = leafThemes(themes).filter((theme) => theme.hidden !== true);
  const needs = rankNeeds(leaves, voices);
  const summary: AnalysisSummary = {
    sources: [...new Set(items.map(({ item }) => item.source))].sort(),
    ...datesOf(items),
    counts: {
      ...countItems(items),
      people: new Set(voices.filter(({ rival }) => rival === null).map(({ person }) => person))
        .size,
      themes: leaves.length,
      needs: needs.length,
      rejected: await countRejected(workspace),
    },
    models: options.models,
    themeSizes: sizesOf(items, themes),
    praise: rankPraise(leaves, voices),
    rivals: compareRivals(leaves, voices),
    versions: versionsHeard(items.map(({ item }) => item)),
    hypotheses: await hypothesesOf(workspace, items, voices, options.embedder ?? null, hypotheses),
    earlier,
  };
  await records.replaceNeeds(needs);
  await saveSummary(records, summary);
  return { needs, summary };
}

/**
 * Concludes anew from what is stored: after people's decisions about themes, or under a new brief. What counts as changed since
 * the last run stays what it was, since nothing was run.
 */
export async function concludeAgain(
  workspace: Workspace,
  options: Partial<ConcludeOptions> = {},
): Promise<Conclusions | null> {
  const before = await loadSummary(workspace.records);
  if (before === null) return null;
  const items: ItemFacts[] = [];
  for await (const page of workspace.facts.itemFacts()) items.push(...page);
  const themes = await workspace.records.themes();
  return draw(workspace, items, themes, { models: before.models, ...options }, before);
}

function datesOf(items: readonly ReadItem[]): Pick<AnalysisSummary, "firstDate" | "lastDate"> {
  let first: string | null = null;
  let last: string | null = null;
  for (const { item } of items) {
    const date = item.writtenAt?.slice(0, 10);
    if (date === undefined) continue;
    if (first === null || date < first) first = date;
    if (last === null || date > last) last = date;
  }
  return { firstDate: first, lastDate: last };
}

function countItems(items: readonly ReadItem[]) {
  let mentions = 0;
  let unclear = 0;
  let duplicates = 0;
  let spam = 0;
  let redacted = 0;
  const languages = new Map<string, number>();
  for (const { item, mentions: spoken } of items) {
    mentions += spoken.length;
    unclear += spoken.filter(({ assignment }) => assignment?.themeId == null).length;
    if (item.duplicateOf !== null) duplicates += 1;
    if (item.spam != null) spam += 1;
    redacted += item.redactions.length;
    languages.set(item.language, (languages.get(item.language) ?? 0) + 1);
  }
  const sorted = [...languages].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return {
    items: items.length,
    mentions,
    unclear,
    duplicates,
    spam,
    redacted,
    languages: Object.fromEntries(sorted),
  };
}

async function countRejected({ records }: Pick<Workspace, "records">): Promise<number> {
  const committed = (await records.imports()).filter(({ status }) => status === "committed");
  return committed.reduce((sum, { counts }) => sum + counts.rejected, 0);
}

function sizesOf(items: readonly ReadItem[], themes: readonly Theme[]): Record<string, number> {
  const parents = new Map(themes.map(({ id, parentId }) => [id, parentId]));
  const sizes = new Map<string, number>(themes.map(({ id }) => [id, 0]));
  for (const { mentions } of items) {
    for (const { assignment } of mentions) {
      const leaf = assignment?.themeId ?? null;
      if (leaf === null || !sizes.has(leaf)) continue;
      sizes.set(leaf, sizes.get(leaf)! + 1);
      const parent = parents.get(leaf) ?? null;
      if (parent !== null && sizes.has(parent)) sizes.set(parent, sizes.get(parent)! + 1);
    }
  }
  return Object.fromEntries(sizes);
}

async function hypothesesOf(
  workspace: Pick<Workspace, "records">,
  items: readonly ReadItem[],
  voices: readonly Voice[],
  embedder: Embedder | null,
  known: readonly HypothesisReading[],
): Promise<readonly HypothesisReading[]> {
  const brief = await loadBrief(workspace.records);
  if (brief === null || brief.hypotheses.length === 0) return [];
  const asked = JSON.stringify(brief.hypotheses);
  // Which theme a mention stands in changes nothing about what it says to a hypothesis.
  if (JSON.stringify(known.map(({ hypothesis }) => hypothesis)) === asked) return known;
  const own = new Map(
    voices.filter(({ rival }) => rival === null).map((voice) => [voice.mentionId, voice]),
  );
  const spoken = items.flatMap(({ item, mentions }) =>
    mentions.flatMap(({ mention }) => {
      const voice = own.get(mention.id);
      if (voice === undefined) return [];
      const { mentionId, person, kind } = voice;
      return [{ mentionId, person, kind, text: quote(item.text, mention) }];
    }),
  );
  return readHypotheses(brief.hypotheses, spoken, embedder);
}
