// Methods and paths of what helps to decide.

export const DECISION_PATHS = {
  getPriorities: "GET /api/v1/priorities",
  putGuesses: "PATCH /api/v1/priorities/{themeId}",
  putPrioritySettings: "PUT /api/v1/priority-settings",
} as const;
