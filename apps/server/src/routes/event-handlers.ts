// What the operations about people's doings do: parse, ask the desk, answer.
import {
  askFunnel,
  askRetention,
  askTrend,
  compareBehaviour,
  createCohort,
  type Desk,
  deleteCohort,
  getEventOverview,
  listCohorts,
  listPeopleBehind,
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
