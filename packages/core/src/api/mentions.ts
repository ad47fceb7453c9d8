// Mentions as the API tells them: the words, what is around them, what was read into them.
import { z } from "zod";
import { FeedbackOrder, feedbackFilters } from "./filters.ts";
import { pageOf, pageQuery } from "./page.ts";
import {
  Counts,
  Instant,
  ItemIdText,
  KindName,
  MentionIdText,
  SentimentName,
  SpanValue,
  ThemeIdText,
  UnclearName,
} from "./values.ts";

export const ReadingView = z
  .object({
    sentiment: SentimentName,
    /** In [-1, 1]. */
    sentimentScore: z.number(),
    kind: KindName,
    model: z.object({ name: z.string(), version: z.string() }),
    /** True when a person corrected what the model said. */
    isCorrected: z.boolean(),
  })
  .meta({ id: "Reading" });

/** What is known of an item besides its words. */
export const itemFields = {
  id: ItemIdText,
  revision: z.int(),
  language: z.string(),
  rating: z.number().nullable(),
  writtenAt: Instant.nullable(),
  source: z.string(),
  channel: z.string().nullable(),
  appVersion: z.string().nullable(),
  rival: z.string().nullable(),
  spam: z.string().nullable(),
  /** Opaque key of who speaks; equal keys are one person. */
  person: z.string(),
};

export const MentionRow = z
  .object({
    id: MentionIdText,
    itemId: ItemIdText,
    revision: z.int(),
    /** UTF-16 offsets into the item's stored text. */
    start: z.int(),
    end: z.int(),
    /** The exact words, at most 2,000 units of them. */
    quote: z.string(),
    /** What stands before and after in the item, at most 160 units each. */
    context: z.object({ before: z.string(), after: z.string() }),
    /** Where the words asked for stand, as offsets into `quote`. */
    matches: z.array(SpanValue),
    reading: ReadingView.nullable(),
    themeId: ThemeIdText.nullable(),
    /** Why it has no theme; null when it has one, or was not looked at yet. */
    unclear: UnclearName.nullable(),
    /** Confidence of the theme in [0, 1]. */
    themeScore: z.number().nullable(),
    item: z.object(itemFields),
    /** What models at work say, by column; absent where none is. */
    labels: z
      .record(
        z.string(),
        z.object({ label: z.string(), probability: z.number(), model: z.string() }),
      )
      .optional(),
  })
  .meta({ id: "MentionRow" });
export type MentionRow = z.infer<typeof MentionRow>;

export const MentionQuery = z.object({
  ...feedbackFilters,
  ...pageQuery,
  order: FeedbackOrder.optional(),
});
export const MentionPage = pageOf(MentionRow).meta({ id: "MentionPage" });

/** How many mentions each value of each filter would leave, with the other filters as they are. */
export const Facets = z
  .object({
    mentions: z.int(),
    items: z.int(),
    people: z.int(),
    kind: Counts,
    sentiment: Counts,
    language: Counts,
    source: Counts,
    version: Counts,
    channel: Counts,
    rating: Counts,
    theme: Counts,
    unclear: Counts,
    /** `own` for our product. */
    rival: Counts,
    /** Answers of each model at work, by column; absent where none is. */
    lab: z.record(z.string(), Counts).optional(),
  })
  .meta({ id: "Facets" });
export type Facets = z.infer<typeof Facets>;

/** A person's correction of a reading; what is left out stands as it was. */
export const LabelRequest = z
  .object({
    kind: KindName.optional(),
    sentiment: SentimentName.optional(),
    /** The theme it belongs to; null for none. Logged as a decision about themes. */
    themeId: ThemeIdText.nullable().optional(),
  })
  .refine((label) => Object.values(label).some((value) => value !== undefined), {
    message: "expected a kind, a sentiment or a theme",
  });
export type Label = z.infer<typeof Label>;
export const Label = z
  .object({
    mentionId: MentionIdText,
    kind: KindName.nullable(),
    sentiment: SentimentName.nullable(),
    at: Instant,
  })
  .meta({ id: "Label" });
export const LabelPage = pageOf(Label).meta({ id: "LabelPage" });
