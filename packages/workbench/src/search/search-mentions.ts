// Finds mentions by words and meaning together, with what is needed to show each: its quote, its matches, its theme.
import {
  type Embedder,
  findMatches,
  InvalidInput,
  type MentionFilter,
  type MentionHit,
  type MentionHits,
  type MentionQuery,
  NotFound,
  parseSearchWords,
  partWeight,
  quote,
  type SearchWords,
  type SoughtMeaning,
  type Span,
  searchFingerprint,
  type Theme,
  type ThemeId,
  type ThemeName,
  type WeighedWords,
} from "@heed/core";
import type { Workspace } from "../workspace/open-workspace.ts";
import { readCursor, type SearchMark, writeCursor } from "./search-cursor.ts";

export interface SearchRequest {
  /** Words, `"phrases"` and `-unwanted` ones; empty to go by filters alone. */
  readonly words: string;
  /** A theme of the upper level stands for all its leaves. */
  readonly filter?: MentionFilter;
  /** From 1 to 200. Default 20. */
  readonly limit?: number;
  /** Where the page before ended. */
  readonly cursor?: string;
  /** The embedder that search's vectors are by; without one, search is by words. */
  readonly embedder?: Embedder;
  /** Cosine from which on a mention is near. Default: the one that suits the built-in embedder. */
  readonly least?: number;
}

export interface FoundMention extends MentionHit {
  readonly quote: string;
  /** Where the words stand, as offsets into the item's stored text; empty when the meaning alone is near. */
  readonly matches: readonly Span[];
  readonly theme: { readonly id: ThemeId; readonly name: ThemeName } | null;
}

export interface SearchPage {
  /** Mentions found in all pages together. */
  readonly total: number;
  /** `any` when no mention holds all the words. */
  readonly match: "all" | "any";
  readonly hits: readonly FoundMention[];
  /** For the next page; null after the last. */
  readonly cursor: string | null;
}

const MOST_HITS = 200;
/** Cosine similarity below which two short texts are no more alike than chance makes them. */
const LEAST_SIMILARITY = 0.55;
/** A word that more mentions than this share hold says nothing where any word is enough. */
const COMMON_SHARE = 0.1;

/** One page of a search; mentions are known to search once an analysis has read them. */
export async function searchMentions(
  workspace: Workspace,
  request: SearchRequest,
): Promise<SearchPage> {
  const limit = checkLimit(request.limit ?? 20);
  const themes = await workspace.records.themes();
  const words = parseSearchWords(request.words);
  const filter = withLeaves(request.filter ?? {}, themes);
  const identity = searchIdentity(request);
  const meaning = await meaningOf(request);
  const mark =
    request.cursor === undefined ? null : readCursor(request.cursor, identity, workspace.hash);
  const query: MentionQuery = { words: null, meaning, filter, after: mark?.place ?? null, limit };
  const { plan, found } = await run(workspace, words, query, mark);
  const total = mark?.total ?? found.total;
  return {
    total,
    match: plan.match,
    hits: found.hits.map((hit) => describeHit(hit, weighWords(words, plan), themes)),
    cursor:
      found.last === null || found.total <= limit
        ? null
        : writeCursor({ ...plan, total, place: found.last }, identity, workspace.hash),
  };
}

/** How the wanted parts of a search count. */
type SearchPlan = Pick<SearchMark, "match" | "kept" | "weights">;

interface PlannedHits {
  readonly plan: SearchPlan;
  readonly found: MentionHits;
}

/** All the parts must be held when some mention holds them all, else any of those that tell mentions apart. */
async function run(
  { facts: { search } }: Workspace,
  words: SearchWords,
  query: MentionQuery,
  mark: SearchMark | null,
): Promise<PlannedHits> {
  const find = async (plan: SearchPlan): Promise<PlannedHits> => ({
    plan,
    found: await search.find({ ...query, words: weighWords(words, plan) }),
  });
  if (mark !== null) return find({ match: mark.match, kept: mark.kept, weights: mark.weights });
  const all = words.wanted.map((_, index) => index);
  const together = () => find({ match: "all", kept: all, weights: all.map(() => 1) });
  if (all.length < 2) return together();
  const tokens = [...new Set(words.wanted.flatMap((part) => part.tokens))];
  const [holdingAll, ...holding] = await search.holding([
    { tokens, phrase: null },
    ...words.wanted,
  ]);
  if (holdingAll! > 0) {
    const found = await together();
    if (found.found.total > 0) return found;
  }
  const mentions = await search.size();
  const held = all.filter((index) => holding[index]! > 0);
  const telling = held.filter((index) => holding[index]! <= COMMON_SHARE * mentions);
  const kept = telling.length > 0 ? telling : held;
  if (kept.length === 0) return together();
  const weights = kept.map((index) => partWeight(holding[index]!, mentions));
  return find({ match: "any", kept, weights });
}

function weighWords(
  { wanted, unwanted }: SearchWords,
  { kept, weights, match }: SearchPlan,
): WeighedWords | null {
  if (wanted.length === 0) return null;
  return { wanted: kept.map((index) => wanted[index]!), unwanted, weights, match };
}

async function meaningOf({
  words,
  embedder,
  least = LEAST_SIMILARITY,
}: SearchRequest): Promise<SoughtMeaning | null> {
  if (embedder === undefined || words.trim() === "") return null;
  const vector = await embedder.embed([words]);
  return { model: embedder.model, vector, least };
}

function describeHit(
  hit: MentionHit,
  words: WeighedWords | null,
  themes: readonly Theme[],
): FoundMention {
  const { item, mention, assignment } = hit;
  const theme = themes.find(({ id }) => id === assignment?.themeId);
  return {
    ...hit,
    quote: quote(item.text, mention),
    matches: words === null ? [] : findMatches(item.text, mention, words),
    theme: theme === undefined ? null : { id: theme.id, name: theme.name },
  };
}

function withLeaves(filter: MentionFilter, themes: readonly Theme[]): MentionFilter {
  if (filter.themeIds === undefined) return filter;
  const themeIds = filter.themeIds.flatMap((id) => {
    if (!themes.some((theme) => theme.id === id)) {
      throw new NotFound("theme-not-found", `There is no theme ${id}.`, {
        hint: "List the themes with: heed themes list --all",
      });
    }
    return [id, ...themes.filter(({ parentId }) => parentId === id).map((leaf) => leaf.id)];
  });
  return { ...filter, themeIds: [...new Set(themeIds)] };
}

/** Whatever makes two requests the same search. */
function searchIdentity({ words, filter, embedder }: SearchRequest): string {
  const entries = Object.entries(filter ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([searchFingerprint(words), entries, embedder?.model ?? null]);
}

function checkLimit(limit: number): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST_HITS) return limit;
  throw new InvalidInput(
    "limit-out-of-range",
    `The number of mentions on a page cannot be used: received ${limit}, expected a whole number from 1 to ${MOST_HITS}.`,
    { hint: "Ask for fewer at a time and follow the cursor." },
  );
}
