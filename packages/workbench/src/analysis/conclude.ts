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
  type ThemeStatements,
  type Voice,
} from "@heed/core";
import { StatementChooser } from "@heed/text";
import { loadBrief } from "../briefs/brief-store.ts";
import { readHypotheses, type SpokenMention } from "../briefs/match-voices.ts";
import { loadPlanWeights } from "../needs/plan-weights.ts";
import { createVoiceReader, type VoiceOptions } from "../needs/read-voices.ts";
import { type AnalysisSummary, loadSummary, saveSummary } from "../needs/summary.ts";
import { HeardVersions } from "../report/releases.ts";
import { hearStatements, loadStatements, saveStatements } from "../themes/keep-statements.ts";
import type { Workspace } from "../workspace/open-workspace.ts";

type ReadItem = Pick<ItemFacts, "item" | "mentions">;
/** All items of a workspace in pages, as often as they are asked for. */
export type ReadPages = () => AsyncIterable<readonly ReadItem[]>;

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
  pages: ReadPages,
  themes: readonly Theme[],
  options: ConcludeOptions,
): Promise<Conclusions> {
  const { records } = workspace;
  const isFirst = (await loadSummary(records)) === null;
  const earlier = isFirst ? null : rememberRun(await records.needs());
  const statements = (await loadStatements(records)) ?? [];
  return draw(workspace, pages, themes, options, { earlier, hypotheses: [], statements });
}

/** What an earlier conclusion found and this one takes over. */
interface Kept extends Pick<AnalysisSummary, "earlier" | "hypotheses"> {
  /** Null where an analysis of a version before statements stands: they come with the next one, since names given then are not marked. */
  readonly statements: readonly ThemeStatements[] | null;
}

async function draw(
  workspace: Pick<Workspace, "records">,
  pages: ReadPages,
  themes: readonly Theme[],
  options: ConcludeOptions,
  { earlier, hypotheses, statements }: Kept,
): Promise<Conclusions> {
  const { records } = workspace;
  const planWeights = await loadPlanWeights(records);
  const timeZone = options.timeZone ?? (await records.setting("time-zone")) ?? "UTC";
  const readVoices = createVoiceReader({ timeZone, planWeights });
  const voices: Voice[] = [];
  const tally = new ItemTally(themes);
  const chooser = statements === null ? null : new StatementChooser(statements);
  for await (const page of pages()) {
    for (const voice of readVoices(page)) voices.push(voice);
    for (const one of page) {
      tally.add(one);
      if (chooser !== null) hearStatements(chooser, one);
    }
  }
  const leaves = leafThemes(themes).filter((theme) => theme.hidden !== true);
  const needs = rankNeeds(leaves, voices);
  const summary: AnalysisSummary = {
    ...tally.span(),
    counts: {
      ...tally.counts(),
      people: new Set(voices.filter(({ rival }) => rival === null).map(({ person }) => person))
        .size,
      themes: leaves.length,
      needs: needs.length,
      rejected: await countRejected(workspace),
    },
    models: options.models,
    themeSizes: Object.fromEntries(tally.sizes),
    praise: rankPraise(leaves, voices),
    rivals: compareRivals(leaves, voices),
    versions: tally.versions.list(),
    hypotheses: await hypothesesOf(workspace, pages, voices, options.embedder ?? null, hypotheses),
    earlier,
  };
  await records.replaceNeeds(needs);
  await saveSummary(records, summary);
  if (chooser !== null) await saveStatements(records, chooser.choose());
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
  const themes = await workspace.records.themes();
  const pages = () => workspace.facts.itemFacts();
  const kept = { ...before, statements: await loadStatements(workspace.records) };
  return draw(workspace, pages, themes, { models: before.models, ...options }, kept);
}

/** Counts items one by one, so that they need not be held together. */
class ItemTally {
  readonly versions = new HeardVersions();
  /** Mentions of each theme, a group's being those of its leaves. */
  readonly sizes: Map<string, number>;
  readonly #parents: ReadonlyMap<string, string | null>;
  readonly #sources = new Set<string>();
  readonly #languages = new Map<string, number>();
  readonly #counts = { items: 0, mentions: 0, unclear: 0, duplicates: 0, spam: 0, redacted: 0 };
  #first: string | null = null;
  #last: string | null = null;

  constructor(themes: readonly Theme[]) {
    this.#parents = new Map(themes.map(({ id, parentId }) => [id, parentId]));
    this.sizes = new Map(themes.map(({ id }) => [id, 0]));
  }

  add({ item, mentions }: ReadItem): void {
    const counts = this.#counts;
    counts.items += 1;
    counts.mentions += mentions.length;
    if (item.duplicateOf !== null) counts.duplicates += 1;
    if (item.spam != null) counts.spam += 1;
    counts.redacted += item.redactions.length;
    this.#sources.add(item.source);
    this.#languages.set(item.language, (this.#languages.get(item.language) ?? 0) + 1);
    this.versions.add(item);
    const date = item.writtenAt?.slice(0, 10);
    if (date !== undefined) {
      if (this.#first === null || date < this.#first) this.#first = date;
      if (this.#last === null || date > this.#last) this.#last = date;
    }
    for (const { assignment } of mentions) this.#addTo(assignment?.themeId ?? null);
  }

  #addTo(leaf: string | null): void {
    if (leaf === null) this.#counts.unclear += 1;
    if (leaf === null || !this.sizes.has(leaf)) return;
    this.sizes.set(leaf, this.sizes.get(leaf)! + 1);
    const parent = this.#parents.get(leaf) ?? null;
    if (parent !== null && this.sizes.has(parent))
      this.sizes.set(parent, this.sizes.get(parent)! + 1);
  }

  span(): Pick<AnalysisSummary, "sources" | "firstDate" | "lastDate"> {
    return { sources: [...this.#sources].sort(), firstDate: this.#first, lastDate: this.#last };
  }

  counts() {
    const sorted = [...this.#languages].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    return { ...this.#counts, languages: Object.fromEntries(sorted) };
  }
}

async function countRejected({ records }: Pick<Workspace, "records">): Promise<number> {
  const committed = (await records.imports()).filter(({ status }) => status === "committed");
  return committed.reduce((sum, { counts }) => sum + counts.rejected, 0);
}

async function hypothesesOf(
  workspace: Pick<Workspace, "records">,
  pages: ReadPages,
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
  const spoken: SpokenMention[] = [];
  for await (const page of pages()) {
    for (const { item, mentions } of page) {
      for (const { mention } of mentions) {
        const voice = own.get(mention.id);
        if (voice === undefined) continue;
        const { mentionId, person, kind } = voice;
        spoken.push({ mentionId, person, kind, text: quote(item.text, mention) });
      }
    }
  }
  return readHypotheses(brief.hypotheses, spoken, embedder);
}
