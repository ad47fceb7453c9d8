// Words and meaning together, over everything people said.
import { Container, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { MentionCard } from "../components/mention-card.tsx";
import { Failure } from "../components/query-state.tsx";

export function SearchPage() {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const [asked] = useDebouncedValue(words.trim(), 180);
  const found = useQuery({
    queryKey: ["search", asked],
    queryFn: ({ signal }) => api.search({ query: { q: asked, limit: 50 } }, { signal }),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
  });
  return (
    <Container size="md" py="lg">
      <Stack gap="md">
        <Title order={1} size="h2">
          {t("search.title")}
        </Title>
        <TextInput
          size="md"
          type="search"
          leftSection={<IconSearch size={18} />}
          placeholder={t("search.placeholder")}
          aria-label={t("common.search")}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          autoFocus
        />
        {found.isError && <Failure error={found.error} />}
        {asked === "" && <Text c="dimmed">{t("search.hint")}</Text>}
        {asked !== "" && found.data !== undefined && (
          <Text size="sm" c="dimmed" className="tabular" role="status">
            {found.data.rows.length === 0
              ? t("search.nothing")
              : t("search.found", { count: found.data.total })}
          </Text>
        )}
        {asked !== "" &&
          found.data?.rows.map((mention) => <MentionCard key={mention.id} mention={mention} />)}
      </Stack>
    </Container>
  );
}
