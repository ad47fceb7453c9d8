// Needs as the API tells them: the ranked list, one need with its evidence, and the rows behind any figure.
import { z } from "zod";
import { NeedExperimentView } from "./experiments.ts";
import { feedbackFilters } from "./filters.ts";
import { NeedOutcomeView } from "./impact.ts";
import { MentionRow } from "./mentions.ts";
import { pageOf, pageQuery } from "./page.ts";
import { heading } from "./statements.ts";
import {
  BothLanguages,
  CannotTellValue,
  Counts,
  Day,
  EstimateValue,
  Instant,
  KindName,
  MentionIdText,
  NeedIdText,
  ThemeIdText,
} from "./values.ts";

const RateRatioView = z.object({
  value: z.number().nullable(),
  low: z.number(),
  high: z.number().nullable(),
});
const Heard = z.object({ people: z.int(), heard: z.int() });
export const TrendView = z
  .union([
    z.object({
      ok: z.literal(true),
      ratio: RateRatioView,
      recent: Heard,
      earlier: Heard,
      pValue: z.number(),
      adjustedPValue: z.number(),
      direction: z.enum(["rising", "falling", "steady"]),
    }),
    CannotTellValue,
  ])
  .meta({ id: "Trend" });
export const NeedSegmentView = z
  .object({
    dimension: z.string(),
    value: z.string(),
    people: z.int(),
    heard: z.int(),
    share: EstimateValue,
    others: Heard,
    /** Null where the two may be the same. */
    ratio: RateRatioView.nullable(),
    adjustedPValue: z.number().nullable(),
    says: z.enum(["more", "less", "same"]),
  })
  .meta({ id: "NeedSegment" });
const ValueView = z.union([
  z.object({
    ok: z.literal(true),
    total: z.number(),
    accounts: z.int(),
    share: EstimateValue,
    largestPart: z.number(),
  }),
  CannotTellValue,
]);

export const LANES = ["now", "next", "later"] as const;
export type LANES = z.infer<typeof LANES>;
export const NEED_STATUSES = ["open", "planned", "building", "shipped", "declined"] as const;
/** What people decided about a need; kept with its theme, so that it outlives every run. */
export const NeedPlanView = z
  .object({
    lane: z.enum(LANES).nullable(),
    status: z.enum(NEED_STATUSES),
    /** Version in which it shipped. */
    shippedIn: z.string().nullable(),
    note: z.string(),
    changedAt: Instant.nullable(),
  })
  .meta({ id: "NeedPlan" });
export type NeedPlanView = z.infer<typeof NeedPlanView>;
export const NeedPlanRequest = z.object({
  lane: z.enum(LANES).nullable().optional(),
  status: z.enum(NEED_STATUSES).optional(),
  shippedIn: z.string().max(100).nullable().optional(),
  note: z.string().max(5_000).optional(),
});

export const NeedView = z
  .object({
    id: NeedIdText,
    themeId: ThemeIdText,
    name: BothLanguages,
    ...heading,
    rank: z.int(),
    rankRange: z.object({ best: z.int(), worst: z.int() }),
    /** `100 x reach x severity x growth`. */
    score: EstimateValue,
    parts: z.object({
      reach: z.number(),
      peopleShare: z.number(),
      valueShare: z.number(),
      valueWeight: z.number(),
      severity: z.number(),
      growth: z.number(),
    }),
    people: z.int(),
    anonymous: z.int(),
    share: EstimateValue,
    severity: EstimateValue,
    trend: TrendView,
    changes: z.array(
      z.object({ weekDate: Day, before: z.number(), after: z.number(), pValue: z.number() }),
    ),
    /** In the list only those that say it more or less than others; in one need all. */
    segments: z.array(NeedSegmentView),
    value: ValueView,
    mentions: z.int(),
    kinds: Counts,
    languages: Counts,
    weeks: z.array(z.object({ weekDate: Day, people: z.int(), allPeople: z.int() })),
    quotes: z.array(MentionIdText),
    plan: NeedPlanView,
    /** The first quote's words. */
    firstQuote: z.string().nullable(),
    /** Within the filters asked for; null without filters. */
    within: z
      .object({
        people: z.int(),
        heard: z.int(),
        share: EstimateValue.nullable(),
        mentions: z.int(),
      })
      .nullable(),
  })
  .meta({ id: "Need" });
export type NeedView = z.infer<typeof NeedView>;

const {
  unclear: _unclear,
  unclearReason: _reason,
  matter: _matter,
  ...needFilters
} = feedbackFilters;
/** Filters leave the ranking of the last run as it is and tell `within` beside it. */
export const NeedQuery = z.object({
  ...needFilters,
  lane: z.array(z.enum(LANES)).optional(),
  status: z.array(z.enum(NEED_STATUSES)).optional(),
  /** `rank` (default), or `within`: the most people within the filters first. */
  order: z.enum(["rank", "within"]).optional(),
});
export type NeedList = z.infer<typeof NeedList>;
export const NeedList = z
  .object({
    rows: z.array(NeedView),
    /** When the run that ranked them ended; null when nothing was analysed yet. */
    analysedAt: Instant.nullable(),
    /** True when feedback came or went, or themes changed, since then. */
    isStale: z.boolean(),
  })
  .meta({ id: "NeedList" });
export type NeedDetail = z.infer<typeof NeedDetail>;
export const NeedDetail = z
  .object({
    ...NeedView.shape,
    keyphrases: z.object({ en: z.array(z.string()), zh: z.array(z.string()) }),
    quoteRows: z.array(MentionRow),
    /** What releases that were meant to help it did, the latest first. */
    outcomes: z.array(NeedOutcomeView),
    /** What experiments told of it, the latest first. */
    experiments: z.array(NeedExperimentView),
  })
  .meta({ id: "NeedDetail" });

/** Which figure: each field narrows it; without any, everyone who voiced the need. */
export const FigureQuery = z
  .object({
    /** Mondays of the first and last week counted. */
    weekFrom: Day.optional(),
    weekTo: Day.optional(),
    dimension: z.string().max(200).optional(),
    value: z.string().max(200).optional(),
    kind: KindName.optional(),
    language: z.string().max(35).optional(),
    /** Only accounts of known worth. */
    valued: z.boolean().optional(),
    ...pageQuery,
  })
  .refine(({ dimension, value }) => (dimension === undefined) === (value === undefined), {
    message: "expected both a dimension and a value, or neither",
  });
export type NeedPerson = z.infer<typeof NeedPerson>;
export const FigurePage = z
  .object({ ...pageOf(MentionRow).shape, people: z.int() })
  .meta({ id: "FigurePage" });

/** A person who asked for a need. */
export const NeedPerson = z
  .object({
    person: z.string(),
    /** True where no author is known. */
    anonymous: z.boolean(),
    mentions: z.int(),
    lastWrittenAt: Instant.nullable(),
    source: z.string(),
    /** Their most telling mention. */
    mentionId: MentionIdText,
    quote: z.string(),
  })
  .meta({ id: "NeedPerson" });
export const NeedPersonPage = pageOf(NeedPerson).meta({ id: "NeedPersonPage" });
