// Lists and counts what is said under any filters, at any size: the reading side of a workspace that people look at.
import type { FeedbackItem, ItemId } from "../feedback/feedback-item.ts";
import type { LabModelId } from "../lab-models/lab-model.ts";
import type { MentionId } from "../mentions/mention.ts";
import type { Kind, Sentiment } from "../readings/reading.ts";
import type { SearchPart } from "../search/search-words.ts";
import type { ThemeId, UnclearReason } from "../themes/theme.ts";
import type { LabReadings } from "./lab-readings.ts";

/** Words that a mention itself holds, as search knows it: of each list at least one, and none of those left out. */
export interface SaidWords {
  readonly lists: readonly (readonly Pick<SearchPart, "tokens" | "phrase">[])[];
  readonly without: readonly Pick<SearchPart, "tokens" | "phrase">[];
}

/** What must be true; what is absent is not asked. Lists mean "one of these", fields are combined with "and". */
export interface BrowseFilter {
  readonly kinds?: readonly Kind[];
  readonly sentiments?: readonly Sentiment[];
  /** Leaf themes. */
  readonly themeIds?: readonly ThemeId[];
  readonly languages?: readonly string[];
  readonly sources?: readonly string[];
  readonly channels?: readonly string[];
  readonly versions?: readonly string[];
  /** Whole stars; a half counts for the star below it. */
  readonly ratings?: readonly number[];
  /** Days in the workspace's zone, both included. */
  readonly fromDate?: string;
  readonly toDate?: string;
  readonly unclear?: boolean;
  readonly unclearReasons?: readonly UnclearReason[];
  /** Names of rivals; the empty name is our own product. */
  readonly rivals?: readonly string[];
  /** True: spam too. */
  readonly spam?: boolean;
  readonly importIds?: readonly string[];
  /** Each must stand in the words, whatever its case. */
  readonly words?: readonly string[];
  /** What promoted models say: for each of them one of these labels. */
  readonly labLabels?: readonly {
    readonly model: LabModelId;
    readonly labels: readonly string[];
  }[];
  /** Words of the mention itself. */
  readonly said?: SaidWords;
  /** What must not be true as a whole. */
  readonly except?: BrowseFilter;
}

export type BrowseOrder = "newest" | "oldest" | "arrival";

/** A place in an order, as the browser itself made it; opaque. */
export type BrowsePlace = readonly (string | number)[];

export interface BrowsePage<Id> {
  readonly ids: readonly Id[];
  /** Where the next page begins, null on the last. */
  readonly next: BrowsePlace | null;
}

export interface BrowsePaging {
  readonly order: BrowseOrder;
  readonly after: BrowsePlace | null;
  readonly limit: number;
}

/** What can be told apart and counted. */
export const FACETS = [
  "kind",
  "sentiment",
  "language",
  "source",
  "version",
  "channel",
  "rating",
  "theme",
  "unclear",
  "rival",
] as const;
export type FacetName = (typeof FACETS)[number];

export interface ThemeTally {
  readonly themeId: ThemeId;
  readonly mentions: number;
  readonly people: number;
  /** People who voice it as a need (bug, complaint, request, question), and their mentions. */
  readonly needPeople: number;
  readonly needMentions: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly sentiments: Readonly<Record<string, number>>;
}

export interface Totals {
  readonly items: number;
  readonly mentions: number;
  readonly people: number;
  readonly unclear: number;
  /** UTC instants, null when nothing is dated. */
  readonly firstWrittenAt: string | null;
  readonly lastWrittenAt: string | null;
}

export interface WeeklySeries {
  /** Mondays, every week from the first to the last. */
  readonly weeks: readonly string[];
  /** People who said anything. */
  readonly heard: readonly number[];
  readonly series: readonly {
    readonly value: string;
    readonly people: readonly number[];
    readonly mentions: readonly number[];
  }[];
}

export interface SpeakingPerson {
  readonly person: string;
  readonly anonymous: boolean;
  readonly mentions: number;
  readonly lastWrittenAt: string | null;
  readonly source: string;
  /** Their most negative mention. */
  readonly mentionId: MentionId;
}

export interface FeedbackBrowser {
  /** What promoted models of the lab say. */
  readonly lab: LabReadings;
  /** Mentions by label of a promoted model, the most first. */
  labFacet(model: LabModelId, filter: BrowseFilter): Promise<Record<string, number>>;
  /**
   * What is browsed, as a mark: the same mark, the same answers, also in a later process. Null while it changes, before any refresh,
   * and where another process keeps it.
   */
  state(): Promise<string | null>;
  /**
   * Brings what is browsed level with the facts. Until it returns, readers see the state before; those that ask during the first
   * refresh of a process wait for it.
   */
  refresh(timeZone: string): Promise<void>;
  totals(filter: BrowseFilter): Promise<Totals>;
  mentions(filter: BrowseFilter, paging: BrowsePaging): Promise<BrowsePage<MentionId>>;
  countMentions(filter: BrowseFilter): Promise<number>;
  /** Items of which any mention, or the item itself where it has none, passes the filter. */
  items(filter: BrowseFilter, paging: BrowsePaging): Promise<BrowsePage<ItemId>>;
  countItems(filter: BrowseFilter): Promise<number>;
  /** Mentions by value of a facet, the most first, at most 500. */
  facet(name: FacetName, filter: BrowseFilter): Promise<Record<string, number>>;
  /** Items by language, the most first; spam left out. */
  itemLanguages(): Promise<Record<string, number>>;
  /** Items by source and rival. */
  sources(): Promise<{ name: string; rival: string; items: number }[]>;
  themes(filter: BrowseFilter): Promise<ThemeTally[]>;
  weekly(filter: BrowseFilter, by: FacetName | null, most: number): Promise<WeeklySeries>;
  /** People behind mentions, the one with the most mentions first. */
  people(
    filter: BrowseFilter,
    paging: Pick<BrowsePaging, "after" | "limit">,
  ): Promise<{ people: SpeakingPerson[]; next: BrowsePlace | null; total: number }>;
  /** Every visible revision of an item, the latest first. */
  revisions(id: ItemId): Promise<FeedbackItem[]>;
  /** Items that repeat an item, exactly or nearly. */
  similarItems(
    id: ItemId,
    most: number,
  ): Promise<{ id: ItemId; relation: "same-words" | "nearly-same" }[]>;
}
