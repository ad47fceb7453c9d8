// The design stage's use cases as the desk offers them.
import { type AnswerAsk, answerQuestion } from "../answers/answer-question.ts";
import type { DeskContext } from "./desk-context.ts";

export function designDesk(context: DeskContext) {
  return {
    answer: (ask: AnswerAsk) => answerQuestion(context, ask),
  };
}
