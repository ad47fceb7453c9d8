// What of the design stage's contract others use.

// How claims and figures read, the same on pages as in files; and what a figure counts, to open its words.
export { readCount } from "../counts/count-query.ts";
export { figureText } from "../counts/describe-count.ts";
export { claimPieces, claimWords } from "../specs/claim-words.ts";
export {
  SPEC_SECTIONS,
  SPEC_TEMPLATES,
  type SpecSection,
  type SpecTemplate,
} from "../specs/spec.ts";
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
  type WireframeView,
} from "./specs.ts";
