// What other rooms may use of experiments.
export { ColumnLearner, type ColumnProfile } from "./column-profile.ts";
export {
  DESIGN_NOTES,
  type DesignAsk,
  designExperiment,
  type ExperimentDesign,
  type PlannedLook,
} from "./design-experiment.ts";
export type { CapAsk, CappedSums, Limits, TailQuantile } from "./event-caps.ts";
export {
  capsOf,
  checkExperimentAsk,
  DEFAULT_BEFORE_DAYS,
  type EventMetric,
  type ExperimentAsk,
  type ExposedSums,
  type ExposureSource,
  exposedEvidence,
  type FoundCap,
  METRIC_SUMS,
  type MetricSums,
} from "./event-metrics.ts";
export * from "./experiment.ts";
export {
  askOf,
  checkExperiment,
  comparisonLevel,
  DEFAULT_EXPOSURE,
  EXPERIMENT_LOOKING,
  EXPERIMENT_STATUSES,
  type Experiment,
  type ExperimentId,
  type ExperimentLook,
  type ExperimentLooking,
  type ExperimentOutcome,
  type ExperimentStatus,
} from "./experiment-record.ts";
export { judgeExperiment } from "./judge-experiment.ts";
export {
  checkLookPlan,
  equalLooks,
  type LookLine,
  type LookNow,
  type LookPlan,
  type LookTaken,
  lookAt,
  lookLines,
} from "./look-plan.ts";
export {
  type MetricAsk,
  type MetricColumn,
  recogniseTable,
  type TableAsk,
  type TablePlan,
} from "./recognise-table.ts";
export { SumReader } from "./sum-evidence.ts";
export { columnDoubts } from "./table-doubts.ts";
export { unitEvidence } from "./unit-evidence.ts";
export { RowReader } from "./unit-tally.ts";
