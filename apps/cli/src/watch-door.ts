// Saved cohorts and alerts for commands: through the server that runs on the workspace, or the workspace itself when none does.
import {
  type AlertInput,
  type AlertView,
  type CohortInput,
  type CohortView,
  createApiClient,
  type PeopleAsk,
  type PeopleView,
} from "@heed/core/api";
import {
  createCohort,
  deleteCohort,
  findServer,
  listCohorts,
  listPeopleBehind,
  openDesk,
  openExistingWorkspace,
} from "@heed/workbench";
import { throughServer } from "./server-refusal.ts";

export interface WatchDoor {
  listCohorts(): Promise<{ readonly rows: readonly CohortView[] }>;
  createCohort(cohort: CohortInput): Promise<CohortView>;
  deleteCohort(id: CohortView["id"]): Promise<void>;
  listPeopleBehind(ask: PeopleAsk): Promise<PeopleView>;
  listAlerts(): Promise<{ readonly rows: readonly AlertView[] }>;
  createAlert(alert: AlertInput): Promise<AlertView>;
  deleteAlert(id: string): Promise<void>;
  testAlert(id: string): Promise<void>;
}

/** Opens the door, lets `use` through, and closes it. */
export async function withWatch<Result>(
  folder: string,
  use: (door: WatchDoor) => Promise<Result>,
): Promise<Result> {
  const server = await findServer(folder);
  if (server !== null) {
    const api = createApiClient({ baseUrl: server.url, fetch, headers: server.headers });
    return throughServer(() =>
      use({
        listCohorts: () => api.listCohorts(),
        createCohort: (body) => api.createCohort({ body }),
        deleteCohort: async (cohortId) => void (await api.deleteCohort({ params: { cohortId } })),
        listPeopleBehind: (body) => api.listPeopleBehind({ body }),
        listAlerts: () => api.listAlerts(),
        createAlert: (body) => api.createAlert({ body }),
        deleteAlert: async (alertId) => void (await api.deleteAlert({ params: { alertId } })),
        testAlert: async (alertId) => void (await api.testAlert({ params: { alertId } })),
      }),
    );
  }
  // A folder without a workspace is refused, and not made one.
  await (await openExistingWorkspace(folder)).close();
  const { HEED_SMTP_URL: smtpUrl } = process.env;
  const desk = await openDesk(folder, smtpUrl === undefined ? {} : { smtpUrl });
  try {
    return await use({
      listCohorts: () => listCohorts(desk.events),
      createCohort: (cohort) => createCohort(desk.events, cohort),
      deleteCohort: (id) => deleteCohort(desk.events, id),
      listPeopleBehind: (ask) => listPeopleBehind(desk.events, ask),
      listAlerts: () => desk.alerts.list(),
      createAlert: (alert) => desk.alerts.create(alert),
      deleteAlert: (id) => desk.alerts.remove(id),
      testAlert: (id) => desk.alerts.test(id),
    });
  } finally {
    await desk.close();
  }
}
