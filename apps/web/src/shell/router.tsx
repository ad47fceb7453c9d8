// Which address shows which page.
import { createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { BriefPage } from "../brief/brief-page.tsx";
import { CollectPage } from "../collect/collect-page.tsx";
import { InboxPage, readInboxFilters } from "../inbox/inbox-page.tsx";
import { ItemPage } from "../inbox/item-page.tsx";
import { NeedPage } from "../needs/need-page.tsx";
import { NeedsPage } from "../needs/needs-page.tsx";
import { SearchPage } from "../search/search-page.tsx";
import { ThemePage } from "../themes/theme-page.tsx";
import { ThemesPage } from "../themes/themes-page.tsx";
import { AppLayout } from "./app-layout.tsx";
import { NeedsTabs } from "./needs-tabs.tsx";
import { NotBuilt } from "./not-built.tsx";

const root = createRootRoute({ component: AppLayout });
const tabs = createRoute({ getParentRoute: () => root, id: "first-stage", component: NeedsTabs });
const needs = createRoute({ getParentRoute: () => tabs, path: "/", component: NeedsPage });
const need = createRoute({
  getParentRoute: () => tabs,
  path: "/needs/$needId",
  component: NeedPage,
});
const themes = createRoute({ getParentRoute: () => tabs, path: "/themes", component: ThemesPage });
const theme = createRoute({
  getParentRoute: () => tabs,
  path: "/themes/$themeId",
  component: ThemePage,
});
const inbox = createRoute({
  getParentRoute: () => tabs,
  path: "/inbox",
  component: InboxPage,
  validateSearch: readInboxFilters,
});
const item = createRoute({
  getParentRoute: () => tabs,
  path: "/items/$itemId",
  component: ItemPage,
});
const brief = createRoute({ getParentRoute: () => tabs, path: "/brief", component: BriefPage });
const search = createRoute({ getParentRoute: () => root, path: "/search", component: SearchPage });
const collect = createRoute({
  getParentRoute: () => root,
  path: "/collect",
  component: CollectPage,
});
const models = createRoute({
  getParentRoute: () => root,
  path: "/models",
  component: () => <NotBuilt stage="models" />,
});
const design = createRoute({
  getParentRoute: () => root,
  path: "/design",
  component: () => <NotBuilt stage="design" />,
});
const analyse = createRoute({
  getParentRoute: () => root,
  path: "/analyse",
  component: () => <NotBuilt stage="analyse" />,
});
const optimise = createRoute({
  getParentRoute: () => root,
  path: "/optimise",
  component: () => <NotBuilt stage="optimise" />,
});
const routeTree = root.addChildren([
  tabs.addChildren([needs, need, themes, theme, inbox, item, brief]),
  search,
  collect,
  models,
  design,
  analyse,
  optimise,
]);

export function createAppRouter() {
  return createRouter({ routeTree, defaultPreload: "intent", scrollRestoration: true });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
