// The pages of the models' stage, beside one another.
import { Container } from "@mantine/core";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import "./lab.css";
import { useLabWords } from "./lab-words.ts";

const TABS = [
  ["/models", "models"],
  ["/models/lab", "lab"],
  ["/models/gold", "gold"],
] as const;

export function ModelsTabs() {
  const t = useLabWords();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const current = TABS.findLast(([to]) => path.startsWith(to))?.[0];
  return (
    <>
      <Container size="lg" pt="xs">
        <nav aria-label={t("tabs.title")} className="tabs">
          {TABS.map(([to, name]) => (
            <Link
              key={to}
              to={to}
              activeOptions={{ exact: true, includeSearch: false }}
              aria-current={current === to ? "page" : undefined}
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
