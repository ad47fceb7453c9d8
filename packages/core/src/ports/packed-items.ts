// How an import hands many items to a fact store: packed on any thread, numbered on the main one.
import type { FeedbackItem } from "../feedback/feedback-item.ts";

/** An item before an import has found out whether it is new, a revision or a repeat. */
export type UnnumberedItem = Omit<FeedbackItem, "id" | "revision" | "duplicateOf" | "similarTo">;

/** Items in a store's own form, made by that store's packer; the bytes can be handed from thread to thread. */
export interface PackedItems {
  readonly bytes: Uint8Array;
  /** For each item, the offset just past its last byte. */
  readonly ends: Uint32Array;
}

/** What an import decides about one packed item; items that it decides nothing about are not stored. */
export interface ItemNumbering {
  /** Position in the pack. */
  readonly index: number;
  /** Number inside the item's id. */
  readonly item: number;
  readonly revision: number;
  /** Number of the earliest item with the same words, 0 when there is none. */
  readonly duplicateOf: number;
  /** Number of the earliest item that says nearly the same, 0 when there is none. */
  readonly similarTo: number;
  /** Replaces the packed identity key (of the same length); absent when it stands. */
  readonly identityKey?: string;
}

/** The mark that a text leaves for finding texts that say nearly the same. */
export interface WordsSignature {
  readonly item: number;
  /** As the import made it; opaque to the store. */
  readonly signature: string;
}
