// Experiments and feature flags as the API takes and gives them. The rules are those of SPEC-experiments.md.
import { z } from "zod";
import { DESIGN_NOTES } from "../experiments/design-experiment.ts";
import {
  EXPERIMENT_NOTES,
  EXPERIMENT_REASONS,
  EXPERIMENT_UNITS,
  EXPERIMENT_VERDICTS,
  LOOK_SPENDINGS,
  METRIC_KINDS,
  METRIC_ROLES,
  OVERALL_VERDICTS,
} from "../experiments/experiment.ts";
import { EXPERIMENT_LOOKING, EXPERIMENT_STATUSES } from "../experiments/experiment-record.ts";
import { EventMatchInput } from "./events.ts";
import { BothLanguages, Day, Instant, NeedIdText, ThemeIdText } from "./values.ts";

const Name = z.string().trim().min(1).max(200);
const Key = z.string().regex(/^[\w.:-]{1,100}$/);
const Detail = z.record(z.string(), z.union([z.string(), z.number()]));
const IntervalView = z.object({ estimate: z.number(), low: z.number(), high: z.number() });
const Side = z.object({ units: z.number(), mean: z.number() }).nullable();

export const DoubtView = z
  .object({ reason: z.enum(EXPERIMENT_REASONS), details: Detail })
  .meta({ id: "ExperimentDoubt" });
export const ComparisonView = z
  .object({
    metric: z.string(),
    arm: z.string(),
    kind: z.enum(METRIC_KINDS),
    role: z.enum(METRIC_ROLES),
    better: z.enum(["higher", "lower"]),
    control: Side,
    treatment: Side,
    difference: IntervalView.nullable(),
    relative: IntervalView.nullable(),
    pValue: z.number().nullable(),
    /** Corrected for all comparisons of the experiment. */
    adjustedPValue: z.number().nullable(),
    verdict: z.enum(EXPERIMENT_VERDICTS),
    doubt: DoubtView.nullable(),
    detectable: z.number().nullable(),
    guardrail: z.enum(["held", "harmed", "not-shown"]).nullable(),
    varianceReduction: z.number().nullable(),
    uncapped: IntervalView.nullable(),
    byDays: IntervalView.nullable(),
    sentence: BothLanguages,
    guardrailSentence: BothLanguages.nullable(),
    /** The difference without the cap on extreme values; null where none were capped. */
    uncappedSentence: BothLanguages.nullable(),
  })
  .meta({ id: "ExperimentComparison" });
export type ComparisonView = z.infer<typeof ComparisonView>;
export const JudgementView = z
  .object({
    verdict: z.enum(OVERALL_VERDICTS),
    doubt: DoubtView.nullable(),
    sentence: BothLanguages,
    unit: z.enum(EXPERIMENT_UNITS),
    arms: z.array(
      z.object({
        name: z.string(),
        units: z.number(),
        verdict: z.enum(OVERALL_VERDICTS).nullable(),
      }),
    ),
    split: z.object({
      says: z.enum(["as-planned", "suspect", "mismatch", "not-known"]),
      pValue: z.number().nullable(),
      shares: z.array(z.number()),
      from: z.enum(["plan", "equal", "suggested"]),
    }),
    crossed: z.number(),
    period: z.object({ firstDay: Day, lastDay: Day, days: z.int() }).nullable(),
    comparisons: z.array(ComparisonView),
    segments: z.array(
      z.object({
        dimension: z.string(),
        value: z.string(),
        metric: z.string(),
        arm: z.string(),
        units: z.number(),
        difference: IntervalView,
        shrunk: IntervalView,
      }),
    ),
    spreads: z.array(
      z.object({
        dimension: z.string(),
        metric: z.string(),
        arm: z.string(),
        adjustedPValue: z.number(),
        differs: z.boolean(),
      }),
    ),
    notes: z.array(
      z.object({ note: z.enum(EXPERIMENT_NOTES), details: Detail, sentence: BothLanguages }),
    ),
    looking: z.enum([...EXPERIMENT_LOOKING, "between-looks"]),
    level: z.number(),
    looks: z.int(),
  })
  .meta({ id: "ExperimentJudgement" });
export type JudgementView = z.infer<typeof JudgementView>;

export const EventMetricInput = z
  .object({
    name: Name,
    role: z.enum(METRIC_ROLES),
    better: z.enum(["higher", "lower"]),
    margin: z.number().min(0).max(10).optional(),
    kind: z.enum(["conversion", "count", "sum", "ratio"]),
    match: EventMatchInput,
    property: z.string().max(200).optional(),
    per: EventMatchInput.optional(),
    windowMs: z.number().optional(),
    usesBefore: z.boolean().optional(),
    /** Of a count or a sum: the quantile of all arms together at which values are capped, in [0.5, 1). */
    cap: z.number().optional(),
  })
  .meta({ id: "EventMetric" });
