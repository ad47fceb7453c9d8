// A theme's mentions, to be read and to be chosen: those chosen are split off, moved to another theme or set aside.
import type { ThemeDetail } from "@heed/core/api";
import { Button, Checkbox, Group, Paper, Select, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { Dialog } from "../components/dialog.tsx";
import { MentionCard } from "../components/mention-card.tsx";
import { Failure, Waiting } from "../components/query-state.tsx";
import { useMay } from "../people/may.tsx";
import { themeChoosing } from "./theme-choice.tsx";
import { NameFields } from "./theme-dialogs.tsx";
import { type ThemeDecision, useThemeEdit } from "./use-theme-edit.ts";
import { leafChoices, useThemes } from "./use-themes.ts";

type MentionId = `item_${number}.${number}.${number}-${number}`;
type ThemeId = `theme_${number}`;
const NO_NAME = { en: "", zh: "" };
/** Most that are chosen at once; the API takes ten thousand. */
const MOST_CHOSEN = 2_000;

export function ThemeVoices({ theme }: { readonly theme: ThemeDetail }) {
  const { t } = useTranslation();
  const mayEdit = useMay()("editThemes");
  const [words, setWords] = useState("");
  const [asked] = useDebouncedValue(words.trim(), 200);
  const [chosen, setChosen] = useState<ReadonlySet<MentionId>>(new Set());
  const query = { theme: [theme.id], ...(asked === "" ? {} : { words: asked }) };
  const rows = useInfiniteQuery({
    queryKey: ["theme-mentions", query],
    queryFn: ({ pageParam }) =>
      api.listMentions({
        query: { ...query, limit: 25, ...(pageParam === "" ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
  const toggle = (id: MentionId) =>
    setChosen((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const chooseAll = async () => {
    const ids: MentionId[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof api.listMentions>> = await api.listMentions({
        query: { ...query, limit: 200, ...(cursor === null ? {} : { cursor }) },
      });
      ids.push(...page.rows.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null && ids.length < MOST_CHOSEN);
    setChosen(new Set(ids));
  };
  const total = rows.data?.pages[0]?.total ?? 0;
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <TextInput
          size="xs"
          radius="xl"
          w={260}
          type="search"
          aria-label={t("themes.within")}
          placeholder={t("themes.within")}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed" className="tabular" role="status">
          {t("inbox.mentions", { count: total })}
        </Text>
        {mayEdit && theme.parentId !== null && total > 0 && (
          <Button size="xs" variant="subtle" onClick={() => void chooseAll()}>
            {t("themes.chooseAll", { count: Math.min(total, MOST_CHOSEN) })}
          </Button>
        )}
      </Group>
      {rows.isPending && <Waiting />}
      {rows.isError && <Failure error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.data?.pages
        .flatMap((page) => page.rows)
        .map((mention) => (
          <MentionCard
            key={mention.id}
            mention={mention}
            actions={
              mayEdit &&
              theme.parentId !== null && (
                <Checkbox
                  size="xs"
                  label={t("themes.choose")}
                  checked={chosen.has(mention.id)}
                  onChange={() => toggle(mention.id)}
                />
              )
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
      {chosen.size > 0 && (
        <ChosenBar theme={theme} chosen={[...chosen]} onClear={() => setChosen(new Set())} />
      )}
    </Stack>
  );
}

/** What can be done with the mentions chosen; stays in sight while the list is read on. */
function ChosenBar({
  theme,
  chosen,
  onClear,
}: {
  readonly theme: ThemeDetail;
  readonly chosen: readonly MentionId[];
  readonly onClear: () => void;
}) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<"split" | "move" | null>(null);
  const edit = useThemeEdit(() => {
    setDialog(null);
    onClear();
  });
  const mentionIds = [...chosen];
  const isAll = chosen.length >= theme.mentions;
  return (
    <Paper
      withBorder
      shadow="lg"
      radius="lg"
      p="sm"
      role="toolbar"
      aria-label={t("themes.chosen", { count: chosen.length })}
      style={{ position: "sticky", bottom: 16, zIndex: 10 }}
    >
      <Group gap="sm">
        <Text size="sm" fw={600}>
          {t("themes.chosen", { count: chosen.length })}
        </Text>
        <Button size="xs" disabled={isAll} onClick={() => setDialog("split")}>
          {t("themes.split")}
        </Button>
        <Button size="xs" variant="default" onClick={() => setDialog("move")}>
          {t("themes.move")}
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={edit.isPending && dialog === null}
          onClick={() => edit.mutate({ type: "move", mentionIds, themeId: null })}
        >
          {t("themes.notHere")}
        </Button>
        <Button size="xs" variant="subtle" onClick={onClear}>
          {t("common.cancel")}
        </Button>
      </Group>
      {edit.isError && <Failure error={edit.error} />}
      {dialog === "split" && (
        <SplitDialog
          onClose={() => setDialog(null)}
          onName={(name) => edit.mutate({ type: "split", themeId: theme.id, mentionIds, name })}
        />
      )}
      {dialog === "move" && (
        <MoveDialog
          theme={theme}
          onClose={() => setDialog(null)}
          onChoose={(themeId) =>
            edit.mutate({ type: "move", mentionIds, themeId } satisfies ThemeDecision)
          }
        />
      )}
    </Paper>
  );
}

function SplitDialog({
  onClose,
  onName,
}: {
  readonly onClose: () => void;
  readonly onName: (name: { en: string; zh: string }) => void;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState(NO_NAME);
  const given = { en: name.en.trim() || name.zh.trim(), zh: name.zh.trim() || name.en.trim() };
  return (
    <Dialog title={t("themes.split")} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onName(given);
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t("themes.splitHint")}
          </Text>
          <NameFields name={name} onChange={setName} />
          <Button type="submit" disabled={given.en === ""}>
            {t("themes.split")}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}

function MoveDialog({
  theme,
  onClose,
  onChoose,
}: {
  readonly theme: ThemeDetail;
  readonly onClose: () => void;
  readonly onChoose: (id: ThemeId) => void;
}) {
  const { t } = useTranslation();
  const themes = useThemes();
  const [to, setTo] = useState<string | null>(null);
  return (
    <Dialog title={t("themes.move")} onClose={onClose}>
      <Stack gap="sm">
        <Select
          searchable
          data-autofocus
          label={t("themes.moveTo")}
          data={leafChoices(themes.data, theme.id)}
          {...themeChoosing}
          value={to}
          onChange={setTo}
        />
        <Button disabled={to === null} onClick={() => onChoose(to as ThemeId)}>
          {t("themes.move")}
        </Button>
      </Stack>
    </Dialog>
  );
}
