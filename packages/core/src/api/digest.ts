// What changed since last week, as the API tells it.
import { z } from "zod";
import { heading } from "./statements.ts";
import { BothLanguages, Day, MentionIdText, NeedIdText, ThemeIdText } from "./values.ts";

export const DigestEntryView = z
  .object({
    needId: NeedIdText,
    themeId: ThemeIdText,
    name: BothLanguages,
    ...heading,
    rank: z.int(),
    state: z.enum(["new", "rising", "falling", "resolved"]),
    /** True when the need did not stand so a week before. */
    isNews: z.boolean(),
    /** `week` where the last week alone tells, `month` where the last four do, `change` for a lasting change. */
    evidence: z.enum(["week", "month", "change"]).nullable(),
    ratio: z
      .object({ value: z.number().nullable(), low: z.number(), high: z.number().nullable() })
      .nullable(),
    sinceDate: Day.nullable(),
    /** People who voiced it in the last week, and how many its past let expect. */
    lastWeek: z.object({ people: z.int(), expected: z.number().nullable() }),
    firstQuote: z.object({ id: MentionIdText, quote: z.string() }).nullable(),
  })
  .meta({ id: "DigestEntry" });
export type DigestEntryView = z.infer<typeof DigestEntryView>;
export const DigestView = z
  .object({
    /** Monday of the last week with a voice; null when nothing is dated, and then nothing can be told. */
    asOfDate: Day.nullable(),
    weeks: z.int(),
    /** People heard in that week. */
    heard: z.int(),
    /** News first, then by rank. */
    rows: z.array(DigestEntryView),
  })
  .meta({ id: "Digest" });
export type DigestView = z.infer<typeof DigestView>;