export type EventMetricInput = z.infer<typeof EventMetricInput>;
const Arms = z.array(z.object({ key: Key, weight: z.number() })).max(12);
const Exposure = z.object({
  event: Name,
  /** Empty where every such event is of this experiment. */
  experimentProperty: z.string().trim().max(200),
  armProperty: Name,
});
/** Shares of the planned units at which one looks, rising to 1, and how the level is spent over them. */
const Looks = z.object({
  fractions: z.array(z.number()).max(10),
  spending: z.enum(LOOK_SPENDINGS),
});
const changeable = {
  name: Name,
  hypothesis: z.string().max(5_000).optional(),
  arms: Arms.optional(),
  exposure: Exposure.optional(),
  metrics: z.array(EventMetricInput).max(50),
  segments: z.array(Name).max(10).optional(),
  looking: z.enum(EXPERIMENT_LOOKING).optional(),
  /** Of planned looks; four at equal steps when absent. */
  lookPlan: Looks.nullable().optional(),
  plannedUnits: z.int().min(1).nullable().optional(),
  /** Themes, or needs in place of their themes. */
  helps: z
    .array(z.union([ThemeIdText, NeedIdText]))
    .max(100)
    .optional(),
  requirement: z.string().max(500).optional(),
};
export const ExperimentRequest = z.object({ ...changeable, key: Key.optional() });
export type ExperimentRequest = z.infer<typeof ExperimentRequest>;
export const ExperimentChangeRequest = z
  .object({ ...changeable, status: z.enum(EXPERIMENT_STATUSES) })
  .partial();

export const ExperimentOutcomeView = z.object({
  verdict: z.enum(OVERALL_VERDICTS),
  sentence: BothLanguages,
  measuredAt: Instant,
  throughDay: Day.nullable(),
  units: z.number(),
  comparisons: z.array(
    z.object({
      metric: z.string(),
      arm: z.string(),
      verdict: z.enum(EXPERIMENT_VERDICTS),
      difference: IntervalView.nullable(),
      relative: IntervalView.nullable(),
      adjustedPValue: z.number().nullable(),
    }),
  ),
});
export const ExperimentView = z
  .object({
    id: z.string(),
    key: z.string(),
    name: z.string(),
    hypothesis: z.string(),
    status: z.enum(EXPERIMENT_STATUSES),
    exposure: Exposure,
    arms: Arms,
    metrics: z.array(EventMetricInput),
    segments: z.array(z.string()),
    looking: z.enum(EXPERIMENT_LOOKING),
    lookPlan: Looks.nullable(),
    looksTaken: z.array(ExperimentOutcomeView.extend({ look: z.int(), fraction: z.number() })),
    plannedUnits: z.int().nullable(),
    themeIds: z.array(ThemeIdText),
    requirement: z.string(),
    createdAt: Instant,
    startedAt: Instant.nullable(),
    stoppedAt: Instant.nullable(),
    outcome: ExperimentOutcomeView.nullable(),
  })
  .meta({ id: "Experiment" });
export type ExperimentView = z.infer<typeof ExperimentView>;
export const ExperimentList = z
  .object({ rows: z.array(ExperimentView) })
  .meta({ id: "ExperimentList" });
/** What an experiment told of a need that it was for. */
export const NeedExperimentView = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.enum(EXPERIMENT_STATUSES),
    /** Null until it is measured. */
    verdict: z.enum(OVERALL_VERDICTS).nullable(),
    sentence: BothLanguages.nullable(),
    throughDay: Day.nullable(),
  })
  .meta({ id: "NeedExperiment" });
export type NeedExperimentView = z.infer<typeof NeedExperimentView>;
/** A look of the plan, taken or to come. */
export const LookView = z
  .object({
    look: z.int(),
    /** Over all arms: as they were where it was taken, else as planned. */
    units: z.number(),
    fraction: z.number(),
    /** The p-value of one comparison at this look alone that ends the experiment. */
    nominalPValue: z.number(),
    isTaken: z.boolean(),
    verdict: z.enum(OVERALL_VERDICTS).nullable(),
    sentence: BothLanguages.nullable(),
    throughDay: Day.nullable(),
  })
  .meta({ id: "ExperimentLook" });
export type LookView = z.infer<typeof LookView>;
export const MeasuredExperiment = z
  .object({
    experiment: ExperimentView,
    judgement: JudgementView,
    /** Empty where no looks were planned. */
    looks: z.array(LookView),
  })
  .meta({ id: "MeasuredExperiment" });
export const experimentParams = z.object({ experimentId: z.string().min(1).max(100) });

