// What the operations that help to decide do: parse, call the desk, answer.
import type { Desk } from "@heed/workbench";
import type { Handlers } from "./handlers.ts";

type DecisionOperation = "getPriorities" | "putGuesses" | "putPrioritySettings";

export function decisionHandlers(desk: Desk): Pick<Handlers, DecisionOperation> {
  return {
    getPriorities: ({ query }) => desk.getPriorities(query),
    putGuesses: ({ params, body }) => desk.putGuesses(params.themeId, body),
    putPrioritySettings: ({ body }) => desk.putPrioritySettings(body),
  };
}
