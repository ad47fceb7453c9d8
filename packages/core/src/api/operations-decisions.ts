// Operations that help to decide: priorities, gold sets, the opportunity tree, intents.
import { z } from "zod";
import type { Operation } from "./operation.ts";
import {
  PrioritiesView,
  PriorityGuesses,
  PriorityGuessesRequest,
  PriorityQuery,
  PrioritySettingsView,
} from "./priorities.ts";
import { ThemeIdText } from "./values.ts";

export const DECISION_OPERATIONS = {
  getPriorities: {
    tag: "priorities",
    summary: "Needs in the order of a method, every part of every score, and how sure the order is",
    query: PriorityQuery,
    response: PrioritiesView,
  },
  putGuesses: {
    tag: "priorities",
    summary: "Set or take away guesses about a need (effort, impact, confidence, ...)",
    params: z.object({ themeId: ThemeIdText }),
    body: PriorityGuessesRequest,
    response: PriorityGuesses,
  },
  putPrioritySettings: {
    tag: "priorities",
    summary: "Set the number of users, the criteria with their weights, and the doubt",
    body: PrioritySettingsView,
    response: PrioritySettingsView,
  },
} as const satisfies Readonly<Record<string, Operation>>;
