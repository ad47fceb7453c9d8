// What of answers the rest of the house uses.
export {
  type AnswerPart,
  type AnswerSentence,
  type Retrieval,
  type RetrievedFigure,
  type RetrievedMention,
  SENTENCE_FAULTS,
  type SentenceFault,
  type SupportMark,
} from "./answer.ts";
export {
  type CheckedSentence,
  type CheckOptions,
  checkSentence,
} from "./check-sentence.ts";
export { ordersModel } from "./model-orders.ts";
export {
  type QuestionVocabulary,
  type ReadQuestion,
  readQuestion,
} from "./read-question.ts";
export type { DraftPart } from "./sentence-parts.ts";
export { splitSentences } from "./split-sentences.ts";
export { type WrittenNumber, writtenNumbers } from "./written-numbers.ts";
