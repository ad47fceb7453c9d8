// Needs as people look at them: the last run's ranking with today's names, plans and, under filters, today's counts.
import {
  type Figure,
  figureRows,
  itemOf,
  type MentionId,
  type Need,
  NotFound,
  namedByOf,
  type Theme,
  type ThemeId,
  type ThemeTally,
  weekOf,
} from "@heed/core";
import type {
  FeedbackFilters,
  MentionRow,
  NeedDetail,
  NeedList,
  NeedOutcomeView,
  NeedPerson,
  NeedPlanView,
  NeedView,
} from "@heed/core/api";
import { wilsonInterval } from "@heed/stats";
import { needExperiments } from "../experiments/need-experiments.ts";
import { loadPlanWeights } from "../needs/plan-weights.ts";
import { readVoices } from "../needs/read-voices.ts";
import { currentReleases } from "../releases/edit-releases.ts";
import { readOutcomes } from "../releases/release-aims.ts";
import { lastAnalysis } from "./analysis-mark.ts";
import { filterOf, statementsFor, themesOf } from "./browse-feedback.ts";
import { isNarrowed } from "./browse-filter.ts";
import { listName, openCursor, sealCursor } from "./cursors.ts";
import { describeMentions } from "./describe-feedback.ts";
import { type DeskContext, timeZoneOf } from "./desk-context.ts";
import { OPEN_PLAN, readPlans } from "./need-plans.ts";

type Lane = NonNullable<NeedPlanView["lane"]>;
type NeedFilters = FeedbackFilters & {
  readonly lane?: readonly Lane[] | undefined;
  readonly status?: readonly NeedPlanView["status"][] | undefined;
  readonly order?: "rank" | "within" | undefined;
};

export async function listNeeds(context: DeskContext, query: NeedFilters): Promise<NeedList> {
  const { lane, status, order, ...filters } = query;
  const [needs, mark] = await Promise.all([needsInUse(context), lastAnalysis(context)]);
  const within = isNarrowed(filters) ? await countWithin(context, filters) : null;
  const rows = needs
    .map((need) => ({
      ...need,
      segments: need.segments.filter(({ says }) => says !== "same"),
      within: within === null ? null : within(need.themeId),
    }))
    .filter(({ plan }) => lane === undefined || (plan.lane !== null && lane.includes(plan.lane)))
    .filter(({ plan }) => status === undefined || status.includes(plan.status))
    .filter((need) => need.within === null || need.within.people > 0);
  if (order === "within")
    rows.sort((a, b) => (b.within?.people ?? 0) - (a.within?.people ?? 0) || a.rank - b.rank);
  return { rows, analysedAt: mark?.at ?? null, isStale: mark === null ? false : mark.isStale };
}

export function getNeed(context: DeskContext, id: Need["id"]): Promise<NeedDetail> {
  return context.changes.remember(`need ${id}`, () => readNeed(context, id));
}

async function readNeed(context: DeskContext, id: Need["id"]): Promise<NeedDetail> {
  const need = await findNeed(context, id);
  const theme = (await themesOf(context)).find((known) => known.id === need.themeId);
  return {
    ...need,
    keyphrases: {
      en: [...(theme?.keyphrases.en ?? [])],
      zh: [...(theme?.keyphrases.zh ?? [])],
    },
    quoteRows: await describeMentions(context, need.quotes),
    outcomes: await outcomesOf(context, need.themeId),
    experiments: await needExperiments(context.workspace.records, need.themeId),
  };
}

/** What became of a theme at the releases that were meant to help it, the latest first. */
async function outcomesOf(
  { workspace: { records } }: DeskContext,
  themeId: ThemeId,
): Promise<NeedOutcomeView[]> {
  const [outcomes, { releases }] = await Promise.all([
    readOutcomes(records),
    currentReleases(records),
  ]);
  return (outcomes.get(themeId) ?? [])
    .map(({ version, verdict, sentence, throughWeek }) => ({
      ...{ version, verdict, sentence: { ...sentence }, throughWeek },
      date: releases.find((release) => release.version === version)?.date ?? null,
    }))
    .reverse();
}

