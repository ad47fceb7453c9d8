// Methods and paths of experiments and feature flags. `GET /api/features/{key}` stands beside them, in the words of GrowthBook's clients.

export const EXPERIMENT_PATHS = {
  listExperiments: "GET /api/v1/experiments",
  createExperiment: "POST /api/v1/experiments",
  getExperiment: "GET /api/v1/experiments/{experimentId}",
  changeExperiment: "PATCH /api/v1/experiments/{experimentId}",
  deleteExperiment: "DELETE /api/v1/experiments/{experimentId}",
  measureExperiment: "POST /api/v1/experiments/{experimentId}/measurements",
  getExperimentReport: "GET /api/v1/experiments/{experimentId}/report.html",
  planExperiment: "POST /api/v1/experiment-plans",
  getSpecExperiments: "GET /api/v1/specs/{specId}/experiments",
  analyseTable: "POST /api/v1/experiment-tables",

  listFlags: "GET /api/v1/flags",
  putFlag: "PUT /api/v1/flags/{flagKey}",
  deleteFlag: "DELETE /api/v1/flags/{flagKey}",
  evaluateFlag: "POST /api/v1/flags/{flagKey}/evaluations",
} as const;

/** Operations that are posted and change nothing. */
export const EXPERIMENT_QUESTIONS = ["planExperiment", "analyseTable", "evaluateFlag"] as const;
