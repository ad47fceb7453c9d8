// The pages of the stage that analyses what people do, beside one another.
import { Container } from "@mantine/core";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import "./analyse.css";
import { useWords } from "./analyse-words.ts";

const TABS = [
  ["/analyse", "overview"],
  ["/analyse/funnels", "funnels"],
  ["/analyse/retention", "retention"],
  ["/analyse/trends", "trends"],
  ["/analyse/behaviour", "behaviour"],
  ["/analyse/cohorts", "cohorts"],
  ["/analyse/sql", "sql"],
  ["/analyse/alerts", "alerts"],
] as const;

export function AnalyseTabs() {
  const t = useWords();
  const path = useRouterState({ select: (state) => state.location.pathname.replace(/\/$/, "") });
  return (
    <>
      <Container size="lg" pt="xs">
        <nav aria-label={t("title")} className="tabs">
          {TABS.map(([to, name]) => (
            <Link
              key={to}
              to={to}
              activeOptions={{ exact: true, includeSearch: false }}
              aria-current={path === to ? "page" : undefined}
            >
              {t(`tabs.${name}`)}
            </Link>
          ))}
        </nav>
      </Container>
      <Outlet />
    </>
  );
}
