// The pages of the last stage, beside one another.
import { Container } from "@mantine/core";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useWords } from "./words.ts";

const TABS = [
  ["/optimise", "releases"],
  ["/optimise/experiments", "experiments"],
  ["/optimise/flags", "flags"],
] as const;

export function OptimiseTabs() {
  const t = useWords();
  const path = useRouterState({ select: (state) => state.location.pathname.replace(/\/$/, "") });
  const isAt = (to: string) => (to === "/optimise" ? path === to : path.startsWith(to));
  return (
    <>
      <Container size="lg" pt="xs">
        <nav aria-label={t("tabs.label")} className="tabs">
          {TABS.map(([to, name]) => (
            <Link
              key={to}
              to={to}
              activeOptions={{ exact: true }}
              aria-current={isAt(to) ? "page" : undefined}
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
