// The lab's part of the public surface of @heed/core: data sets, labels, evaluations, models of one's own.
export {
  type Dataset,
  type DatasetId,
  type Example,
  type ExampleLabel,
  type FeatureColumn,
  GIVEN_LABELER,
  LAB_TASKS,
  type LabTask,
  standingLabels,
} from "./datasets/dataset.ts";
export {
  type DatasetReport,
  type DatasetWarning,
  FEW_IN_CLASS,
  reportDataset,
} from "./datasets/dataset-report.ts";
export {
  MOST_MEDIA_BYTES,
  MOST_MEDIA_FILES,
  mediaRefusal,
  mediaTaskOfFolder,
  type RefusedFile,
  topFolderOf,
} from "./datasets/media-files.ts";
export {
  type DuplicateGroup,
  duplicateGroups,
  foldForComparing,
} from "./datasets/near-duplicates.ts";
export {
  assignFolds,
  type ExampleSplit,
  naturalSplit,
  SPLIT_WAYS,
  type SplitExample,
  type SplitWay,
  splitExamples,
  splitUnits,
} from "./datasets/split-examples.ts";
export { compareModels, type ModelComparison } from "./evaluations/compare-models.ts";
export {
  classShares,
  confidenceShares,
  type DriftMeasure,
  type DriftReference,
  type DriftReport,
  measureDrift,
} from "./evaluations/drift.ts";
export {
  type AnsweredExamples,
  type EvaluateOptions,
  evaluateAnswers,
  logLossOf,
  macroF1,
  mostProbable,
} from "./evaluations/evaluate-answers.ts";
export type {
  CalibrationBand,
  ClassEvaluation,
  EvaluationReport,
  MeanFigures,
  MeasuredFigure,
  Mistake,
  SliceEvaluation,
} from "./evaluations/evaluation-report.ts";
export {
  type CurveForecast,
  type CurvePoint,
  fitLearningCurve,
  type LearningCurve,
} from "./evaluations/learning-curve.ts";
export type {
  Contestant,
  CurveStep,
  LabModel,
  LabModelId,
  MeasuredBy,
  Promotion,
  TrainingCost,
} from "./lab-models/lab-model.ts";
export { type Candidate, type Chosen, chooseNext } from "./labels/choose-next.ts";
export { findLabelIssues, type LabelIssue, type LabelIssues } from "./labels/label-issues.ts";
export { type LabelerAgreement, labelerAgreement } from "./labels/labeler-agreement.ts";
export type { LabReading, LabReadings } from "./ports/lab-readings.ts";
export type { LabRecords, UndoneLabel } from "./ports/lab-records.ts";
