// Which address shows which page; pages beyond the first are fetched when they are asked for.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from "@tanstack/react-router";
import { readAskAddress, readThemeAddress } from "../analyse/ask-address.ts";
import { readQuestionAddress } from "../design/question-address.ts";
import { readPlanAddress } from "../experiments/plan-address.ts";
import { readFilters } from "../filters/feedback-filters.ts";
import { readNeedsAddress } from "../needs/needs-address.ts";
import { NeedsPage } from "../needs/needs-page.tsx";
import { readTrendAddress } from "../trends/trends-address.ts";
import { AppLayout } from "./app-layout.tsx";
import { NeedsTabs } from "./needs-tabs.tsx";
import { NotFound } from "./not-found.tsx";
import { PageFailure } from "./page-failure.tsx";
import { readSearchAddress } from "./search-address.ts";

const root = createRootRoute({ component: AppLayout, notFoundComponent: NotFound });
const tabs = createRoute({ getParentRoute: () => root, id: "first-stage", component: NeedsTabs });
const needs = createRoute({
  getParentRoute: () => tabs,
  path: "/",
  component: NeedsPage,
  validateSearch: readNeedsAddress,
});
const need = createRoute({
  getParentRoute: () => tabs,
  path: "/needs/$needId",
  component: lazyRouteComponent(() => import("../needs/need-page.tsx"), "NeedPage"),
});
const themes = createRoute({
  getParentRoute: () => tabs,
  path: "/themes",
  component: lazyRouteComponent(() => import("../themes/themes-page.tsx"), "ThemesPage"),
});
const map = createRoute({
  getParentRoute: () => tabs,
  path: "/themes/map",
  component: lazyRouteComponent(() => import("../themes/map-page.tsx"), "MapPage"),
});
const theme = createRoute({
  getParentRoute: () => tabs,
  path: "/themes/$themeId",
  component: lazyRouteComponent(() => import("../themes/theme-page.tsx"), "ThemePage"),
});
const trends = createRoute({
  getParentRoute: () => tabs,
  path: "/trends",
  component: lazyRouteComponent(() => import("../trends/trends-page.tsx"), "TrendsPage"),
  validateSearch: readTrendAddress,
});
const inbox = createRoute({
  getParentRoute: () => tabs,
  path: "/inbox",
  component: lazyRouteComponent(() => import("../inbox/inbox-page.tsx"), "InboxPage"),
  validateSearch: readFilters,
});
const item = createRoute({
  getParentRoute: () => tabs,
  path: "/items/$itemId",
  component: lazyRouteComponent(() => import("../inbox/item-page.tsx"), "ItemPage"),
});
const brief = createRoute({
  getParentRoute: () => tabs,
  path: "/brief",
  component: lazyRouteComponent(() => import("../brief/brief-page.tsx"), "BriefPage"),
});
const share = createRoute({
  getParentRoute: () => tabs,
  path: "/share",
  component: lazyRouteComponent(() => import("../share/share-page.tsx"), "SharePage"),
});
const search = createRoute({
  getParentRoute: () => root,
  path: "/search",
  component: lazyRouteComponent(() => import("../search/search-page.tsx"), "SearchPage"),
  validateSearch: readSearchAddress,
});
const collect = createRoute({
  getParentRoute: () => root,
  path: "/collect",
  component: lazyRouteComponent(() => import("../collect/collect-page.tsx"), "CollectPage"),
});
const optimiseTabs = createRoute({
  getParentRoute: () => root,
  id: "optimise-tabs",
  component: lazyRouteComponent(() => import("../experiments/optimise-tabs.tsx"), "OptimiseTabs"),
});
const experiments = createRoute({
  getParentRoute: () => optimiseTabs,
  path: "/optimise/experiments",
  component: lazyRouteComponent(
    () => import("../experiments/experiments-page.tsx"),
    "ExperimentsPage",
  ),
  validateSearch: readPlanAddress,
});
const experiment = createRoute({
  getParentRoute: () => optimiseTabs,
  path: "/optimise/experiments/$experimentId",
  component: lazyRouteComponent(
    () => import("../experiments/experiment-page.tsx"),
    "ExperimentPage",
  ),
});
const flags = createRoute({
  getParentRoute: () => optimiseTabs,
  path: "/optimise/flags",
  component: lazyRouteComponent(() => import("../experiments/flags-page.tsx"), "FlagsPage"),
});
const optimise = createRoute({
  getParentRoute: () => optimiseTabs,
  path: "/optimise",
  component: lazyRouteComponent(() => import("../optimise/optimise-page.tsx"), "OptimisePage"),
});
const people = createRoute({
  getParentRoute: () => root,
  path: "/people",
  component: lazyRouteComponent(() => import("../people/people-page.tsx"), "PeoplePage"),
});
/** The gate before every page shows these ways in. */
const ways = ["/setup", "/join"].map((path) =>
  createRoute({ getParentRoute: () => root, path, component: () => null }),
);
const modelsTabs = createRoute({
  getParentRoute: () => root,
  id: "models-tabs",
  component: lazyRouteComponent(() => import("../lab/models-tabs.tsx"), "ModelsTabs"),
});
const models = createRoute({
  getParentRoute: () => modelsTabs,
  path: "/models",
  component: lazyRouteComponent(() => import("../models/models-page.tsx"), "ModelsPage"),
});
const lab = createRoute({
  getParentRoute: () => modelsTabs,
  path: "/models/lab",
  component: lazyRouteComponent(() => import("../lab/lab-page.tsx"), "LabPage"),
});
const labDataset = createRoute({
  getParentRoute: () => modelsTabs,
  path: "/models/lab/datasets/$datasetId",
  component: lazyRouteComponent(() => import("../lab/dataset-page.tsx"), "DatasetPage"),
});
const labModel = createRoute({
  getParentRoute: () => modelsTabs,
  path: "/models/lab/models/$modelId",
  component: lazyRouteComponent(() => import("../lab/model-page.tsx"), "ModelPage"),
});
const gold = createRoute({
  getParentRoute: () => modelsTabs,
  path: "/models/gold",
  component: lazyRouteComponent(() => import("../evaluation/gold-page.tsx"), "GoldPage"),
});
const designTabs = createRoute({
  getParentRoute: () => root,
  id: "design-tabs",
  component: lazyRouteComponent(() => import("./design-tabs.tsx"), "DesignTabs"),
});
const priorities = createRoute({
  getParentRoute: () => designTabs,
  path: "/design/priorities",
  component: lazyRouteComponent(
    () => import("../priorities/priorities-page.tsx"),
    "PrioritiesPage",
  ),
});
const tree = createRoute({
  getParentRoute: () => designTabs,
  path: "/design/tree",
  component: lazyRouteComponent(() => import("../tree/tree-page.tsx"), "TreePage"),
});
const conversation = createRoute({
  getParentRoute: () => designTabs,
  path: "/design/conversation",
  component: lazyRouteComponent(
    () => import("../conversation/conversation-page.tsx"),
    "ConversationPage",
  ),
});
const design = createRoute({
  getParentRoute: () => designTabs,
  path: "/design",
  component: lazyRouteComponent(() => import("../design/design-page.tsx"), "DesignPage"),
});
const ask = createRoute({
  getParentRoute: () => designTabs,
  path: "/design/ask",
  component: lazyRouteComponent(() => import("../design/ask-page.tsx"), "AskPage"),
  validateSearch: readQuestionAddress,
});
const spec = createRoute({
  getParentRoute: () => designTabs,
  path: "/design/specs/$specId",
  component: lazyRouteComponent(() => import("../design/spec-page.tsx"), "SpecPage"),
});
const analyseTabs = createRoute({
  getParentRoute: () => root,
  id: "analyse-tabs",
  component: lazyRouteComponent(() => import("../analyse/analyse-tabs.tsx"), "AnalyseTabs"),
});
const events = createRoute({
  getParentRoute: () => analyseTabs,
  path: "/analyse",
  component: lazyRouteComponent(() => import("../analyse/overview-page.tsx"), "OverviewPage"),
});
const funnels = createRoute({
  getParentRoute: () => analyseTabs,
  path: "/analyse/funnels",
  component: lazyRouteComponent(() => import("../analyse/funnel-page.tsx"), "FunnelPage"),
  validateSearch: readAskAddress,
});
const retention = createRoute({
  getParentRoute: () => analyseTabs,
  path: "/analyse/retention",
  component: lazyRouteComponent(() => import("../analyse/retention-page.tsx"), "RetentionPage"),
  validateSearch: readAskAddress,
});
const eventTrends = createRoute({
  getParentRoute: () => analyseTabs,
  path: "/analyse/trends",
  component: lazyRouteComponent(() => import("../analyse/trend-page.tsx"), "TrendPage"),
  validateSearch: readAskAddress,
});
const behaviour = createRoute({
  getParentRoute: () => analyseTabs,
  path: "/analyse/behaviour",
  component: lazyRouteComponent(() => import("../analyse/behaviour-page.tsx"), "BehaviourPage"),
  validateSearch: readThemeAddress,
});
const sql = createRoute({
  getParentRoute: () => analyseTabs,
  path: "/analyse/sql",
  component: lazyRouteComponent(() => import("../analyse/sql-page.tsx"), "SqlPage"),
  validateSearch: readAskAddress,
});
const alerts = createRoute({
  getParentRoute: () => analyseTabs,
  path: "/analyse/alerts",
  component: lazyRouteComponent(() => import("../analyse/alerts-page.tsx"), "AlertsPage"),
});
const cohorts = createRoute({
  getParentRoute: () => analyseTabs,
  path: "/analyse/cohorts",
  component: lazyRouteComponent(() => import("../analyse/cohorts-page.tsx"), "CohortsPage"),
});
const routeTree = root.addChildren([
  tabs.addChildren([needs, need, themes, map, theme, trends, inbox, item, brief, share]),
  search,
  collect,
  modelsTabs.addChildren([models, gold, lab, labDataset, labModel]),
  designTabs.addChildren([design, ask, spec, priorities, tree, conversation]),
  analyseTabs.addChildren([
    events,
    funnels,
    retention,
    eventTrends,
    behaviour,
    cohorts,
    sql,
    alerts,
  ]),
  optimiseTabs.addChildren([optimise, experiments, experiment, flags]),
  people,
  ...ways,
]);

export function createAppRouter() {
  return createRouter({
    routeTree,
    defaultPreload: "intent",
    defaultErrorComponent: PageFailure,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
