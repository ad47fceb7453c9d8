// What the operations about experiments and flags do: parse, ask the desk, answer.
import type { Desk } from "@heed/workbench";
import { htmlFile } from "../pages/html-file.ts";
import type { Handlers } from "./handlers.ts";

export function experimentHandlers(desk: Desk) {
  return {
    listExperiments: () => desk.listExperiments(),
    createExperiment: ({ body }) =>
      desk.createExperiment(body as Parameters<Desk["createExperiment"]>[0]),
    getExperiment: ({ params }) => desk.getExperiment(params.experimentId),
    changeExperiment: ({ params, body }) =>
      desk.changeExperiment(params.experimentId, body as Parameters<Desk["changeExperiment"]>[1]),
    deleteExperiment: async ({ params }) => {
      await desk.deleteExperiment(params.experimentId);
      return undefined;
    },
    measureExperiment: ({ params }) => desk.measureExperiment(params.experimentId),
    getExperimentReport: async ({ params, query }) =>
      htmlFile(await desk.getExperimentReport(params.experimentId, query.lang ?? "en")),
    planExperiment: ({ body }) => desk.planExperiment(body),
    getSpecExperiments: ({ params }) => desk.getSpecExperiments(params.specId),
    analyseTable: ({ body }) => desk.analyseTable(body),
    listFlags: () => desk.listFlags(),
    putFlag: ({ params, body }) => desk.putFlag(params.flagKey, body),
    deleteFlag: async ({ params }) => {
      await desk.deleteFlag(params.flagKey);
      return undefined;
    },
    evaluateFlag: ({ params, body }) => desk.evaluateFlag(params.flagKey, body.attributes),
  } satisfies Handlers;
}
