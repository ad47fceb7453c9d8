// What commands and routes may use of experiments.
export { describeJudgement } from "./describe-judgement.ts";
export { describeLooks } from "./describe-looks.ts";
export { designSentences, effectText } from "./design-words.ts";
export {
  type Both,
  differenceText,
  figure,
  pText,
  rangeText,
  signed,
  valueText,
} from "./experiment-figures.ts";
export {
  comparisonSentence,
  doubtWords,
  guardrailSentence,
  noteWords,
  overallWords,
  uncappedSentence,
  unitWords,
  verdictSentence,
} from "./experiment-words.ts";
export {
  changeExperiment,
  createExperiment,
  deleteExperiment,
  type ExperimentChange,
  findExperiment,
  listExperiments,
  type NewExperiment,
} from "./keep-experiments.ts";
export {
  deleteFlag,
  evaluateKeptFlag,
  findFlag,
  type KeptFlag,
  listFlags,
  publishedFeatures,
  putFlag,
} from "./keep-flags.ts";
export { keepOutcome, measureKeptExperiment } from "./measure-kept.ts";
export { testedTitle } from "./need-experiments.ts";
export {
  type ExperimentFile,
  type ExperimentFileAsk,
  readExperimentFiles,
} from "./read-experiment-file.ts";
export { readTraffic, type Traffic, type TrafficAsk } from "./read-traffic.ts";
export { renderExperiment, type ToldExperiment } from "./render-experiment.ts";
