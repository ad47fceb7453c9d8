// A figure of an answer or a claim: it opens on the words of those whom it counts.
import { type FigureView, figureText, readCount } from "@heed/core/api";
import { Button, Drawer, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { MentionCard } from "../components/mention-card.tsx";
import { Failure, Waiting } from "../components/query-state.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useDesignWords } from "./design-words.ts";

export function Figure({ figure }: { readonly figure: FigureView }) {
  const { t } = useTranslation();
  const words = useDesignWords();
  const [isOpen, setOpen] = useState(false);
  const label = figure.label[currentLanguage()];
  return (
    <>
      <UnstyledButton
        className="tabular figure"
        title={words("ask.counts", { label })}
        onClick={() => setOpen(true)}
      >
        {figureText(figure.measure, figure.value, currentLanguage())}
      </UnstyledButton>
      {isOpen && (
        <Drawer.Root opened onClose={() => setOpen(false)} position="right" size="lg">
          <Drawer.Overlay />
          <Drawer.Content>
            <Group justify="space-between" wrap="nowrap" px="md" pt="md">
              <Drawer.Title fw={650} fz="lg">
                {figureText(figure.measure, figure.value, currentLanguage())}
              </Drawer.Title>
              <Drawer.CloseButton aria-label={t("common.close")} />
            </Group>
            <Drawer.Body pt={0}>
              <Text size="sm" c="dimmed" mb="md">
                {label}
              </Text>
              <Counted query={figure.query} />
            </Drawer.Body>
          </Drawer.Content>
        </Drawer.Root>
      )}
    </>
  );
}

/** The mentions that a count counts; those found by search come in the order of the search. */
function Counted({ query }: { readonly query: string }) {
  const { t } = useTranslation();
  const pages = useInfiniteQuery({
    queryKey: ["counted", query],
    queryFn: ({ pageParam, signal }) => {
      const { about, ...filter } = readCount(query).filter;
      const asked = {
        ...(filter as object),
        limit: 20,
        ...(pageParam === "" ? {} : { cursor: pageParam }),
      };
      return about === undefined
        ? api.listMentions({ query: asked }, { signal })
        : api.search({ query: { ...asked, q: about } }, { signal });
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
  if (pages.isError) return <Failure error={pages.error} onRetry={() => void pages.refetch()} />;
  if (pages.data === undefined) return <Waiting />;
  return (
    <Stack gap="sm">
      {pages.data.pages
        .flatMap(({ rows }) => rows)
        .map((mention) => (
          <MentionCard key={mention.id} mention={mention} />
        ))}
      {pages.hasNextPage && (
        <Button
          variant="default"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t("common.more")}
        </Button>
      )}
    </Stack>
  );
}
