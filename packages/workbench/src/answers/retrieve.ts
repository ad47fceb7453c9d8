// Finds what an answer may rest on: the mentions nearest to a question, grouped by theme, and the counts around them.
import {
  type CountFilter,
  type CountQuery,
  type EncoderGap,
  itemOf,
  type MentionId,
  NEED_VOICES,
  ordersModel,
  type ReadQuestion,
  type Retrieval,
  type RetrievedFigure,
  type RetrievedMention,
  readQuestion,
  type ThemeId,
  type ThemeName,
} from "@heed/core";
import { findCounted, labelCount, runCount } from "../counts/run-count.ts";
import { filterOf, themesOf } from "../desk/browse-feedback.ts";
import { loadItems, personOf } from "../desk/describe-feedback.ts";
import type { DeskContext } from "../desk/desk-context.ts";
import { listNeeds } from "../desk/read-needs.ts";

/** What was found under one theme; the mentions that fit best first. */
export interface FoundGroup {
  readonly theme: { readonly id: ThemeId; readonly name: ThemeName } | null;
  readonly figures: readonly RetrievedFigure[];
  readonly mentionIds: readonly MentionId[];
}

export interface Found {
  readonly asked: ReadQuestion;
  readonly groups: readonly FoundGroup[];
  /** Counts over all groups; empty when nothing was found. */
  readonly figures: readonly RetrievedFigure[];
  /** What a model may be shown: without mentions that give it orders. */
  readonly retrieval: Retrieval;
  /** Mentions that were kept from the model. */
  readonly withheld: number;
  /** Why words alone decided what was found; null where meaning did too. */
  readonly gap: EncoderGap | null;
}

const MOST_GROUPS = 6;
const QUOTES_A_GROUP = 5;
const MOST_SHOWN = 30;
const CONSIDERED = 600;
/** Fewer hits than this under a kind that the question seems to name, and the kind is not asked for. */
const FEW = 3;

/** The same question is looked up once until data changes. */
export async function retrieve(context: DeskContext, question: string): Promise<Found> {
  const read = readQuestion(question, await vocabularyOf(context));
  const gap =
    read.about === "" ? null : (await context.queries.seek(read.about, { isKept: true })).gap;
  const name = `found for ${question} ${gap?.code}`;
  return context.changes.remember(name, () => find(context, question, read, gap));
}

async function find(
  context: DeskContext,
  question: string,
  read: ReadQuestion,
  gap: EncoderGap | null,
): Promise<Found> {
  const asked: ReadQuestion = { ...read, filter: { rival: ["own"], ...read.filter } };
  const groups =
    asked.about === ""
      ? await rankedGroups(context, asked.filter)
      : await voicedGroups(context, asked);
  const figures = groups.groups.length === 0 ? [] : await overallFigures(context, groups.filter);
  const all = [...figures, ...groups.groups.flatMap((group) => group.figures)];
  const { shown, withheld } = await showable(context, groups.groups);
  return {
    asked: { ...asked, filter: groups.filter },
    figures,
    groups: groups.groups,
    ...{ withheld, gap },
    retrieval: {
      question,
      mentions: shown,
      figures: all.map((figure, index) => ({ ...figure, handle: `f${index + 1}` })),
      names: groups.groups.flatMap(({ theme }) =>
        theme === null ? [] : [theme.name.en, theme.name.zh],
      ),
    },
  };
}

/**
 * Which counts a model may ask for itself: those whose every value stands in the workspace. Words and days of its own have no
 * place in one, since what a figure counts is shown beside it.
 */
export async function countableBy(context: DeskContext): Promise<(query: CountQuery) => boolean> {
  const [themes, { versions, sources, rivals, languages }] = await Promise.all([
    namesOf(context),
    vocabularyOf(context),
  ]);
  const within = (values: readonly string[] | undefined, known: readonly string[]) =>
    values?.every((value) => known.includes(value)) ?? true;
  return ({ filter }) =>
    filter.about === undefined &&
    filter.from === undefined &&
    filter.to === undefined &&
    filter.channel === undefined &&
    within(filter.theme, [...themes.keys()]) &&
    within(filter.version, versions) &&
    within(filter.source, sources) &&
    within(filter.language, languages) &&
    within(filter.rival, [...rivals, "own"]);
}

