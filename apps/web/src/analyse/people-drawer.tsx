// The people behind a figure: how many, what those of them say who left feedback, and their keys.
import type { PeopleAsk, PeopleView } from "@heed/core/api";
import { Button, Code, Drawer, Group, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { IntervalBar, Share } from "../components/figures.tsx";
import { AnchorLink } from "../components/links.tsx";
import { MentionCard } from "../components/mention-card.tsx";
import { Failure, Waiting } from "../components/query-state.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useWords } from "./analyse-words.ts";

export function PeopleDrawer({
  ask,
  title,
  onClose,
}: {
  readonly ask: PeopleAsk | null;
  readonly title: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Drawer.Root opened={ask !== null} onClose={onClose} position="right" size="lg">
      <Drawer.Overlay />
      <Drawer.Content>
        <Group justify="space-between" wrap="nowrap" px="md" pt="md">
          <Drawer.Title fw={650} fz="lg">
            {title}
          </Drawer.Title>
          <Drawer.CloseButton aria-label={t("common.close")} />
        </Group>
        <Drawer.Body pt="sm">{ask !== null && <People ask={ask} />}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

function People({ ask }: { readonly ask: PeopleAsk }) {
  const t = useWords();
  const pages = useInfiniteQuery({
    queryKey: ["people-behind", ask],
    queryFn: ({ pageParam }) =>
      api.listPeopleBehind({ body: pageParam === "" ? ask : { ...ask, after: pageParam } }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  if (pages.isError) return <Failure error={pages.error} onRetry={() => void pages.refetch()} />;
  const [first] = pages.data?.pages ?? [];
  if (first === undefined) return <Waiting />;
  const keys = pages.data!.pages.flatMap(({ people }) => people);
  return (
    <Stack gap="lg">
      <Text size="xl" fw={680} className="tabular">
        {t("people.total", { count: first.total })}
      </Text>
      <Said said={first.said} />
      <section aria-label={t("people.keys")}>
        <Title order={2} size="h5">
          {t("people.keys")}
        </Title>
        <Text size="xs" c="dimmed" mb="xs">
          {t("people.keysHint")}
        </Text>
        <Group gap={4}>
          {keys.map((key) => (
            <Code key={key}>{key}</Code>
          ))}
        </Group>
        {pages.hasNextPage && (
          <Button
            mt="sm"
            size="xs"
            variant="default"
            loading={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {t("people.more")}
          </Button>
        )}
      </section>
    </Stack>
  );
}

function Said({ said }: { readonly said: PeopleView["said"] }) {
  const t = useWords();
  const language = currentLanguage();
  const most = Math.max(...said.themes.map(({ share }) => share.high), 0.01);
  return (
    <section aria-label={t("people.said")}>
      <Title order={2} size="h5">
        {t("people.said")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {said.speakers === 0 ? t("people.silent") : t("people.speakers", { count: said.speakers })}
      </Text>
      <Stack gap={6}>
        {said.themes.map(({ themeId, name, people, share }) => (
          <div key={themeId}>
            <Group justify="space-between" gap="sm" wrap="nowrap">
              <AnchorLink to="/themes/$themeId" params={{ themeId }} size="sm">
                {name[language]}
              </AnchorLink>
              <Text size="sm" className="tabular" style={{ whiteSpace: "nowrap" }}>
                {people} · <Share share={share} />
              </Text>
            </Group>
            <IntervalBar estimate={share} most={most} />
          </div>
        ))}
      </Stack>
      {said.quotes.length > 0 && (
        <Stack gap="xs" mt="md">
          <Text className="eyebrow">{t("people.quotes")}</Text>
          {said.quotes.map((mention) => (
            <MentionCard key={mention.id} mention={mention} />
          ))}
        </Stack>
      )}
    </section>
  );
}
