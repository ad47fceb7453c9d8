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
  readMetric: "POST /api/v1/events/metric-reading",
  draftSql: "POST /api/v1/events/sql-drafts",
  listQueries: "GET /api/v1/events/queries",
  keepQuery: "POST /api/v1/events/queries",
  deleteQuery: "DELETE /api/v1/events/queries/{queryId}",
  listAlerts: "GET /api/v1/alerts",
  createAlert: "POST /api/v1/alerts",
  deleteAlert: "DELETE /api/v1/alerts/{alertId}",
  testAlert: "POST /api/v1/alerts/{alertId}/test",
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
  "readMetric",
] as const;