async function vocabularyOf(context: DeskContext) {
  const { browser } = context.workspace.facts;
  return context.changes.remember("question vocabulary", async () => {
    const [versions, sources, rivals, languages] = await Promise.all([
      browser.facet("version", {}),
      browser.facet("source", {}),
      browser.facet("rival", {}),
      browser.facet("language", {}),
    ]);
    const named = (counts: Record<string, number>) =>
      Object.keys(counts).filter((name) => name !== "" && name !== "own");
    return {
      versions: named(versions),
      sources: named(sources),
      rivals: named(rivals),
      languages: named(languages),
    };
  });
}

interface Groups {
  readonly filter: CountFilter;
  readonly groups: FoundGroup[];
}

/** Themes that the words of a question lead to. */
async function voicedGroups(
  context: DeskContext,
  { about, filter }: ReadQuestion,
): Promise<Groups> {
  let used: CountFilter = { ...filter, about };
  let { hits } = await findCounted(context, { filter: used }, CONSIDERED);
  if (hits.length < FEW && filter.kind !== undefined) {
    const { kind: _kind, ...wider } = used;
    const more = await findCounted(context, { filter: wider }, CONSIDERED);
    if (more.hits.length > hits.length) [used, hits] = [wider, more.hits];
  }
  const names = await namesOf(context);
  const byTheme = Map.groupBy(hits, ({ assignment }) => {
    const id = assignment?.themeId ?? null;
    return id !== null && names.has(id) ? id : null;
  });
  const weighed = [...byTheme]
    .map(([id, found]) => ({ id, found, weight: found.reduce((sum, { score }) => sum + score, 0) }))
    .sort((a, b) => Number(a.id === null) - Number(b.id === null) || b.weight - a.weight)
    .slice(0, MOST_GROUPS);
  const groups = await Promise.all(
    weighed.map(async ({ id, found }): Promise<FoundGroup> => {
      const speakers = new Set<string>();
      // One a person, so that nobody speaks for everybody.
      const first = found.filter(({ item }) => {
        const who = personOf(item);
        return !speakers.has(who) && speakers.add(who).size > 0;
      });
      return {
        theme: id === null ? null : { id, name: names.get(id)! },
        figures:
          id === null
            ? []
            : [await figureOf(context, { measure: "people", filter: { ...used, theme: [id] } })],
        mentionIds: tellingFirst(
          first.slice(0, 3 * QUOTES_A_GROUP).map(({ mention, item }) => ({
            id: mention.id,
            text: item.text.slice(mention.start, mention.end),
          })),
        ).slice(0, QUOTES_A_GROUP),
      };
    }),
  );
  return { filter: used, groups };
}

/** Themes that most people voice within a filter; without one, needs by their rank. */
async function rankedGroups(context: DeskContext, filter: CountFilter): Promise<Groups> {
  const isPraise = filter.kind?.includes("praise") === true;
  const used: CountFilter = isPraise ? filter : { ...NEED_VOICES, ...filter };
  const names = await namesOf(context);
  const needs = (await listNeeds(context, {})).rows;
  const isWhole =
    Object.keys(filter).every((field) => field === "rival") && filter.rival?.[0] === "own";
  const ids = isWhole
    ? needs.map(({ themeId }) => themeId)
    : (
        await context.workspace.facts.browser.themes(
          await filterOf(context, structuredClone(used) as never),
        )
      )
        .filter(({ people }) => people > 0)
        .sort((a, b) => b.people - a.people)
        .map(({ themeId }) => themeId);
  const shown = ids.filter((id) => names.has(id)).slice(0, MOST_GROUPS - 1);
  const quotes = new Map(needs.map((need) => [need.themeId, need.quotes] as const));
  const groups = await Promise.all(
    shown.map(async (id): Promise<FoundGroup> => {
      const within: CountFilter = { ...used, theme: [id] };
      return {
        theme: { id, name: names.get(id)! },
        figures: [await figureOf(context, { measure: "people", filter: within })],
        mentionIds: await quotesWithin(context, within, quotes.get(id) ?? []),
      };
    }),
  );
  return { filter: used, groups: groups.filter(({ mentionIds }) => mentionIds.length > 0) };
}

