// Questions about what people do, and their answers, as the API takes and gives them. The rules are those of SPEC-events.md.
import { z } from "zod";
import { PERIODS } from "../events/periods.ts";
import { FUNNEL_ORDERS } from "../funnels/funnel.ts";
import { RETENTION_COHORTS } from "../retention/retention.ts";
import { MentionRow } from "./mentions.ts";
import { BothLanguages, Day, EstimateValue, Instant, ThemeIdText } from "./values.ts";

const Name = z.string().min(1).max(200);
const Value = z.string().max(10_000);

export const EventFilterInput = z.union([
  z.object({
    property: Name,
    test: z.enum(["is", "is-not"]),
    values: z.array(Value).min(1).max(100),
  }),
  z.object({ property: Name, test: z.literal("contains"), value: Value.min(1) }),
  z.object({ property: Name, test: z.enum(["above", "below"]), value: z.number() }),
  z.object({ property: Name, test: z.enum(["set", "not-set"]) }),
]);
/** Events of one name (of any when null) that pass all filters. */
export const EventMatchInput = z
  .object({ name: Name.nullable(), filters: z.array(EventFilterInput).max(50).optional() })
  .meta({ id: "EventMatch" });
export type EventMatchInput = z.infer<typeof EventMatchInput>;
/** Days in the workspace's zone, both included; all days with events when absent. */
export const RangeInput = z.object({ firstDate: Day.optional(), lastDate: Day.optional() });
export const RangeView = z.object({ firstDate: Day, lastDate: Day, timeZone: z.string() });
const CohortId = z.string().regex(/^cohort_\d{1,12}$/);

const asked = {
  range: RangeInput.optional(),
  /** Only people of this saved cohort. */
  cohortId: CohortId.optional(),
  /** Property by which people are told apart. */
  breakdown: Name.optional(),
  /** Groups that are listed. Default 25. */
  mostGroups: z.int().min(1).max(100).optional(),
};

export const FunnelAsk = z
  .object({
    steps: z.array(EventMatchInput).min(1).max(20),
    order: z.enum(FUNNEL_ORDERS).optional(),
    /** Milliseconds from the first step on. Default 14 days. */
    windowMs: z.number().optional(),
    exclusions: z
      .array(
        z.object({
          match: EventMatchInput,
          fromStep: z.int().optional(),
          toStep: z.int().optional(),
        }),
      )
      .max(20)
      .optional(),
    ...asked,
  })
  .meta({ id: "FunnelAsk" });
export type FunnelAsk = z.infer<typeof FunnelAsk>;
export const FunnelView = z
  .object({
    range: RangeView,
    groups: z.array(
      z.object({
        value: z.string().nullable(),
        /** People of at least each step's depth. */
        people: z.array(z.int()),
        /** Median milliseconds from the step before; null where it cannot be told. */
        medianMs: z.array(z.number().nullable()),
      }),
    ),
    leftOut: z.int(),
  })
  .meta({ id: "Funnel" });
export type FunnelView = z.infer<typeof FunnelView>;

export const RetentionAsk = z
  .object({
    start: EventMatchInput,
    back: EventMatchInput,
    cohorts: z.enum(RETENTION_COHORTS).optional(),
    isRolling: z.boolean().optional(),
    period: z.enum(PERIODS),
    ...asked,
  })
  .meta({ id: "RetentionAsk" });
export type RetentionAsk = z.infer<typeof RetentionAsk>;
const RetentionCohortView = z.object({
  startDate: Day,
  /** People back in period 0, 1, 2, ...; null for periods that the range does not hold whole. */
  people: z.array(z.int().nullable()),
});
export const RetentionView = z
  .object({
    range: RangeView,
    cohorts: z.array(RetentionCohortView),
    groups: z.array(
      z.object({ value: z.string().nullable(), cohorts: z.array(RetentionCohortView) }),
    ),
    leftOut: z.int(),
  })
  .meta({ id: "Retention" });
export type RetentionView = z.infer<typeof RetentionView>;

const MeasureInput = z.union([
  z.object({ kind: z.enum(["count", "people"]) }),
  z.object({ kind: z.enum(["sum", "average"]), property: Name }),
  z.object({ kind: z.literal("percentile"), property: Name, level: z.number() }),
]);
export const TrendAsk = z
  .object({
    series: z
      .array(z.object({ match: EventMatchInput, measure: MeasureInput }))
      .min(1)
      .max(10),
    period: z.enum(PERIODS),
    formula: z.string().max(200).optional(),
    withPrevious: z.boolean().optional(),
    ...asked,
  })
  .meta({ id: "EventTrendAsk" });
export type TrendAsk = z.infer<typeof TrendAsk>;
const TrendLines = z.object({
  startDates: z.array(Day),
  lines: z.array(
    z.object({
      series: z.string(),
      value: z.string().nullable(),
      values: z.array(z.number().nullable()),
      total: z.number().nullable(),
    }),
  ),
});
export const EventTrendView = z
  .object({
    range: RangeView,
    ...TrendLines.shape,
    leftOut: z.int(),
    previous: TrendLines.nullable(),
  })
  .meta({ id: "EventTrend" });
export type EventTrendView = z.infer<typeof EventTrendView>;