interface FigureFields {
  readonly weekFrom?: string | undefined;
  readonly weekTo?: string | undefined;
  readonly dimension?: string | undefined;
  readonly value?: string | undefined;
  readonly kind?: Figure["kind"] | undefined;
  readonly language?: string | undefined;
  readonly valued?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** The mentions that a figure of a need counts, by the rules that counted them. */
export async function listFigureRows(
  context: DeskContext,
  id: Need["id"],
  fields: FigureFields,
): Promise<{ rows: MentionRow[]; next: string | null; total: number; people: number }> {
  const list = listName(`figure ${id}`, fields);
  const { mentionIds, people } = await context.changes.remember(list, async () => {
    const { themeId } = await findNeed(context, id);
    return figureRows(await voicesOf(context, themeId), figureOf(themeId, fields));
  });
  const { hash } = context.workspace;
  const from = fields.cursor === undefined ? 0 : openCursor<number>(fields.cursor, list, hash);
  const until = from + (fields.limit ?? 50);
  return {
    rows: await describeMentions(context, mentionIds.slice(from, until)),
    next: until < mentionIds.length ? sealCursor(until, list, hash) : null,
    total: mentionIds.length,
    people,
  };
}

/** The people who asked for a need, those who said it most first. */
export async function listNeedPeople(
  context: DeskContext,
  id: Need["id"],
  { cursor, limit = 50 }: { cursor?: string | undefined; limit?: number | undefined },
): Promise<{ rows: NeedPerson[]; next: string | null; total: number }> {
  const { themeId } = await findNeed(context, id);
  const { facts, hash } = context.workspace;
  const list = `people ${id}`;
  const after = cursor === undefined ? null : openCursor<(string | number)[]>(cursor, list, hash);
  const filter = {
    themeIds: [themeId],
    kinds: ["bug", "complaint", "request", "question"] as const,
    rivals: [""],
  };
  const page = await facts.browser.people(filter, { after, limit });
  const quotes = new Map(
    (
      await describeMentions(
        context,
        page.people.map(({ mentionId }) => mentionId),
      )
    ).map((row) => [row.id, row] as const),
  );
  return {
    rows: page.people.map((person) => ({
      ...person,
      person: quotes.get(person.mentionId)?.item.person ?? person.person,
      quote: quotes.get(person.mentionId)?.quote ?? "",
    })),
    next: page.next === null ? null : sealCursor(page.next, list, hash),
    total: page.total,
  };
}

/** Needs of themes that are there and not hidden, under their names of today. */
function needsInUse(context: DeskContext): Promise<NeedView[]> {
  return context.changes.remember("needs", async () => {
    const { records } = context.workspace;
    const [needs, themes, plans, statementsOf] = await Promise.all([
      records.needs(),
      themesOf(context),
      readPlans(records),
      statementsFor(context),
    ]);
    const known = new Map(themes.map((theme) => [theme.id, theme]));
    const shown = needs.filter(({ themeId }) => isShown(known.get(themeId), known));
    const firstQuotes = shown.flatMap(({ quotes }) => quotes.slice(0, 1));
    const words = new Map(
      (await describeMentions(context, firstQuotes)).map(({ id, quote }) => [id, quote] as const),
    );
    return shown.map((need) => ({
      ...(structuredClone(need) as unknown as Omit<NeedView, "plan" | "firstQuote" | "within">),
      statement: statementsOf(need.themeId).need,
      namedBy: namedByOf(known.get(need.themeId)!),
      name: known.get(need.themeId)!.name,
      plan: plans.get(need.themeId) ?? OPEN_PLAN,
      firstQuote: words.get(need.quotes[0] as MentionId) ?? null,
      within: null,
    }));
  });
}

function isShown(theme: Theme | undefined, known: ReadonlyMap<ThemeId, Theme>): boolean {
  if (theme === undefined || theme.hidden === true) return false;
  return theme.parentId === null || known.get(theme.parentId)?.hidden !== true;
}

export async function findNeed(context: DeskContext, id: Need["id"]): Promise<NeedView> {
  const need = (await needsInUse(context)).find((known) => known.id === id);
  if (need !== undefined) return need;
  throw new NotFound("need-not-found", `There is no need ${id}.`, {
    hint: "Needs are found anew by every analysis; list them to see those of today.",
  });
}

/** People who voice each theme within filters, and of how many heard. */
async function countWithin(context: DeskContext, filters: FeedbackFilters) {
  const { browser } = context.workspace.facts;
  return context.changes.remember(listName("needs within", filters), async () => {
    const filter = await filterOf(context, filters);
    // A rival's voice is no need of ours; whoever asks for a rival's wants to see that rival's.
    const own = filters.rival === undefined ? { ...filter, rivals: [""] } : filter;
    const { themeIds: _themes, kinds: _kinds, sentiments: _sentiments, ...heardFilter } = own;
    const kinds = filter.kinds ?? (["bug", "complaint", "request", "question"] as const);
    const [tallies, { people: heard }] = await Promise.all([
      browser.themes({ ...own, kinds }),
      browser.totals(heardFilter),
    ]);
    const byTheme = new Map<ThemeId, ThemeTally>(tallies.map((tally) => [tally.themeId, tally]));
    return (themeId: ThemeId): NonNullable<NeedView["within"]> => {
      const { people = 0, mentions = 0 } = byTheme.get(themeId) ?? {};
      const share = wilsonInterval({ successes: Math.min(people, heard), trials: heard });
      return {
        people,
        heard,
        mentions,
        share: share.ok ? { value: share.estimate, low: share.low, high: share.high } : null,
      };
    };
  });
}

/** Voices of one theme's mentions, remembered until data changes. */
function voicesOf(context: DeskContext, themeId: ThemeId) {
  return context.changes.remember(`voices ${themeId}`, async () => {
    const { facts } = context.workspace;
    const assigned = await facts.assignments({ themeIds: [themeId] });
    const ids = new Set(
      assigned
        .filter((assignment) => assignment.themeId === themeId)
        .map(({ mentionId }) => itemOf(mentionId)),
    );
    const timeZone = await timeZoneOf(context);
    const planWeights = await loadPlanWeights(context.workspace.records);
    const voices = [];
    for await (const page of facts.itemFacts({ ids: [...ids], pageSize: 2_000 })) {
      const read = readVoices(page, { timeZone, planWeights });
      voices.push(...read.filter((voice) => voice.themeId === themeId));
    }
    return voices;
  });
}

function figureOf(themeId: ThemeId, fields: FigureFields): Figure {
  const { weekFrom, weekTo, dimension, value, kind, language, valued } = fields;
  const monday = weekOf("UTC");
  const day = (date: string) => monday(`${date}T12:00:00.000Z`);
  return {
    themeId,
    ...(weekFrom === undefined && weekTo === undefined
      ? {}
      : { weeks: { from: day(weekFrom ?? "0001-01-01"), to: day(weekTo ?? "9999-12-31") } }),
    ...(dimension === undefined || value === undefined ? {} : { segment: { dimension, value } }),
    ...(kind === undefined ? {} : { kind }),
    ...(language === undefined ? {} : { language }),
    ...(valued === undefined ? {} : { valued }),
  };
}
