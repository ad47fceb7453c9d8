// Methods and paths of the design stage.

export const DESIGN_PATHS = {
  getAnswer: "GET /api/v1/answer",
  askQuestion: "POST /api/v1/answers",
  streamAnswer: "POST /api/v1/answers/stream",
} as const;
