// One thing one person said at one time: the record that everything else points back to.

/** `item_<n>`: numbered in order of arrival within a workspace, so that ids reveal nothing of the text. */
export type ItemId = `item_${number}`;

/** Private data that was replaced before storage: what kind, and where its placeholder stands now. */
export interface Redaction {
  readonly kind: string;
  /** UTF-16 offsets of the placeholder in the stored text. */
  readonly start: number;
  readonly end: number;
  /** Keyed hash of the removed value: equal values can be matched, none can be read back. */
  readonly hash: string;
}

/** Why an item is taken for spam. */
export const SPAM_REASONS = ["advert", "contact-bait", "gibberish"] as const;
export type SpamReason = (typeof SPAM_REASONS)[number];

/** One revision of one person's message about our product or a rival's. */
export interface FeedbackItem {
  readonly id: ItemId;
  /** 1 for the text as first received; an edited review adds a revision and keeps its id. */
  readonly revision: number;
  /** Name of the Source record it came from. */
  readonly source: string;
  readonly importId: string;
  /** The id that the export itself gave the row, when it has one. */
  readonly sourceId: string | null;
  /** 1-based data row in the imported file. */
  readonly row: number;
  /** Stored text (see `toStoredText`), redacted; empty for a rating without words. */
  readonly text: string;
  /** BCP 47 primary language, `und` when it cannot be told. */
  readonly language: string;
  /** Stars from 1 to 5, null when none were given. */
  readonly rating: number | null;
  /** Keyed hash of the author's name or id within the source, null when unknown. */
  readonly authorKey: string | null;
  /** UTC instant with milliseconds (ISO 8601), null when the export has none. */
  readonly writtenAt: string | null;
  readonly channel: string | null;
  readonly appVersion: string | null;
  /** Remaining columns that a mapping kept, as text. */
  readonly properties: Readonly<Record<string, string>>;
  /** Keyed hash of source and source id, or of the content where there is none: what makes an import idempotent. */
  readonly identityKey: string;
  /** Keyed hash of the text before redaction: tells an edited row from an unchanged one. */
  readonly contentKey: string;
  /** Keyed hash of the folded words (see `matchingView`) before redaction; empty for an item without words. */
  readonly textKey: string;
  /** The earliest item with the same words, when this one repeats it. */
  readonly duplicateOf: ItemId | null;
  /** The earliest item that says nearly the same, when this one does and is no exact repeat. */
  readonly similarTo: ItemId | null;
  /** Why the item is taken for spam, null when it is not; spam is kept, marked. */
  readonly spam: SpamReason | null;
  /** Name of the rival product the item is about, null for our own. */
  readonly rival: string | null;
  readonly redactions: readonly Redaction[];
}

/** Number inside an item id. */
export function itemNumber(id: ItemId): number {
  return Number(id.slice("item_".length));
}

export function itemId(number: number): ItemId {
  return `item_${number}`;
}

/**
 * Number of distinct people behind items: distinct author keys; of items without an author, repeats of the same words
 * count once and all others as one person each (an upper bound, said so wherever it is shown).
 */
export function countPeople(
  items: Iterable<Pick<FeedbackItem, "id" | "authorKey" | "duplicateOf">>,
): number {
  const people = new Set<string>();
  for (const item of items) people.add(item.authorKey ?? item.duplicateOf ?? item.id);
  return people.size;
}
