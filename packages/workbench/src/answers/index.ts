// What of answers and counts the rest of the house uses.
export type { AnswerAsk } from "./answer-question.ts";
