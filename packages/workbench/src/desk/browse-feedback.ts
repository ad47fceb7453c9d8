// The lists of mentions and items, one item with its history, facets and weekly series.
import { FACETS, type FacetName, type ItemId, NotFound } from "@heed/core";
import type {
  Facets,
  FeedbackFilters,
  ItemDetail,
  ItemRow,
  MentionRow,
  TrendTable,
} from "@heed/core/api";
import { findMatter } from "../matters/keep-matters.ts";
import { withinMatter } from "../matters/within-matter.ts";
import { readStatements, type StatementsOf } from "../themes/keep-statements.ts";
import { browseFilter, wordsIn } from "./browse-filter.ts";
import { listName, openCursor, sealCursor } from "./cursors.ts";
import { describeItem, describeMentions, loadItems } from "./describe-feedback.ts";
import type { DeskContext } from "./desk-context.ts";
import { labFacets, labFilter, withLabLabels } from "./lab-columns.ts";

type Page<Row> = { rows: Row[]; next: string | null; total: number };
interface Paging {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly order?: "newest" | "oldest" | "arrival" | undefined;
}
type Place = readonly (string | number)[];
const PAGE = 50;

/** First pages are what many ask for at once: they are read once until data changes. */
function firstPageOnce<Row>(
  context: DeskContext,
  name: string,
  query: FeedbackFilters & Paging,
  read: () => Promise<Page<Row>>,
): Promise<Page<Row>> {
  if (query.cursor !== undefined) return read();
  return context.changes.remember(`first ${listName(name, query)} ${query.limit}`, read);
}

export function listMentions(
  context: DeskContext,
  query: FeedbackFilters & Paging,
): Promise<Page<MentionRow>> {
  return firstPageOnce(context, "mentions", query, () => readMentions(context, query));
}

async function readMentions(
  context: DeskContext,
  query: FeedbackFilters & Paging,
): Promise<Page<MentionRow>> {
  const { browser } = context.workspace.facts;
  const list = listName("mentions", query);
  const filter = await filterOf(context, query);
  const [page, total] = await Promise.all([
    browser.mentions(filter, pagingOf(context, query, list)),
    context.changes.remember(`count ${list}`, () => browser.countMentions(filter)),
  ]);
  const words = query.words === undefined ? [] : wordsIn(query.words);
  return {
    rows: await withLabLabels(context, await describeMentions(context, page.ids, words)),
    next: page.next === null ? null : sealCursor(page.next, list, context.workspace.hash),
    total,
  };
}

export function listItems(
  context: DeskContext,
  query: FeedbackFilters & Paging,
): Promise<Page<ItemRow>> {
  return firstPageOnce(context, "items", query, () => readItems(context, query));
}

async function readItems(
  context: DeskContext,
  query: FeedbackFilters & Paging,
): Promise<Page<ItemRow>> {
  const { browser } = context.workspace.facts;
  const list = listName("items", query);
  const filter = await filterOf(context, query);
  const [page, total] = await Promise.all([
    browser.items(filter, pagingOf(context, query, list)),
    context.changes.remember(`count ${list}`, () => browser.countItems(filter)),
  ]);
  const items = await loadItems(context, page.ids);
  return {
    rows: page.ids.flatMap((id) => {
      const facts = items.get(id);
      return facts === undefined ? [] : [describeItem(facts)];
    }),
    next: page.next === null ? null : sealCursor(page.next, list, context.workspace.hash),
    total,
  };
}

export async function getItem(context: DeskContext, id: ItemId): Promise<ItemDetail> {
  const { facts } = context.workspace;
  const found = (await loadItems(context, [id])).get(id);
  if (found === undefined) {
    throw new NotFound("item-not-found", `There is no item ${id}.`, {
      hint: "It may have been erased, or its import undone.",
    });
  }
  const { item } = found;
  const revisions = await facts.browser.revisions(id);
  return {
    ...describeItem(found),
    text: item.text,
    isCut: false,
    importId: item.importId,
    sourceId: item.sourceId,
    row: item.row,
    properties: { ...item.properties },
    revisions: revisions.map((revision) => ({
      revision: revision.revision,
      text: revision.text,
      rating: revision.rating,
      writtenAt: revision.writtenAt,
      importId: revision.importId,
      redactions: revision.redactions.map(({ kind, start, end }) => ({ kind, start, end })),
    })),
    similar: await facts.browser.similarItems(id, 20),
  };
}

const FACET_FIELD: Readonly<Record<FacetName, keyof FeedbackFilters>> = {
  kind: "kind",
  sentiment: "sentiment",
  language: "language",
  source: "source",
  version: "version",
  channel: "channel",
  rating: "rating",
  theme: "theme",
  unclear: "unclearReason",
  rival: "rival",
};

/** Counts of each facet's values under all filters but its own, so that alternatives show what they would add. */
export function getFacets(context: DeskContext, filters: FeedbackFilters): Promise<Facets> {
  const { browser } = context.workspace.facts;
  return context.changes.remember(listName("facets", filters), async () => {
    const totals = browser.totals(await filterOf(context, filters));
    const facets = await Promise.all(
      FACETS.map(async (name) => {
        const others = { ...filters, [FACET_FIELD[name]]: undefined };
        return [name, await browser.facet(name, await filterOf(context, others))] as const;
      }),
    );
    const { mentions, items, people } = await totals;
    const lab = await labFacets(context, async (column) => {
      const others = filters.lab?.filter((asked) => !asked.startsWith(`${column}=`));
      return filterOf(context, { ...filters, lab: others?.length === 0 ? undefined : others });
    });
    return { mentions, items, people, ...Object.fromEntries(facets), ...lab } as Facets;
  });
}

export function getTrends(
  context: DeskContext,
  query: FeedbackFilters & {
    by?: (FacetName | "none") | undefined;
    most?: number | undefined;
  },
): Promise<TrendTable> {
  const { by = "none", most = 8, ...filters } = query;
  return context.changes.remember(listName("trends", query), async () => {
    const filter = await filterOf(context, filters);
    const facet = by === "none" ? null : by;
    return (await context.workspace.facts.browser.weekly(filter, facet, most)) as TrendTable;
  });
}

export async function filterOf(context: DeskContext, filters: FeedbackFilters) {
  const filter = browseFilter(filters, await themesOf(context));
  const asked = { ...filter, ...(await labFilter(context, filters.lab)) };
  return filters.matter === undefined
    ? asked
    : withinMatter(asked, await findMatter(context.workspace.records, filters.matter));
}

/** Current themes, read once a change. */
export function themesOf(context: DeskContext) {
  return context.changes.remember("theme records", () => context.workspace.records.themes());
}

/** The words of all statements, read once a change. */
export function statementsFor(context: DeskContext): Promise<StatementsOf> {
  const { records, facts } = context.workspace;
  return context.changes.remember("statements", () => readStatements(records, facts));
}

function pagingOf(context: DeskContext, { cursor, limit, order }: Paging, list: string) {
  const after =
    cursor === undefined ? null : openCursor<Place>(cursor, list, context.workspace.hash);
  return { order: order ?? "newest", after, limit: limit ?? PAGE };
}