/** Which people of an answer: those behind a bar, a cell or a point. */
export const PeopleAsk = z
  .union([
    z.object({
      funnel: FunnelAsk,
      bar: z.object({
        step: z.int(),
        which: z.enum(["reached", "dropped"]),
        value: z.string().nullable().optional(),
      }),
      after: z.string().max(200).optional(),
    }),
    z.object({
      retention: RetentionAsk,
      cell: z.object({
        startDate: Day,
        after: z.int().min(0),
        value: z.string().nullable().optional(),
      }),
      after: z.string().max(200).optional(),
    }),
    z.object({
      trend: TrendAsk,
      point: z.object({
        series: z.int().min(0),
        startDate: Day.optional(),
        value: z.string().nullable().optional(),
      }),
      after: z.string().max(200).optional(),
    }),
    z.object({ cohortId: CohortId, after: z.string().max(200).optional() }),
  ])
  .meta({ id: "PeopleAsk" });
export type PeopleAsk = z.infer<typeof PeopleAsk>;
/** People behind a figure, and what those of them say who left feedback. */
export const PeopleView = z
  .object({
    /** Keys of at most 100 people, in their order. */
    people: z.array(z.string()),
    /** Ask for the people after this one; null on the last page. */
    next: z.string().nullable(),
    /** All people behind the figure. */
    total: z.int(),
    said: z.object({
      /** How many of them left feedback. */
      speakers: z.int(),
      themes: z.array(
        z.object({
          themeId: ThemeIdText,
          name: BothLanguages,
          people: z.int(),
          /** Share of the speakers, with its interval. */
          share: EstimateValue,
        }),
      ),
      quotes: z.array(MentionRow),
    }),
  })
  .meta({ id: "PeopleBehind" });
export type PeopleView = z.infer<typeof PeopleView>;

export const LiveEventView = z.object({
  name: z.string(),
  at: Instant,
  receivedAt: Instant,
  person: z.string(),
  source: z.string(),
  properties: z.int(),
});
export const EventOverview = z
  .object({
    events: z.int(),
    people: z.int(),
    firstAt: Instant.nullable(),
    lastAt: Instant.nullable(),
    names: z.array(z.object({ name: z.string(), events: z.int() })),
    properties: z.array(z.string()),
    /** Events that came in since the server started, the latest first. */
    live: z.array(LiveEventView),
    /** Imports and days of capture that hold events. */
    imports: z.array(
      z.object({
        id: z.string(),
        source: z.string(),
        format: z.string(),
        startedAt: Instant.nullable(),
        added: z.int(),
        unchanged: z.int(),
        rejected: z.int(),
      }),
    ),
    /** People of the events who also left feedback. */
    speakers: z.int(),
  })
  .meta({ id: "EventOverview" });
export type EventOverview = z.infer<typeof EventOverview>;

export const SqlAsk = z.object({
  sql: z.string().min(1).max(20_000),
  limit: z.int().min(1).max(10_000).optional(),
});
export const SqlAnswer = z
  .object({
    columns: z.array(z.object({ name: z.string(), type: z.string() })),
    rows: z.array(z.array(z.unknown())),
    isCut: z.boolean(),
  })
  .meta({ id: "SqlAnswer" });
export type SqlAnswer = z.infer<typeof SqlAnswer>;

export const CohortInput = z
  .object({
    name: z.string().trim().min(1).max(100),
    joined: z.enum(["all", "any"]),
    conditions: z
      .array(
        z.object({
          match: EventMatchInput,
          atLeast: z.int().min(0).optional(),
          atMost: z.int().min(0).optional(),
          range: z.object({ firstDate: Day, lastDate: Day }).optional(),
        }),
      )
      .min(1)
      .max(10),
  })
  .meta({ id: "CohortInput" });
export type CohortInput = z.infer<typeof CohortInput>;
export const CohortView = z
  .object({ id: CohortId, ...CohortInput.shape, people: z.int(), createdAt: Instant })
  .meta({ id: "Cohort" });
export type CohortView = z.infer<typeof CohortView>;
export const CohortList = z.object({ rows: z.array(CohortView) }).meta({ id: "CohortList" });
export const cohortParams = z.object({ cohortId: CohortId });

export const BehaviourAsk = z
  .object({
    /** People who mention any of these themes; a group stands for its leaves. */
    themeIds: z.array(ThemeIdText).min(1).max(50),
    /** Days after the mention that are looked at. Default 28. */
    horizonDays: z.int().min(7).max(180).optional(),
    conversion: EventMatchInput.optional(),
    revenue: z.object({ match: EventMatchInput, property: Name }).optional(),
  })
  .meta({ id: "BehaviourAsk" });
export type BehaviourAsk = z.infer<typeof BehaviourAsk>;
/** The comparison, or why it cannot be told. */
export const BehaviourView = z
  .discriminatedUnion("ok", [
    z.object({ ok: z.literal(false), reason: z.string(), message: z.string() }),
    z.object({
      ok: z.literal(true),
      horizonDays: z.int(),
      mentioned: z.int(),
      pairs: z.int(),
      left: z.object({ early: z.int(), late: z.int(), unmatched: z.int() }),
      outcomes: z.array(
        z.object({
          outcome: z.enum(["retention", "conversion", "revenue"]),
          mentioned: z.number(),
          matched: z.number(),
          difference: z.number(),
          low: z.number(),
          high: z.number(),
          pValue: z.number(),
          verdict: z.enum(["worse", "better", "unclear"]),
        }),
      ),
      balance: z.array(
        z.object({
          covariate: z.string(),
          before: z.number().nullable(),
          after: z.number().nullable(),
        }),
      ),
      atRisk: EstimateValue.nullable(),
      /** Keys of the pairs. */
      people: z.array(z.object({ mentions: z.string(), alike: z.string() })),
    }),
  ])
  .meta({ id: "Behaviour" });
export type BehaviourView = z.infer<typeof BehaviourView>;
