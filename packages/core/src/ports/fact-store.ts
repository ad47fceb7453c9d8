// Keeps the facts (feedback, mentions, readings, assignments) at any size; pages are the unit of reading.
import type { FeedbackItem, ItemId } from "../feedback/feedback-item.ts";
import type { Mention, MentionId } from "../mentions/mention.ts";
import type { MentionReading } from "../readings/reading.ts";
import type { ThemeAssignment, ThemeId } from "../themes/theme.ts";
import type { FeedbackBrowser } from "./feedback-browser.ts";
import type { MentionSearch } from "./mention-search.ts";
import type { ItemNumbering, PackedItems, WordsSignature } from "./packed-items.ts";

/** What an import must know of an item that is already here. */
export interface KnownItem {
  readonly id: ItemId;
  readonly revision: number;
  readonly contentKey: string;
}

export interface MentionFacts {
  readonly mention: Mention;
  readonly reading: MentionReading | null;
  readonly assignment: ThemeAssignment | null;
}

/** An item that a program sent, with the keys by which its author is known whatever the source: the events of the same person bear one. */
export interface SentItem extends FeedbackItem {
  readonly personKeys?: readonly string[];
}

/** An item's latest revision with its mentions in text order, their latest readings and assignments. */
export interface ItemFacts {
  readonly item: FeedbackItem;
  readonly mentions: readonly MentionFacts[];
}

/** Assignments to any of these themes (found or decided), or of any of these mentions. */
export interface AssignmentFilter {
  readonly themeIds?: readonly ThemeId[];
  readonly mentionIds?: readonly MentionId[];
}

/** Whose facts to erase. */
export interface ErasureRequest {
  /** Items of these authors are deleted with everything known of them. */
  readonly authorKeys: readonly string[];
  /** The same for items whose author is known by one of these keys, whatever their source. */
  readonly personKeys?: readonly string[];
  /** Items that these people's addresses or numbers were removed from keep their words and lose the hash. */
  readonly redactionHashes: readonly string[];
  /** Where these stand in what others wrote, each is masked by a text of the same length. */
  readonly values: readonly string[];
}

export interface ErasedFacts {
  /** Items deleted, whatever their number of revisions. */
  readonly items: number;
  /** Revisions of other people's items in which a value was masked. */
  readonly masked: number;
}

/** Which items to read. */
export interface ItemSelection {
  /** Largest number of items in a page. Default 4,000. */
  readonly pageSize?: number;
  /** Only these items; all visible ones when absent. */
  readonly ids?: readonly ItemId[];
}

/** How many mentions of how many items stand in a theme; `themeId` is null for those without one. */
export interface ThemeCount {
  readonly themeId: ThemeId | null;
  readonly mentions: number;
  readonly items: number;
}

/** Copies of all facts as files in a folder. */
export interface FactCopies {
  /** Writes the files, and returns the rows of each table. */
  save(folder: string): Promise<Record<string, number>>;
  /** Reads files back into an empty store. */
  load(folder: string, counts: Readonly<Record<string, number>>): Promise<void>;
}

export interface FactStore {
  readonly copies: FactCopies;
  /** Finds mentions; knows what was added to it, and no more. */
  readonly search: MentionSearch;
  /** Lists and counts what people look at; as of its last refresh. */
  readonly browser: FeedbackBrowser;

  appendItems(items: readonly SentItem[]): Promise<void>;
  /** Adds items that this store's packer packed, under the numbers that the import gave them. */
  appendPackedItems(packed: PackedItems, numbering: readonly ItemNumbering[]): Promise<void>;
  appendMentions(mentions: readonly Mention[]): Promise<void>;
  appendReadings(readings: readonly MentionReading[]): Promise<void>;
  /** The latest assignment of a mention stands. */
  appendAssignments(assignments: readonly ThemeAssignment[]): Promise<void>;

  /** Latest visible revision of every item selected, in item order, in pages. */
  items(selection?: ItemSelection): AsyncIterable<readonly FeedbackItem[]>;
  /** The same pages with everything known of each item. */
  itemFacts(selection?: ItemSelection): AsyncIterable<readonly ItemFacts[]>;
  /** Latest assignments that a filter names, in item and text order. */
  assignments(of: AssignmentFilter): Promise<ThemeAssignment[]>;
  /** How much stands in each theme, and in none. */
  themeCounts(): Promise<ThemeCount[]>;
  /** Items already here among the identity keys. */
  knownItems(identityKeys: readonly string[]): Promise<Map<string, KnownItem>>;
  /** For each text key that is here, the earliest item with those words. */
  firstItemsWithText(textKeys: readonly string[]): Promise<Map<string, ItemId>>;
  countItems(): Promise<number>;
  /** Signatures of the latest `most` visible items that have one, in item order, in pages. */
  wordsSignatures(most: number): AsyncIterable<readonly WordsSignature[]>;

  /** Makes the facts of these imports, and of no others, visible. */
  setVisibleImports(importIds: readonly string[]): Promise<void>;
  /** Ids of all imports that any item names, visible or not. */
  importsWithItems(): Promise<string[]>;
  /** Deletes every fact that an import brought, mentions and readings included. */
  deleteImport(importId: string): Promise<void>;
  /** Points repeats whose earlier item is gone to the earliest that is left; returns how many were changed. */
  repairRepeats(): Promise<number>;
  /** Erases people: their items, and their names in the words of others; nothing of it stays in the engine's files. */
  erasePeople(request: ErasureRequest): Promise<ErasedFacts>;
  close(): Promise<void>;
}
