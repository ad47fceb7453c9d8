// Taking it to others: the report, lists as files, and read-only links that end by themselves.
import type { ShareView } from "@heed/core/api";
import { apiUrl } from "@heed/core/api";
import {
  Button,
  Container,
  Group,
  NumberInput,
  SimpleGrid,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { MadeLink } from "../components/copy.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { SureButton } from "../components/sure-button.tsx";
import { WhenAnalysed } from "../components/when-analysed.tsx";
import { dayText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { May } from "../people/may.tsx";

const LISTS = ["needs", "themes", "mentions", "items"] as const;
const FORMATS = ["csv", "xlsx", "json", "md"] as const;

export function SharePage() {
  const { t } = useTranslation();
  return (
    <Container size="lg" py="lg">
      <Stack gap="xl">
        <PageHead title={t("share.title")} lead={t("share.lead")} />
        <WhenAnalysed noNeeds={t("nothing.share")} has={({ themes }) => themes > 0}>
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
            <section className="voice">
              <Title order={2} size="h4">
                {t("share.report")}
              </Title>
              <Text size="sm" c="dimmed" mb="md">
                {t("share.reportHint")}
              </Text>
              <Group gap="xs">
                {(["en", "zh"] as const).map((lang) => (
                  <Button
                    key={lang}
                    component="a"
                    href={apiUrl("getReport", { query: { lang } })}
                    target="_blank"
                    rel="noreferrer"
                    variant={lang === currentLanguage() ? "filled" : "default"}
                  >
                    {t(`share.open-${lang}`)}
                  </Button>
                ))}
              </Group>
            </section>
            <section className="voice">
              <Title order={2} size="h4">
                {t("share.lists")}
              </Title>
              <Text size="sm" c="dimmed" mb="md">
                {t("share.listsHint")}
              </Text>
              <Stack gap={6}>
                {LISTS.map((what) => (
                  <Group key={what} gap={6}>
                    <Text size="sm" w={92}>
                      {t(`share.list-${what}`)}
                    </Text>
                    {FORMATS.map((format) => (
                      <Button
                        key={format}
                        component="a"
                        href={apiUrl("downloadExport", { params: { what, format } })}
                        download
                        size="compact-sm"
                        variant="default"
                        aria-label={`${t(`share.list-${what}`)} ${format.toUpperCase()}`}
                      >
                        {format.toUpperCase()}
                      </Button>
                    ))}
                  </Group>
                ))}
              </Stack>
            </section>
          </SimpleGrid>
          <Links />
        </WhenAnalysed>
      </Stack>
    </Container>
  );
}

function Links() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [days, setDays] = useState<number>(14);
  const shares = useQuery({ queryKey: ["shares"], queryFn: () => api.listShares() });
  const make = useMutation({
    mutationFn: () => api.createShare({ body: { name, days, language: currentLanguage() } }),
    onSuccess: () => {
      setName("");
      return client.invalidateQueries({ queryKey: ["shares"] });
    },
  });
  return (
    <section>
      <Title order={2} size="h4">
        {t("share.links")}
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {t("share.linksHint")}
      </Text>
      <May call="createShare">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate();
          }}
        >
          <Group gap="sm" align="flex-end">
            <TextInput
              label={t("share.for")}
              placeholder={t("share.forExample")}
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <NumberInput
              label={t("share.days")}
              w={110}
              min={1}
              max={90}
              value={days}
              onChange={(value) => setDays(Number(value) || 14)}
            />
            <Button type="submit" disabled={name.trim() === ""} loading={make.isPending}>
              {t("share.make")}
            </Button>
          </Group>
        </form>
      </May>
      {make.isError && <Failure error={make.error} />}
      {make.data !== undefined && (
        <MadeLink label={t("share.link")} path={make.data.path} hint={t("share.once")} />
      )}
      <QueryState query={shares}>
        {({ rows }) => (rows.length === 0 ? null : <LinkTable rows={rows} />)}
      </QueryState>
    </section>
  );
}

function LinkTable({ rows }: { readonly rows: readonly ShareView[] }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const close = useMutation({
    mutationFn: (shareId: string) => api.deleteShare({ params: { shareId } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["shares"] }),
  });
  return (
    <Table.ScrollContainer minWidth={480} mt="md">
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("share.for")}</Table.Th>
            <Table.Th>{t("share.until")}</Table.Th>
            <Table.Th ta="right">{t("share.opened")}</Table.Th>
            <Table.Th>
              <span className="visually-hidden">{t("share.close")}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, name, expiresAt, opened }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <bdi>{name}</bdi>
              </Table.Td>
              <Table.Td>{dayText(expiresAt)}</Table.Td>
              <Table.Td ta="right" className="tabular">
                {opened}
              </Table.Td>
              <Table.Td ta="right">
                <May call="deleteShare">
                  <SureButton
                    size="compact-sm"
                    label={t("share.close")}
                    ask={t("share.closeAsk", { name })}
                    act={() => close.mutateAsync(id)}
                  />
                </May>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
