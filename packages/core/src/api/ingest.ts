// Feedback sent by other programs, and the keys they send it with.
import { z } from "zod";
import { Instant } from "./values.ts";

export const MOST_IN_BATCH = 1_000;
export const FeedbackInput = z
  .object({
    /** What the person said. */
    text: z.string().max(100_000),
    /** The sender's own id: sending it again with other words makes a revision, with the same words nothing. */
    id: z.string().min(1).max(300).optional(),
    rating: z.number().min(1).max(5).nullable().optional(),
    /** Default: when it arrives. */
    writtenAt: z.iso.datetime({ offset: true }).optional(),
    /** Name, address or id of who speaks; only a keyed hash of it is kept. */
    author: z.string().max(500).optional(),
    appVersion: z.string().max(100).optional(),
    channel: z.string().max(100).optional(),
    properties: z
      .record(z.string().max(100), z.string().max(2_000))
      .refine(
        (properties) => Object.keys(properties).length <= 50,
        "expected at most 50 properties",
      )
      .optional(),
  })
  .meta({ id: "FeedbackInput" });
export type FeedbackInput = z.infer<typeof FeedbackInput>;
/** One message, or a batch of at most 1,000. */
export const FeedbackRequest = z.union([
  FeedbackInput,
  z.object({ items: z.array(FeedbackInput).min(1).max(MOST_IN_BATCH) }),
]);
export type FeedbackReceipt = z.infer<typeof FeedbackReceipt>;
export type FeedbackRequest = z.infer<typeof FeedbackRequest>;
export const FeedbackReceipt = z
  .object({
    received: z.int(),
    /** Messages without words and without a rating. */
    rejected: z.array(z.object({ index: z.int(), reason: z.string() })),
    /** True when this idempotency key was answered before; nothing was kept twice. */
    isRepeat: z.boolean(),
  })
  .meta({ id: "FeedbackReceipt" });

/**
 * What a key opens: `feedback:write` sends feedback, `webhook` signs it instead, `widget` stands openly in the pages of a site
 * and lets only single, limited messages in, `releases:write` announces releases, `releases:webhook` signs them as GitHub does,
 * `flags` reads feature flags and may stand openly in pages and apps, `events:write` sends events and may stand openly in pages and apps, `read` reads everything, `write` also decides, imports and analyses, as an editor does.
 */
export const KEY_SCOPES = [
  "feedback:write",
  "webhook",
  "widget",
  "releases:write",
  "releases:webhook",
  "events:write",
  "flags",
  "read",
  "write",
] as const;
export type KeyView = z.infer<typeof KeyView>;
export const KeyRequest = z.object({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(z.enum(KEY_SCOPES)).min(1),
});
export const KeyView = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(KEY_SCOPES)),
    /** The key's first letters, to tell it by. */
    starts: z.string(),
    createdAt: Instant,
    lastUsedAt: Instant.nullable(),
  })
  .meta({ id: "ApiKey" });
export const KeyList = z.object({ rows: z.array(KeyView) }).meta({ id: "ApiKeyList" });
/** The only time the key itself is shown. */
export const CreatedKey = z
  .object({ ...KeyView.shape, secret: z.string() })
  .meta({ id: "CreatedApiKey" });
export type CreatedKey = z.infer<typeof CreatedKey>;

/** What the widget sends; `website` is a field that no person sees, and only robots fill in. */
export const WidgetMessage = z.object({
  text: z.string().trim().min(1).max(5_000),
  rating: z.int().min(1).max(5).nullable().optional(),
  /** Address of the page, without what follows the question mark. */
  page: z.string().max(500).optional(),
  language: z.string().max(35).optional(),
  website: z.string().max(500).optional(),
});
