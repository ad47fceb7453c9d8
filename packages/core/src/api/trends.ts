// Weekly series of what is said, cut by any one dimension, with releases beside them.
import { z } from "zod";
import { feedbackFilters } from "./filters.ts";
import { Day } from "./values.ts";

export const TREND_DIMENSIONS = [
  "none",
  "theme",
  "kind",
  "sentiment",
  "language",
  "source",
  "version",
  "rival",
] as const;
export const TrendQuery = z.object({
  ...feedbackFilters,
  /** What to cut by. Default `none`: one series. */
  by: z.enum(TREND_DIMENSIONS).optional(),
  /** Series to tell, the largest first. Default 8. */
  most: z.int().min(1).max(50).optional(),
});
export const TrendTable = z
  .object({
    /** Mondays, every week from the first to the last. */
    weeks: z.array(Day),
    /** People who said anything in each week. */
    heard: z.array(z.int()),
    series: z.array(
      z.object({ value: z.string(), people: z.array(z.int()), mentions: z.array(z.int()) }),
    ),
  })
  .meta({ id: "TrendTable" });
export type TrendTable = z.infer<typeof TrendTable>;
export type Release = z.infer<typeof Release>;

export const Release = z
  .object({
    version: z.string().min(1).max(100),
    /** Day it was shipped. */
    date: Day,
    /** What it brought; null where nothing was noted. */
    notes: z.object({ en: z.string().max(2_000), zh: z.string().max(2_000) }).nullable(),
  })
  .meta({ id: "Release" });
export const ReleaseList = z
  .object({
    rows: z.array(Release),
    /** False when these are versions as they were first heard of, not the team's own list. */
    areListed: z.boolean(),
  })
  .meta({ id: "ReleaseList" });
export const ReleaseRequest = z.object({ rows: z.array(Release).max(1_000) });
