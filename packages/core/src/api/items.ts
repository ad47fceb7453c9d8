// Items as the API tells them: the inbox's rows, and one item with its whole history.
import { z } from "zod";
import { FeedbackOrder, feedbackFilters } from "./filters.ts";
import { itemFields, ReadingView } from "./mentions.ts";
import { pageOf, pageQuery } from "./page.ts";
import {
  Instant,
  ItemIdText,
  KindName,
  MentionIdText,
  SentimentName,
  ThemeIdText,
  UnclearName,
} from "./values.ts";

/** A mention inside its item's text. */
export const ItemMention = z
  .object({
    id: MentionIdText,
    start: z.int(),
    end: z.int(),
    reading: ReadingView.nullable(),
    themeId: ThemeIdText.nullable(),
    unclear: UnclearName.nullable(),
    themeScore: z.number().nullable(),
  })
  .meta({ id: "ItemMention" });

const RedactionView = z.object({ kind: z.string(), start: z.int(), end: z.int() });
const ItemReadingView = z.object({
  sentiment: SentimentName,
  sentimentScore: z.number(),
  kind: KindName,
});

export const ItemRow = z
  .object({
    ...itemFields,
    /** Stored text, at most its first 4,000 units. */
    text: z.string(),
    isCut: z.boolean(),
    mentions: z.array(ItemMention),
    /** What the whole item says; null for a rating without words, or before it was read. */
    reading: ItemReadingView.nullable(),
    themeId: ThemeIdText.nullable(),
    redactions: z.array(RedactionView),
    duplicateOf: ItemIdText.nullable(),
    similarTo: ItemIdText.nullable(),
  })
  .meta({ id: "ItemRow" });
export type ItemRow = z.infer<typeof ItemRow>;

export const ItemQuery = z.object({
  ...feedbackFilters,
  ...pageQuery,
  order: FeedbackOrder.optional(),
});
export const ItemPage = pageOf(ItemRow).meta({ id: "ItemPage" });
export type ItemPage = z.infer<typeof ItemPage>;

export const ItemRevision = z
  .object({
    revision: z.int(),
    text: z.string(),
    rating: z.number().nullable(),
    writtenAt: Instant.nullable(),
    importId: z.string(),
    redactions: z.array(RedactionView),
  })
  .meta({ id: "ItemRevision" });

/** One item; its text is whole here. */
export const ItemDetail = z
  .object({
    ...ItemRow.shape,
    importId: z.string(),
    sourceId: z.string().nullable(),
    row: z.int(),
    properties: z.record(z.string(), z.string()),
    /** Every text it had, the latest first. */
    revisions: z.array(ItemRevision),
    /** Items with the same or nearly the same words, at most 20. */
    similar: z.array(z.object({ id: ItemIdText, relation: z.enum(["same-words", "nearly-same"]) })),
  })
  .meta({ id: "ItemDetail" });
export type ItemDetail = z.infer<typeof ItemDetail>;
