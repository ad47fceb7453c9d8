// The public surface of @heed/text: every export named by hand.
export { createLexiconReader } from "./classify/lexicon-reader.ts";
export { createThemeFinder } from "./cluster/create-theme-finder.ts";
export { detectLanguage } from "./detect/detect-language.ts";
export { createEmbedder } from "./embed/create-embedder.ts";
export { LONGEST_VECTOR, reduceVectors, type Vectors } from "./embed/reduce-vectors.ts";
export {
  askEndpoint,
  type ModelQuestion,
  type ModelReply,
  type ModelTurn,
  streamEndpoint,
} from "./llm/ask-endpoint.ts";
export {
  type Recording,
  type SpokenPart,
  speakEndpoint,
  type Transcript,
  transcribeEndpoint,
} from "./llm/audio-endpoint.ts";
export type { Evidence, ShownQuote } from "./llm/check-quotes.ts";
export { type EmbedReply, embedEndpoint } from "./llm/embed-endpoint.ts";
export { hostOf, type ModelEndpoint } from "./llm/endpoint.ts";
export {
  createLlmReader,
  estimateReading,
  type LlmReaderOptions,
  llmReaderName,
  NOTHING_TO_READ,
  READING_PROMPTS,
  type ReadingEstimate,
  type ReadingPrompt,
} from "./llm/llm-reader.ts";
export { type NamingOptions, withModelNames } from "./llm/name-with-model.ts";
export {
  type ProposedWireframe,
  proposeWireframe,
  type ShownStory,
} from "./llm/propose-wireframe.ts";
export { readScreenshot, type Screenshot, type SeenMessage } from "./llm/read-screenshot.ts";
export { runPool } from "./llm/run-pool.ts";
export { answerForm, structuredAnswer } from "./llm/structured-answer.ts";
export {
  type ReaderLanguage,
  type TranslatedQuotes,
  translateQuotes,
  translationFaultsIn,
} from "./llm/translate-quotes.ts";
export { answerModel, type WrittenSentence, writeAnswer } from "./llm/write-answer.ts";
export {
  type DigestNeed,
  type DigestSentence,
  type WrittenDigest,
  writeDigest,
} from "./llm/write-digest.ts";
export { specModel, type WrittenClaim, writeSpec } from "./llm/write-spec.ts";
export { type DraftedSql, type KnownEvents, sqlFaults, writeSql } from "./llm/write-sql.ts";
export { draftMatters, type MatterDraft } from "./matters/draft-matters.ts";
export {
  conceptsNamed,
  conceptsSaid,
  findConcept,
  type NamedConcept,
} from "./matters/find-concepts.ts";
export { StatementChooser, type ThemeVoice } from "./name/choose-statements.ts";
export type { TrainingRecipe } from "./read/fit-classifier.ts";
export { type HashedTexts, hashTexts } from "./read/hash-texts.ts";
export {
  createReader,
  openShareReader,
  type ReaderOptions,
  type ShareReader,
} from "./read/reader.ts";
export {
  type ClassifiedText,
  type LabelledExample,
  type OpenedTextClassifier,
  openTextClassifier,
  type TextClassifierOptions,
  type TrainedTextClassifier,
  trainTextClassifier,
} from "./read/train-text-classifier.ts";
export { type FoundRedaction, type RedactedText, redact } from "./redact/redact.ts";
export { type FoundMessage, type FoundMessages, findMessages } from "./screenshot/find-messages.ts";
export type { SeenLine, SeenPicture, SeenWord } from "./screenshot/seen-picture.ts";
export type { LeftOut, LeftOutReason } from "./screenshot/sift-lines.ts";
export { splitMentions } from "./segment/split-mentions.ts";
export { judgeSupport, LEAST_NEAR, SUPPORT_CHECK } from "./support/judge-support.ts";
