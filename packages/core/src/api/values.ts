// The small values that many answers are made of: instants, days, names, estimates.
import { z } from "zod";
import { KINDS, SENTIMENTS } from "../readings/reading.ts";
import { UNCLEAR_REASONS } from "../themes/theme.ts";

/** UTC instant, ISO 8601. */
export const Instant = z.string().meta({ format: "date-time" });
/** Calendar day `YYYY-MM-DD`. */
export const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((day) => !Number.isNaN(Date.parse(day)), "expected a calendar day, YYYY-MM-DD");
export const KindName = z.enum(KINDS);
export const SentimentName = z.enum(SENTIMENTS);
export const UnclearName = z.enum(UNCLEAR_REASONS);
export const BothLanguages = z
  .object({ en: z.string(), zh: z.string() })
  .meta({ id: "BothLanguages" });

/** An id such as `item_7`: a prefix and a whole number. */
const numbered = <Prefix extends string>(prefix: Prefix) =>
  z.string().regex(new RegExp(`^${prefix}\\d{1,15}$`)) as unknown as z.ZodType<
    `${Prefix}${number}`,
    `${Prefix}${number}`
  >;
export const ItemIdText = numbered("item_");
export const ThemeIdText = numbered("theme_");
export const NeedIdText = numbered("need_");
export const MatterIdText = numbered("matter_");
export const JobIdText = numbered("job_");
export const ImportIdText = z.string().regex(/^import_\d+$/);
/** `item_<n>.<revision>.<start>-<end>`. */
export const MentionIdText = z
  .string()
  .regex(/^item_\d{1,15}\.\d{1,9}\.\d{1,9}-\d{1,9}$/) as unknown as z.ZodType<
  `item_${number}.${number}.${number}-${number}`,
  `item_${number}.${number}.${number}-${number}`
>;

/** A figure with its 95 % interval. */
export const EstimateValue = z
  .object({ value: z.number(), low: z.number(), high: z.number() })
  .meta({ id: "Estimate" });
/** Half-open span in UTF-16 code units. */
export const SpanValue = z.object({ start: z.int(), end: z.int() }).meta({ id: "Span" });
/** A figure that the data is too little to tell. */
export const CannotTellValue = z
  .object({ ok: z.literal(false), reason: z.string() })
  .meta({ id: "CannotTell" });
/** Counts by name. */
export const Counts = z.record(z.string(), z.int());
