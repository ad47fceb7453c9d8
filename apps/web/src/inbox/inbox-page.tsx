// Every mention, filtered by the address and read without end; a reading is corrected with one key.

import type { MentionRow } from "@heed/core/api";
import { Button, Container, Group, Select, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { KIND_NAMES, type KindName } from "../components/kinds.tsx";
import { MentionCard } from "../components/mention-card.tsx";
import { Failure } from "../components/query-state.tsx";

/** What the address may say. */
export interface InboxFilters {
  readonly kind?: KindName;
  readonly sentiment?: "negative" | "neutral" | "positive";
  readonly language?: string;
  readonly version?: string;
  readonly unclear?: boolean;
}

/** Reads the address, leaving out what it may not say. */
export function readInboxFilters(search: Record<string, unknown>): InboxFilters {
  const text = (name: string) =>
    typeof search[name] === "string" && search[name] !== "" ? { [name]: search[name] } : {};
  const kind = KIND_NAMES.find((name) => name === search.kind);
  const sentiment = (["negative", "neutral", "positive"] as const).find(
    (name) => name === search.sentiment,
  );
  return {
    ...text("language"),
    ...text("version"),
    ...(kind === undefined ? {} : { kind }),
    ...(sentiment === undefined ? {} : { sentiment }),
    ...(typeof search.unclear === "boolean" ? { unclear: search.unclear } : {}),
  };
}

export function InboxPage() {
  const { t } = useTranslation();
  const filters = useSearch({ from: "/first-stage/inbox" });
  const query = asQuery(filters);
  const rows = useInfiniteQuery({
    queryKey: ["mentions", query],
    queryFn: ({ pageParam }) =>
      api.listMentions({
        query: {
          ...query,
          limit: 40,
          order: "newest",
          ...(pageParam === "" ? {} : { cursor: pageParam }),
        },
      }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Container size="md" py="lg">
      <Stack gap="md">
        <div>
          <Title order={1} size="h2">
            {t("inbox.title")}
          </Title>
          <Text c="dimmed">{t("inbox.lead")}</Text>
        </div>
        <FilterBar filters={filters} />
        {rows.isError && <Failure error={rows.error} onRetry={() => void rows.refetch()} />}
        {rows.data !== undefined && (
          <Text size="sm" c="dimmed">
            {t("inbox.count", { count: rows.data.pages[0]?.total ?? 0 })}
          </Text>
        )}
        {rows.data?.pages
          .flatMap((page) => page.rows)
          .map((mention) => (
            <MentionCard
              key={mention.id}
              mention={mention}
              actions={<Correction mention={mention} />}
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
    </Container>
  );
}

function asQuery({ kind, sentiment, language, version, unclear }: InboxFilters) {
  return {
    ...(kind === undefined ? {} : { kind: [kind] }),
    ...(sentiment === undefined ? {} : { sentiment: [sentiment] }),
    ...(language === undefined ? {} : { language: [language] }),
    ...(version === undefined ? {} : { version: [version] }),
    ...(unclear === undefined ? {} : { unclear }),
  };
}

function FilterBar({ filters }: { readonly filters: InboxFilters }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/inbox" });
  const facets = useQuery({
    queryKey: ["facets", asQuery(filters)],
    queryFn: () => api.getFacets({ query: asQuery(filters) }),
  });
  const set = (change: Partial<Record<keyof InboxFilters, unknown>>) =>
    void navigate({ search: readInboxFilters({ ...filters, ...change }) });
  const choices = (
    counts: Readonly<Record<string, number>> | undefined,
    word: (value: string) => string,
  ) =>
    Object.entries(counts ?? {}).map(([value, count]) => ({
      value,
      label: `${word(value)} (${count})`,
    }));
  return (
    <Group gap="sm">
      <Select
        clearable
        size="xs"
        aria-label={t("inbox.kind")}
        placeholder={t("inbox.kind")}
        value={filters.kind ?? null}
        data={choices(facets.data?.kind, (kind) => t(`kind.${kind as KindName}`))}
        onChange={(kind) => set({ kind: kind ?? "" })}
        w={160}
      />
      <Select
        clearable
        size="xs"
        aria-label={t("inbox.sentiment")}
        placeholder={t("inbox.sentiment")}
        value={filters.sentiment ?? null}
        data={choices(facets.data?.sentiment, (value) => t(`sentiment.${value as "negative"}`))}
        onChange={(sentiment) => set({ sentiment: sentiment ?? "" })}
        w={160}
      />
      <Select
        clearable
        size="xs"
        aria-label={t("inbox.language")}
        placeholder={t("inbox.language")}
        value={filters.language ?? null}
        data={choices(facets.data?.language, (value) => value)}
        onChange={(language) => set({ language: language ?? "" })}
        w={130}
      />
      <Select
        clearable
        searchable
        size="xs"
        aria-label={t("inbox.version")}
        placeholder={t("inbox.version")}
        value={filters.version ?? null}
        data={choices(facets.data?.version, (value) => value)}
        onChange={(version) => set({ version: version ?? "" })}
        w={130}
      />
      <Button
        size="xs"
        variant={filters.unclear === true ? "filled" : "default"}
        onClick={() => set({ unclear: filters.unclear === true ? undefined : true })}
      >
        {t("inbox.unclear")}
      </Button>
    </Group>
  );
}

/** The kinds as one row of small buttons; what is chosen becomes a label. */
function Correction({ mention }: { readonly mention: MentionRow }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const label = useMutation({
    mutationFn: (kind: KindName) =>
      api.putLabel({ params: { mentionId: mention.id }, body: { kind } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["mentions"] }),
  });
  return (
    <Select
      size="xs"
      w={110}
      aria-label={t("inbox.correct")}
      value={mention.reading?.kind ?? null}
      data={KIND_NAMES.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
      onChange={(kind) => kind !== null && label.mutate(kind as KindName)}
      error={label.isError}
    />
  );
}
