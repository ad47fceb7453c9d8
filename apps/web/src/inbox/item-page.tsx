// One item whole: its text with every mention marked, its revisions, and what is known of it.

import type { ItemDetail } from "@heed/core/api";
import { Badge, Container, Group, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { KIND_COLORS, KindBadge } from "../components/kinds.tsx";
import { AnchorLink } from "../components/links.tsx";
import { QueryState } from "../components/query-state.tsx";

export function ItemPage() {
  const { itemId } = useParams({ from: "/first-stage/items/$itemId" });
  const item = useQuery({
    queryKey: ["item", itemId],
    queryFn: () => api.getItem({ params: { itemId: itemId as `item_${number}` } }),
  });
  return (
    <Container size="md" py="lg">
      <QueryState query={item}>{(detail) => <Item item={detail} />}</QueryState>
    </Container>
  );
}

function Item({ item }: { readonly item: ItemDetail }) {
  const { t } = useTranslation();
  const facts = {
    [t("item.source")]: item.source,
    [t("item.date")]: item.writtenAt?.slice(0, 16).replace("T", " "),
    [t("item.stars")]: item.rating?.toString(),
    [t("item.version")]: item.appVersion,
    [t("item.channel")]: item.channel,
    [t("item.sourceId")]: item.sourceId,
    ...item.properties,
  };
  return (
    <Stack gap="md">
      <Title order={1} size="h3">
        {item.id}
      </Title>
      <Paper withBorder p="lg" radius="lg">
        <Text lang={item.language} style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
          {marked(item)}
        </Text>
        {item.text === "" && <Text c="dimmed">{t("item.noWords")}</Text>}
      </Paper>
      <Stack gap={6}>
        {item.mentions.map((mention) => (
          <Group key={mention.id} gap="sm" wrap="nowrap" align="flex-start">
            {mention.reading !== null && <KindBadge kind={mention.reading.kind} />}
            <Text size="sm" style={{ flex: 1 }}>
              <bdi>{item.text.slice(mention.start, mention.end)}</bdi>
            </Text>
            {mention.themeId === null ? (
              <Text size="xs" c="dimmed">
                {t("item.unclear")}
              </Text>
            ) : (
              <AnchorLink to="/themes/$themeId" params={{ themeId: mention.themeId }} size="xs">
                {mention.themeId}
              </AnchorLink>
            )}
          </Group>
        ))}
      </Stack>
      {item.redactions.length > 0 && (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t("item.redacted")}
          </Text>
          {item.redactions.map(({ kind, start }) => (
            <Badge key={start} variant="outline" color="gray" tt="none">
              {kind}
            </Badge>
          ))}
        </Group>
      )}
      <Table variant="vertical" withTableBorder fz="sm">
        <Table.Tbody>
          {Object.entries(facts)
            .filter(([, value]) => value != null && value !== "")
            .map(([name, value]) => (
              <Table.Tr key={name}>
                <Table.Th w={180}>{name}</Table.Th>
                <Table.Td>
                  <bdi>{value}</bdi>
                </Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
      {item.revisions.length > 1 && (
        <Stack gap="xs">
          <Title order={2} size="h4">
            {t("item.revisions")}
          </Title>
          {item.revisions.slice(1).map(({ revision, text }) => (
            <Paper key={revision} withBorder p="sm">
              <Text size="sm" c="dimmed" style={{ whiteSpace: "pre-line" }}>
                <bdi>{text}</bdi>
              </Text>
            </Paper>
          ))}
        </Stack>
      )}
      {item.similar.length > 0 && (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t("item.similar")}
          </Text>
          {item.similar.map(({ id }) => (
            <AnchorLink key={id} to="/items/$itemId" params={{ itemId: id }} size="sm">
              {id}
            </AnchorLink>
          ))}
        </Group>
      )}
    </Stack>
  );
}

/** The text with each mention underlined in its kind's colour. */
function marked({ text, mentions }: ItemDetail): ReactNode[] {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { id, start, end, reading } of mentions) {
    const color = reading === null ? "gray" : KIND_COLORS[reading.kind];
    parts.push(
      text.slice(at, start),
      <bdi
        key={id}
        style={{
          textDecoration: `underline 2px var(--mantine-color-${color}-5)`,
          textUnderlineOffset: 4,
        }}
      >
        {text.slice(start, end)}
      </bdi>,
    );
    at = end;
  }
  return [...parts, text.slice(at)];
}
