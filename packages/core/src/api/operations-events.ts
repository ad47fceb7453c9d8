// Operations about what people do. Questions are posted, since they are larger than an address may be; they change nothing.
import { z } from "zod";
import {
  BehaviourAsk,
  BehaviourView,
  CohortInput,
  CohortList,
  CohortView,
  cohortParams,
  EventOverview,
  EventTrendView,
  FunnelAsk,
  FunnelView,
  PeopleAsk,
  PeopleView,
  RetentionAsk,
  RetentionView,
  SqlAnswer,
  SqlAsk,
  TrendAsk,
} from "./events.ts";
import { JobView } from "./jobs.ts";
import type { Operation } from "./operation.ts";

export const EVENT_OPERATIONS = {
  getEventOverview: {
    tag: "events",
    summary: "Events at a glance, and those that come in",
    response: EventOverview,
  },
  askFunnel: {
    tag: "events",
    summary: "How far people come along these events",
    body: FunnelAsk,
    response: FunnelView,
  },
  askRetention: {
    tag: "events",
    summary: "Who comes back in the periods after",
    body: RetentionAsk,
    response: RetentionView,
  },
  askTrend: {
    tag: "events",
    summary: "What events measure in each period",
    body: TrendAsk,
    response: EventTrendView,
  },
  listPeopleBehind: {
    tag: "events",
    summary: "The people behind a bar, a cell, a point or a cohort, and what they say",
    body: PeopleAsk,
    response: PeopleView,
  },
  askSql: {
    tag: "events",
    summary: "One SELECT over events and people, read-only and within limits",
    body: SqlAsk,
    response: SqlAnswer,
  },
  importEvents: {
    tag: "events",
    summary: "Import an uploaded file of events",
    body: z.object({ uploadId: z.string().max(100) }),
    response: JobView,
    status: 202,
  },
  loadSampleEvents: {
    tag: "events",
    summary: "Load events of the sample workspace's people",
    response: JobView,
    status: 202,
  },
  compareBehaviour: {
    tag: "events",
    summary:
      "Do people who mention a theme stay, convert and pay less than people alike who do not?",
    body: BehaviourAsk,
    response: BehaviourView,
  },
  listCohorts: { tag: "events", summary: "Saved cohorts with their sizes", response: CohortList },
  createCohort: {
    tag: "events",
    summary: "Save a cohort",
    body: CohortInput,
    response: CohortView,
    status: 201,
  },
  deleteCohort: {
    tag: "events",
    summary: "Delete a cohort",
    params: cohortParams,
    response: null,
    status: 204,
  },
} as const satisfies Readonly<Record<string, Operation>>;
