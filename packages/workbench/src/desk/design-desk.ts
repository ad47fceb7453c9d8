// The design stage's use cases as the desk offers them.
import type { Need, SpecId, SpecTemplate } from "@heed/core";
import type { SpecEdit, SpecFormat } from "@heed/core/api";
import { type AnswerAsk, answerQuestion } from "../answers/answer-question.ts";
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
import type { DeskContext } from "./desk-context.ts";

export function designDesk(context: DeskContext) {
  return {
    answer: (ask: AnswerAsk) => answerQuestion(context, ask),

    listSpecs: () => listSpecs(context),
    draftSpec: (ask: { needId: Need["id"]; template?: SpecTemplate | undefined }) =>
      draftSpec(context, ask),
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
  };
}
