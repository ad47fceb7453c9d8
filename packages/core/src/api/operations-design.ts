// Operations of the design stage: questions answered, specifications drafted, checked and taken away.
import { AnswerQuery, AnswerRequest, AnswerView } from "./answers.ts";
import type { Operation } from "./operation.ts";

export const DESIGN_OPERATIONS = {
  getAnswer: {
    tag: "answers",
    summary: "A question answered without a model: what was found, grouped, counted and quoted",
    query: AnswerQuery,
    response: AnswerView,
  },
  askQuestion: {
    tag: "answers",
    summary:
      "A question answered, on wish in sentences by a model: each source, quote and figure checked",
    body: AnswerRequest,
    response: AnswerView,
  },
  streamAnswer: {
    tag: "answers",
    summary: "The same sentence by sentence: events `sentence`, then `answer` or `problem`",
    body: AnswerRequest,
    response: "text/event-stream",
  },
} as const satisfies Readonly<Record<string, Operation>>;
