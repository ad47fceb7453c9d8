// The design stage's use cases as the desk offers them.
import type { Need, SpecId, SpecTemplate } from "@heed/core";
import type { JobView, SpecEdit, SpecFormat } from "@heed/core/api";
import { type AnswerAsk, answerQuestion } from "../answers/answer-question.ts";
import type { JobHandler } from "../jobs/job-runner.ts";
import { type Drafting, draftWithModel, type ModelDraft } from "../specs/draft-with-model.ts";
import { drawSpecWireframe } from "../specs/draw-wireframe.ts";
import {
  compareSpecs,
  draftSpec,
  getSpec,
  listSpecs,
  listVersions,
  refreshSpec,
  removeSpec,
  restoreSpec,
  saveSpec,
} from "../specs/edit-specs.ts";
import { exportSpec } from "../specs/export-spec.ts";
import { proposeSpecWireframe, specWriter } from "../specs/propose-wireframe.ts";
import type { DeskContext } from "./desk-context.ts";
import { findNeed } from "./read-needs.ts";

/** Jobs of the design stage. */
export function designJobs(context: DeskContext): Readonly<Record<string, JobHandler>> {
  return {
    "draft-spec": (input, job) => draftWithModel(context, input as unknown as ModelDraft, job),
  };
}

export function designDesk(
  context: DeskContext,
  start: (kind: string, input: object) => Promise<JobView>,
) {
  return {
    answer: (ask: AnswerAsk) => answerQuestion(context, ask),

    listSpecs: () => listSpecs(context),
    draftSpec: (ask: { needId: Need["id"]; template?: SpecTemplate | undefined }) =>
      draftSpec(context, ask),
    draftSpecWithModel: async (ask: ModelDraft) => {
      await findNeed(context, ask.needId);
      return start("draft-spec", ask);
    },
    writeSpecDraft: (ask: ModelDraft, drafting: Drafting) => draftWithModel(context, ask, drafting),
    getSpec: (id: SpecId, version?: number) => getSpec(context, id, version),
    saveSpec: (id: SpecId, edit: SpecEdit) => saveSpec(context, id, edit),
    deleteSpec: (id: SpecId) => removeSpec(context, id),
    refreshSpec: (id: SpecId, after: number) => refreshSpec(context, id, after),
    restoreSpec: (id: SpecId, ask: { after: number; version: number }) =>
      restoreSpec(context, id, ask.after, ask.version),
    listSpecVersions: (id: SpecId) => listVersions(context, id),
    diffSpec: (id: SpecId, between: { from: number; to: number }) =>
      compareSpecs(context, id, between),
    exportSpec: (id: SpecId, format: SpecFormat, language: "en" | "zh") =>
      exportSpec(context, id, format, language),
    wireframe: (id: SpecId, language: "en" | "zh") => drawSpecWireframe(context, id, language),
    proposeWireframe: (id: SpecId, language: "en" | "zh", signal?: AbortSignal) =>
      proposeSpecWireframe(context, id, { language, signal }),
    getSpecWriter: () => specWriter(context),
  };
}
