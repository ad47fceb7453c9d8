// One's own corner: language, colours, people, keys, and signing out.
import { ActionIcon, Menu, useMantineColorScheme } from "@mantine/core";
import { IconUserCircle } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { switchLanguage } from "../i18n/start-i18n.ts";
import { useSession } from "./session-gate.tsx";

export function AccountMenu() {
  const { t } = useTranslation();
  const { needsSignIn, member } = useSession();
  const { toggleColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const client = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => api.signOut(),
    onSuccess: (told) => {
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
      client.setQueryData(["session"], told);
    },
  });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" aria-label={member?.name ?? t("common.more")}>
          <IconUserCircle size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={switchLanguage} lang={t("common.languageCode")}>
          {t("common.language")}
        </Menu.Item>
        <Menu.Item onClick={() => toggleColorScheme()}>{t("common.colours")}</Menu.Item>
        <Menu.Item onClick={() => void navigate({ to: "/people" })}>{t("people.title")}</Menu.Item>
        <Menu.Item component="a" href="/api/docs">
          {t("common.api")}
        </Menu.Item>
        {needsSignIn && (
          <Menu.Item onClick={() => signOut.mutate()}>{t("people.signOut")}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
