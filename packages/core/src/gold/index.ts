// The gold set and the comparison of readers on it, as part of the public surface of @heed/core.
export {
  type AgainstWinner,
  type AnswerCost,
  type AnswerTimes,
  CONTESTANT_SORTS,
  compareReaders,
  costPer1000,
  type GoldAnswers,
  type GoldComparison,
  type GoldWarning,
  goldLack,
  LEAST_GOLD,
  type ReaderRow,
} from "./compare-readers.ts";
export {
  GOLD_CLASSES,
  GOLD_TASKS,
  type GoldItem,
  type GoldTask,
  labelledFor,
} from "./gold-item.ts";
export {
  choiceAtWork,
  FIRST_CHOICE,
  goBack,
  promote,
  type ReaderChoice,
  type ReaderName,
  type ReaderPromotion,
} from "./reader-choice.ts";
