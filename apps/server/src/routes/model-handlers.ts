// What the operations on large models do: parse, call the desk, answer.
import type { Desk } from "@heed/workbench";
import type { Handlers } from "./handlers.ts";

type ModelOperation =
  | "getModelSetup"
  | "listModelCalls"
  | "chooseModels"
  | "setModelBudget"
  | "tryModel";

export function modelHandlers({ models }: Desk): Pick<Handlers, ModelOperation> {
  return {
    getModelSetup: () => models.getModelSetup(),
    listModelCalls: ({ query }) => models.listModelCalls(query.limit),
    chooseModels: ({ params, body }) => models.chooseModels(params.capability, body.models),
    setModelBudget: ({ params, body }) => models.setModelBudget(params.unit, body.most),
    tryModel: ({ body }) => models.tryModel(body.capability),
  };
}
