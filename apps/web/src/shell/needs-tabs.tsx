// The pages of the first stage, beside one another.
import { Container } from "@mantine/core";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

const TABS = [
  ["/", "needs"],
  ["/themes", "themes"],
  ["/trends", "trends"],
  ["/inbox", "inbox"],
  ["/brief", "brief"],
  ["/share", "share"],
] as const;

export function NeedsTabs() {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const current =
    TABS.find(([to]) => to !== "/" && path.startsWith(to))?.[0] ??
    (path === "/" || path.startsWith("/needs") ? "/" : null);
  return (
    <>
      <Container size="lg" pt="xs">
        <nav aria-label={t("stage.needs")} className="tabs">
          {TABS.map(([to, name]) => (
            <Link key={to} to={to} aria-current={current === to ? "page" : undefined}>
              {t(`tab.${name}`)}
            </Link>
          ))}
        </nav>
      </Container>
      <Outlet />
    </>
  );
}
