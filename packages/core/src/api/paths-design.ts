// Methods and paths of the design stage.

export const DESIGN_PATHS = {
  getAnswer: "GET /api/v1/answer",
  askQuestion: "POST /api/v1/answers",
  streamAnswer: "POST /api/v1/answers/stream",

  listSpecs: "GET /api/v1/specs",
  draftSpec: "POST /api/v1/specs",
  draftSpecWithModel: "POST /api/v1/spec-drafts",
  streamSpecDraft: "POST /api/v1/spec-drafts/stream",
  getSpec: "GET /api/v1/specs/{specId}",
  saveSpec: "PUT /api/v1/specs/{specId}",
  deleteSpec: "DELETE /api/v1/specs/{specId}",
  refreshSpec: "POST /api/v1/specs/{specId}/refresh",
  restoreSpec: "POST /api/v1/specs/{specId}/restore",
  listSpecVersions: "GET /api/v1/specs/{specId}/versions",
  diffSpec: "GET /api/v1/specs/{specId}/diff",
  exportSpec: "GET /api/v1/specs/{specId}/exports/{format}",
  getWireframe: "GET /api/v1/specs/{specId}/wireframe",
  proposeWireframe: "POST /api/v1/specs/{specId}/wireframe",
  getSpecWriter: "GET /api/v1/spec-writer",
} as const;
