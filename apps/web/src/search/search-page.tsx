// Words over everything people said, under the same filters as every other list; the address holds what was asked.
import { Button, Container, Group, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { GapNote } from "../components/gap-note.tsx";
import { MentionCard } from "../components/mention-card.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Failure, Waiting } from "../components/query-state.tsx";
import { WhenAnalysed } from "../components/when-analysed.tsx";
import { asQuery } from "../filters/feedback-filters.ts";
import { FilterBar } from "../filters/filter-bar.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";

export function SearchPage() {
  const { t } = useTranslation();
  const { q = "", ...filters } = useSearch({ from: "/search" });
  const navigate = useNavigate({ from: "/search" });
  const [words, setWords] = useState(q);
  const [settled] = useDebouncedValue(words.trim(), 160);
  useEffect(() => {
    // Asked again only when the reader typed, not when an address was opened.
    void navigate({
      search: ({ q: _before, ...rest }) => (settled === "" ? rest : { ...rest, q: settled }),
      replace: true,
    });
  }, [settled, navigate]);
  const { words: _words, ...narrowed } = asQuery(filters);
  const found = useInfiniteQuery({
    queryKey: ["search", q, narrowed],
    queryFn: ({ pageParam, signal }) =>
      api.search(
        {
          query: { q, ...narrowed, limit: 30, ...(pageParam === "" ? {} : { cursor: pageParam }) },
        },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
  const first = found.data?.pages[0];
  return (
    <Container size="lg" py="lg" className="column">
      <Stack gap="md">
        <PageHead title={t("search.title")} lead={t("search.hint")} />
        <WhenAnalysed noNeeds={t("nothing.search")} has={({ items }) => items > 0}>
          <TextInput
            size="lg"
            radius="xl"
            type="search"
            leftSection={<IconSearch size={20} aria-hidden />}
            placeholder={t("search.placeholder")}
            aria-label={t("search.title")}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            autoFocus
          />
          <FilterBar
            filters={filters}
            choices={["kind", "language", "source", "version", "rival"]}
            onChange={(next) => void navigate({ search: { ...next, ...(q === "" ? {} : { q }) } })}
          />
          {q === "" && <Suggestions onChoose={setWords} />}
          {found.isError && <Failure error={found.error} onRetry={() => void found.refetch()} />}
          {found.isLoading && <Waiting />}
          {q !== "" && first !== undefined && (
            <Text size="sm" c="dimmed" className="tabular" role="status">
              {first.rows.length === 0
                ? t("search.nothing")
                : t(first.match === "any" ? "search.foundAny" : "search.found", {
                    count: first.total,
                  })}
            </Text>
          )}
          {q !== "" && <GapNote gap={first?.gap} />}
          {q !== "" &&
            found.data?.pages
              .flatMap(({ rows }) => rows)
              .map((mention) => <MentionCard key={mention.id} mention={mention} />)}
          {q !== "" && found.hasNextPage && (
            <Button
              variant="default"
              loading={found.isFetchingNextPage}
              onClick={() => void found.fetchNextPage()}
            >
              {t("common.more")}
            </Button>
          )}
        </WhenAnalysed>
      </Stack>
    </Container>
  );
}

const SUGGESTED = 8;

/** What this workspace's people speak of most, for those who do not know where to begin. */
function Suggestions({ onChoose }: { readonly onChoose: (words: string) => void }) {
  const { t } = useTranslation();
  const needs = useQuery({ queryKey: ["needs", {}], queryFn: () => api.listNeeds() });
  const words = (needs.data?.rows ?? [])
    .slice(0, SUGGESTED)
    .flatMap(({ name }) => name[currentLanguage()].split(/[,、]/)[0] ?? []);
  if (words.length === 0) return null;
  return (
    <Group gap="xs" align="baseline">
      <Text size="sm" c="dimmed">
        {t("search.try")}
      </Text>
      {[...new Set(words)].map((word) => (
        <Button key={word} variant="default" size="xs" radius="xl" onClick={() => onChoose(word)}>
          {word}
        </Button>
      ))}
    </Group>
  );
}
