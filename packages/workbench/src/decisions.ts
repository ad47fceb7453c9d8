// What helps to decide, as part of the public surface of @heed/workbench.

export { createReader as createBuiltInReader } from "@heed/text";
export {
  evaluateReaders,
  type GoldEvaluation,
  type LeftOut,
  lastEvaluation,
  type TaskEvaluation,
} from "./gold/evaluate-readers.ts";
export { drawForLabelling, type GoldImport, importGold, readGoldItems } from "./gold/gold-set.ts";
export {
  goBackToReader,
  listPromoted,
  openReaderAtWork,
  promoteReader,
} from "./gold/readers-at-work.ts";
export { planIntent, type ReadIntents, readIntents } from "./intents/read-intents.ts";
export {
  type KeptRecogniser,
  lastRecogniser,
  recogniseIntent,
  trainRecogniser,
} from "./intents/train-recogniser.ts";
export {
  changeTree,
  readTree,
  type TreeChange,
  type TreeInHand,
} from "./opportunities/keep-tree.ts";
export {
  changeGuesses,
  type PriorityInputs,
  readPriorityInputs,
  savePrioritySettings,
} from "./priorities/keep-priorities.ts";
export { readStatements } from "./themes/keep-statements.ts";
