// One item whole: its text with every claim marked and open to correction, its earlier texts, and what is known of it.

import type { ItemDetail } from "@heed/core/api";
import { Container, Group, Select, Stack, Table, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { KIND_NAMES, KindBadge, type KindName } from "../components/kinds.tsx";
import { AnchorLink } from "../components/links.tsx";
import { MarkedText } from "../components/marked-text.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { dayText, dimensionName, momentText } from "../filters/value-names.ts";
import { useMay } from "../people/may.tsx";
import { useThemeName } from "../themes/use-themes.ts";

export function ItemPage() {
  const { itemId } = useParams({ from: "/first-stage/items/$itemId" });
  const item = useQuery({
    queryKey: ["item", itemId],
    queryFn: () => api.getItem({ params: { itemId: itemId as `item_${number}` } }),
  });
  return (
    <Container size="lg" py="lg" className="column">
      <QueryState query={item}>{(detail) => <Item item={detail} />}</QueryState>
    </Container>
  );
}

function Item({ item }: { readonly item: ItemDetail }) {
  const { t } = useTranslation();
  return (
    <Stack gap="lg">
      <AnchorLink to="/inbox" size="sm">
        {t("item.back")}
      </AnchorLink>
      <Group gap="sm" align="baseline">
        <Title order={1} fz={24}>
          {item.writtenAt === null
            ? t("item.title", { source: item.source })
            : t("item.titleDated", { source: item.source, date: dayText(item.writtenAt) })}
        </Title>
        {item.rival !== null && <Tag tone="plain">{`${t("mention.rival")} ${item.rival}`}</Tag>}
        {item.spam !== null && <Tag tone="bad">{t("item.spam")}</Tag>}
      </Group>
      <div className="voice">
        <Text
          lang={item.language}
          fz="lg"
          lh={1.65}
          style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}
        >
          <MarkedText item={item} />
        </Text>
        {item.text === "" && <Text c="dimmed">{t("item.noWords")}</Text>}
      </div>
      <Claims item={item} />
      {item.redactions.length > 0 && (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t("item.redacted")}
          </Text>
          {item.redactions.map(({ kind, start }) => (
            <Tag key={start} tone="plain">
              {kind}
            </Tag>
          ))}
        </Group>
      )}
      <Revisions item={item} />
      {item.similar.length > 0 && (
        <Stack gap={4}>
          <Title order={2} size="h5">
            {t("item.similar")}
          </Title>
          <Group gap="xs">
            {item.similar.map(({ id, relation }, index) => (
              <AnchorLink key={id} to="/items/$itemId" params={{ itemId: id }} size="sm">
                {t(`item.${relation}`)} · {index + 1}
              </AnchorLink>
            ))}
          </Group>
        </Stack>
      )}
      <Known item={item} />
    </Stack>
  );
}

/** Each claim with what was read into it; the kind is open to correction. */
function Claims({ item }: { readonly item: ItemDetail }) {
  const { t } = useTranslation();
  const mayCorrect = useMay()("putLabel");
  const nameOf = useThemeName();
  const client = useQueryClient();
  const label = useMutation({
    mutationFn: ({ id, kind }: { id: ItemDetail["mentions"][number]["id"]; kind: KindName }) =>
      api.putLabel({ params: { mentionId: id }, body: { kind } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["item", item.id] }),
  });
  if (item.mentions.length === 0) return null;
  return (
    <Stack gap={8}>
      <Title order={2} size="h5">
        {t("item.claims")}
      </Title>
      {label.isError && <Failure error={label.error} />}
      {item.mentions.map((mention) => (
        <Group key={mention.id} gap="sm" wrap="nowrap" align="center">
          {mention.reading === null ? (
            <KindBadge kind="other" />
          ) : (
            <Select
              readOnly={!mayCorrect}
              size="xs"
              w={116}
              radius="xl"
              allowDeselect={false}
              aria-label={t("inbox.correct")}
              value={mention.reading.kind}
              data={KIND_NAMES.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
              onChange={(kind) => label.mutate({ id: mention.id, kind: kind as KindName })}
            />
          )}
          <Text size="sm" style={{ flex: 1, overflowWrap: "anywhere" }}>
            <bdi>{item.text.slice(mention.start, mention.end)}</bdi>{" "}
            {mention.reading?.isCorrected === true && (
              <Tag tone="good">{t("mention.corrected")}</Tag>
            )}
          </Text>
          {mention.themeId === null ? (
            <Text size="xs" c="dimmed">
              {mention.unclear === null ? "" : t(`unclear.${mention.unclear}` as never)}
            </Text>
          ) : (
            <AnchorLink
              to="/themes/$themeId"
              params={{ themeId: mention.themeId }}
              size="xs"
              lineClamp={1}
              maw="40%"
            >
              {nameOf(mention.themeId)}
            </AnchorLink>
          )}
        </Group>
      ))}
    </Stack>
  );
}

function Revisions({ item }: { readonly item: ItemDetail }) {
  const { t } = useTranslation();
  if (item.revisions.length < 2) return null;
  return (
    <Stack gap="xs">
      <Title order={2} size="h5">
        {t("item.revisions")}
      </Title>
      {item.revisions.slice(1).map(({ revision, text, rating, writtenAt }) => (
        <div key={revision} className="voice">
          <Text size="xs" c="dimmed">
            {[
              t("item.revision", { number: revision }),
              writtenAt === null ? "" : dayText(writtenAt),
              rating === null ? "" : `${rating}★`,
            ]
              .filter((part) => part !== "")
              .join(" · ")}
          </Text>
          <Text size="sm" style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
            <bdi>{text}</bdi>
          </Text>
        </div>
      ))}
    </Stack>
  );
}

function Known({ item }: { readonly item: ItemDetail }) {
  const { t } = useTranslation();
  const facts = {
    [t("item.source")]: item.source,
    [t("item.date")]: item.writtenAt === null ? undefined : momentText(item.writtenAt),
    [t("item.stars")]: item.rating?.toString(),
    [t("item.version")]: item.appVersion,
    [t("item.channel")]: item.channel,
    [t("item.sourceId")]: item.sourceId,
    ...Object.fromEntries(
      Object.entries(item.properties).map(([name, value]) => [dimensionName(name, t), value]),
    ),
    [t("item.id")]: item.id,
  };
  return (
    <Table variant="vertical" withTableBorder fz="sm" layout="fixed">
      <Table.Tbody>
        {Object.entries(facts)
          .filter(([, value]) => value != null && value !== "")
          .map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th w={160}>{name}</Table.Th>
              <Table.Td style={{ overflowWrap: "anywhere" }}>
                <bdi>{value}</bdi>
              </Table.Td>
            </Table.Tr>
          ))}
      </Table.Tbody>
    </Table>
  );
}
