// One theme: its words, its voices, and what a person may decide about it.

import type { ThemeDetail } from "@heed/core/api";
import {
  Button,
  Container,
  Group,
  Modal,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { KindBar } from "../components/kinds.tsx";
import { AnchorLink, ButtonLink } from "../components/links.tsx";
import { MentionCard } from "../components/mention-card.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";

type ThemeId = `theme_${number}`;
type Decision = Parameters<typeof api.editThemes>[0]["body"]["decision"];

export function ThemePage() {
  const { themeId } = useParams({ from: "/first-stage/themes/$themeId" });
  const theme = useQuery({
    queryKey: ["theme", themeId],
    queryFn: () => api.getTheme({ params: { themeId: themeId as ThemeId } }),
  });
  return (
    <Container size="md" py="lg">
      <QueryState query={theme}>{(detail) => <ThemeView theme={detail} />}</QueryState>
    </Container>
  );
}

function ThemeView({ theme }: { readonly theme: ThemeDetail }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [dialog, setDialog] = useState<"rename" | "merge" | null>(null);
  const edit = useMutation({
    mutationFn: (decision: Decision) => api.editThemes({ body: { decision } }),
    onSuccess: () => setDialog(null),
    onSettled: () => client.invalidateQueries(),
  });
  return (
    <Stack gap="md">
      <div>
        <AnchorLink to="/themes" size="sm">
          {t("themes.back")}
        </AnchorLink>
        <Title order={1} size="h2">
          {theme.name[currentLanguage()]}
        </Title>
        <Text size="sm" c="dimmed">
          {theme.keyphrases[currentLanguage()].slice(0, 8).join(" · ")}
        </Text>
      </div>
      <KindBar kinds={theme.kinds} />
      <Group gap="xs">
        {theme.needId !== null && (
          <ButtonLink size="xs" to="/needs/$needId" params={{ needId: theme.needId }}>
            {t("themes.openNeed")}
          </ButtonLink>
        )}
        <Button size="xs" variant="default" onClick={() => setDialog("rename")}>
          {t("themes.rename")}
        </Button>
        <Button size="xs" variant="default" onClick={() => setDialog("merge")}>
          {t("themes.merge")}
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={edit.isPending}
          onClick={() => edit.mutate({ type: theme.hidden ? "show" : "hide", themeId: theme.id })}
        >
          {theme.hidden ? t("themes.show") : t("themes.hide")}
        </Button>
      </Group>
      {edit.isError && <Failure error={edit.error} />}
      <RenameDialog
        key={`rename ${theme.id}`}
        theme={theme}
        isOpen={dialog === "rename"}
        onClose={() => setDialog(null)}
        onDecide={edit.mutate}
      />
      <MergeDialog
        key={`merge ${theme.id}`}
        theme={theme}
        isOpen={dialog === "merge"}
        onClose={() => setDialog(null)}
        onDecide={edit.mutate}
      />
      <ThemeVoices
        themeId={theme.id}
        onSetAside={(mentionId) =>
          edit.mutate({ type: "move", mentionIds: [mentionId], themeId: null })
        }
      />
    </Stack>
  );
}

interface DialogProps {
  readonly theme: ThemeDetail;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onDecide: (decision: Decision) => void;
}

function RenameDialog({ theme, isOpen, onClose, onDecide }: DialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(theme.name);
  return (
    <Modal opened={isOpen} onClose={onClose} title={t("themes.rename")}>
      <Stack gap="sm">
        <TextInput
          label="English"
          value={name.en}
          onChange={(event) => setName({ ...name, en: event.currentTarget.value })}
          data-autofocus
        />
        <TextInput
          label="中文"
          value={name.zh}
          onChange={(event) => setName({ ...name, zh: event.currentTarget.value })}
        />
        <Button
          disabled={name.en.trim() === "" || name.zh.trim() === ""}
          onClick={() => onDecide({ type: "rename", themeId: theme.id, name })}
        >
          {t("common.save")}
        </Button>
      </Stack>
    </Modal>
  );
}

function MergeDialog({ theme, isOpen, onClose, onDecide }: DialogProps) {
  const { t } = useTranslation();
  const [into, setInto] = useState<string | null>(null);
  const themes = useQuery({
    queryKey: ["themes", false],
    queryFn: () => api.listThemes({}),
    enabled: isOpen,
  });
  const choices = (themes.data?.rows ?? [])
    .filter(
      ({ id, parentId }) => id !== theme.id && (parentId === null) === (theme.parentId === null),
    )
    .map(({ id, name }) => ({ value: id, label: name[currentLanguage()] }));
  return (
    <Modal opened={isOpen} onClose={onClose} title={t("themes.merge")}>
      <Stack gap="sm">
        <Select
          searchable
          label={t("themes.mergeInto")}
          data={choices}
          value={into}
          onChange={setInto}
        />
        <Button
          disabled={into === null}
          onClick={() => onDecide({ type: "merge", from: [theme.id], into: into as ThemeId })}
        >
          {t("themes.merge")}
        </Button>
      </Stack>
    </Modal>
  );
}

function ThemeVoices({
  themeId,
  onSetAside,
}: {
  readonly themeId: ThemeId;
  readonly onSetAside: (mentionId: never) => void;
}) {
  const { t } = useTranslation();
  const rows = useInfiniteQuery({
    queryKey: ["theme-mentions", themeId],
    queryFn: ({ pageParam }) =>
      api.listMentions({
        query: { theme: [themeId], limit: 25, ...(pageParam === "" ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Stack gap="sm">
      {rows.isError && <Failure error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.data?.pages
        .flatMap((page) => page.rows)
        .map((mention) => (
          <MentionCard
            key={mention.id}
            mention={mention}
            actions={
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => onSetAside(mention.id as never)}
              >
                {t("themes.notHere")}
              </Button>
            }
          />
        ))}
      {rows.hasNextPage && (
        <Button
          variant="default"
          loading={rows.isFetchingNextPage}
          onClick={() => void rows.fetchNextPage()}
        >
          {t("common.more")}
        </Button>
      )}
    </Stack>
  );
}
