// Runs counts: the one way in which a figure of an answer or a specification comes to its value.
import {
  type CountQuery,
  describeCount,
  type EncoderGap,
  type MentionHit,
  NotFound,
  type ThemeName,
  writeCount,
} from "@heed/core";
import { filterOf, themesOf } from "../desk/browse-feedback.ts";
import { personOf } from "../desk/describe-feedback.ts";
import { type DeskContext, timeZoneOf } from "../desk/desk-context.ts";
import { mentionFilter } from "../desk/search-feedback.ts";
import { searchMentions } from "../search/search-mentions.ts";

const PAGE = 200;
/** Found mentions whose people are told apart; what is beyond is counted as found, not by person. */
const MOST_FOUND = 2_000;

/** The value of a count now. @throws `theme-not-found` when it names a theme that is gone. */
export async function runCount(context: DeskContext, query: CountQuery): Promise<number> {
  const gap = await gapOf(context, query);
  const name = `count of ${writeCount(query)} ${gap?.code}`;
  return context.changes.remember(name, () => count(context, query));
}

/** Why words alone decide what a count finds; null where meaning does too, or the count seeks nothing. */
export async function gapOf(
  { queries }: DeskContext,
  { filter }: Pick<CountQuery, "filter">,
): Promise<EncoderGap | null> {
  return filter.about === undefined
    ? null
    : (await queries.seek(filter.about, { isKept: true })).gap;
}

async function count(context: DeskContext, { measure, filter }: CountQuery): Promise<number> {
  const known = new Set((await themesOf(context)).map(({ id }) => id));
  const gone = filter.theme?.find((id) => !known.has(id));
  if (gone !== undefined) {
    throw new NotFound("theme-not-found", `There is no theme ${gone}.`, {
      hint: "It may have been merged, or found anew by an analysis.",
      zh: { message: `没有主题 ${gone}。`, hint: "它可能已被合并，或在重新分析后消失。" },
    });
  }
  const { about, ...filters } = filter;
  if (measure === "share") {
    const { kind: _kind, sentiment: _sentiment, theme: _theme, about: _about, ...heard } = filter;
    const [people, all] = await Promise.all([
      runCount(context, { measure: "people", filter }),
      runCount(context, { measure: "people", filter: heard }),
    ]);
    return all === 0 ? 0 : people / all;
  }
  if (about !== undefined) return countFound(context, { measure, filter });
  const { browser } = context.workspace.facts;
  const browsed = await filterOf(context, plain(filters));
  if (measure === "mentions") return browser.countMentions(browsed);
  if (measure === "items") return browser.countItems(browsed);
  return (await browser.totals(browsed)).people;
}

/** What a search finds under a count's filters, at most 2,000 mentions. */
export async function findCounted(
  context: DeskContext,
  { filter }: Pick<CountQuery, "filter">,
  most = MOST_FOUND,
): Promise<{ hits: MentionHit[]; total: number }> {
  const { about = "", ...filters } = filter;
  const wanted = mentionFilter({ q: about, ...plain(filters) }, await timeZoneOf(context));
  const { gap: _gap, ...meaning } = await context.queries.seek(about, { isKept: true });
  const hits: MentionHit[] = [];
  let cursor: string | undefined;
  let total = 0;
  do {
    const page = await searchMentions(context.workspace, {
      words: about,
      filter: wanted,
      limit: Math.min(PAGE, most),
      ...meaning,
      ...(cursor === undefined ? {} : { cursor }),
    });
    hits.push(...page.hits.filter(({ item }) => item.spam == null));
    total = page.total;
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined && hits.length < most);
  return { hits, total };
}

async function countFound(context: DeskContext, query: CountQuery): Promise<number> {
  const { hits } = await findCounted(context, query);
  if (query.measure === "mentions") return hits.length;
  const keyOf = query.measure === "items" ? ({ item }: MentionHit) => item.id : personOfHit;
  return new Set(hits.map(keyOf)).size;
}

function personOfHit({ item }: MentionHit): string {
  return personOf(item as unknown as Parameters<typeof personOf>[0]);
}

/** What a count counts, under today's names of themes. */
export async function labelCount(
  context: DeskContext,
  query: CountQuery,
): Promise<{ en: string; zh: string }> {
  const names = new Map<string, ThemeName>(
    (await themesOf(context)).map(({ id, name }) => [id, name]),
  );
  return describeCount(query, (id) => names.get(id));
}

/** The same fields with lists that may be written to, as the API's filters have them. */
function plain<Fields extends object>(fields: Fields) {
  return structuredClone(fields) as {
    -readonly [Key in keyof Fields]: Fields[Key] extends readonly (infer One)[] | undefined
      ? One[]
      : Fields[Key];
  };
}
