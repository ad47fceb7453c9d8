// The people who asked for a need, and what to tell them when it ships.
import type { NeedDetail } from "@heed/core/api";
import { Button, Group, Stack, Table, Text, Textarea } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { AnchorLink } from "../components/links.tsx";
import { Failure, Waiting } from "../components/query-state.tsx";
import { dayText } from "../filters/value-names.ts";

export function NeedPeople({ need }: { readonly need: NeedDetail }) {
  const { t } = useTranslation();
  const people = useInfiniteQuery({
    queryKey: ["need-people", need.id],
    queryFn: ({ pageParam }) =>
      api.listNeedPeople({
        params: { needId: need.id },
        query: { limit: 30, ...(pageParam === "" ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Stack gap="lg">
      <ShipMessage need={need} />
      {people.isPending && <Waiting />}
      {people.isError && <Failure error={people.error} onRetry={() => void people.refetch()} />}
      {people.data !== undefined && (
        <Table.ScrollContainer minWidth={560}>
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("people.words")}</Table.Th>
                <Table.Th ta="right">{t("people.mentions")}</Table.Th>
                <Table.Th>{t("people.last")}</Table.Th>
                <Table.Th>{t("item.source")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {people.data.pages
                .flatMap(({ rows }) => rows)
                .map(({ person, mentionId, quote, mentions, lastWrittenAt, source }) => (
                  <Table.Tr key={person}>
                    <Table.Td>
                      <AnchorLink
                        to="/items/$itemId"
                        params={{ itemId: mentionId.slice(0, mentionId.indexOf(".")) }}
                        size="sm"
                        c="var(--mantine-color-text)"
                        lineClamp={2}
                      >
                        “<bdi>{quote}</bdi>”
                      </AnchorLink>
                    </Table.Td>
                    <Table.Td ta="right" className="tabular">
                      {mentions}
                    </Table.Td>
                    <Table.Td style={{ whiteSpace: "nowrap" }}>
                      {lastWrittenAt === null ? "–" : dayText(lastWrittenAt)}
                    </Table.Td>
                    <Table.Td>{source}</Table.Td>
                  </Table.Tr>
                ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {people.hasNextPage && (
        <Button
          variant="default"
          loading={people.isFetchingNextPage}
          onClick={() => void people.fetchNextPage()}
        >
          {t("common.more")}
        </Button>
      )}
    </Stack>
  );
}

/** A draft in both languages; the person changes it before it is copied. */
function ShipMessage({ need }: { readonly need: NeedDetail }) {
  const { t } = useTranslation();
  const clipboard = useClipboard({ timeout: 3_000 });
  const version = need.plan.shippedIn ?? "";
  const [words, setWords] = useState<string>(
    t(version === "" ? "plan.message" : "plan.messageVersion", {
      name: need.name.en,
      nameZh: need.name.zh,
      version,
    }),
  );
  return (
    <Stack gap="xs">
      <Textarea
        autosize
        minRows={3}
        label={t("plan.messageTitle")}
        description={need.plan.status === "shipped" ? undefined : t("plan.messageWhen")}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Group>
        <Button
          variant="light"
          leftSection={clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={() => clipboard.copy(words)}
        >
          {clipboard.copied ? t("plan.copied") : t("plan.copy")}
        </Button>
        {clipboard.error !== null && (
          <Text size="sm" c="var(--tone-bad)">
            {t("plan.notCopied")}
          </Text>
        )}
      </Group>
    </Stack>
  );
}
