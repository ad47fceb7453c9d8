// Methods and paths of the operations about what people do.

export const EVENT_PATHS = {
  getEventOverview: "GET /api/v1/events/overview",
  askFunnel: "POST /api/v1/events/funnel",
  askRetention: "POST /api/v1/events/retention",
  askTrend: "POST /api/v1/events/trend",
  listPeopleBehind: "POST /api/v1/events/people",
  compareBehaviour: "POST /api/v1/events/behaviour",
  askSql: "POST /api/v1/events/sql",
  importEvents: "POST /api/v1/events/imports",
  loadSampleEvents: "POST /api/v1/events/sample",
  listCohorts: "GET /api/v1/events/cohorts",
  createCohort: "POST /api/v1/events/cohorts",
  deleteCohort: "DELETE /api/v1/events/cohorts/{cohortId}",
} as const;

/** Operations that are posted and change nothing. */
export const EVENT_QUESTIONS = [
  "askFunnel",
  "askRetention",
  "askTrend",
  "listPeopleBehind",
  "askSql",
  "compareBehaviour",
] as const;
