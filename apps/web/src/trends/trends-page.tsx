// How what people say moves from week to week, cut any way, with the releases marked.
import type { TrendTable } from "@heed/core/api";
import { Container, Group, SegmentedControl, Select, Stack, Table, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { AnchorLink } from "../components/links.tsx";
import { PageHead } from "../components/page-head.tsx";
import { QueryState } from "../components/query-state.tsx";
import { WhenAnalysed } from "../components/when-analysed.tsx";
import { asQuery, type Filters, readFilters } from "../filters/feedback-filters.ts";
import { FilterBar } from "../filters/filter-bar.tsx";
import { valueName } from "../filters/value-names.ts";
import { useThemeName } from "../themes/use-themes.ts";
import { TREND_CUTS, type TrendAddress, type TrendCut } from "./trends-address.ts";

const CHOICES = ["kind", "language", "source", "version", "rival"] as const;
const TrendsChart = lazy(() =>
  import("./trends-chart.tsx").then(({ TrendsChart }) => ({ default: TrendsChart })),
);

export function TrendsPage() {
  const { t } = useTranslation();
  const { by = "kind", per = "people", ...filters } = useSearch({ from: "/first-stage/trends" });
  const navigate = useNavigate({ from: "/trends" });
  const go = (change: Partial<TrendAddress>) =>
    void navigate({ search: { ...filters, by, per, ...change } });
  const query = { ...asQuery(filters), by, most: 8 };
  const trends = useQuery({
    queryKey: ["trends", query],
    queryFn: ({ signal }) => api.getTrends({ query }, { signal }),
    placeholderData: keepPreviousData,
  });
  const releases = useQuery({ queryKey: ["releases"], queryFn: () => api.listReleases() });
  const seriesName = useSeriesName(by);
  return (
    <Container size="lg" py="lg">
      <Stack gap="md">
        <PageHead title={t("trends.title")} lead={t("trends.lead")} />
        <WhenAnalysed noNeeds={t("nothing.trends")} has={({ themes }) => themes > 0}>
          <Group gap="sm">
            <Select
              size="xs"
              radius="xl"
              w={150}
              aria-label={t("trends.by")}
              allowDeselect={false}
              value={by}
              data={TREND_CUTS.map((cut) => ({ value: cut, label: t(`dimension.${cut}`) }))}
              onChange={(cut) => go({ by: cut as TrendCut })}
            />
            <SegmentedControl
              size="xs"
              radius="xl"
              aria-label={t("trends.per")}
              value={per}
              onChange={(value) => go({ per: value as "people" | "share" })}
              data={(["people", "share"] as const).map((value) => ({
                value,
                label: t(`trends.${value}`),
              }))}
            />
            <FilterBar
              filters={filters}
              choices={CHOICES.filter((name) => name !== by)}
              onChange={(next) => void navigate({ search: { ...next, by, per } })}
            />
          </Group>
          <QueryState query={trends}>
            {(table) =>
              table.weeks.length === 0 ? (
                <Text c="dimmed">{t("trends.none")}</Text>
              ) : (
                <>
                  <div className="voice">
                    <Suspense fallback={<div style={{ height: 380 }} data-waiting />}>
                      <TrendsChart
                        table={table}
                        per={per}
                        nameOf={seriesName}
                        releases={releases.data?.rows ?? []}
                      />
                    </Suspense>
                  </div>
                  <Text size="xs" c="dimmed">
                    {t(
                      releases.data?.areListed === false
                        ? "trends.heardReleases"
                        : "trends.releases",
                    )}
                  </Text>
                  <SumsTable table={table} by={by} filters={filters} nameOf={seriesName} />
                </>
              )
            }
          </QueryState>
        </WhenAnalysed>
      </Stack>
    </Container>
  );
}

function useSeriesName(by: TrendCut): (value: string) => string {
  const { t } = useTranslation();
  const nameOf = useThemeName();
  return (value) => {
    if (by === "theme") return nameOf(value);
    if (by === "kind") return t(`kind.${value as "bug"}`);
    if (by === "sentiment") return t(`sentiment.${value as "negative"}`);
    return by === "none" ? t("trends.all") : valueName(by, value, t);
  };
}

const LAST_WEEKS = 4;

/** The filters that leave the words of one series. */
function wordsOf(by: TrendCut, value: string, filters: Filters): Filters {
  return by === "none" ? filters : readFilters({ ...filters, [by]: value });
}

/** The same series in numbers, for those who read rather than look. */
function SumsTable({
  table,
  by,
  filters,
  nameOf,
}: {
  readonly table: TrendTable;
  readonly by: TrendCut;
  readonly filters: Filters;
  readonly nameOf: (value: string) => string;
}) {
  const { t } = useTranslation();
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table verticalSpacing={5}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("trends.series")}</Table.Th>
            <Table.Th ta="right">{t("trends.mentions")}</Table.Th>
            <Table.Th ta="right">{t("trends.lastWeeks", { count: LAST_WEEKS })}</Table.Th>
            <Table.Th ta="right">{t("trends.weeksBefore", { count: LAST_WEEKS })}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {table.series.map(({ value, mentions, people }) => (
            <Table.Tr key={value}>
              <Table.Td>
                <AnchorLink to="/inbox" search={wordsOf(by, value, filters)} size="sm">
                  {nameOf(value)}
                </AnchorLink>
              </Table.Td>
              <Table.Td ta="right" className="tabular">
                {sum(mentions).toLocaleString()}
              </Table.Td>
              <Table.Td ta="right" className="tabular">
                {sum(people.slice(-LAST_WEEKS)).toLocaleString()}
              </Table.Td>
              <Table.Td ta="right" className="tabular">
                {sum(people.slice(-2 * LAST_WEEKS, -LAST_WEEKS)).toLocaleString()}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
