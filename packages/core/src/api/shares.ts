// Read-only links to a report: made by the team, opened by anyone who has one, gone on their day.
import { z } from "zod";
import { Instant } from "./values.ts";

export const MOST_SHARE_DAYS = 90;

export const ShareRequest = z.object({
  /** Whom or what it is for, to tell the links apart. */
  name: z.string().trim().min(1).max(100),
  language: z.enum(["en", "zh"]),
  /** Default 14. */
  days: z.int().min(1).max(MOST_SHARE_DAYS).optional(),
});
export const ShareView = z
  .object({
    id: z.string(),
    name: z.string(),
    language: z.enum(["en", "zh"]),
    createdAt: Instant,
    expiresAt: Instant,
    /** How often it was opened. */
    opened: z.int(),
  })
  .meta({ id: "Share" });
export type ShareView = z.infer<typeof ShareView>;
export const ShareList = z.object({ rows: z.array(ShareView) }).meta({ id: "ShareList" });
/** The only time the link itself is shown: what is kept is its hash. */
export const CreatedShare = z
  .object({ ...ShareView.shape, path: z.string() })
  .meta({ id: "CreatedShare" });
