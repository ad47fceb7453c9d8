// What the lab's operations do: parse, call the desk, answer.
import type { Desk } from "@heed/workbench";
import type { Handlers } from "./handlers.ts";

type LabOperation =
  | "listLabDatasets"
  | "addLabDataset"
  | "getLabDataset"
  | "deleteLabDataset"
  | "listNextExamples"
  | "labelExample"
  | "undoExampleLabel"
  | "getLabMedia"
  | "previewLabMedia"
  | "importLabMedia"
  | "evaluateLabModel"
  | "estimateTraining"
  | "trainLabModel"
  | "getLabTraining"
  | "listLabModels"
  | "getLabModel"
  | "getLabCard"
  | "explainWithLabModel"
  | "testLabRobustness"
  | "getLabDrift"
  | "listPromotions"
  | "promoteLabModel"
  | "demoteLabModel";

export function labHandlers(desk: Desk): Pick<Handlers, LabOperation> {
  return {
    listLabDatasets: () => desk.listLabDatasets(),
    addLabDataset: ({ body }) => desk.addLabDataset(body),
    getLabDataset: ({ params }) => desk.getLabDataset(params.datasetId),
    deleteLabDataset: async ({ params }) => {
      await desk.deleteLabDataset(params.datasetId);
      return undefined;
    },
    listNextExamples: ({ params, query }) => desk.listNextExamples(params.datasetId, query),
    labelExample: ({ params, body }) => desk.labelExample(params.datasetId, body),
    undoExampleLabel: ({ params, body }) => desk.undoExampleLabel(params.datasetId, body.labeler),
    previewLabMedia: ({ body }) => desk.previewLabMedia(body),
    importLabMedia: ({ body }) => desk.importLabMedia(body),
    getLabMedia: async ({ params: { datasetId, example }, query }) => {
      const { bytes, type } = await desk.getLabMedia(datasetId, Number(example), query.size);
      return new Response(new Uint8Array(bytes), {
        headers: {
          "content-type": type,
          "content-disposition": "inline",
          // People's files: shown as pixels or heard, never run.
          "content-security-policy": "sandbox; default-src 'none'",
          "cache-control": "private, max-age=86400",
          "x-content-type-options": "nosniff",
        },
      });
    },
    estimateTraining: ({ params }) => desk.estimateTraining(params.datasetId),
    trainLabModel: ({ body }) => desk.trainLabModel(body),
    getLabTraining: () => desk.getLabTraining(),
    listLabModels: () => desk.listLabModels(),
    getLabModel: ({ params }) => desk.getLabModel(params.modelId),
    getLabCard: async ({ params, query }) =>
      new Response(await desk.getLabCard(params.modelId, query.lang ?? "en"), {
        headers: {
          "content-type": "text/html; charset=utf-8",
          "content-security-policy":
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        },
      }),
    explainWithLabModel: ({ params, body }) => desk.explainWithLabModel(params.modelId, body),
    evaluateLabModel: ({ params, body }) => desk.evaluateLabModel(params.modelId, body),
    testLabRobustness: ({ params }) => desk.testLabRobustness(params.modelId),
    getLabDrift: ({ params }) => desk.getLabDrift(params.modelId),
    listPromotions: () => desk.listPromotions(),
    promoteLabModel: ({ body }) => desk.promoteLabModel(body),
    demoteLabModel: ({ params }) => desk.demoteLabModel(params.column),
  };
}
