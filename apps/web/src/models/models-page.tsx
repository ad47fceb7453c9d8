// Who reads what people say: the models at work, the corrections that people made, and what is still to come.
import { Button, Container, Group, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { KindBadge } from "../components/kinds.tsx";
import { AnchorLink } from "../components/links.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { dayText } from "../filters/value-names.ts";
import { May } from "../people/may.tsx";
import { LargeModels } from "./large-models.tsx";

export function ModelsPage() {
  const { t, i18n } = useTranslation();
  const workspace = useQuery({ queryKey: ["workspace"], queryFn: () => api.getWorkspace() });
  return (
    <Container size="lg" py="lg">
      <Stack gap="xl">
        <PageHead title={t("models.title")} lead={t("models.lead")} />
        <QueryState query={workspace}>
          {({ models, counts }) => (
            <>
              <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
                {Object.entries(models).map(([task, { name, version }]) => (
                  <div key={task} className="voice">
                    <Text className="eyebrow">
                      {i18n.exists(`models.task-${task}`)
                        ? i18n.t(`models.task-${task}` as never)
                        : task}
                    </Text>
                    <Text fw={650}>{name}</Text>
                    <Text size="sm" c="dimmed">
                      {t("models.version", { version })}
                    </Text>
                  </div>
                ))}
                <div className="voice">
                  <Text className="eyebrow">{t("models.unclear")}</Text>
                  <AnchorLink to="/inbox" search={{ unclear: true }} fw={720} fz={22}>
                    {counts.unclear.toLocaleString()}
                  </AnchorLink>
                  <Text size="sm" c="dimmed">
                    {t("models.unclearHint", { mentions: counts.mentions.toLocaleString() })}
                  </Text>
                </div>
              </SimpleGrid>
              {Object.keys(models).length === 0 && <Text c="dimmed">{t("models.none")}</Text>}
            </>
          )}
        </QueryState>
        <LargeModels />
        <Corrections />
      </Stack>
    </Container>
  );
}

/** Corrections as labels, the latest first; each can be taken back. */
function Corrections() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const labels = useInfiniteQuery({
    queryKey: ["labels"],
    queryFn: ({ pageParam }) =>
      api.listLabels({
        query: { limit: 30, ...(pageParam === "" ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
  const takeBack = useMutation({
    mutationFn: (mentionId: `item_${number}.${number}.${number}-${number}`) =>
      api.deleteLabel({ params: { mentionId } }),
    onSettled: () => client.invalidateQueries(),
  });
  const rows = labels.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <section aria-labelledby="labels-title">
      <Title order={2} size="h4" id="labels-title">
        {t("models.labels", { count: labels.data?.pages[0]?.total ?? 0 })}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t("models.labelsHint")}
      </Text>
      {labels.isError && <Failure error={labels.error} onRetry={() => void labels.refetch()} />}
      {takeBack.isError && <Failure error={takeBack.error} />}
      {rows.length > 0 && (
        <Table.ScrollContainer minWidth={420}>
          <Table verticalSpacing={6}>
            <Table.Tbody>
              {rows.map(({ mentionId, kind, sentiment, at }) => (
                <Table.Tr key={mentionId}>
                  <Table.Td>
                    <AnchorLink
                      to="/items/$itemId"
                      params={{ itemId: mentionId.slice(0, mentionId.indexOf(".")) }}
                      size="sm"
                    >
                      {mentionId.slice(0, mentionId.indexOf("."))}
                    </AnchorLink>
                  </Table.Td>
                  <Table.Td>
                    <Group gap={8}>
                      {kind !== null && <KindBadge kind={kind} />}
                      {sentiment !== null && <Text size="sm">{t(`sentiment.${sentiment}`)}</Text>}
                    </Group>
                  </Table.Td>
                  <Table.Td>{dayText(at)}</Table.Td>
                  <Table.Td ta="right">
                    <May call="deleteLabel">
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        onClick={() => takeBack.mutate(mentionId)}
                      >
                        {t("common.undo")}
                      </Button>
                    </May>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {labels.hasNextPage && (
        <Button
          variant="default"
          loading={labels.isFetchingNextPage}
          onClick={() => void labels.fetchNextPage()}
        >
          {t("common.more")}
        </Button>
      )}
    </section>
  );
}
