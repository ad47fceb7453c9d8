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
  getIntents: "GET /api/v1/intents",
  planIntent: "PATCH /api/v1/intents/{themeId}",
  trainRecogniser: "POST /api/v1/intents/recogniser",
  recogniseIntent: "POST /api/v1/intents/recognitions",
  exportIntents: "GET /api/v1/intents/export/{format}",
} as const;

/** Operations that only look, though what they are asked does not fit into an address. */
export const DECISION_QUESTIONS = ["recogniseIntent"] as const;
