// What commands and routes may use of experiments.
export { designSentences, effectText } from "./design-words.ts";
export {
  type Both,
  comparisonSentence,
  differenceText,
  doubtWords,
  figure,
  guardrailSentence,
  noteWords,
  overallWords,
  pText,
  rangeText,
  signed,
  unitWords,
  valueText,
  verdictSentence,
} from "./experiment-words.ts";
export {
  type ExperimentFile,
  type ExperimentFileAsk,
  readExperimentFiles,
} from "./read-experiment-file.ts";
