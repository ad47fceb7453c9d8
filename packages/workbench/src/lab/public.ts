// The lab's part of the public surface of @heed/workbench.

export { recipeText } from "./card-words.ts";
export { type Explanation, explainAnswer } from "./explain-answer.ts";
export { type FeedbackRequest, feedbackDataset } from "./feedback-dataset.ts";
export {
  findDataset,
  findLabModel,
  type LabContext,
  labelledExamples,
  listLabModels,
  modelPath,
} from "./lab-context.ts";
export {
  type LabelProgress,
  labelExample,
  labelProgress,
  type NextExample,
  nextToLabel,
  undoLabel,
} from "./label-session.ts";
export {
  answerQuestions,
  bytesText,
  figureText,
  type LabLanguage,
  type ModelAnswers,
  percentText,
  secondsText,
} from "./model-answers.ts";
export { renderCard } from "./model-card.ts";
export { cardPage } from "./model-card-page.ts";
export { type DataRequest, datasetOf, type OpenedLab, openLab } from "./open-lab.ts";
export {
  demoteModel,
  listPromotions,
  promoteModel,
  readWithPromoted,
  textsOf,
} from "./promote-model.ts";
export type { LabInput } from "./recipe.ts";
export { saliencyPicture } from "./saliency-picture.ts";
export { type RobustnessReport, testRobustness } from "./test-robustness.ts";
export { type TrainOutcome, type TrainRequest, trainDataset } from "./train-dataset.ts";
export type { TrainingNews } from "./training-run.ts";
export {
  type EvaluationOutcome,
  evaluateModel,
  type LabAnswer,
  type ModelInUse,
  modelName,
  openModelByName,
  predictInputs,
} from "./use-model.ts";
export { watchDrift } from "./watch-drift.ts";
