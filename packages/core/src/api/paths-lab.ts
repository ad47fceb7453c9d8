// Paths of the lab: data sets, labelling, training, models at work.

export const LAB_PATHS = {
  listLabDatasets: "GET /api/v1/lab/datasets",
  addLabDataset: "POST /api/v1/lab/datasets",
  getLabDataset: "GET /api/v1/lab/datasets/{datasetId}",
  deleteLabDataset: "DELETE /api/v1/lab/datasets/{datasetId}",
  listNextExamples: "GET /api/v1/lab/datasets/{datasetId}/next",
  labelExample: "POST /api/v1/lab/datasets/{datasetId}/labels",
  undoExampleLabel: "POST /api/v1/lab/datasets/{datasetId}/undo",
  getLabMedia: "GET /api/v1/lab/datasets/{datasetId}/media/{example}",
  estimateTraining: "GET /api/v1/lab/datasets/{datasetId}/estimate",
  trainLabModel: "POST /api/v1/lab/trainings",
  getLabTraining: "GET /api/v1/lab/training",
  listLabModels: "GET /api/v1/lab/models",
  getLabModel: "GET /api/v1/lab/models/{modelId}",
  getLabCard: "GET /api/v1/lab/models/{modelId}/card.html",
  explainWithLabModel: "POST /api/v1/lab/models/{modelId}/explanations",
  testLabRobustness: "POST /api/v1/lab/models/{modelId}/robustness",
  getLabDrift: "GET /api/v1/lab/models/{modelId}/drift",
  listPromotions: "GET /api/v1/lab/promotions",
  promoteLabModel: "POST /api/v1/lab/promotions",
  demoteLabModel: "POST /api/v1/lab/promotions/{column}/undo",
} as const;
