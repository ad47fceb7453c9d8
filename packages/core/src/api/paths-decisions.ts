// Methods and paths of what helps to decide.

export const DECISION_PATHS = {
  getPriorities: "GET /api/v1/priorities",
  putGuesses: "PATCH /api/v1/priorities/{themeId}",
  putPrioritySettings: "PUT /api/v1/priority-settings",
  getGold: "GET /api/v1/gold",
  evaluateReaders: "POST /api/v1/gold/evaluations",
  promoteReader: "POST /api/v1/gold/promotions",
  importGold: "POST /api/v1/gold/labels",
  sampleGold: "GET /api/v1/gold/sample.csv",
  getTree: "GET /api/v1/tree",
  changeTree: "POST /api/v1/tree/changes",
  exportTree: "GET /api/v1/tree/export/{format}",
} as const;
