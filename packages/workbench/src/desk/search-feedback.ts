// Search through the desk: the workspace's own search under the API's uniform filters.
import { Conflict, describeGap, HeedError, type MentionFilter } from "@heed/core";
import type { FeedbackFilters, SearchResult } from "@heed/core/api";
import type { SoughtBy } from "../encoder/query-encoder.ts";
import { searchMentions } from "../search/search-mentions.ts";
import { listName } from "./cursors.ts";
import { dayStart, nextDay } from "./day-start.ts";
import { describeMention } from "./describe-feedback.ts";
import { type DeskContext, timeZoneOf } from "./desk-context.ts";

type SearchAsk = Omit<FeedbackFilters, "words" | "channel" | "spam" | "import"> & {
  readonly q: string;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/** The same words are searched for once until data changes, or the encoder comes back. */
export async function search(context: DeskContext, ask: SearchAsk): Promise<SearchResult> {
  const by = await context.queries.seek(ask.q);
  const name = `${listName("search", ask)} ${ask.cursor} ${ask.limit} ${by.gap?.code}`;
  return context.changes.remember(name, () =>
    find(context, ask, by).catch((error) => {
      throw ask.cursor === undefined ? error : lostEncoder(error, by);
    }),
  );
}

/** A page that was begun by meaning cannot go on by words. */
function lostEncoder(error: unknown, { gap }: SoughtBy): unknown {
  if (gap === null || !HeedError.is(error) || error.code !== "cursor-of-another-search")
    return error;
  const told = describeGap(gap);
  return new Conflict(gap.code, `The page before was found by meaning. ${told.en}`, {
    hint: "Search again without a cursor.",
    zh: { message: `上一页是按含义查找的。${told.zh}`, hint: "请不带游标重新查找。" },
  });
}

async function find(context: DeskContext, ask: SearchAsk, by: SoughtBy): Promise<SearchResult> {
  const { q, cursor, limit = 50 } = ask;
  const { gap, ...meaning } = by;
  const page = await searchMentions(context.workspace, {
    words: q,
    limit,
    ...meaning,
    filter: mentionFilter(ask, await timeZoneOf(context)),
    ...(cursor === undefined ? {} : { cursor }),
  });
  return {
    rows: page.hits.map((hit) => {
      const { start } = hit.mention;
      const row = describeMention(hit.item, hit);
      return {
        ...row,
        matches: hit.matches
          .map((span) => ({ start: span.start - start, end: span.end - start }))
          .filter(({ end }) => end <= row.quote.length),
        score: hit.score,
      };
    }),
    next: page.cursor,
    total: page.total,
    match: page.match,
    by: by.embedder === undefined ? "words" : "meaning",
    gap,
  };
}

/** The filter of a search; `q` is left to the caller. */
export function mentionFilter(ask: SearchAsk, timeZone: string): MentionFilter {
  const { unclear, unclearReason, rating, rival } = ask;
  const isRange = rating?.every((star, at, all) => at === 0 || star === all[at - 1]! + 1);
  const filter: { [Field in keyof MentionFilter]: MentionFilter[Field] | undefined } = {
    kinds: ask.kind,
    sentiments: ask.sentiment,
    themeIds: ask.theme,
    unclear: unclearReason ?? (unclear === true ? true : undefined),
    languages: ask.language,
    sources: ask.source,
    appVersions: ask.version,
    rivals: rivalsOf(rival),
    leastRating: rating === undefined ? undefined : Math.min(...rating),
    mostRating: rating === undefined ? undefined : isRange ? Math.max(...rating) + 0.99 : undefined,
    writtenFrom: ask.from === undefined ? undefined : dayStart(ask.from, timeZone),
    writtenBefore: ask.to === undefined ? undefined : dayStart(nextDay(ask.to), timeZone),
  };
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined),
  ) as MentionFilter;
}

function rivalsOf(rival: FeedbackFilters["rival"]): MentionFilter["rivals"] {
  if (rival === undefined) return undefined;
  return rival.length === 1 && rival[0] === "own" ? false : rival.filter((name) => name !== "own");
}