export const DesignRequest = z
  .object({
    hypothesis: z.string().max(5_000).optional(),
    metric: Name,
    better: z.enum(["higher", "lower"]).optional(),
    /** Today's rate, in (0, 1); or a mean with its deviation. */
    baseRate: z.number().optional(),
    mean: z.number().optional(),
    standardDeviation: z.number().optional(),
    effect: z.number().optional(),
    difference: z.enum(["relative", "absolute"]).optional(),
    split: z.array(z.number()).max(12).optional(),
    power: z.number().optional(),
    level: z.number().optional(),
    primaryMetrics: z.int().optional(),
    hasOthers: z.boolean().optional(),
    looking: z.enum(["once", "planned-looks", "always-valid"]).optional(),
    looks: z.int().optional(),
    unitsPerDay: z.number().optional(),
    partOfTraffic: z.number().optional(),
    /** Traffic and rate from the events: who does this, and what decides. */
    entry: EventMatchInput.optional(),
    goal: EventMatchInput.optional(),
    /** In place of a goal: a count, a sum or a ratio whose mean and deviation are read from the events of those who do the entry. */
    measured: EventMetricInput.optional(),
  })
  .meta({ id: "ExperimentDesignRequest" });
export type DesignRequest = z.infer<typeof DesignRequest>;
export const DesignView = z
  .object({
    totalUnits: z.number().nullable(),
    unitsByArm: z.array(z.number()).nullable(),
    inflation: z.number(),
    comparisonLevel: z.number(),
    days: z.number().nullable(),
    weeks: z.number().nullable(),
    unitsPerDay: z.number().nullable(),
    difference: z.enum(["relative", "absolute"]),
    looks: z.array(
      z.object({
        fraction: z.number(),
        units: z.number(),
        day: z.number().nullable(),
        nominalPValue: z.number(),
        endsBy: z.number(),
      }),
    ),
    detectable: z.array(
      z.object({
        weeks: z.int(),
        units: z.number(),
        increase: z.number().nullable(),
        decrease: z.number().nullable(),
      }),
    ),
    notes: z.array(z.enum(DESIGN_NOTES)),
    /** What the events told; null where figures were given. */
    traffic: z
      .object({
        firstDate: Day,
        lastDate: Day,
        days: z.int(),
        people: z.int(),
        unitsPerDay: z.number(),
        baseRate: z.number().nullable(),
        mean: z.number().nullable(),
        standardDeviation: z.number().nullable(),
      })
      .nullable(),
    sentences: z.array(BothLanguages),
  })
  .meta({ id: "ExperimentDesign" });
export type DesignView = z.infer<typeof DesignView>;

export const TableRequest = z
  .object({
    /** One upload, or one for each arm, control first. */
    uploadIds: z.array(z.string().max(100)).min(1).max(12),
    arm: z.string().max(500).optional(),
    arms: z.array(z.string().max(500)).max(12).optional(),
    control: z.string().max(500).optional(),
    unit: z.string().max(500).optional(),
    metrics: z
      .array(
        z.object({
          name: Name,
          column: z.string().min(1).max(500),
          per: z.string().max(500).optional(),
          before: z.string().max(500).optional(),
          role: z.enum(METRIC_ROLES).optional(),
          better: z.enum(["higher", "lower"]).optional(),
          margin: z.number().optional(),
        }),
      )
      .max(50)
      .optional(),
    segments: z.array(z.string().max(500)).max(10).optional(),
    split: z.array(z.number()).max(12).optional(),
    isSequential: z.boolean().optional(),
    plannedUnits: z.int().optional(),
  })
  .meta({ id: "ExperimentTableRequest" });
export type TableRequest = z.infer<typeof TableRequest>;
export const TableView = z
  .object({
    rows: z.int(),
    taken: z.object({
      form: z.enum(["units", "counts", "moments"]),
      arm: z.string().nullable(),
      unit: z.string().nullable(),
      time: z.string().nullable(),
      event: z.string().nullable(),
      metrics: z.array(z.string()),
      segments: z.array(z.string()),
      leftOut: z.array(z.string()),
    }),
    judgement: JudgementView,
  })
  .meta({ id: "ExperimentTable" });
export type TableView = z.infer<typeof TableView>;

/** What a specification gives to the plan of its experiment, and what the experiments that test it told. */
export const SpecExperimentsView = z
  .object({
    hypothesis: BothLanguages.nullable(),
    metric: BothLanguages.nullable(),
    /** Today's rate as the specification counts it, in [0, 1]; less of it is better. */
    baseRate: z.number().nullable(),
    /** The theme whose need it meets. */
    themeId: ThemeIdText.nullable(),
    experiments: z.array(NeedExperimentView),
  })
  .meta({ id: "SpecExperiments" });
export type SpecExperimentsView = z.infer<typeof SpecExperimentsView>;
