// What of the design stage's contract others use.

export {
  AnswerPartView,
  AnswerSentenceView,
  AnswerView,
  FigureView,
} from "./answers.ts";
export { DESIGN_PATHS } from "./paths-design.ts";
export {
  ClaimView,
  SPEC_FORMATS,
  SpecDiff,
  SpecEdit,
  type SpecFormat,
  SpecRow,
  SpecVersions,
  SpecView,
} from "./specs.ts";
