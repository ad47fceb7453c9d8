// The frame around every page: the loop as navigation, the palette, language and colours, and files dropped anywhere.

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
import { IconMoonStars, IconSearch } from "@tabler/icons-react";
import { Link, Outlet } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useLiveData } from "../api/live.ts";
import { DropAnywhere } from "../collect/drop-anywhere.tsx";
import { ImportProvider } from "../collect/use-import.tsx";
import { switchLanguage } from "../i18n/start-i18n.ts";
import { AccountMenu } from "../people/account-menu.tsx";
import { SessionGate } from "../people/session-gate.tsx";
import { LoopNav } from "./loop-nav.tsx";
import { LoopNext } from "./loop-next.tsx";
import { Palette } from "./palette.tsx";
import { useHotkeys } from "./use-hotkeys.ts";
import { useTitleOfPage } from "./use-title-of-page.ts";

export function AppLayout() {
  return (
    <SessionGate>
      <Frame />
    </SessionGate>
  );
}

function Frame() {
  const { t } = useTranslation();
  useLiveData();
  useTitleOfPage();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const [isSeeking, seeking] = useDisclosure(false);
  useHotkeys(seeking.open);
  const { toggleColorScheme } = useMantineColorScheme();
  return (
    <ImportProvider>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 236, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
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
              <Group gap={9} wrap="nowrap" fw={720} fz={20} style={{ letterSpacing: "-0.02em" }}>
                <img src="/heed.svg" width={28} height={28} alt="" />
                <Text span inherit hiddenFrom="xs">
                  {t("app.name")}
                </Text>
                <Text span inherit visibleFrom="xs">
                  {t("app.fullName")}
                </Text>
              </Group>
            </Link>
            <Text c="dimmed" size="sm" visibleFrom="lg">
              {t("app.tagline")}
            </Text>
            <Group ml="auto" gap={6} wrap="nowrap">
              <Group visibleFrom="sm" gap={0}>
                <button type="button" className="seek" onClick={seeking.open}>
                  <IconSearch size={16} aria-hidden />
                  {t("common.search")}
                  <kbd aria-hidden>/</kbd>
                </button>
              </Group>
              <ActionIcon
                variant="default"
                size="lg"
                radius="xl"
                aria-label={t("common.search")}
                hiddenFrom="sm"
                onClick={seeking.open}
              >
                <IconSearch size={18} />
              </ActionIcon>
              <Button
                variant="subtle"
                onClick={switchLanguage}
                px="xs"
                lang={t("common.languageCode")}
              >
                {t("common.language")}
              </Button>
              <ActionIcon
                variant="subtle"
                size="lg"
                visibleFrom="xs"
                onClick={() => toggleColorScheme()}
                aria-label={t("common.colours")}
              >
                <IconMoonStars size={18} />
              </ActionIcon>
              <AccountMenu />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="sm" component="nav" aria-label={t("common.loop")}>
          <LoopNav onGo={close} />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1}>
          <div className="page">
            <Outlet />
          </div>
          <LoopNext />
        </AppShell.Main>
        <DropAnywhere />
        <Palette isOpen={isSeeking} onClose={seeking.close} />
      </AppShell>
    </ImportProvider>
  );
}
