// Operations of the design stage: questions answered, specifications drafted, checked and taken away.
import { AnswerQuery, AnswerRequest, AnswerView } from "./answers.ts";
import { JobView } from "./jobs.ts";
import type { Operation } from "./operation.ts";
import {
  SpecChangeRequest,
  SpecDiff,
  SpecDiffQuery,
  SpecDraftRequest,
  SpecEdit,
  SpecExportParams,
  SpecLanguageQuery,
  SpecList,
  SpecParams,
  SpecRequest,
  SpecRestoreRequest,
  SpecVersionQuery,
  SpecVersions,
  SpecView,
  SpecWriterView,
  WireframeRequest,
  WireframeView,
} from "./specs.ts";

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

  listSpecs: {
    tag: "specs",
    summary: "Specifications, the one changed last first",
    response: SpecList,
  },
  draftSpec: {
    tag: "specs",
    summary: "Draft a specification from a need by template and extraction",
    body: SpecRequest,
    response: SpecView,
    status: 201,
  },
  draftSpecWithModel: {
    tag: "specs",
    summary: "Draft a specification whose sentences a model writes, each checked, as a job",
    body: SpecDraftRequest,
    response: JobView,
    status: 202,
  },
  streamSpecDraft: {
    tag: "specs",
    summary:
      "The same while it is watched: events `claim` as each is checked, then `draft` with the specification's id, or `problem`; nothing is kept when the caller goes away",
    body: SpecDraftRequest,
    response: "text/event-stream",
  },
  getSpec: {
    tag: "specs",
    summary: "One version of a specification, each claim judged against today's data",
    params: SpecParams,
    query: SpecVersionQuery,
    response: SpecView,
  },
  saveSpec: {
    tag: "specs",
    summary:
      "Save an edit as the next version; words that no longer rest on their basis become assumptions",
    params: SpecParams,
    body: SpecEdit,
    response: SpecView,
  },
  deleteSpec: {
    tag: "specs",
    summary: "Delete a specification with all versions",
    params: SpecParams,
    response: null,
    status: 204,
  },
  refreshSpec: {
    tag: "specs",
    summary: "Bring counts and quotes up to date, as the next version",
    params: SpecParams,
    body: SpecChangeRequest,
    response: SpecView,
  },
  restoreSpec: {
    tag: "specs",
    summary: "Take an earlier version up again, as the next one",
    params: SpecParams,
    body: SpecRestoreRequest,
    response: SpecView,
  },
  listSpecVersions: {
    tag: "specs",
    summary: "Versions, the latest first",
    params: SpecParams,
    response: SpecVersions,
  },
  diffSpec: {
    tag: "specs",
    summary: "What changed between two versions",
    params: SpecParams,
    query: SpecDiffQuery,
    response: SpecDiff,
  },
  exportSpec: {
    tag: "specs",
    summary:
      "A specification as a file: Markdown, DOCX, a page to print, CSV for Jira or Linear, issues for GitHub",
    params: SpecExportParams,
    query: SpecLanguageQuery,
    response: "application/octet-stream",
  },
  getWireframe: {
    tag: "specs",
    summary: "A plain wireframe of the stories, one HTML file without scripts",
    params: SpecParams,
    query: SpecLanguageQuery,
    response: "text/html",
  },
  proposeWireframe: {
    tag: "specs",
    summary:
      "A wireframe whose screens a model proposes, checked and drawn by a program; the plain one when they break a rule twice",
    params: SpecParams,
    body: WireframeRequest,
    response: WireframeView,
  },
  getSpecWriter: {
    tag: "specs",
    summary: "Which model may write and propose here, if one was chosen",
    response: SpecWriterView,
  },
} as const satisfies Readonly<Record<string, Operation>>;
