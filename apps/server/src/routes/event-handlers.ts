// What the operations about people's doings do: parse, ask the desk, answer.
import type { AlertView } from "@heed/core/api";
import {
  askFunnel,
  askRetention,
  askTrend,
  compareBehaviour,
  createCohort,
  type Desk,
  deleteCohort,
  deleteQuery,
  draftSql,
  getEventOverview,
  keepQuery,
  listCohorts,
  listPeopleBehind,
  listQueries,
  readTrendMetric,
} from "@heed/workbench";
import type { Handlers } from "./handlers.ts";

export function eventHandlers(desk: Desk) {
  const { events } = desk;
  return {
    getEventOverview: () => getEventOverview(events),
    askFunnel: ({ body }) => askFunnel(events, body),
    askRetention: ({ body }) => askRetention(events, body),
    askTrend: ({ body }) => askTrend(events, body),
    listPeopleBehind: ({ body }) => listPeopleBehind(events, body),
    readMetric: ({ body }) => readTrendMetric(events, body),
    draftSql: ({ body }) => draftSql(events, body.question),
    listQueries: () => listQueries(events),
    keepQuery: ({ body }) => keepQuery(events, body),
    deleteQuery: async ({ params }) => {
      await deleteQuery(events, params.queryId);
      return undefined;
    },
    // An address that takes messages from whoever knows it is shown to those who may change it.
    listAlerts: async ({ who }) => {
      const { rows } = await desk.alerts.list();
      if (who.role !== "viewer") return { rows };
      return { rows: rows.map(withoutSecret) };
    },
    createAlert: ({ body }) => desk.alerts.create(body),
    deleteAlert: async ({ params }) => {
      await desk.alerts.remove(params.alertId);
      return undefined;
    },
    testAlert: async ({ params }) => {
      await desk.alerts.test(params.alertId);
      return undefined;
    },
    compareBehaviour: ({ body }) => compareBehaviour(events, body),
    askSql: async ({ body }) => (await events.store()).query(body.sql, body.limit),
    importEvents: ({ body }) => desk.startEventJob("import-events", body),
    loadSampleEvents: () => desk.startEventJob("sample-events", {}),
    listCohorts: () => listCohorts(events),
    createCohort: ({ body }) => createCohort(events, body),
    deleteCohort: async ({ params }) => {
      await deleteCohort(events, params.cohortId);
      return undefined;
    },
  } satisfies Handlers;
}

/** An alert with the host of its webhook alone. */
function withoutSecret(alert: AlertView): AlertView {
  if (alert.webhook === undefined) return alert;
  return { ...alert, webhook: `${new URL(alert.webhook).origin}/…` };
}
