// The pages of the first stage, beside one another.
import { Container, Tabs } from "@mantine/core";
import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

const TABS = ["/", "/themes", "/inbox", "/brief"] as const;

export function NeedsTabs() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const names = {
    "/": t("tab.needs"),
    "/themes": t("tab.themes"),
    "/inbox": t("tab.inbox"),
    "/brief": t("tab.brief"),
  };
  const current =
    TABS.find((tab) => tab !== "/" && path.startsWith(tab)) ??
    (path === "/" || path.startsWith("/needs") ? "/" : null);
  return (
    <>
      <Container size="lg" pt="sm">
        <Tabs
          value={current}
          onChange={(tab) => void navigate({ to: tab as (typeof TABS)[number] })}
        >
          <Tabs.List>
            {TABS.map((tab) => (
              <Tabs.Tab key={tab} value={tab}>
                {names[tab]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      </Container>
      <Outlet />
    </>
  );
}
