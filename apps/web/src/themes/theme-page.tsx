// One theme: its words, its weeks, its voices, and what a person may decide about it.

import type { ThemeDetail } from "@heed/core/api";
import { Button, Container, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { BelowHeadline, HeadlineSource, headlineNow } from "../components/headline.tsx";
import { KindBar } from "../components/kinds.tsx";
import { AnchorLink, ButtonLink } from "../components/links.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { Sparkline } from "../components/sparkline.tsx";
import { Tag } from "../components/tag.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { May } from "../people/may.tsx";
import { MergeDialog, RegroupDialog, RenameDialog, TakeApartDialog } from "./theme-dialogs.tsx";
import { ThemeLog } from "./theme-log.tsx";
import { ThemeVoices } from "./theme-voices.tsx";
import { useThemeEdit } from "./use-theme-edit.ts";
import { useThemeName } from "./use-themes.ts";

type ThemeId = `theme_${number}`;

export function ThemePage() {
  const { themeId } = useParams({ from: "/first-stage/themes/$themeId" });
  const theme = useQuery({
    queryKey: ["theme", themeId],
    queryFn: () => api.getTheme({ params: { themeId: themeId as ThemeId } }),
  });
  return (
    <Container size="lg" py="lg">
      <QueryState query={theme}>
        {(detail) => <ThemeView key={detail.id} theme={detail} />}
      </QueryState>
    </Container>
  );
}

function ThemeView({ theme }: { readonly theme: ThemeDetail }) {
  const { t } = useTranslation();
  const nameOf = useThemeName();
  const headline = headlineNow(theme);
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<"rename" | "merge" | "regroup" | "apart" | null>(null);
  const edit = useThemeEdit(() => setDialog(null));
  const close = () => setDialog(null);
  const isLeaf = theme.parentId !== null;
  const dialogProps = { theme, onClose: close, error: edit.error };
  return (
    <Stack gap="lg">
      <div>
        <AnchorLink to="/themes" size="sm">
          {t("themes.back")}
        </AnchorLink>
        <Group gap="md" mt={6}>
          <Title order={1} fz={28} className="matter">
            {headline.text}
          </Title>
          {theme.hidden && <Tag tone="plain">{t("themes.hidden")}</Tag>}
          {theme.isEdited && <Tag tone="new">{t("themes.edited")}</Tag>}
        </Group>
        <BelowHeadline headline={headline} />
        <Text size="sm" c="dimmed">
          {theme.parentId !== null && (
            <>
              <AnchorLink
                to="/themes/$themeId"
                params={{ themeId: theme.parentId }}
                size="sm"
                underline="always"
              >
                {nameOf(theme.parentId)}
              </AnchorLink>{" "}
              ·{" "}
            </>
          )}
          {theme.keyphrases[currentLanguage()].slice(0, 8).join(" · ")}
        </Text>
        <HeadlineSource headed={theme} />
      </div>
      <Group justify="space-between" align="center" gap="lg">
        <div style={{ flex: "1 1 20rem" }}>
          <Text className="tabular" mb={6}>
            <Text span fw={720} fz={22}>
              {theme.people.toLocaleString()}
            </Text>{" "}
            {t("common.people", { count: theme.people })},{" "}
            {t("inbox.mentions", { count: theme.mentions })}
          </Text>
          <KindBar kinds={theme.kinds} most={6} />
        </div>
        <Sparkline
          weeks={theme.weeks}
          flagged={[]}
          label={t("needs.weekly", { name: theme.name[currentLanguage()] })}
        />
      </Group>
      <Group gap="xs">
        {theme.needId !== null && (
          <ButtonLink size="xs" to="/needs/$needId" params={{ needId: theme.needId }}>
            {t("themes.openNeed")}
          </ButtonLink>
        )}
        <May call="editThemes">
          <Button size="xs" variant="default" onClick={() => setDialog("rename")}>
            {t("themes.rename")}
          </Button>
          <Button size="xs" variant="default" onClick={() => setDialog("merge")}>
            {t("themes.merge")}
          </Button>
          {isLeaf && (
            <Button size="xs" variant="default" onClick={() => setDialog("regroup")}>
              {t("themes.regroup")}
            </Button>
          )}
          {isLeaf && theme.mentions > 1 && (
            <Button size="xs" variant="default" onClick={() => setDialog("apart")}>
              {t("themes.takeApart")}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            loading={edit.isPending && dialog === null}
            onClick={() => edit.mutate({ type: theme.hidden ? "show" : "hide", themeId: theme.id })}
          >
            {theme.hidden ? t("themes.show") : t("themes.hide")}
          </Button>
        </May>
      </Group>
      {edit.isError && dialog === null && <Failure error={edit.error} />}
      {dialog === "rename" && <RenameDialog {...dialogProps} onDecide={edit.mutate} />}
      {dialog === "apart" && (
        <TakeApartDialog {...dialogProps} isPending={edit.isPending} onDecide={edit.mutate} />
      )}
      {dialog === "regroup" && <RegroupDialog {...dialogProps} onDecide={edit.mutate} />}
      {dialog === "merge" && (
        <MergeDialog
          {...dialogProps}
          onDecide={(decision) =>
            edit.mutate(decision, {
              onSuccess: () =>
                decision.type === "merge" &&
                void navigate({ to: "/themes/$themeId", params: { themeId: decision.into } }),
            })
          }
        />
      )}
      <ThemeVoices theme={theme} />
      <ThemeLog edits={theme.edits} />
    </Stack>
  );
}
