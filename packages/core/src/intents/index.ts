// Conversational interfaces from what people ask, as part of the public surface of @heed/core.
export {
  type AskedQuestion,
  type DraftedIntents,
  draftIntents,
  type Intent,
  type IntentPlan,
  type IntentTheme,
  LEAST_QUESTIONS,
  type Utterance,
} from "./draft-intents.ts";
export { type IntentFile, intentsAsCsv, intentsAsFile } from "./export-intents.ts";
export { type FoundEntity, findEntities } from "./find-entities.ts";
export {
  type HeldOutAnswer,
  judgeRecogniser,
  LEAST_INTENTS,
  type RecogniserFigures,
  type RecogniserReport,
} from "./judge-recogniser.ts";
