// Operations that help to decide: priorities, gold sets, the opportunity tree, intents.
import { z } from "zod";
import {
  GoldEvaluationRequest,
  GoldImportRequest,
  GoldImportView,
  GoldPromotionRequest,
  GoldSampleQuery,
  GoldView,
} from "./gold.ts";
import {
  IntentExportParams,
  IntentPlanRequest,
  IntentsView,
  RecognisedView,
  RecogniseRequest,
} from "./intents.ts";
import { JobView } from "./jobs.ts";
import type { Operation } from "./operation.ts";
import {
  PrioritiesView,
  PriorityGuesses,
  PriorityGuessesRequest,
  PriorityQuery,
  PrioritySettingsView,
} from "./priorities.ts";
import { TreeChangeRequest, TreeExportParams, TreeExportQuery, TreeView } from "./tree.ts";
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
  getGold: {
    tag: "gold set",
    summary: "Labels that people gave, readers compared on them, and which are at work",
    response: GoldView,
  },
  evaluateReaders: {
    tag: "gold set",
    summary:
      "Compare readers on the gold set, as a job; tried again it goes on where it was stopped",
    body: GoldEvaluationRequest,
    response: JobView,
    status: 202,
  },
  promoteReader: {
    tag: "gold set",
    summary: "Put a reader to work from the next analysis on, or the one before back",
    body: GoldPromotionRequest,
    response: GoldView,
  },
  importGold: {
    tag: "gold set",
    summary: "Bring labels in from a table",
    body: GoldImportRequest,
    response: GoldImportView,
  },
  sampleGold: {
    tag: "gold set",
    summary: "Mentions drawn at random to label blind, as CSV",
    query: GoldSampleQuery,
    response: "text/csv",
  },
  getTree: {
    tag: "opportunity tree",
    summary: "Outcome, needs, what may meet them and what tests that, with people and quotes",
    response: TreeView,
  },
  changeTree: {
    tag: "opportunity tree",
    summary: "Add, rename, move, link or remove a node; undo or redo the last change",
    body: TreeChangeRequest,
    response: TreeView,
  },
  exportTree: {
    tag: "opportunity tree",
    summary: "The tree as Markdown or SVG",
    params: TreeExportParams,
    query: TreeExportQuery,
    response: "application/octet-stream",
  },
  getIntents: {
    tag: "intents",
    summary: "What people ask, as intents of a dialogue, with how well they are recognised",
    response: IntentsView,
  },
  planIntent: {
    tag: "intents",
    summary: "Name an intent, write its answer, or leave it out",
    params: z.object({ themeId: ThemeIdText }),
    body: IntentPlanRequest,
    response: IntentsView,
  },
  trainRecogniser: {
    tag: "intents",
    summary: "Train a recogniser of the intents and measure it on questions held out",
    response: IntentsView,
  },
  recogniseIntent: {
    tag: "intents",
    summary: "What the recogniser makes of a text",
    body: RecogniseRequest,
    response: RecognisedView,
  },
  exportIntents: {
    tag: "intents",
    summary: "The intents as JSON or as a table",
    params: IntentExportParams,
    response: "application/octet-stream",
  },
} as const satisfies Readonly<Record<string, Operation>>;