const LOOKED_THROUGH = 400;

/** Mentions of a filter to quote: those that the need quotes first, then those that say most by themselves. */
async function quotesWithin(
  context: DeskContext,
  filter: CountFilter,
  quotes: readonly MentionId[],
): Promise<MentionId[]> {
  const browsed = await filterOf(context, structuredClone(filter) as never);
  const paging = { order: "newest", after: null, limit: LOOKED_THROUGH } as const;
  const { ids } = await context.workspace.facts.browser.mentions(browsed, paging);
  const items = await loadItems(context, ids.map(itemOf));
  const texts = ids.flatMap((id) => {
    const facts = items.get(itemOf(id));
    const mention = facts?.mentions.find((known) => known.mention.id === id)?.mention;
    return facts === undefined || mention === undefined
      ? []
      : [{ id, text: facts.item.text.slice(mention.start, mention.end) }];
  });
  const within = new Set(ids);
  const first = quotes.filter((id) => within.has(id));
  return [...new Set([...first, ...tellingFirst(texts)])].slice(0, QUOTES_A_GROUP);
}

/** Texts that say something by themselves before those that are too short or too long to, each in the order given. */
function tellingFirst(
  texts: readonly { readonly id: MentionId; readonly text: string }[],
): MentionId[] {
  const isTelling = ({ text }: { readonly text: string }) => {
    const size = text.length + 2 * (text.match(/\p{sc=Han}/gu)?.length ?? 0);
    return size >= 24 && size <= 240;
  };
  return [...texts.filter(isTelling), ...texts.filter((one) => !isTelling(one))].map(
    ({ id }) => id,
  );
}

async function overallFigures(
  context: DeskContext,
  filter: CountFilter,
): Promise<RetrievedFigure[]> {
  const queries: CountQuery[] = [
    { measure: "people", filter },
    { measure: "mentions", filter },
    { measure: "people", filter: { rival: filter.rival ?? ["own"] } },
    ...["en", "zh"]
      .filter((language) => filter.language === undefined || filter.language.includes(language))
      .map(
        (language): CountQuery => ({
          measure: "people",
          filter: { ...filter, language: [language] },
        }),
      ),
  ];
  return Promise.all(queries.map((query) => figureOf(context, query)));
}

async function figureOf(context: DeskContext, query: CountQuery): Promise<RetrievedFigure> {
  const [value, label] = await Promise.all([runCount(context, query), labelCount(context, query)]);
  return { handle: "", query, value, label };
}

/** Leaf themes that people see, by id. */
async function namesOf(context: DeskContext): Promise<Map<ThemeId, ThemeName>> {
  const themes = await themesOf(context);
  const hidden = new Set(themes.filter((theme) => theme.hidden === true).map(({ id }) => id));
  return new Map(
    themes
      .filter(({ id, parentId }) => !hidden.has(id) && (parentId === null || !hidden.has(parentId)))
      .map(({ id, name }) => [id, name]),
  );
}

/** The ledger of a question: mentions in turn from each group, with their exact words, but none that gives a model orders. */
async function showable(context: DeskContext, groups: readonly FoundGroup[]) {
  const ids: MentionId[] = [];
  for (let at = 0; at < QUOTES_A_GROUP; at += 1)
    for (const { mentionIds } of groups) if (mentionIds[at] !== undefined) ids.push(mentionIds[at]);
  const items = await loadItems(context, ids.map(itemOf));
  const shown: RetrievedMention[] = [];
  let withheld = 0;
  for (const id of ids.slice(0, MOST_SHOWN)) {
    const facts = items.get(itemOf(id));
    const mention = facts?.mentions.find((known) => known.mention.id === id)?.mention;
    if (facts === undefined || mention === undefined) continue;
    const text = facts.item.text.slice(mention.start, mention.end);
    // An order may stand beside the mention in the same message.
    if (ordersModel(text) || ordersModel(facts.item.text)) withheld += 1;
    else shown.push({ id, handle: `m${shown.length + 1}`, text, language: facts.item.language });
  }
  return { shown, withheld };
}
