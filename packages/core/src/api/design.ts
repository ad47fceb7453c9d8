// What of the design stage's contract others use.
export {
  AnswerPartView,
  AnswerSentenceView,
  AnswerView,
  FigureView,
} from "./answers.ts";
