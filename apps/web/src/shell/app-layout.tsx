// The frame around every page: the loop as navigation, search, language and colours.

import {
  ActionIcon,
  AppShell,
  Burger,
  Button,
  Group,
  Text,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowsExchange, IconMoonStars, IconSearch } from "@tabler/icons-react";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useLiveData } from "../api/live.ts";
import { ButtonLink, IconLink, NavigationLink } from "../components/links.tsx";
import { switchLanguage } from "../i18n/start-i18n.ts";
import { STAGES } from "./stages.ts";

export function AppLayout() {
  const { t } = useTranslation();
  useLiveData();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const { toggleColorScheme } = useMantineColorScheme();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 216, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      padding={0}
    >
      <AppShell.Header>
        <a href="#content" className="skip-link">
          {t("common.skip")}
        </a>
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger
            opened={isOpen}
            onClick={toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label={t("common.menu")}
          />
          <Link to="/" className="brand">
            <Group gap={8} wrap="nowrap">
              <img src="/heed.svg" width={26} height={26} alt="" />
              <Text fw={700} fz="lg" c="var(--mantine-color-text)">
                {t("app.name")}
              </Text>
            </Group>
          </Link>
          <Text c="dimmed" size="sm" visibleFrom="md">
            {t("app.tagline")}
          </Text>
          <Group ml="auto" gap={6} wrap="nowrap">
            <ButtonLink
              to="/search"
              variant="default"
              leftSection={<IconSearch size={16} />}
              visibleFrom="sm"
            >
              {t("common.search")}
            </ButtonLink>
            <IconLink
              to="/search"
              variant="default"
              size="lg"
              aria-label={t("common.search")}
              hiddenFrom="sm"
            >
              <IconSearch size={18} />
            </IconLink>
            <Button variant="subtle" onClick={switchLanguage} px="xs">
              {t("common.language")}
            </Button>
            <ActionIcon
              variant="subtle"
              size="lg"
              onClick={() => toggleColorScheme()}
              aria-label={t("common.colours")}
            >
              <IconMoonStars size={18} />
            </ActionIcon>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" component="nav">
        {STAGES.map(({ key, path: to, icon: Icon }, index) => (
          <NavigationLink
            key={key}
            to={to}
            onClick={close}
            active={to === "/" ? isFirstStage(path) : path.startsWith(to)}
            label={t(`stage.${key}`)}
            description={t(`stageHint.${key}`)}
            leftSection={<Icon size={20} stroke={1.6} />}
            rightSection={
              <Text size="xs" c="dimmed">
                {index + 1}
              </Text>
            }
          />
        ))}
        <Group gap={6} px="sm" pt="xs" c="dimmed">
          <IconArrowsExchange size={14} aria-hidden />
          <Text size="xs">
            {t("stage.optimise")} → {t("stage.needs")}
          </Text>
        </Group>
      </AppShell.Navbar>
      <AppShell.Main id="content">
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

/** The first stage owns every page that no other stage does (a need, the themes, the inbox, search). */
function isFirstStage(path: string): boolean {
  return !STAGES.some((stage) => stage.path !== "/" && path.startsWith(stage.path));
}
