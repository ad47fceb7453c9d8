// The voices behind a figure: the last step down from any number to a person's words.
import { Button, CloseButton, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { MentionCard } from "../components/mention-card.tsx";
import { Failure, Waiting } from "../components/query-state.tsx";
import { dimensionName, valueName } from "../filters/value-names.ts";

/** Which figure's rows to show; empty for everyone who voiced the need. */
export interface Figure {
  readonly weekFrom?: string;
  readonly weekTo?: string;
  readonly dimension?: string;
  readonly value?: string;
  readonly valued?: boolean;
}

export function FigureRows({
  needId,
  figure,
  onClear,
}: {
  readonly needId: `need_${number}`;
  readonly figure: Figure;
  readonly onClear: () => void;
}) {
  const { t } = useTranslation();
  const rows = useInfiniteQuery({
    queryKey: ["figure-rows", needId, figure],
    queryFn: ({ pageParam }) =>
      api.listFigureRows({
        params: { needId },
        query: { ...figure, limit: 20, ...(pageParam === "" ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
  const first = rows.data?.pages[0];
  const narrowed = figure.weekFrom ?? figure.value ?? (figure.valued ? t("need.worth") : undefined);
  return (
    <Stack gap="sm">
      <Group gap="sm">
        {first !== undefined && (
          <Text c="dimmed" size="sm">
            {t("common.heads", { count: first.people })},{" "}
            {t("inbox.mentions", { count: first.total ?? 0 })}
          </Text>
        )}
        {narrowed !== undefined && (
          <Group gap={2}>
            <Text size="sm">
              {figure.dimension === undefined ? narrowed : segmentText(figure, t)}
            </Text>
            <CloseButton size="sm" onClick={onClear} aria-label={t("need.allVoices")} />
          </Group>
        )}
      </Group>
      {rows.isPending && <Waiting />}
      {rows.isError && <Failure error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.data?.pages
        .flatMap((page) => page.rows)
        .map((mention) => (
          <MentionCard key={mention.id} mention={mention} />
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

function segmentText({ dimension = "", value = "" }: Figure, t: TFunction): string {
  return `${dimensionName(dimension, t)}: ${valueName(dimension, value, t)}`;
}
