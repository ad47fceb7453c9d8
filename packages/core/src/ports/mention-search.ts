// Finds mentions by their words, their meaning and what is known of them, at any size.
import type { FeedbackItem, ItemId } from "../feedback/feedback-item.ts";
import type { Mention, MentionId } from "../mentions/mention.ts";
import type { Kind, MentionReading, ModelName, Sentiment } from "../readings/reading.ts";
import type { SearchPart, SearchWords } from "../search/search-words.ts";
import type { ThemeAssignment, ThemeId, UnclearReason } from "../themes/theme.ts";

/** What must be true of a mention; what is absent is not asked. Lists mean "one of these". */
export interface MentionFilter {
  readonly kinds?: readonly Kind[];
  readonly sentiments?: readonly Sentiment[];
  /** Leaf themes; name a group by its leaves. */
  readonly themeIds?: readonly ThemeId[];
  /** True: mentions without a theme; reasons: those that stand apart for one of them. */
  readonly unclear?: true | readonly UnclearReason[];
  readonly languages?: readonly string[];
  readonly sources?: readonly string[];
  readonly appVersions?: readonly string[];
  /** Names of rivals; `true` for any rival, `false` for our own product alone. */
  readonly rivals?: boolean | readonly string[];
  /** Stars, both ends included. */
  readonly leastRating?: number;
  readonly mostRating?: number;
  /** UTC instants (ISO 8601): at or after, and before. */
  readonly writtenFrom?: string;
  readonly writtenBefore?: string;
}

/** A place in the order of results: below this score, or at it and after this mention. */
export interface SearchPlace {
  readonly score: number;
  readonly mentionId: MentionId;
}

/** The words of a search with the weight of each wanted part (see `partWeight`). */
export interface WeighedWords extends SearchWords {
  readonly weights: readonly number[];
  /** `all`: every wanted part must be held; `any`: at least one. Unwanted parts are never held. */
  readonly match: "all" | "any";
}

/** Nearness to a vector of the same model, as cosine similarity; nothing below `least` counts. */
export interface SoughtMeaning {
  readonly model: ModelName;
  readonly vector: Float32Array;
  readonly least: number;
}

/**
 * A search. Score of a mention: with words alone its word score in [0, 1]; with a meaning the mean of its word score and
 * its cosine similarity, held words not being needed; with neither 0. Order: falling score, then the item that arrived
 * later, then the earlier place in the text.
 */
export interface MentionQuery {
  readonly words: WeighedWords | null;
  readonly meaning: SoughtMeaning | null;
  readonly filter: MentionFilter;
  readonly after: SearchPlace | null;
  readonly limit: number;
}

/** An item as search tells it: without the keys that only an import compares. */
export type SearchedItem = Omit<
  FeedbackItem,
  "identityKey" | "contentKey" | "textKey" | "redactions"
>;

export interface MentionHit {
  readonly mention: Mention;
  /** Rounded to six decimals. */
  readonly score: number;
  readonly item: SearchedItem;
  readonly reading: MentionReading;
  readonly assignment: ThemeAssignment | null;
}

/** The first hits of a query in its order. */
export interface MentionHits {
  readonly hits: readonly MentionHit[];
  /** How many mentions the query finds at and after its place, beyond its limit too. */
  readonly total: number;
  /** Where the last hit stands; null when there is none. A hit that is left out for being superseded moves it too. */
  readonly last: SearchPlace | null;
}

/** A mention as search is to know it. */
export interface SearchableMention {
  readonly mention: Mention;
  readonly item: FeedbackItem;
  readonly reading: MentionReading;
  /** Unit vector of the mention; absent where no embedder is at work. */
  readonly vector?: Float32Array;
}

export interface MentionSearch {
  /** Adds mentions, or replaces what was known of them. */
  add(mentions: readonly SearchableMention[], vectorModel?: ModelName): Promise<void>;
  /**
   * Visible items that search does not know as they are: never added, revised or read anew since, or without a vector of
   * `vectorModel` when one is named. In item order.
   */
  outdatedItems(vectorModel?: ModelName): Promise<ItemId[]>;
  /** Forgets mentions of revisions that are no longer an item's latest visible one. */
  forgetSuperseded(): Promise<void>;
  /** Number of visible mentions that search knows. */
  size(): Promise<number>;
  /** For each part, how many visible mentions hold it. */
  holding(parts: readonly Pick<SearchPart, "tokens" | "phrase">[]): Promise<number[]>;
  find(query: MentionQuery): Promise<MentionHits>;
}
